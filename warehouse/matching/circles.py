"""Says who may be one event by whatever chain, and which two of them nobody has compared."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from warehouse.matching.groups import Decisions, Likeness, Member, Pair


def uncompared(
    members: Mapping[str, Member], likenesses: Mapping[Pair, Likeness], decisions: Decisions
) -> list[Pair]:
    """Pairs of different sources that a chain of likely pairs, or of decisions, might join unseen."""
    likely = [pair for pair, likeness in likenesses.items() if likeness.is_heavy]
    decided = [pair for pair in decisions.same if pair[0] in members and pair[1] in members]
    return [
        pair
        for circle in _circles([*likely, *decided])
        for pair in itertools.combinations(sorted(circle), 2)
        if pair not in likenesses and members[pair[0]].source_id != members[pair[1]].source_id
    ]


def _circles(pairs: Iterable[Pair]) -> Iterator[set[str]]:
    """Everyone with everyone that a chain of pairs leads to."""
    others: dict[str, list[str]] = defaultdict(list)
    for a, b in pairs:
        others[a].append(b)
        others[b].append(a)
    seen: set[str] = set()
    for first in others:
        if first not in seen:
            circle, open_ = {first}, [first]
            while open_:
                new = set(others[open_.pop()]) - circle
                circle |= new
                open_ += new
            seen |= circle
            yield circle
