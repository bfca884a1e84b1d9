"""What an event is about: weighs the words of the rule book against those of other worlds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from connectors.facets.folding import fold_word
from connectors.facets.lexicon import HINT, SURE, USUAL
from connectors.facets.scan import HEADINGS, Find, Scan
from connectors.model import Evidence

_NEEDED: Final = 2  # the weight a topic needs
_BESIDE: Final = 4  # what only the description mentions, beside a title that names a topic
_MINT: Final = "mint_allgemein"
_GENERAL: Final = (_MINT, "naturwissenschaften_allg")
_BESIDES: Final = ("berufsorientierung", "sachunterricht")  # they stand beside a discipline
_MANY: Final = 3  # so many disciplines are MINT as a whole,
_MANY_OF_A_DAY: Final = 2  # or so many at a fair
_FAIRS: Final = ("aktionstag", "wettbewerb")


@dataclass(slots=True, eq=False)
class _Topic:
    code: str
    weight: int
    best: Find
    in_heading: int  # weight of what titles and categories say
    sure: int  # how many sure words
    sure_in_heading: int

    @property
    def is_special(self) -> bool:
        return self.code not in _GENERAL and self.code not in _BESIDES

    def withstands(self, other_world: int) -> bool:
        """Whether it is meant although words of another world stand beside it (0 to 2: how strong)."""
        if other_world == 0:
            return self.weight >= _NEEDED
        if other_world == 1:
            return self.sure_in_heading > 0 or self.sure > 1
        return self.sure_in_heading > 0 and self.sure > 1

    @property
    def is_hinted(self) -> bool:
        return self.best.weight == HINT


def read_topics(scan: Scan) -> list[Evidence]:
    """The topics, the strongest first, each with its best words."""
    finds: dict[str, list[Find]] = defaultdict(list)
    for find in scan.finds.get("topics", ()):
        finds[find.code].append(find)
    if not finds:
        return []
    has_science = bool(scan.finds.get("science"))
    topics = [_weighed(code, found, has_science=has_science) for code, found in finds.items()]
    other_world = _other_world(scan)
    is_named = any(topic.is_special and topic.in_heading > USUAL for topic in topics)
    chosen = [
        topic
        for topic in sorted(topics, key=lambda topic: -topic.weight)
        if topic.withstands(other_world)
        and (topic.weight >= _BESIDE or not is_named or topic.in_heading >= USUAL)
    ]
    return _settled(chosen, is_fair=_is_fair(scan), is_named=is_named)


def _settled(chosen: list[_Topic], *, is_fair: bool, is_named: bool) -> list[Evidence]:
    """A general topic stands for lack of a special one, or for many."""
    special = [topic for topic in chosen if topic.is_special]
    general = {topic.code: topic for topic in chosen if topic.code in _GENERAL}
    if any(not topic.is_hinted for topic in special) or any(g.in_heading > SURE for g in general.values()):
        special = [topic for topic in special if not topic.is_hinted]
    kept = special + [topic for topic in chosen if topic.code in _BESIDES]
    evidence = [topic.best.evidence() for topic in kept]
    mint = general.get(_MINT)
    if not special:
        most_special = general.get("naturwissenschaften_allg") or mint
        return evidence + ([most_special.best.evidence()] if most_special else [])
    names_mint = (
        mint is not None and mint.in_heading > SURE and all(one.in_heading <= SURE for one in special)
    )
    if mint is not None and (names_mint or len(special) >= _MANY):
        return [*evidence, mint.best.evidence()]
    if not is_named and len(special) >= (_MANY_OF_A_DAY if is_fair else _MANY):
        words = ", ".join(topic.best.words for topic in special)
        return [*evidence, Evidence("topics", _MINT, special[0].best.field, words)]
    return evidence


def _weighed(code: str, found: list[Find], *, has_science: bool) -> _Topic:
    """Each word counts once, in a title for more; a hint in the title may be backed by any science."""
    weights: dict[str, int] = {}
    headings: dict[str, int] = {}
    for find in found:
        words = fold_word(find.words)
        is_heading = find.field in HEADINGS
        weight = find.weight + (is_heading and find.weight > HINT)
        weights[words] = max(weights.get(words, 0), weight)
        if is_heading:
            headings[words] = max(headings.get(words, 0), weight)
    total, in_heading = sum(weights.values()), sum(headings.values())
    return _Topic(
        code=code,
        weight=total + (total == HINT and in_heading > 0 and has_science),
        best=max(found, key=lambda find: (find.weight > HINT, find.field in HEADINGS, find.weight)),
        in_heading=in_heading,
        sure=sum(
            (weight >= SURE and words not in headings) or weight > SURE for words, weight in weights.items()
        ),
        sure_in_heading=sum(weight > SURE for weight in headings.values()),
    )


def _other_world(scan: Scan) -> int:
    """0 to 2: how much speaks for another world; a word in the description only counts for less."""
    level = 0
    for find in scan.finds.get("other", ()):
        strength = 2 if find.code == "hard" else 1
        level = max(level, strength if find.field in HEADINGS else strength - 1)
    return level


def _is_fair(scan: Scan) -> bool:
    return any(find.code in _FAIRS and find.field in HEADINGS for find in scan.finds.get("formats", ()))
