"""One night's constants: when it is, what is published, and how each source is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from connectors.cluster import Cluster, Partner
from connectors.collection import Collection
from connectors.dates.school_holidays import is_free
from connectors.model import Window


class State(StrEnum):
    """How a source's night went."""

    OK = "ok"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    EMPTY = "empty"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Night:
    """A run on one local date. `as_of` is in UTC, in whole seconds."""

    as_of: datetime
    today: date
    window_from: date
    window_to: date  # the last day that is published

    @property
    def window(self) -> Window:
        return Window(self.window_from, self.window_to + timedelta(days=1), self.today)


def night_of(cluster: Cluster, as_of: datetime) -> Night:
    """The night of an aware moment, by the cluster's clock and window."""
    today = as_of.astimezone(cluster.zone).date()
    return Night(
        as_of=as_of.astimezone(UTC).replace(microsecond=0),
        today=today,
        window_from=today - timedelta(days=cluster.past_days),
        window_to=today + timedelta(days=cluster.future_days),
    )


def read_state(collection: Collection) -> State:
    """How reading a source went, before it is compared with earlier nights (see sql/receive/20_beliefs)."""
    if not collection.is_complete:
        return State.FAILED
    if collection.records == 0 and not collection.source.may_be_empty:
        return State.EMPTY
    return State.UNCHANGED if collection.is_unchanged else State.OK


def is_on_holiday(partner: Partner, day: date) -> bool:
    """Schools announce nothing in their holidays; that is no trouble."""
    return partner.category == "schule" and is_free(day)
