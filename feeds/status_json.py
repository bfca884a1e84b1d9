"""Renders the health of the night and of every source (v1/schema/status)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import orjson

from feeds.events_json import known, utc
from feeds.text import one_line
from warehouse.cluster_health import ClusterHealth, Contradiction, SourceHint, SourceNight
from warehouse.night import Night
from warehouse.published import SourceHealth


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds:
    """How long each step of the run took, wall clock."""

    fetch: float = 0.0
    parse: float = 0.0
    load: float = 0.0
    match: float = 0.0
    publish: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """The run that wrote the release."""

    as_of: datetime
    seconds: Seconds
    release: str  # its folder's name
    decisions_in_vain: tuple[str, ...] = ()  # of curation.toml: where each stands, and why
    notices: tuple[str, ...] = ()  # what the office should know of the release as a whole


def render_status(night: Night, run: RunReport, standing: ClusterHealth) -> bytes:
    """The status file, readable; every source has every key, null where it was never read."""
    status: dict[str, object] = {
        "generated": utc(run.as_of),
        "window": {"from": night.window_from.isoformat(), "to": night.window_to.isoformat()},
        "run": {
            "as_of": utc(run.as_of),
            "seconds": {step: round(seconds, 3) for step, seconds in asdict(run.seconds).items()},
            "release": run.release,
        },
        "sources": [_source(source) for source in sorted(standing.sources, key=_by_id)],
        **known(
            figures=asdict(standing.figures),
            nights={id_: _nights(nights) for id_, nights in sorted(standing.nights.items())},
            hints={id_: _hints(hints) for id_, hints in sorted(standing.hints.items())},
            contradictions=[_contradiction(each) for each in standing.contradictions],
        ),
    }
    if run.decisions_in_vain:
        status["curation"] = [one_line(each) for each in run.decisions_in_vain]
    if run.notices:
        status["notices"] = [one_line(each) for each in run.notices]
    return orjson.dumps(status, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _by_id(source: SourceHealth) -> str:
    return source.source_id


def _nights(nights: Sequence[SourceNight]) -> dict[str, str]:
    """States by local date, oldest first."""
    return {night.date.isoformat(): night.state for night in nights}


def _hints(hints: Sequence[SourceHint]) -> list[dict[str, object]]:
    return [known(code=each.code, count=each.count, day=each.day) for each in hints]


def _contradiction(contradiction: Contradiction) -> dict[str, object]:
    says = [{"source": each.source_id, "start": each.start} for each in contradiction.says]
    return {"id": contradiction.event_id, "title": one_line(contradiction.title), "says": says}


def _source(source: SourceHealth) -> dict[str, object]:
    return {
        "id": source.source_id,
        "partner": source.partner_id,
        "state": str(source.state),
        "events": source.events,
        "problems": source.problems,
        "last_success": utc(source.last_success) if source.last_success else None,
        "message": one_line(source.message),
    }
