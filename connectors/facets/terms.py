"""On what terms one comes: price, registration, places left, access."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from connectors.facets.access import Access, read_access
from connectors.facets.fields import fields_with, first
from connectors.facets.findings import Wording
from connectors.facets.prices import Price, read_price
from connectors.facets.registrations import Registering, read_registration
from connectors.facets.scan import Scan
from connectors.model import Availability, Evidence
from connectors.normalising.statuses import read_status

_LONGEST: Final = 80  # letters of a text that is shown as evidence


@dataclass(slots=True, kw_only=True)
class Terms:
    """What was said, each with the field that says it."""

    price_in: str
    price: Price
    registering_in: str
    registering: Registering
    availability_in: str
    availability: Availability | None
    availability_words: str
    access_in: str
    access: Access

    def evidence(self) -> Iterator[Evidence]:
        price, access = self.price, self.access
        if price.is_free is not None:
            yield Evidence("is_free", str(price.is_free).lower(), self.price_in, price.words)
        if price.amounts:
            amounts = " ".join(f"{amount:g}" for amount in price.amounts)
            yield Evidence("amounts", amounts, self.price_in, price.amount_words)
        if self.registering.is_required is not None:
            required = str(self.registering.is_required).lower()
            yield Evidence("registration", required, self.registering_in, self.registering.words)
        if self.availability:
            yield Evidence("availability", self.availability, self.availability_in, self.availability_words)
        if access.text:
            yield Evidence("accessibility", access.text, self.access_in, access.words or access.text)
        if access.wheelchair:
            yield Evidence("wheelchair", access.wheelchair, self.access_in, access.words)


def read_terms(wording: Wording, seen: Scan) -> Terms:
    """The source's own field is believed first, then the text."""
    price_in, price = _price(wording, seen)
    registering_in, registering = _registering(wording, seen)
    availability_in, availability, availability_words = _availability(wording, seen)
    access_in, access = first(fields_with(wording, seen, "access", ("description", "registration")), _access)
    return Terms(
        price_in=price_in,
        price=price,
        registering_in=registering_in,
        registering=registering,
        availability_in=availability_in,
        availability=availability,
        availability_words=availability_words,
        access_in=access_in,
        access=access or Access(),
    )


def _access(text: str) -> Access | None:
    found = read_access(text)
    return found if found.text else None


def _price(wording: Wording, seen: Scan) -> tuple[str, Price]:
    if wording.price:
        price = read_price(wording.price, is_price=True)
        if price.is_free is not None:
            return "price", price
    for name, text in fields_with(wording, seen, "prices", ("description", "registration", "title")):
        price = read_price(text, title=wording.title)
        if price.is_free is not None or price.amounts:
            return name, price
    return "", Price()


def _registering(wording: Wording, seen: Scan) -> tuple[str, Registering]:
    if wording.registration:
        found = read_registration(wording.registration, is_field=True)
        if found.is_required is not None:
            return "registration", found
    for name, text in fields_with(wording, seen, "registration", ("description", "price", "title")):
        found = read_registration(text)
        if found.is_required is not None:
            return name, found
    return "", Registering()


def _availability(wording: Wording, seen: Scan) -> tuple[str, Availability | None, str]:
    for name, text in fields_with(wording, seen, "availability", ("registration", "title", "description")):
        found = read_status(text).availability
        if found:
            return name, found, text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return "", None, ""
