"""Which new listings are which missing ones: the likeliest pairs first, each taken once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

LEAST_LIKENESS = 0.6


def assigned(pairs: Iterable[tuple[int, str, float]]) -> Iterator[tuple[int, str]]:
    """One-to-one, from (row, event, likeness) in falling order of likeness."""
    rows: set[int] = set()
    events: set[str] = set()
    for row, event, likeness in pairs:
        if likeness >= LEAST_LIKENESS and row not in rows and event not in events:
            rows.add(row)
            events.add(event)
            yield row, event
