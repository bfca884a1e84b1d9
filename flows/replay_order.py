"""What `mintfeed replay` is asked to do, and doing it: for a look, or to bring back what was lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.collect import Reader
from connectors.errors import ConfigurationError
from feeds.release import current_release
from flows.differences import Differences, differences
from flows.errand import Errand
from flows.replaying import ReplayedNight, replay
from flows.restoring import restoring
from flows.stored_nights import Stretch, stored_nights, stretch
from warehouse.data_folder import DataFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayOrder:
    """Where to, and up to which night."""

    until: str | None = None  # a date, or the time of a night
    into: Path | None = None  # kept; None: a temporary folder
    restore: bool = False  # in place of the lost warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """The nights, and how the last of them differs from what is published."""

    asked: Stretch
    nights: Sequence[ReplayedNight]
    compared: str  # the name of the release, "" if nothing is published
    found: Differences


def carry_out(
    task: Errand, order: ReplayOrder, reader: Reader, tell: Callable[[ReplayedNight], None]
) -> Replayed:
    """Raises ConfigurationError or NightFailed; then nothing has changed."""
    nights = stored_nights(task, order.until)
    asked, published = stretch(task, nights), _published(task, order, nights[-1])
    with _folder(task, order) as into:
        replayed = replay(task, asked, into, reader, tell)
        release = current_release(into.path / "site")
        assert release is not None
        found = differences(published, release)
    return Replayed(asked=asked, nights=replayed, compared=published.name if published else "", found=found)


@contextmanager
def _folder(task: Errand, order: ReplayOrder) -> Iterator[DataFolder]:
    if order.restore:
        if order.into is not None or order.until is not None:
            raise ConfigurationError("--restore geht nicht mit --into oder --night (not with these)")
        with restoring(task) as aside:
            yield aside
    elif order.into is None:
        with TemporaryDirectory(prefix="mintfeed-replay-") as folder:
            yield DataFolder(Path(folder))
    elif order.into.exists() and (not order.into.is_dir() or any(order.into.iterdir())):
        raise ConfigurationError(f"--into {order.into}: muss leer sein oder fehlen (must be empty or absent)")
    else:
        yield DataFolder(order.into)


def _published(task: Errand, order: ReplayOrder, last: datetime) -> Path | None:
    """That night's own release if a night was chosen and its release is still there; else what is public."""
    current = current_release(task.site)
    if order.until is None:
        return current
    of_that_night = sorted(task.data.releases.glob(f"{last.astimezone(UTC):%Y%m%dT%H%M%SZ}-*"))
    return of_that_night[-1] if of_that_night else current
