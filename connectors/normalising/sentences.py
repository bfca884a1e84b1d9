"""The sentences of a description that are about one thing: what it costs, how one registers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from connectors.facets import Facets
from connectors.facets.prices import read_price

MOST: Final = 300  # characters of a price's wording
LONG: Final = 100  # characters of a sentence that may hold more than the price
# "15. Oktober", "z. B. Löten" and "ca. 3" go on.
_END: Final = re.compile(r"(?<=[.!?])(?<!\d\.)(?<!\b[a-zA-Z]\.)(?<!\bca\.)\s+(?=[A-ZÄÖÜ0-9])|\n+")
_COMMA: Final = re.compile(r"[,;] ")  # not that of 12,50 €
_REGISTRATION: Final = re.compile(
    r"\bAnmeld|\bangemeldet|\banmelden|\bAnmeldeschluss|\bBewerb|\bbewerben|\bFrist|frist\b|\bschluss\b"
    r"|\bRegist|\bregist|\bdeadline|\bsign up|\bBuchung|\bbuchen|\bRückmeldung",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """As they stand, without the white space between them."""
    yield from (part.strip() for part in _END.split(text) if part.strip())


def registration_sentences(description: str) -> str:
    """All that speak of registering; "" if none does."""
    if not _REGISTRATION.search(description):
        return ""
    return "\n".join(each for each in sentences(description) if _REGISTRATION.search(each))


def price_sentences(description: str, facets: Facets) -> str:
    """All that say what it costs, as worded; "" where nothing was found there."""
    told = {each.field for each in facets.evidence if each.facet in ("amounts", "is_free")}
    return _price_sentences(description) if "description" in told else ""


@lru_cache(maxsize=64)
def _price_sentences(description: str) -> str:
    said = [part for sentence in sentences(description) for part in _clauses(sentence)]
    text = " ".join(said)
    return text if len(text) <= MOST else text[:MOST].rsplit(" ", 1)[0]


def _clauses(sentence: str) -> Iterator[str]:
    """The sentence, or of a long one the clauses about money; "kostenlos" needs no long words."""
    if len(sentence) <= LONG:
        if _costs(sentence):
            yield sentence
        return
    clauses = [each for each in _COMMA.split(sentence) if _costs(each)]
    if any(read_price(each).amounts for each in clauses) or all(len(each) <= LONG for each in clauses):
        yield from clauses


def _costs(words: str) -> bool:
    price = read_price(words)
    return price.is_free is not None or bool(price.amounts)
