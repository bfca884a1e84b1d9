"""Keeps calendars at a size that clients read: descriptions shorten, and what is too large is said."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

# Google reads about 1 MB of a calendar.
NEAR_BYTES = 900_000
MOST_BYTES = 1_000_000
NAMED = 3


class Fit(StrEnum):
    """How a calendar goes with the size that clients read."""

    WHOLE = "whole"
    SHORTENED = "shortened"  # with brief descriptions
    LARGE = "large"  # too large even so


def is_near(size: int) -> bool:
    """Whether a calendar of so many bytes gets the brief descriptions."""
    return size > NEAR_BYTES


def fit_of(full: int, published: int) -> Fit:
    """By its bytes with full descriptions, and as published."""
    if not is_near(full):
        return Fit.WHOLE
    return Fit.LARGE if published > MOST_BYTES else Fit.SHORTENED


def size_notices(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """What to say about calendars that are too large even so; nothing is left out of them."""
    sizes = {path: len(raw) for path, raw in files.items() if path.endswith(".ics")}
    large = sorted((path for path, size in sizes.items() if size > MOST_BYTES), key=lambda path: -sizes[path])
    if not large:
        return ()
    names = ", ".join(f"{path} ({sizes[path] / 1_000_000:.1f} MB)" for path in large[:NAMED])
    more = len(large) - NAMED
    others, other = (f" und {more} weitere", f" and {more} more") if more > 0 else ("", "")
    return (
        f"Zu groß für Google Kalender, das etwa 1 MB liest: {names}{others}. "
        "Nichts wurde weggelassen; wer dort abonniert, nehme einen kleineren Kalender unter kalender/. "
        f"(Too large for Google Calendar, which reads about 1 MB: {names}{other}. "
        "Nothing was left out; subscribe there to a smaller calendar under kalender/.)",
    )
