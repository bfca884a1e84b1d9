"""The sentences of a description that are about one thing: what it costs, how one registers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from connectors.facets import Facets
from connectors.facets.prices import read_price

MOST: Final = 300  # characters of a price's wording
# "15. Oktober", "z. B. Löten" and "ca. 3" go on.
_END: Final = re.compile(r"(?<=[.!?])(?<!\d\.)(?<!\b[a-zA-Z]\.)(?<!\bca\.)\s+(?=[A-ZÄÖÜ0-9])|\n+")
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
    said = [each for each in sentences(description) if _costs(each)]
    text = " ".join(said)
    if not said:  # it took more than one sentence to see
        return ""
    return text if len(text) <= MOST else said[0][:MOST].rsplit(" ", 1)[0]


def _costs(sentence: str) -> bool:
    price = read_price(sentence)
    return price.is_free is not None or bool(price.amounts)
