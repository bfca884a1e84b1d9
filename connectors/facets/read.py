"""From what a source says about an event to its facets, each with the words it was read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from connectors.facets.access import Access, read_access
from connectors.facets.ages import Ages, read_ages
from connectors.facets.audiences import read_groups, read_levels
from connectors.facets.classes import Classes, read_classes
from connectors.facets.findings import Evidence, Facets, Wording
from connectors.facets.formats import read_formats
from connectors.facets.languages import read_languages
from connectors.facets.prices import Price, read_price
from connectors.facets.registrations import Registering, read_registration
from connectors.facets.scan import Scan, scan
from connectors.facets.topics import read_topics
from connectors.model import Availability
from connectors.statuses import read_status

Found = TypeVar("Found")

_AUDIENCE: Final = ("audience", "title", "description", "categories")
_EURO: Final = "EUR"


def read_facets(wording: Wording) -> Facets:
    """Never raises, and never guesses: a facet without evidence is absent."""
    seen = scan(wording)
    topics = read_topics(seen)
    classes_in, classes = _first(_texts(wording, seen, "classes", _AUDIENCE), read_classes)
    ages_in, ages = _first(_texts(wording, seen, "ages", _AUDIENCE), read_ages)
    levels = read_levels(seen, classes, classes_in)
    groups = read_groups(seen)
    formats = read_formats(seen, wording, topics, groups, levels)
    languages = read_languages(wording, seen)
    price_in, price = _price(wording, seen)
    registering_in, registering = _registering(wording, seen)
    availability = _availability(wording)
    access_in, access = _first(_texts(wording, seen, "access", ("description", "registration")), _access)
    evidence = [*topics, *formats, *levels, *groups, *languages]
    evidence += _range("classes", classes, classes_in)
    evidence += _range("ages", ages, ages_in)
    evidence += _evidence(price_in, price, registering_in, registering, access_in, access)
    if availability:
        evidence.append(availability)
    return Facets(
        topics=_codes(topics),
        formats=_codes(formats),
        levels=_codes(levels),
        groups=_codes(groups),
        class_min=classes.low if classes else None,
        class_max=classes.high if classes else None,
        age_min=ages.low if ages else None,
        age_max=ages.high if ages else None,
        is_free=price.is_free,
        amounts=price.amounts,
        currency=_EURO if price.amounts else "",
        is_registration_required=registering.is_required,
        availability=Availability(availability.value) if availability else None,
        languages=_codes(languages),
        wheelchair=access.wheelchair if access else "",
        accessibility_text=access.text if access else "",
        evidence=tuple(evidence),
    )


def _texts(wording: Wording, seen: Scan, cue: str, fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The fields that have a word of this cue, in the order in which they are believed."""
    cued = seen.cues.get(cue, ())
    for field in fields:
        if field in cued:
            yield field, "\n".join(wording.categories) if field == "categories" else getattr(wording, field)


def _first(
    texts: Iterator[tuple[str, str]], reader: Callable[[str], Found | None]
) -> tuple[str, Found | None]:
    for field, text in texts:
        found = reader(text)
        if found is not None:
            return field, found
    return "", None


def _access(text: str) -> Access | None:
    found = read_access(text)
    return found if found.text else None


def _price(wording: Wording, seen: Scan) -> tuple[str, Price]:
    """The source's own field, then the text; the text may add what the field leaves open."""
    if wording.price:
        price = read_price(wording.price, is_price=True)
        if price.is_free is not None:
            return "price", price
    for field, text in _texts(wording, seen, "prices", ("description", "registration", "title")):
        price = read_price(text, title=wording.title)
        if price.is_free is not None or price.amounts:
            return field, price
    return "", Price()


def _registering(wording: Wording, seen: Scan) -> tuple[str, Registering]:
    if wording.registration:
        found = read_registration(wording.registration, is_field=True)
        if found.is_required is not None:
            return "registration", found
    for field, text in _texts(wording, seen, "registration", ("description", "price", "title")):
        found = read_registration(text, is_field=False)
        if found.is_required is not None:
            return field, found
    return "", Registering()


def _availability(wording: Wording) -> Evidence | None:
    for field in ("registration", "title", "description"):
        text = getattr(wording, field)
        found = read_status(text).availability if text else None
        if found:
            return Evidence("availability", found.value, field, text if len(text) < 80 else text[:79] + "…")
    return None


def _range(facet: str, found: Classes | Ages | None, field: str) -> list[Evidence]:
    if found is None:
        return []
    return [Evidence(facet, f"{found.low or ''}–{found.high or ''}", field, found.words)]


def _evidence(
    price_in: str,
    price: Price,
    registering_in: str,
    registering: Registering,
    access_in: str,
    access: Access | None,
) -> Iterator[Evidence]:
    if price.is_free is not None:
        yield Evidence("is_free", str(price.is_free).lower(), price_in, price.words)
    if price.amounts:
        yield Evidence("amounts", " ".join(map(str, price.amounts)), price_in, price.amount_words)
    if registering.is_required is not None:
        yield Evidence(
            "registration", str(registering.is_required).lower(), registering_in, registering.words
        )
    if access:
        yield Evidence("accessibility", access.text, access_in, access.words or access.text)
        if access.wheelchair:
            yield Evidence("wheelchair", access.wheelchair, access_in, access.words)


def _codes(found: list[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.value for one in found))
