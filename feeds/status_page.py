"""Renders the page that tells the cluster's office how every source stands, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feeds import moments, wording
from feeds.publisher import Publisher
from feeds.templating import environment
from feeds.text import one_line
from warehouse.published import SourceHealth

PATH = "status/index.html"
HEALTHY = ("ok", "unchanged")  # one word for both: they change places on a second run of one date
STATES = {
    "failed": ("nicht gelesen", "Adresse im Browser öffnen. Ist die Seite umgezogen, die Quelle anpassen."),
    "empty": ("leer", "Auf der Seite nachsehen: Gibt es dort Termine, hat sich ihr Aufbau geändert."),
    "held": (
        "wird geprüft",
        "Plötzlich viel weniger Termine. Stimmt das, mit „mintfeed accept“ annehmen; sonst abwarten.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One source in words."""

    id: str
    partner: str
    state: str
    is_healthy: bool
    advice: str
    message: str
    events: int
    problems: int
    dropped: int
    since: str


def render_status_page(publisher: Publisher, sources: Sequence[SourceHealth]) -> bytes:
    """Troubles first, as they come; then the others by name. Days, no times: a second run changes nothing."""
    ill = [source for source in sources if source.state not in HEALTHY]
    well = sorted(
        (source for source in sources if source.state in HEALTHY), key=lambda source: source.source_id
    )
    page = environment().get_template("status.html")
    return page.render(
        publisher=publisher,
        root="../",
        canonical=publisher.url("status/"),
        lines=[_line(source, publisher) for source in (*ill, *well)],
        healthy=len(well),
        total=len(sources),
    ).encode()


def _line(source: SourceHealth, publisher: Publisher) -> Line:
    is_healthy = source.state in HEALTHY
    state, advice = ("aktuell", "") if is_healthy else STATES.get(source.state, (str(source.state), ""))
    last = source.last_success
    return Line(
        id=source.source_id,
        partner=one_line(publisher.partners.get(source.partner_id, source.partner_id)),
        state=state,
        is_healthy=is_healthy,
        advice=advice,
        message="" if is_healthy else one_line(source.message),
        events=source.events,
        problems=source.problems,
        dropped=source.dropped,
        since=wording.short_day(moments.local(last, publisher.timezone).date()) if last else "noch nie",
    )
