"""The ages that a text names for those who may come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from connectors.facets.folding import fold
from connectors.facets.numbers import CARDINALS, any_of

_OPEN: Final = 90  # "8–99 Jahre" means that there is no upper limit
_WORDS: Final = {word: number for word, number in CARDINALS.items() if number > 1}
_N: Final = rf"(\d{{1,2}}|{any_of(_WORDS)})"
_YEARS: Final = r"(?:jahren?\b|jahres?\b|j\b\.?|jaehrige\w*|years?\b|yrs\b)"
_TO: Final = r"\s?-?\s?(?:-|–|—|bis(?: zu)?|to)\s?"
_WHO: Final = (
    r"(?:kinder|kids|children|jugendliche|teens|teenager|familien|maedchen|jungen|jungs|schueler\w*|erwachsene"
    r"|personen|alle|besucher\w*|menschen|teilnehmende|teilnehmer\w*|gaeste|girls|adults|\w+fans|\w*forscher\w*"
    r"|\w*kids|\w*kinder)n?"
)
_STOP: Final = r"(?!\s?(?:uhr|€|euro|eur\b|:\d|\.\d|,\d|h\b|personen|pers\b|teiln|am\b|pm\b|minuten|%))"
_NO_DAY: Final = r"(?!\. ?(?:jan|feb|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez|klasse|jahrg|schulj)|\.\d)"
_END: Final = r"(?=\s?(?:[.,;!?)\n|–—-]|$|und\b|in\b|mit\b|gemeinsam\b|ist\b|geeignet\b|empfohlen\b))"
_NOT_HISTORY: Final = (
    r"(?<!vor )(?<!seit )(?<!nach )(?<!rund )(?<!ueber )(?<!letzten )(?<!alle )(?<!ersten )(?<!naechsten )"
    r"(?<!etwa )(?<!\d)(?<!\d[.,])"
)

_RANGES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NOT_HISTORY}\b{_N}{_TO}{_N}\s?-?{_YEARS}(?! (?:alt\w* (?:gestein|baum)|lang|spaeter|\w*erfahrung|garantie))",
        rf"\bzwischen {_N} und {_N} {_YEARS}",
        rf"\b{_WHO}(?: im alter)?(?: von|,| zwischen| aged| ages|:)? ?\(?{_N}{_TO}{_N}\b{_STOP}{_NO_DAY}",
        rf"\b{_WHO} zwischen {_N} und {_N}\b{_STOP}",
        rf"\b(?:alter|ages?|aged|altersgruppe|altersempfehlung|altersklassen?)\b:? ?(?:von |zwischen |etwa |ca\. )*"
        rf"{_N}(?:{_TO}| und ){_N}\b{_STOP}",
    )
)
_FLOORS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bab (?:ca\. |etwa |circa )?{_N} ?{_YEARS}",
        rf"\b(?:mindestalter|mind\. alter|alter(?: ab)?)\b:? ?(?:ist |von |ab |mindestens |betraegt )*{_N}\b{_STOP}",
        rf"\bmindestens {_N} {_YEARS}(?: alt)?",
        rf"\b{_N}(?:\+| ?plus) ?{_YEARS}|\({_N}\+\)|\bages? {_N}\+|\bfrom (?:age|the age of) {_N}\b|\bage {_N} and (?:up|older|over)",
        rf"\b{_N} (?:jahre|years) (?:und aelter|and older)",
        rf"\bab (?:dem |einem )?alter(?:s)? von {_N}\b|\bab dem {_N}\. lebensjahr",
        rf"(?:\b{_WHO}|empfohlen|empfehlung|geeignet|altersempfehlung|alter|freigegeben)[,:]? (?:erst )?ab {_N}\b"
        rf"{_STOP}{_NO_DAY}",
        rf"\b{_WHO} \w+ ab {_N}\b{_STOP}{_NO_DAY}{_END}",
        rf"\(ab {_N}\)",
        r"(?<!einlass )(?<!beginn )(?<!start )(?<!los )(?<!offen )\bab (1[0-8]|[2-9])\.?$",
    )
)
_CEILINGS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_WHO} bis (?:zu |einschl\w* |maximal )?{_N} ?{_YEARS}",
        rf"\b(?:hoechstalter|maximal|hoechstens):? {_N} ?(?:{_YEARS}(?: alt)?)",
    )
)
# "Kinder bis 12 Jahre frei", "Kinder ab 6 Jahren 4 €", "Kinder unter 8 nur in Begleitung" is about the price.
_PAYS: Final = re.compile(
    r"[^.;!?\n,]{0,20}?(?:\b(?:frei|freier eintritt|freien eintritt|kostenlos|kostenfrei|ermaessigt|gratis|zahlen)\b|:? \d+(?:,\d\d)? ?(?:€|euro|eur))"
)
_ESCORTED: Final = re.compile(r"[^.;!?\n]{0,40}begleitung")
_FOR: Final = re.compile(r"(?:\bfuer|\bvon|\bfor)\b[^.;!?\n]{0,25}$")


@dataclass(frozen=True, slots=True)
class Ages:
    """From this age to that, in years; None is open."""

    low: int | None
    high: int | None
    words: str


def read_ages(text: str) -> Ages | None:
    """What the text says; a range is preferred to a lower limit, and that to an upper one."""
    folded = fold(text)
    for patterns, reading in ((_RANGES, _range), (_FLOORS, _floor), (_CEILINGS, _ceiling)):
        for pattern in patterns:
            for match in pattern.finditer(folded):
                if _is_price(folded, match, is_ceiling=patterns is _CEILINGS):
                    continue
                ages = reading(match)
                if ages is not None:
                    return ages
    return None


def _is_price(text: str, match: re.Match[str], *, is_ceiling: bool) -> bool:
    if is_ceiling and _ESCORTED.match(text, match.end()):
        return True
    if not _PAYS.match(text, match.end()):
        return False
    return is_ceiling or not _FOR.search(text[: match.end()])


def _range(match: re.Match[str]) -> Ages | None:
    low, high = (_number(group) for group in match.groups() if group)
    if not 0 < low < high:
        return None
    return Ages(low, None if high >= _OPEN else high, match[0].strip())


def _floor(match: re.Match[str]) -> Ages | None:
    low = next(_number(group) for group in match.groups() if group)
    return Ages(low, None, match[0].strip()) if 0 < low < _OPEN else None


def _ceiling(match: re.Match[str]) -> Ages | None:
    high = next(_number(group) for group in match.groups() if group)
    return Ages(None, high, match[0].strip()) if 0 < high < _OPEN else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word]
