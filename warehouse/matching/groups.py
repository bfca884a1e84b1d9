"""Makes groups of listings that are one event out of pairs; no chain joins what a rule keeps apart."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

THRESHOLD: Final = 1.2  # a pair of this weight is one event, if nothing keeps its groups apart
_KINSHIP: Final = 0.0  # the least mean weight between two groups that become one
_UNCOMPARED: Final = -2.5  # what two listings weigh that have hardly anything in common
_DOORS_MINUTES: Final = 60  # two starts further apart are two sessions
_EQUALLY: Final = 0.3  # two pairs whose weights differ by less are as good as each other
_CLEARLY: Final = 1.0  # a pair this much weaker than the one it lost to is no doubt

Pair = tuple[str, str]  # the smaller id first


@dataclass(frozen=True, slots=True)
class Member:
    """What the rules look at of a listing."""

    source_id: str
    first_day: date
    last_day: date
    start_minute: int | None  # of the local day; None: all day


@dataclass(frozen=True, slots=True)
class Likeness:
    """What comparing two listings gave."""

    weight: float
    is_barred: bool  # by a rule, whatever the weight

    @property
    def is_heavy(self) -> bool:
        return self.weight >= THRESHOLD and not self.is_barred


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided about pairs."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups of two and more, and the pairs that a person should look at."""

    groups: tuple[tuple[str, ...], ...]
    doubts: Mapping[Pair, str]  # and why


def grouped(
    members: Mapping[str, Member], likenesses: Mapping[Pair, Likeness], decisions: Decisions
) -> Grouping:
    """Join pairs, the heaviest first, wherever the rules allow every two of the two groups in one."""
    work = _Work(members, likenesses, decisions, {id_: {id_} for id_ in members})
    doubts = dict.fromkeys(work.undecided(), "fits another as well")
    for pair in sorted(decisions.same):
        if not work.are_one(pair) and (pairs := work.between(pair)) is not None:
            if decisions.different.isdisjoint(pairs):
                work.join(pair)
            else:
                doubts[pair] = "same, but different by another decision"
    for pair, likeness in sorted(likenesses.items(), key=lambda item: (-item[1].weight, item[0])):
        if not likeness.is_heavy or pair in doubts or work.are_one(pair):
            continue
        if (reason := work.against(pair)) is None:
            work.join(pair, likeness.weight)
        elif reason:
            doubts[pair] = reason
    groups = {min(group): tuple(sorted(group)) for group in work.groups.values() if len(group) > 1}
    return Grouping(tuple(groups[id_] for id_ in sorted(groups)), doubts)


@dataclass(slots=True)
class _Work:
    members: Mapping[str, Member]
    likenesses: Mapping[Pair, Likeness]
    decisions: Decisions
    groups: dict[str, set[str]]  # by every member
    joined_at: dict[str, float] = field(default_factory=dict)  # the weight that first joined a member

    def undecided(self) -> Iterator[Pair]:
        """Pairs of a listing that fits two others equally well, which cannot both be it: it is neither."""
        heavy: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for (a, b), likeness in self.likenesses.items():
            if likeness.is_heavy:
                heavy[a].append((likeness.weight, b))
                heavy[b].append((likeness.weight, a))
        for id_, others in heavy.items():
            best = max(others)[0]
            rivals = [other for weight, other in others if best - weight < _EQUALLY]
            rivals = [other for other in rivals if self._is_best_of_source(id_, other, heavy[other])]
            if any(not self._fits(_pair(*two)) for two in itertools.combinations(rivals, 2)):
                yield from (_pair(id_, other) for other in rivals)

    def _is_best_of_source(self, id_: str, other: str, its_others: Iterable[tuple[float, str]]) -> bool:
        """No listing of the same source suits the other better."""
        source = self.members[id_].source_id
        weight = self.likenesses[_pair(id_, other)].weight
        return all(
            weight + _EQUALLY > w for w, third in its_others if self.members[third].source_id == source
        )

    def are_one(self, pair: Pair) -> bool:
        return pair[0] in self.groups and self.groups[pair[0]] is self.groups.get(pair[1])

    def between(self, pair: Pair) -> list[Pair] | None:
        """Every pair across the two groups; None where one of the two is not listed any more."""
        if pair[0] not in self.groups or pair[1] not in self.groups:
            return None
        return [_pair(a, b) for a, b in itertools.product(self.groups[pair[0]], self.groups[pair[1]])]

    def join(self, pair: Pair, weight: float = float("inf")) -> None:
        group = self.groups[pair[0]] | self.groups[pair[1]]
        for id_ in group:
            self.groups[id_] = group
            self.joined_at.setdefault(id_, weight)

    def against(self, pair: Pair) -> str | None:
        """Why the pair's groups stay two: None if they need not, "" if nobody needs to be asked."""
        pairs = self.between(pair) or []
        if not self.decisions.different.isdisjoint(pairs):
            return ""
        if not all(self._fits(other) for other in pairs):
            lost_to = min((self.joined_at[id_] for id_ in pair if id_ in self.joined_at), default=0.0)
            return "" if lost_to - self.likenesses[pair].weight >= _CLEARLY else "others fit it as well"
        likenesses = (self.likenesses.get(other) for other in pairs)
        weights = [likeness.weight if likeness else _UNCOMPARED for likeness in likenesses]
        return None if sum(weights) / len(weights) >= _KINSHIP else "does not fit the others of its group"

    def _fits(self, pair: Pair) -> bool:
        """No rule keeps the two apart."""
        likeness = self.likenesses.get(pair)
        if pair in self.decisions.same:
            return True
        if pair in self.decisions.different or (likeness and likeness.is_barred):
            return False
        a, b = self.members[pair[0]], self.members[pair[1]]
        if a.source_id == b.source_id:
            return likeness is not None and likeness.weight >= THRESHOLD
        return _may_be_one_time(a, b)


def _may_be_one_time(a: Member, b: Member) -> bool:
    if a.start_minute is not None and b.start_minute is not None:
        return a.first_day == b.first_day and abs(a.start_minute - b.start_minute) <= _DOORS_MINUTES
    return (a.first_day <= b.first_day and b.last_day <= a.last_day) or (
        b.first_day <= a.first_day and a.last_day <= b.last_day
    )


def pairs_of(ids: Iterable[Collection[str]]) -> frozenset[Pair]:
    """Two ids each, in order; one that is paired with itself is nothing."""
    return frozenset(_pair(a, b) for a, b in ids if a != b)


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
