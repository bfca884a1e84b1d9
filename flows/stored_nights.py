"""Which stored nights are replayed, and what they begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from connectors.errors import ConfigurationError, NightFailed
from flows.errand import Errand


@dataclass(frozen=True, slots=True)
class Stretch:
    """Nights in order, after the one that `base` is a copy of; without a base they begin with nothing."""

    nights: tuple[datetime, ...]
    base: datetime | None = None
    is_whole: bool = True  # nothing that happened before is unknown to it


def stretch(task: Errand, nights: Sequence[datetime]) -> Stretch:
    """From the very first night, else from the oldest copy that all later nights are stored for."""
    before = task.data.journals.read(nights[0]).previous
    if before is None:
        return Stretch(tuple(nights))
    for base in task.data.bases.nights():
        if before <= base < nights[-1]:
            return Stretch(tuple(night for night in nights if night > base), base)
    return Stretch(tuple(nights), is_whole=False)


def stored_nights(task: Errand, until: str | None) -> list[datetime]:
    """In order, up to and with `until`: a date (its last night) or the very time of a night."""
    nights = task.data.journals.nights()
    if not nights:
        raise NightFailed(
            f"{task.data.journals.folder}: keine gespeicherten Nächte; zuerst »mintfeed nightly«"
            " (no stored nights)"
        )
    if until is None:
        return nights
    wanted = [night for night in nights if _is_meant(night, until, task)]
    if not wanted:
        zone = task.cluster.zone
        first, last = (f"{night.astimezone(zone).isoformat()}" for night in (nights[0], nights[-1]))
        raise ConfigurationError(
            f"--night {until}: keine gespeicherte Nacht (no stored night); die erste ist (the first is)"
            f" {first}, die letzte (the last) {last}"
        )
    return [night for night in nights if night <= wanted[-1]]


def _is_meant(night: datetime, words: str, task: Errand) -> bool:
    try:
        if len(words) == len("2026-11-24"):
            return night.astimezone(task.cluster.zone).date() == date.fromisoformat(words)
        moment = datetime.fromisoformat(words)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ConfigurationError(
            f"--night {words}: ein Tag oder eine Zeit mit Zone, etwa 2026-12-05 oder"
            " 2026-12-05T03:15:00+01:00 (needs a date or an RFC 3339 time)"
        )
    return night == moment
