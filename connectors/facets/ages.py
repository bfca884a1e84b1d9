"""The ages that a text names for those who may come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from connectors.facets.folding import fold
from connectors.facets.number_words import CARDINALS, any_of

_OPEN: Final = 90  # "8–99 Jahre" means that there is no upper limit
_WORDS: Final = {word: number for word, number in CARDINALS.items() if number > 1}
_N: Final = rf"(\d{{1,2}}|{any_of(_WORDS)})"
# Looked at first where much must not stand before a number.
_BEGINS: Final = rf"\b(?=[\d{''.join(sorted({word[0] for word in _WORDS}))}])"
_ANY: Final = re.compile(_N)
_YEARS: Final = r"(?:jahren?\b|jahres?\b|j\b\.?|jaehrige\w*|years?\b|yrs\b)"
_TO: Final = r"\s?-?\s?(?:-|–|—|bis(?: zu)?|to)\s?"
_WHO: Final = (
    r"(?:kinder|kids|children|jugendliche|teens|teenager|familien|maedchen|jungen|jungs|schueler\w*|erwachsene"
    r"|personen|alle|besucher\w*|menschen|teilnehmende|teilnehmer\w*|gaeste|girls|adults|\w+fans|\w*forscher\w*"
    r"|\w*kids|\w*kinder)n?"
)
_NOT_A_TIME: Final = (
    r"\b(?!\s?(?:uhr|€|euro|eur\b|:\d|\.\d|,\d|h\b|personen|pers\b|teiln|am\b|pm\b|minuten|%))"
    r"(?!\. ?(?:jan|feb|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez|klasse|jahrg|schulj))"
)
_END: Final = r"(?=\s?(?:[.,;!?)\n|–—-]|$|und\b|in\b|mit\b|gemeinsam\b|ist\b|geeignet\b|empfohlen\b))"
# "vor 8 bis 10 Jahren", "die letzten 3–5 Jahre" is history.
_NOT_HISTORY: Final = "".join(
    rf"(?<!{word} )"
    for word in ("vor", "seit", "nach", "rund", "ueber", "letzten", "alle", "ersten", "naechsten", "etwa")
)
_NO_SPAN: Final = r"(?! (?:alt\w* (?:gestein|baum)|lang|spaeter|\w*erfahrung|garantie))"
_AGE: Final = r"\b(?:alter|ages?|aged|altersgruppe|altersempfehlung|altersklassen?)\b:? ?"
_SUITS: Final = r"(?:empfohlen|empfehlung|geeignet|altersempfehlung|alter|freigegeben)"
_NOT_OPENING: Final = r"(?<!einlass )(?<!beginn )(?<!start )(?<!los )(?<!offen )"


@dataclass(frozen=True, slots=True)
class Ages:
    """From this age to that, in years; None is open."""

    low: int | None
    high: int | None
    words: str


@dataclass(frozen=True, slots=True)
class _Rule:
    needs: tuple[str, ...]  # one of these must be in the text, which is found out much faster
    pattern: re.Pattern[str]


def _rules(*rules: tuple[str, str]) -> tuple[_Rule, ...]:
    return tuple(_Rule(tuple(needs.split("|")), re.compile(pattern)) for needs, pattern in rules)


_RANGES: Final = _rules(
    (
        "jahr|jaehr|year|yrs| j",
        rf"{_BEGINS}{_NOT_HISTORY}(?<!\d)(?<!\d[.,])\b{_N}{_TO}{_N}\s?-?{_YEARS}{_NO_SPAN}",
    ),
    ("zwischen", rf"\bzwischen {_N} und {_N} {_YEARS}"),
    (
        "bis|-|–|—| to ",
        rf"\b{_WHO}(?: im alter)?(?: von|,| zwischen| aged| ages|:)? ?\(?{_N}{_TO}{_N}{_NOT_A_TIME}",
    ),
    ("zwischen", rf"\b{_WHO} zwischen {_N} und {_N}{_NOT_A_TIME}"),
    ("alter|age", rf"{_AGE}(?:von |zwischen |etwa |ca\. )*{_N}(?:{_TO}| und ){_N}{_NOT_A_TIME}"),
)
_FLOORS: Final = _rules(
    ("ab ", rf"\bab (?:ca\. |etwa |circa )?{_N} ?{_YEARS}"),
    (
        "alter",
        rf"\b(?:mindestalter|mind\. alter|alter(?: ab)?)\b:? ?(?:ist |von |ab |mindestens |betraegt )*"
        rf"{_N}{_NOT_A_TIME}",
    ),
    ("mindestens", rf"\bmindestens {_N} {_YEARS}(?: alt)?"),
    ("+| plus", rf"\b{_N}(?:\+| ?plus) ?{_YEARS}|\({_N}\+\)|\bages? {_N}\+"),
    ("age", rf"\bfrom (?:age|the age of) {_N}\b|\bage {_N} and (?:up|older|over)"),
    ("aelter|older", rf"\b{_N} (?:jahre|years) (?:und aelter|and older)"),
    ("ab dem|ab einem|ab alter", rf"\bab (?:dem |einem )?alters? von {_N}\b|\bab dem {_N}\. lebensjahr"),
    ("ab ", rf"(?:\b{_WHO}|{_SUITS})[,:]? (?:erst )?ab {_N}{_NOT_A_TIME}"),
    ("ab ", rf"\b{_WHO} \w+ ab {_N}{_NOT_A_TIME}{_END}"),
    ("ab ", rf"\(ab {_N}\)|{_NOT_OPENING}\bab (1[0-8]|[2-9])\.?$"),
)
_CEILINGS: Final = _rules(
    ("bis ", rf"\b{_WHO} bis (?:zu |einschl\w* |maximal )?{_N} ?{_YEARS}"),
    ("hoechst|maximal", rf"\b(?:hoechstalter|maximal|hoechstens):? {_N} ?(?:{_YEARS}(?: alt)?)"),
)
# "Kinder bis 12 Jahre frei", "Kinder ab 6 Jahren 4 €", "Kinder unter 8 nur in Begleitung" is about the price.
_PAYS: Final = re.compile(
    r"[^.;!?\n,]{0,20}?(?:\b(?:frei|freie[rn] eintritt|kostenlos|kostenfrei|ermaessigt|gratis|zahlen)\b"
    r"|:? \d+(?:,\d\d)? ?(?:€|euro|eur))"
)
_ESCORTED: Final = re.compile(r"[^.;!?\n]{0,40}begleitung")
_FOR: Final = re.compile(r"(?:\bfuer|\bvon|\bfor)\b[^.;!?\n]{0,25}$")


def read_ages(text: str) -> Ages | None:
    """What the text says; a range is preferred to a lower limit, and that to an upper one."""
    folded = fold(text)
    if not _ANY.search(folded):
        return None
    for rules, reading in ((_RANGES, _range), (_FLOORS, _floor), (_CEILINGS, _ceiling)):
        for rule in rules:
            if not _has_one(folded, rule.needs):
                continue
            for match in rule.pattern.finditer(folded):
                ages = None if _is_price(folded, match, is_ceiling=rules is _CEILINGS) else reading(match)
                if ages is not None:
                    return ages
    return None


def _has_one(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 - any() with a generator takes three times as long
        if word in text:
            return True
    return False


def _is_price(text: str, match: re.Match[str], *, is_ceiling: bool) -> bool:
    if is_ceiling and _ESCORTED.match(text, match.end()):
        return True
    if not _PAYS.match(text, match.end()):
        return False
    return is_ceiling or not _FOR.search(text[: match.end()])


def _range(match: re.Match[str]) -> Ages | None:
    low, high = _numbers(match)
    if not 0 < low < high:
        return None
    return Ages(low, None if high >= _OPEN else high, match[0].strip())


def _floor(match: re.Match[str]) -> Ages | None:
    low = _numbers(match)[0]
    return Ages(low, None, match[0].strip()) if 0 < low < _OPEN else None


def _ceiling(match: re.Match[str]) -> Ages | None:
    high = _numbers(match)[0]
    return Ages(None, high, match[0].strip()) if 0 < high < _OPEN else None


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(word) if word.isdigit() else _WORDS[word] for word in match.groups() if word]
