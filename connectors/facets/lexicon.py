"""The rule book: which words speak for which code, read from the TOML files in `words`."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from connectors.facets.folding import fold

SURE: Final = 3
USUAL: Final = 2
HINT: Final = 1
NEVER: Final = 0

_WEIGHTS: Final = {"sure": SURE, "usual": USUAL, "words": USUAL, "hint": HINT, "never": NEVER}
_FOLDER: Final = files("connectors.facets") / "words"
_ENDINGS: Final = ("e", "n", "s", "en", "es", "er", "em", "ern")
_SHORTEST_INFLECTED: Final = 4
_INDEXED: Final = 3  # letters; no pattern for the inside of words is shorter


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern that begins at a word; `rest` are the words that must follow."""

    facet: str
    code: str
    weight: int
    rest: tuple[str, ...] = ()


@dataclass(slots=True)
class _Patterns:
    """The first words of all patterns, by how they are compared."""

    whole: dict[str, list[Hit]] = field(default_factory=lambda: defaultdict(list))
    start: dict[str, list[Hit]] = field(default_factory=lambda: defaultdict(list))
    end: dict[str, list[Hit]] = field(default_factory=lambda: defaultdict(list))
    inside: dict[str, list[tuple[str, Hit]]] = field(
        default_factory=lambda: defaultdict(list)
    )  # by beginning


@dataclass(frozen=True, slots=True)
class Hits:
    """What the rule book says about a word."""

    cues: tuple[str, ...] = ()
    alone: tuple[Hit, ...] = ()
    opening: tuple[Hit, ...] = ()  # only with the words that follow


NOTHING: Final = Hits()


@lru_cache(maxsize=1 << 16)
def hits_of(word: str) -> Hits:
    """Whatever the word's case; a `never` of one word is already applied."""
    patterns = _patterns()
    found = dict.fromkeys(hit for form in _forms(fold(word)) for hit in _lookup(patterns, form))
    denied = {(hit.facet, hit.code) for hit in found if hit.weight == NEVER and not hit.rest}
    kept = [hit for hit in found if hit.weight == NEVER or (hit.facet, hit.code) not in denied]
    alone = [hit for hit in kept if not hit.rest and hit.weight != NEVER]
    if any(hit.facet == "other" for hit in alone):
        alone = [hit for hit in alone if hit.facet != "topics" or hit.weight == SURE]
    hits = Hits(
        tuple(hit.code for hit in alone if hit.facet == "cue"),
        tuple(hit for hit in alone if hit.facet != "cue"),
        tuple(hit for hit in kept if hit.rest),
    )
    return NOTHING if hits == NOTHING else hits


@lru_cache(maxsize=1 << 16)
def opened(word: str, following: str) -> tuple[Hit, ...]:
    """The patterns of several words whose first two these are."""
    folded = fold(following)
    return tuple(hit for hit in hits_of(word).opening if follows(folded, hit.rest[0]))


def follows(word: str, pattern: str) -> bool:
    """Whether a folded word fits one of the `rest`."""
    stem = pattern.strip("*")
    if pattern.startswith("*"):
        return stem in word if pattern.endswith("*") else word.endswith(stem)
    if pattern.endswith("*"):
        return word.startswith(stem)
    return word == pattern or (len(pattern) >= _SHORTEST_INFLECTED and _uninflected(word, pattern))


@cache
def rules(name: str) -> Mapping[str, Any]:
    """One file of the rule book, as it stands."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def topic_codes() -> list[str]:
    """The topics that have a file."""
    names = (file.name for file in (_FOLDER / "topics").iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def _uninflected(word: str, stem: str) -> bool:
    return word.startswith(stem) and word[len(stem) :] in _ENDINGS


def _forms(folded: str) -> list[str]:
    """A word with hyphens also in its parts, and written together."""
    if "-" not in folded:
        return [folded]
    parts = [part for part in folded.split("-") if part]
    return [folded, "".join(parts), *parts]


def _lookup(patterns: _Patterns, form: str) -> Iterator[Hit]:
    for stem in _stems(form):
        yield from patterns.whole.get(stem, ())
    for begin in range(len(form)):
        yield from patterns.end.get(form[begin:], ())
    for end in range(1, len(form) + 1):
        yield from patterns.start.get(form[:end], ())
    for begin in range(len(form) - _INDEXED + 1):
        for part, hit in patterns.inside.get(form[begin : begin + _INDEXED], ()):
            if form.startswith(part, begin):
                yield hit


def _stems(form: str) -> list[str]:
    """The word itself, and what may be left without its ending."""
    cut = [form[: -len(ending)] for ending in _ENDINGS if form.endswith(ending)]
    return [form, *(stem for stem in cut if len(stem) >= _SHORTEST_INFLECTED)]


@cache
def _patterns() -> _Patterns:
    found = _Patterns()
    for facet, code, lists in _tables():
        for name, weight in _WEIGHTS.items():
            for pattern in lists.get(name, ()):
                _add(found, pattern, facet, code, weight)
    return found


def _tables() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Facet, code and lists of every table of the rule book."""
    for code in topic_codes():
        yield "topics", code, rules(f"topics/{code}")
    for facet in ("formats", "groups", "levels"):
        for code, lists in rules(facet).items():
            if code != "order":
                yield facet, code, lists
    for code, lists in rules("holidays").items():
        if code != "around":
            yield "school_holidays", code, lists
    yield "science", "science", rules("science")
    other = rules("other_worlds")
    for code in ("hard", "soft"):
        yield "other", code, {"words": other[code], "never": other["never"]}
    for code, words in rules("cues").items():
        yield "cue", code, {"words": words}


def _add(patterns: _Patterns, pattern: str, facet: str, code: str, weight: int) -> None:
    first, *rest = fold(pattern).replace("'", " ").replace("’", " ").split()
    hit = Hit(facet, code, weight, tuple(rest))
    stem = first.strip("*")
    if first.startswith("*") and first.endswith("*"):
        patterns.inside[stem[:_INDEXED]].append((stem, hit))
    elif first.startswith("*"):
        patterns.end[stem].append(hit)
    elif first.endswith("*"):
        patterns.start[stem].append(hit)
    else:
        patterns.whole[stem].append(hit)
