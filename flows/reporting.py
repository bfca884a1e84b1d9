"""Gathers a partner's report card: how its sources are read, what is wrong with them and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from connectors.advice import advice, advice_on_hint
from connectors.advice.hints import hints
from connectors.cluster import Source
from connectors.errors import ConfigurationError
from connectors.model import Listing
from feeds import wording
from feeds.languages import GERMAN, phrases
from feeds.report_card import ReportCard, WordedSource, WordedTrouble
from flows.errand import Errand
from flows.plain import plain
from flows.typed_rows import listings_of
from warehouse.report_cards import Standing, Trouble, listed, next_event, standings, troubles
from warehouse.viewing import viewed

MOST_TROUBLES = 12  # of one source; a longer letter is not read


def report_card(task: Errand, partner_id: str) -> ReportCard:
    """Raises ConfigurationError for an unknown partner, NightFailed before the first run."""
    partner = task.cluster.partners.get(partner_id)
    if partner is None:
        known = ", ".join(task.cluster.partners)
        raise ConfigurationError(
            f"{plain(partner_id)}: kein solcher Partner (no such partner; known: {known})"
        )
    sources = [source for source in task.cluster.sources if source.partner == partner_id]
    ids, today = [source.id for source in sources], task.night.today
    with viewed(task.data) as con:
        by_id = {each.source_id: each for each in standings(con, ids, today)}
        found = troubles(con, ids)
        lists = {id_: list(listings_of(listed(con, id_))) for id_ in ids}
        event = next_event(con, partner_id, today)
    worded = [
        _source(source, by_id[source.id], [each for each in found if each.source_id == source.id],
                lists[source.id], task)
        for source in sources if source.id in by_id
    ]  # fmt: skip
    return ReportCard(partner=partner.name, sources=worded, next_event=event)


def _source(
    source: Source, standing: Standing, found: list[Trouble], listings: list[Listing], task: Errand
) -> WordedSource:
    is_well = standing.state in ("ok", "unchanged")
    read = standing.last_success
    worded = [*_about_records(found), *_about_all(listings, task.night.today)]
    return WordedSource(
        name=source.name or source.id,
        url=source.url,
        state=phrases(GERMAN)["states"].get("well" if is_well else standing.state, standing.state),
        read=wording.short_day(read.astimezone(task.cluster.zone).date(), GERMAN) if read else "",
        coming=standing.coming,
        message="" if is_well else plain(standing.message),
        troubles=worded[:MOST_TROUBLES],
    )


def _about_records(found: list[Trouble]) -> Iterator[WordedTrouble]:
    for trouble in found:
        said = advice(trouble.code, GERMAN)
        title = f"„{trouble.title}“" if trouble.title else ""
        parts = (title, trouble.detail, f"Zeile {trouble.line}" if trouble.line else "")
        example = ", ".join(plain(part) for part in parts if part)
        yield WordedTrouble(meaning=said.meaning, mend=said.mend, number=trouble.number, example=example)


def _about_all(listings: list[Listing], today: date) -> Iterator[WordedTrouble]:
    """What is odd about those that are still to come, taken together."""
    days = [_day(each) for each in listings]
    coming = [each for each in listings if _day(each) >= today]
    for hint in hints(coming, today=today, newest=max(days, default=None)):
        said = advice_on_hint(hint.code, GERMAN)
        yield WordedTrouble(meaning=said.meaning, mend=said.mend, number=hint.count, example="")


def _day(listing: Listing) -> date:
    return date(listing.start.year, listing.start.month, listing.start.day)
