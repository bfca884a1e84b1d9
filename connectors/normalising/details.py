"""What a record says beside its dates, cleaned and understood."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from connectors.model import Attendance, Availability, Page, Place, Record, Status
from connectors.normalising.attendances import is_meeting, is_online_place, read_attendance
from connectors.normalising.places import clean_place, split_place
from connectors.normalising.privacy import redact
from connectors.normalising.rich_text import safe_html
from connectors.normalising.statuses import read_status, strongest
from connectors.normalising.texts import one_line, paragraphs
from connectors.normalising.titles import TitleWords, without_date, without_status
from connectors.normalising.weblinks import canonical

MAX_TITLE: Final = 300
MAX_DESCRIPTION: Final = 5_000
MAX_PRICE: Final = 300
MAX_REGISTRATION: Final = 1_000
MAX_AUDIENCE: Final = 300
MAX_CATEGORIES: Final = 20
MAX_CATEGORY: Final = 80

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'),;]+")
_MOVED_ONLINE: Final = re.compile(r"moved ?online", re.IGNORECASE)
_LANGUAGE: Final = re.compile(
    r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z0-9-]+)?"
)
_NO_LANGUAGE: Final = frozenset(("und", "mul", "zxx", "mis"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """The fields of a listing that are the same for all dates of its record."""

    title: str
    url: str
    status: Status
    availability: Availability | None
    description: str
    description_html: str
    place: Place | None
    attendance: Attendance | None
    online_url: str
    categories: tuple[str, ...]
    price_text: str
    registration_text: str
    registration_url: str
    languages: tuple[str, ...]
    audience_text: str


def details(record: Record, page: Page, *, days: Collection[date], status: Status | None) -> Details:
    """`days` are those of the record's dates; `status` is what their wording said."""
    title = read_title(record.title, days)
    description = redact(paragraphs(record.description, MAX_DESCRIPTION))
    price = redact(one_line(record.price, MAX_PRICE))
    registration = redact(one_line(record.registration, MAX_REGISTRATION))
    words = [read_status(one_line(record.status, MAX_REGISTRATION))]
    if len(days) == 1:  # of several dates it may be only one that is full
        words.append(read_status(one_line(record.when, MAX_REGISTRATION)))
    taking_part = _taking_part(record, page, title.title, description)
    said = [word.availability for word in words]
    said += [title.availability, *(read_status(text).availability for text in (registration, price))]
    return Details(
        title=title.title,
        url=canonical(record.url, page.final_url),
        status=strongest((*(word.status for word in words), title.status, status)),
        availability=next((each for each in said if each), None),
        description=description,
        description_html=safe_html(record.description, description, page.final_url, MAX_DESCRIPTION),
        place=taking_part.place,
        attendance=taking_part.attendance,
        online_url=taking_part.online_url,
        categories=_categories(record.categories),
        price_text=price,
        registration_text=registration,
        registration_url=canonical(record.registration_url, page.final_url),
        languages=_languages(record.language),
        audience_text=redact(one_line(record.audience, MAX_AUDIENCE)),
    )


def read_title(text: str, days: Collection[date]) -> TitleWords:
    """The title without status words and without the date that some feeds put before it."""
    marked = without_status(without_date(one_line(text, MAX_TITLE), days))
    title = without_date(marked.title, days)
    return TitleWords(redact(title) if "@" in title else title, marked.status, marked.availability)


@dataclass(frozen=True, slots=True)
class _TakingPart:
    """Where, and how."""

    place: Place | None
    attendance: Attendance | None
    online_url: str


def _taking_part(record: Record, page: Page, title: str, description: str) -> _TakingPart:
    if isinstance(record.location, Place):
        place = clean_place(record.location)
        where = place.name if place else ""
        if place and is_online_place(where) and not (place.street or place.city):
            place = None
    else:
        where = redact(paragraphs(record.location, MAX_REGISTRATION))
        place = None if not where or is_online_place(where) else split_place(where)
    link = record.online_url or next(filter(is_meeting, _ADDRESS.findall(where)), "")
    online_url = canonical(link, page.final_url)
    said = read_attendance(title, where or (place.street or place.city if place else ""), description)
    return _TakingPart(place, _attendance(record, place, online_url, said), online_url)


def _attendance(
    record: Record, place: Place | None, online_url: str, said: Attendance | None
) -> Attendance | None:
    """What the page's data says counts if it says online: software calls everything else offline."""
    if said in (Attendance.ONLINE, Attendance.MIXED):
        return said
    if _MOVED_ONLINE.search(record.status):
        return Attendance.ONLINE
    if record.is_online or online_url:
        return Attendance.MIXED if place else Attendance.ONLINE
    return Attendance.OFFLINE if record.is_online is False else said


def _categories(categories: tuple[str, ...]) -> tuple[str, ...]:
    cleaned = (redact(one_line(each, MAX_CATEGORY)) for each in categories[: 10 * MAX_CATEGORIES])
    return tuple(dict.fromkeys(each for each in cleaned if each))[:MAX_CATEGORIES]


def _languages(text: str) -> tuple[str, ...]:
    """BCP 47 without the region: "de-DE" speaks of the site, not of the event."""
    found: list[str] = []
    for tag in re.split(r"[\s,;/]+", text.replace("_", "-")[:200]):
        parts = _LANGUAGE.fullmatch(tag)
        if parts and parts[1].lower() not in _NO_LANGUAGE:
            found.append(parts[1].lower() + (f"-{parts[2].title()}" if parts[2] else ""))
    return tuple(dict.fromkeys(found))
