"""One record as listings: what a page words, in our types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from connectors.cluster import Source
from connectors.dates import read_dates
from connectors.declared.permissions import permitted
from connectors.facets import Facets
from connectors.model import Listing, Page, Problem, Record, Severity, Window
from connectors.normalising.details import Details, details, read_title
from connectors.normalising.facetting import facets_of
from connectors.normalising.filters import is_wanted
from connectors.normalising.occurrences import schedule
from connectors.normalising.privacy import redact
from connectors.normalising.said_holidays import evidence_of, said_holidays
from connectors.normalising.schedules import Flaw, Occurrence
from connectors.normalising.sentences import price_sentences, registration_sentences
from connectors.normalising.texts import one_line
from connectors.normalising.weblinks import canonical

_DIGIT: Final = re.compile(r"\d")
_ABOUT_REGISTRATION: Final = re.compile(r"nmeld|frist|schluss|buch|reserv|regist|deadline", re.IGNORECASE)


def normalise(
    record: Record, source: Source, *, page: Page, window: Window, reference: date
) -> Iterator[Listing | Problem]:
    """One record as its listings (one per occurrence) within the window, and what was wrong with it.

    `reference` is the day as of which words like "Sa 14.3." are meant. Never raises for anything a
    record contains.
    """
    if (source.only or source.never) and not is_wanted(record, source):
        return
    zone = ZoneInfo(source.timezone)
    is_american = source.options.get("dates") == "month-first"
    dates = schedule(record, zone, window, reference, month_first=is_american)
    if dates.fatal:
        yield _problem(Severity.DROPPED, dates.fatal, record, page)
        return
    if dates.occurrences:
        found = details(record, page, days=frozenset(dates.days), status=dates.status)
        if not found.title:
            yield _problem(Severity.DROPPED, Flaw("no-title"), record, page)
            return
        facets = facets_of(record, found, source)
        about = found.registration_text or registration_sentences(found.description)
        deadline = dates.deadline or _deadline(about, min(dates.days), reference, zone, is_american)
        for occurrence in dates.occurrences:
            yield _listing(record, source, occurrence, found, facets, deadline, dates.is_open)
    for flaw in dates.repairs:
        yield _problem(Severity.REPAIRED, flaw, record, page)


def _listing(
    record: Record,
    source: Source,
    occurrence: Occurrence,
    found: Details,
    facets: Facets,
    deadline: date | None,
    is_open: bool,
) -> Listing:
    holidays = said_holidays(facets, occurrence.span)
    description = permitted(found.description, source.permission)
    return Listing(
        source_id=source.id,
        uid=one_line(record.uid, len(record.uid) + 1),
        occurrence=occurrence.key,
        url=found.url,
        title=found.title,
        start=occurrence.span.start,
        end=occurrence.span.end,
        timezone=source.timezone,
        status=found.status,
        availability=found.availability or facets.availability,
        description=description,
        description_html=found.description_html if description == found.description else "",
        place=found.place,
        attendance=found.attendance,
        online_url=found.online_url,
        categories=found.categories,
        topics=facets.topics,
        levels=facets.levels,
        groups=facets.groups,
        formats=facets.formats,
        class_min=facets.class_min,
        class_max=facets.class_max,
        age_min=facets.age_min,
        age_max=facets.age_max,
        price_text=found.price_text or price_sentences(found.description, facets),
        is_free=facets.is_free,
        amounts=facets.amounts,
        currency=facets.currency,
        registration_text=found.registration_text,
        is_registration_required=facets.is_registration_required,
        registration_url=found.registration_url,
        registration_deadline=deadline,
        languages=found.languages or facets.languages,
        school_holidays=holidays,
        audience_text=found.audience_text,
        wheelchair=facets.wheelchair,
        accessibility_text=facets.accessibility_text,
        evidence=evidence_of(facets, holidays),
        is_open=is_open,
    )


@lru_cache(maxsize=1024)
def _deadline(
    registration: str, first: date, reference: date, zone: ZoneInfo, is_american: bool
) -> date | None:
    """With the first date beside it, the year is known, and one left over from another time is none."""
    if not _DIGIT.search(registration):
        return None
    words = registration if _ABOUT_REGISTRATION.search(registration) else f"Anmeldung {registration}"
    dated = f"Datum: {first:%d.%m.%Y}\n{words}"
    read = read_dates(dated, reference=reference, today=reference, zone=zone, month_first=is_american)
    return read.deadline


def _problem(severity: Severity, flaw: Flaw, record: Record, page: Page) -> Problem:
    return Problem(
        severity=severity,
        code=flaw.code,
        detail=redact(one_line(flaw.detail, 200)),
        title=read_title(record.title, ()).title,
        uid=one_line(record.uid, 300),
        url=canonical(page.url, "") or page.url,
        line=record.line,
    )
