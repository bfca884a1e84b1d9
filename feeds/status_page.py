"""Renders the page that tells the cluster's office how every source stands, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from connectors.advice import advice_on_hint
from feeds import moments, wording
from feeds.edition import Edition
from feeds.languages import phrases, say
from feeds.text import one_line
from warehouse.cluster_health import ClusterHealth, Contradiction, SourceHint, SourceNight
from warehouse.published import SourceHealth

PATH = "status/index.html"
HEALTHY = ("ok", "unchanged")  # one word for both: they change places on a second run of one date
SILENT = ("nothing-ahead", "nothing-for-weeks")  # nothing failed, and yet nothing comes


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A source's last nights, oldest first."""

    words: str
    nights: Sequence[bool]  # whether it was read well


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One source in words."""

    id: str
    partner: str
    state: str
    is_healthy: bool
    advice: Sequence[str]
    message: str
    events: int
    problems: int
    dropped: int
    since: str
    strip: Strip


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """An event whose sources say different starts."""

    title: str
    path: str
    says: str


def render_status_page(edition: Edition, standing: ClusterHealth) -> bytes:
    """Troubles first, as they come; then the others by name. Days, no times: a second run changes nothing."""
    lines = [_line(source, standing, edition) for source in standing.sources]
    ill = [line for line in lines if not line.is_healthy]
    well = sorted((line for line in lines if line.is_healthy), key=lambda line: line.id)
    return edition.render(
        "status.html",
        PATH,
        lines=[*ill, *well],
        healthy=len(well),
        total=len(lines),
        figures=asdict(standing.figures),
        disagreements=[_disagreement(each) for each in standing.contradictions],
    )


def _line(source: SourceHealth, standing: ClusterHealth, edition: Edition) -> Line:
    language, publisher = edition.language, edition.publisher
    hints = standing.hints.get(source.source_id, ())
    is_read, state = source.state in HEALTHY, str(source.state)
    is_silent = any(hint.code in SILENT for hint in hints)
    last = source.last_success
    read = wording.short_day(moments.local(last, publisher.timezone).date(), language) if last else ""
    shown = ("silent" if is_silent else "well") if is_read else state
    advice = [] if is_read else [phrases(language)["advice"].get(state, "")]
    return Line(
        id=source.source_id,
        partner=one_line(publisher.partners.get(source.partner_id, source.partner_id)),
        state=phrases(language)["states"].get(shown, state),
        is_healthy=is_read and not is_silent,
        advice=[each for each in (*advice, *_advice(hints, language)) if each],
        message="" if is_read else one_line(source.message),
        events=source.events,
        problems=source.problems,
        dropped=source.dropped,
        since=read or say(language, "sources", "never"),
        strip=_strip(standing.nights.get(source.source_id, ()), language),
    )


def _advice(hints: Iterable[SourceHint], language: str) -> list[str]:
    found = [advice_on_hint(hint.code, language) for hint in hints]
    return [" ".join(part for part in (each.meaning, each.mend) if part) for each in found]


def _strip(nights: Sequence[SourceNight], language: str) -> Strip:
    well = [night.state in HEALTHY for night in nights]
    words = say(language, "sources", "strip", good=sum(well), nights=len(well))
    return Strip(words=words, nights=well)


def _disagreement(contradiction: Contradiction) -> Disagreement:
    says = "; ".join(f"{each.source_id}: {each.start.replace('T', ' ')}" for each in contradiction.says)
    return Disagreement(
        title=one_line(contradiction.title), path=f"termin/{contradiction.event_id}/index.html", says=says
    )
