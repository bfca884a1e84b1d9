"""Says of every calendar whether people must be told something about its size."""

from __future__ import annotations

from collections.abc import Mapping

from feeds.calendar_size import Fit, fit_of
from feeds.filtered_calendars import CALENDAR
from feeds.selection import Selection


def calendar_fits(selection: Selection, calendars: Mapping[str, bytes]) -> dict[str, Fit]:
    """Of those that are not whole, by path."""
    full = {CALENDAR: selection.pieces, **selection.by_path}
    fits = {
        path: fit_of(sum(len(piece.vevent) for piece in pieces), len(calendars[path]))
        for path, pieces in full.items()
    }
    return {path: fit for path, fit in fits.items() if fit is not Fit.WHOLE}
