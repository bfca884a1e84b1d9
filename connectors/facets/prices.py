"""What coming costs: free or not, the amounts and their currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from connectors.facets.folding import fold, fold_pattern
from connectors.facets.lexicon import rules
from connectors.facets.number_words import CARDINALS, any_of

_NUMBER: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_SIGN: Final = r"(?:€|euro\b|eur\b)"
_NEXT: Final = r"(?:/|bis|und|oder|,? erm\w*\.?:?|-|–)"
_DASH: Final = r"(?:,-+|,–|\.-)?"  # "3,-"
_LIST: Final = rf"(?:{_NUMBER}){_DASH}(?:\s?{_NEXT}\s?(?:{_NUMBER}){_DASH})*"
_AMOUNT: Final = re.compile(
    rf"(?P<after>{_LIST})\s?{_SIGN}|{_SIGN}\s?(?P<before>{_LIST})|\b(?P<word>{any_of(CARDINALS)}) euro\b"
)
_FIGURE: Final = re.compile(_NUMBER)
_BARE: Final = re.compile(
    rf"(?<![\d.,:])(?:{_NUMBER})(?![\d.:]|\s?(?:%|uhr|jahr|personen|min|std|stunden|tage|termine|\.))"
)
# No wording of `free` is without one of these.
_FREE_HINT: Final = re.compile(
    r"frei|free|kost|gratis|umsonst|entgelt|gebuehr|eintritt|\b0|kein|ohne|\bno |zahlen"
    r"|beitrag|preis|price|fee"
)
# The same for `paid`, `included` and `donation`.
_PAID_HINT: Final = re.compile(r"eintritt|kosten|material|tageskarte|gegen|beitrag|es gilt")
_INCLUDED_HINT: Final = re.compile(r"eintritt|ticket|karte|included")
_GIFT_HINT: Final = re.compile(r"spende|hut|pay|donation|zahl")
_STOP: Final = r"\.(?!\d)(?<!\bzzgl\.)(?<!\berm\.)(?<!\bca\.)(?<!\bmax\.)(?<!\binkl\.)"
_CLAUSE: Final = re.compile(rf"[;!?\n()]|{_STOP}|,\s|\s[–—-]\s")
_SENTENCE: Final = re.compile(rf"[;!?\n]|{_STOP}")


@dataclass(frozen=True, slots=True)
class Price:
    """What was said; `words` is where."""

    is_free: bool | None = None
    amounts: tuple[float, ...] = ()
    words: str = ""
    amount_words: str = ""


@dataclass(frozen=True, slots=True)
class _Rules:
    free: re.Pattern[str]
    free_clause: re.Pattern[str]
    donation: re.Pattern[str]
    no_donation: re.Pattern[str]
    paid: re.Pattern[str]
    included: re.Pattern[str]
    things: re.Pattern[str]
    event: re.Pattern[str]
    not_free: re.Pattern[str]
    not_price: re.Pattern[str]


def read_price(text: str, *, is_price: bool = False, title: str = "") -> Price:
    """What a text says about money; `is_price`: the text is the source's field for it ("7 / 5", "frei")."""
    folded = fold(text).strip()
    says = _rules()
    amounts, amount_words = _amounts(folded, is_price=is_price)
    if amounts and any(amounts):
        return Price(False, amounts, amount_words, amount_words)
    paid = says.paid.search(folded) if _PAID_HINT.search(folded) else None
    included = says.included.search(folded) if _INCLUDED_HINT.search(folded) else None
    if included or paid:
        return Price(False, amounts, paid[0], amount_words) if paid and not included else Price(None)
    for clause in _clauses(folded) if _FREE_HINT.search(folded) else ():
        if not _FREE_HINT.search(clause):
            continue
        free = says.free.search(clause) or says.free_clause.search(clause)
        if free and not _of_others(clause):
            return Price(True, amounts, free[0].strip(), amount_words)
    gift = says.donation.search(folded) if _GIFT_HINT.search(folded) else None
    if gift and not says.no_donation.search(f"{fold(title)} {folded}"):
        return Price(True, amounts, gift[0].strip(), amount_words)
    return Price(None, amounts, "", amount_words)


def _of_others(clause: str) -> bool:
    """ "Parken kostenlos", "Kinder frei": not the event, or not for everyone."""
    says = _rules()
    if says.not_free.search(clause):
        return True
    return says.things.search(clause) is not None and not says.event.search(clause)


def _clauses(text: str) -> Iterator[str]:
    for clause in _CLAUSE.split(text):
        stripped = clause.strip()
        if stripped:
            yield stripped


def _amounts(text: str, *, is_price: bool) -> tuple[tuple[float, ...], str]:
    if not is_price and "€" not in text and "eur" not in text:
        return (), ""
    found: list[float] = []
    words = ""
    for sentence in _SENTENCE.split(text):
        parts = sentence.split(", ")
        if not is_price and "karten" not in sentence:
            parts = [part for part in parts if "€" in part or "eur" in part]
        parts = [part for part in parts if not _rules().not_price.search(part)]
        matches = [match for part in parts for match in _AMOUNT.finditer(part)]
        # "Karten: 10,50, erm. 8,50 Euro": a figure without its sign before one that has it.
        if is_price or (matches and "karten" in sentence):
            found += [_float(figure) for part in parts for figure in _BARE.findall(part)]
        for match in matches:
            found += _figures(match)
        words = words or (matches[0][0].strip() if matches else sentence.strip() if found else "")
    return tuple(dict.fromkeys(found)), words


def _figures(match: re.Match[str]) -> list[float]:
    if match["word"]:
        return [float(CARDINALS[match["word"]])]
    return [_float(figure) for figure in _FIGURE.findall(match["after"] or match["before"])]


def _float(figure: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", figure):
        figure = figure.replace(".", "")
    return float(figure.replace(",", "."))


@cache
def _rules() -> _Rules:
    lists = rules("prices")
    return _Rules(**{name: re.compile(fold_pattern("|".join(patterns))) for name, patterns in lists.items()})
