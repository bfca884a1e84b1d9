"""Finds what stands around each of several elements alone: the card that it is a part of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bs4 import Tag


def cards(parts: Sequence[Tag]) -> list[Tag]:
    """For each part the largest element around it without another of them; itself, if there is none."""
    held = Counter(id(parent) for part in parts for parent in part.parents)
    return [_card(part, held) for part in parts]


def _card(part: Tag, held: Counter[int]) -> Tag:
    card = part
    for parent in part.parents:
        if held[id(parent)] > 1:
            break
        card = parent
    return card


def are_same(some: Sequence[Tag], others: Sequence[Tag]) -> bool:
    """Whether they are the same elements; comparing tags would compare what they hold."""
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))
