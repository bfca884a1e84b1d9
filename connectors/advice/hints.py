"""What looks odd about all of a source's listings together, though each of them can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from connectors.model import Listing, Place

_ENOUGH: Final = 3  # listings that must have it in common before it is told
_SMALL_HOURS: Final = (
    time(1),
    time(5, 30),
)  # nobody invites anyone for then, but UTC read as local time does


@dataclass(frozen=True, slots=True)
class Hint:
    """`code` has its advice; `count` listings are concerned, or `day` is the one meant."""

    code: str
    count: int = 0
    day: date | None = None


def hints(listings: Sequence[Listing], *, today: date, newest: date | None) -> list[Hint]:
    """`listings` are those within the window, `newest` is the last day of any, there or elsewhere."""
    return [*_about_dates(listings, today, newest), *_about_fields(listings), *_about_times(listings)]


def _about_dates(listings: Sequence[Listing], today: date, newest: date | None) -> Iterator[Hint]:
    if newest is not None and newest < today:
        yield Hint("nothing-ahead", day=newest)
    elif newest is not None and not listings:
        yield Hint("far-ahead", day=newest)


def _about_fields(listings: Sequence[Listing]) -> Iterator[Hint]:
    timed = [each for each in listings if isinstance(each.start, datetime)]
    if len(timed) >= _ENOUGH and all(each.end is None for each in timed):
        yield Hint("no-ends", len(timed))
    if len(listings) < _ENOUGH:
        return
    if not any(_is_somewhere(each) for each in listings):
        yield Hint("no-places", len(listings))
    if not any(each.description for each in listings):
        yield Hint("no-descriptions", len(listings))


def _is_somewhere(listing: Listing) -> bool:
    return listing.place not in (None, Place()) or bool(listing.online_url)


def _about_times(listings: Sequence[Listing]) -> Iterator[Hint]:
    clocks = [each.start.time() for each in listings if isinstance(each.start, datetime)]
    at_midnight = sum(clock == time.min for clock in clocks)
    if at_midnight >= _ENOUGH and at_midnight == len(clocks):
        yield Hint("all-at-midnight", at_midnight)
    early, late = _SMALL_HOURS
    if at_night := sum(early <= clock < late for clock in clocks):
        yield Hint("in-the-small-hours", at_night)
