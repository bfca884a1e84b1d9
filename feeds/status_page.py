"""Renders the page that tells the cluster's office how every source stands, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feeds import moments, wording
from feeds.edition import Edition
from feeds.languages import phrases, say
from feeds.text import one_line
from warehouse.published import SourceHealth

PATH = "status/index.html"
HEALTHY = ("ok", "unchanged")  # one word for both: they change places on a second run of one date


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


def render_status_page(edition: Edition, sources: Sequence[SourceHealth]) -> bytes:
    """Troubles first, as they come; then the others by name. Days, no times: a second run changes nothing."""
    ill = [source for source in sources if source.state not in HEALTHY]
    well = sorted(
        (source for source in sources if source.state in HEALTHY), key=lambda source: source.source_id
    )
    return edition.render(
        "status.html",
        PATH,
        lines=[_line(source, edition) for source in (*ill, *well)],
        healthy=len(well),
        total=len(sources),
    )


def _line(source: SourceHealth, edition: Edition) -> Line:
    language, publisher = edition.language, edition.publisher
    is_healthy, state = source.state in HEALTHY, str(source.state)
    last = source.last_success
    read = wording.short_day(moments.local(last, publisher.timezone).date(), language) if last else ""
    return Line(
        id=source.source_id,
        partner=one_line(publisher.partners.get(source.partner_id, source.partner_id)),
        state=phrases(language)["states"].get("well" if is_healthy else state, state),
        is_healthy=is_healthy,
        advice="" if is_healthy else phrases(language)["advice"].get(state, ""),
        message="" if is_healthy else one_line(source.message),
        events=source.events,
        problems=source.problems,
        dropped=source.dropped,
        since=read or say(language, "sources", "never"),
    )
