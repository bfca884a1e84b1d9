"""Goes once through every text of a wording and notes what the rule book says about its words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from connectors.facets.findings import Wording
from connectors.facets.folding import fold_word, tokens_of
from connectors.facets.lexicon import NEVER, NOTHING, follows, hits_of, opened
from connectors.model import Evidence

HEADINGS: Final = ("title", "categories")


@dataclass(slots=True, eq=False)  # not frozen: thousands are made a second
class Find:
    """A pattern of the rule book in a text."""

    facet: str
    code: str
    weight: int
    field: str
    tokens: tuple[str, ...] | list[str]  # of the whole text
    begin: int
    end: int

    @property
    def words(self) -> str:
        return " ".join(self.tokens[self.begin : self.end])

    def evidence(self) -> Evidence:
        return Evidence(self.facet, self.code, self.field, self.words)


@dataclass(slots=True)
class Scan:
    """All finds by facet, and per cue the fields that have one."""

    finds: dict[str, list[Find]] = field(default_factory=lambda: defaultdict(list))
    cues: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    tokens: dict[str, list[str]] = field(default_factory=dict)


def scan(wording: Wording) -> Scan:
    """The place is left out: a venue's name says nothing about what happens there."""
    found = Scan()
    for name, text in (
        ("title", wording.title),
        ("categories", "\n".join(wording.categories)),
        ("audience", wording.audience),
        ("description", wording.description),
        ("price", wording.price),
        ("registration", wording.registration),
    ):
        if text:
            _scan_text(name, tokens_of(text), found)
    return found


def _scan_text(name: str, tokens: list[str], found: Scan) -> None:
    found.tokens[name] = tokens
    only_cues = name in ("price", "registration")
    finds: list[Find] = []
    denied: set[tuple[str, str, int]] = set()
    last = len(tokens) - 1
    for index, hits in enumerate(map(hits_of, tokens)):
        if hits is NOTHING:
            continue
        for cue in hits.cues:
            found.cues[cue].add(name)
        if only_cues:
            continue
        for hit in hits.alone:
            finds.append(Find(hit.facet, hit.code, hit.weight, name, tokens, index, index + 1))
        if hits.opening and index < last:
            for hit in opened(tokens[index], tokens[index + 1]):
                end = index + 1 + len(hit.rest)
                if len(hit.rest) > 1 and not _goes_on(tokens, index + 2, hit.rest[1:]):
                    continue
                if hit.weight == NEVER:
                    denied.update((hit.facet, hit.code, at) for at in range(index, end))
                else:
                    finds.append(Find(hit.facet, hit.code, hit.weight, name, tokens, index, end))
    if denied:
        finds = [
            find
            for find in finds
            if not any((find.facet, find.code, at) in denied for at in range(find.begin, find.end))
        ]
    for find in finds:
        found.finds[find.facet].append(find)


def _goes_on(tokens: list[str], begin: int, rest: tuple[str, ...]) -> bool:
    following = tokens[begin : begin + len(rest)]
    return len(following) == len(rest) and all(
        follows(fold_word(token), word) for token, word in zip(following, rest, strict=True)
    )
