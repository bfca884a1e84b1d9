"""School classes that a text names, and the levels that follow from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from connectors.facets.folding import fold
from connectors.facets.number_words import CARDINALS, ORDINALS, YEARS, any_of

LAST: Final = 13
# Classes of a level in North Rhine-Westphalia.
LEVELS: Final = {"grundschule": (1, 4), "sek1": (5, 10), "sek2": (11, LAST)}

_LOWEST_OF_STUFE: Final = 5  # "Stufe 2" may be any step of anything
_NAME: Final = (
    r"(?:(?:schul)?klassen?(?:stufen?)?|kl|jahrgang(?:s?stufen?)?|jahrgaengen?|jgst|jgs|jg|stufen?|schuljahr\w*"
    r"|grades?|class(?:es)?|years?)"
)
_DIGITS: Final = r"(?:1[0-3]|[1-9])(?!\d)"
_UPPER: Final = any_of(YEARS)
_NOT_OF_SOMETHING: Final = (
    r"(?!\s?(?:uhr|€|euro|eur\b|personen|pl(?:ae|a)tze|kinder|min|stunden|teiln|termine|tage|wochen|mal\b|jahre"
    r"|:\d|,\d|\.\d|\. ?(?:jan|feb|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez)))"
)
_JOIN: Final = r"\s?(?:-|–|—|bis(?: zur?| einschl\w*)?|/|und|oder|,|&|\+|u\.|to|and)\s?"
_WORD: Final = rf"\b(?:{any_of(CARDINALS)})\b"
_PLAIN: Final = rf"(?:(?:{_DIGITS}\.?(?:\s?[a-e]\b)?|{_WORD}){_NOT_OF_SOMETHING}|\b(?:{_UPPER})\b)"
_STEM: Final = any_of(ORDINALS)
_ORDINAL: Final = rf"(?:{_DIGITS}\.|\b(?:{_STEM})e[rnsm]?\b)"
_EDGE: Final = (
    r"(?:\b(?P<edge>ab|bis|from|fruehestens)\b )?(?:(?:der|den|die|dem|zur|zum|einschl\w*|etwa|ca\.) )*"
)

# Each with what no match of it is without.
_PATTERNS: Final = tuple(
    (re.compile(needed), re.compile(pattern))
    for needed, pattern in (
        # Klasse 5–7, Jgst. 8 bis 13, Stufen 8 und 9, Klassen EF bis Q2
        (
            rf"{_NAME}\.?:? ?(?:{_DIGITS}|{_WORD}|\b(?:{_UPPER}))",
            rf"{_EDGE}\b(?P<name>{_NAME})\.?:? ?(?P<list>{_PLAIN}(?:{_JOIN}(?:{_NAME}\.? )?{_PLAIN})*)",
        ),
        # 5./6. Klasse, 5. bis 7. Jahrgangsstufe, dritte und vierte Klassen
        (
            rf"(?:\.|e[rnsm]?) ?-?{_NAME}\b",
            rf"{_EDGE}(?P<list>(?:(?:{_DIGITS}\.?|{_ORDINAL}){_JOIN})*{_ORDINAL}) ?-?(?P<name>{_NAME})\b",
        ),
        # Viertklässler, Dritt- und Viertklässler, 4.-Klässler
        (
            "klaessler",
            rf"(?P<edge>\bab\b )?(?P<list>(?:(?:{_STEM})-{_JOIN})*\b(?:{_STEM}|{_DIGITS}\.-?))"
            r" ?(?P<name>klaessler)",
        ),
        # EF, Q1/Q2
        (
            rf"\b(?:{_UPPER})\b",
            rf"{_EDGE}(?P<list>\b(?:{_UPPER})\b(?:{_JOIN}(?:{_UPPER})\b)*)(?P<name>)(?! ?(?:/ ?)?20\d\d)",
        ),
    )
)
_ATOM: Final = re.compile(rf"{_DIGITS}|\b(?:{_UPPER})\b|[a-z]{{2,}}")
_CUTS: Final = ("erinnen", "er", "en", "es", "em", "e", "")


@dataclass(frozen=True, slots=True)
class Classes:
    """From this class to that; None is open."""

    low: int | None
    high: int | None
    words: str

    @property
    def levels(self) -> tuple[str, ...]:
        low, high = self.low or 1, self.high or LAST
        return tuple(level for level, (first, last) in LEVELS.items() if low <= last and high >= first)


def read_classes(text: str) -> Classes | None:
    """All classes that the text names, as one range."""
    found = list(_ranges(fold(text)))
    if not found:
        return None
    lows = [each.low for each in found]
    highs = [each.high for each in found]
    return Classes(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
        found[0].words,
    )


def _ranges(text: str) -> Iterator[Classes]:
    read_to: list[tuple[int, int]] = []
    for needed, pattern in _PATTERNS:
        for match in pattern.finditer(text) if needed.search(text) else ():
            begin, end = match.span("list")
            if any(begin < last and first < end for first, last in read_to):
                continue
            found = _range(match)
            if found is not None:
                read_to.append((begin, end))
                yield found


def _range(match: re.Match[str]) -> Classes | None:
    values = [value for atom in _ATOM.findall(match["list"]) if (value := _value(atom))]
    if not values or (match["name"].startswith("stufe") and min(values) < _LOWEST_OF_STUFE):
        return None
    edge = match["edge"] if len(values) == 1 else None
    if edge == "bis":
        return Classes(None, max(values), match[0].strip())
    return Classes(min(values), None if edge else max(values), match[0].strip())


def _value(atom: str) -> int | None:
    if atom.isdigit():
        return int(atom)
    if atom in YEARS or atom in CARDINALS:
        value = YEARS.get(atom) or CARDINALS[atom]
        return value if value <= LAST else None
    stems = (atom[: len(atom) - len(cut)] for cut in _CUTS if atom.endswith(cut))
    return next((ORDINALS[stem] for stem in stems if stem in ORDINALS), None)
