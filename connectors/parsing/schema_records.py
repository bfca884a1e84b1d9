"""Turns an event in schema.org's words into a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from connectors.model import Place, Record
from connectors.parsing.answers import degrees, text, things
from connectors.parsing.markup import absolute
from connectors.parsing.schema_org import Node, names

_ORGANISATIONS: Final = re.compile(
    r"Organization|Business|School|University|Museum|Library|Corporation|NGO|Group|Center"
)
_ONLINE: Final = frozenset(("OnlineEventAttendanceMode", "MixedEventAttendanceMode"))
_SOLD_OUT: Final = frozenset(("SoldOut", "OutOfStock"))
_NO_PLACE: Final = frozenset(("no location set", "n/a", "-"))


def record(node: Node, base: str) -> Record:
    """The event's own words. Attendance is believed only if online: plugins say offline of everything."""
    place, online_url = _location(node.get("location"))
    offers = list(_offers(node.get("offers")))
    url = _url(node, base)
    tickets = next((found for each in offers if (found := absolute(base, text(each.get("url"))))), "")
    line = node.get("@line")
    return Record(
        title=text(node.get("name")),
        start=text(node.get("startDate")) or None,
        end=text(node.get("endDate")) or None,
        end_is_last_day=True,
        url=url,
        location=place,
        is_online=True if online_url is not None or names(_mode(node)) & _ONLINE else None,
        online_url=online_url or "",
        description=text(node.get("description")),
        categories=_words(node.get("keywords")),
        price=_price(offers) or ("kostenlos" if _is_true(node.get("isAccessibleForFree")) else ""),
        registration_url=tickets if tickets != url else "",
        status=_status(node, offers),
        organizer=_organizer(node.get("organizer")),
        language=", ".join(_texts(node.get("inLanguage"), "alternateName")),
        audience=_audience(node),
        line=line if isinstance(line, int) else None,
    )


def _mode(node: Node) -> Any:
    return node.get("eventAttendanceMode")


def _is_true(value: Any) -> bool:
    return value is True or text(value).lower() in ("true", "https://schema.org/true")


def _url(node: Node, base: str) -> str:
    """`url`, or an @id that is an address of its own and no mere label within the page."""
    for key in ("url", "@id"):
        for each in node[key] if isinstance(node.get(key), list) else [node.get(key)]:
            found = text(each) or (text(each.get("@id")) if isinstance(each, dict) else "")
            if key == "@id" and not found.startswith("http"):
                continue
            if address := absolute(base, found):
                return address.partition("#")[0] if key == "@id" else address
    return ""


def _texts(value: Any, *keys: str) -> list[str]:
    """The texts of a list, or of one; of objects what stands under the first of these keys, or the name."""
    if value is None:
        return []
    found = []
    for each in value if isinstance(value, list) else [value]:
        own = next((text(each[key]) for key in keys if each.get(key)), "") if isinstance(each, dict) else ""
        found.append(own or text(each))
    return [each for each in found if each]


def _words(value: Any) -> tuple[str, ...]:
    return tuple(word.strip() for each in _texts(value) for word in each.split(",") if word.strip())


def _location(value: Any) -> tuple[str | Place, str | None]:
    """The place, and where it is online: None if nothing says so, "" if no address is given."""
    online: str | None = None
    places: list[str | Place] = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict) and "VirtualLocation" in names(each.get("@type")):
            online = online or text(each.get("url"))
        elif found := _place(each):
            places.append(found)
    return (places[0] if places else ""), online


def _place(value: Any) -> str | Place:
    if not isinstance(value, dict):
        found = text(value)
        return "" if found.lower() in _NO_PLACE else found
    name = "" if text(value.get("name")).lower() in _NO_PLACE else text(value.get("name"))
    address = next(things(value.get("address")), None)
    if address is None and "PostalAddress" in names(value.get("@type")):
        address = value
    worded = text(value.get("address")) if address is None else text(address.get("description"))
    street = text(address.get("streetAddress")) if address else ""
    if worded and not street:
        return f"{name}, {worded}" if name and name not in worded else worded
    geo = next(things(value.get("geo")), {})
    found_place = Place(
        name=name if address is not value else "",
        street=street,
        postal_code=text(address.get("postalCode")) if address else "",
        city=text(address.get("addressLocality")) if address else "",
        lat=degrees(geo.get("latitude", value.get("latitude"))),
        lon=degrees(geo.get("longitude", value.get("longitude"))),
    )
    return found_place if found_place != Place() else ""


def _offers(value: Any) -> Iterator[Node]:
    """Offers, those within an aggregate too."""
    for offer in things(value):
        yield from things(offer.get("offers")) if offer.get("offers") else [offer]


def _price(offers: list[Node]) -> str:
    found = dict.fromkeys(_worded(offer) for offer in offers)
    return "; ".join(each for each in found if each)


def _worded(offer: Node) -> str:
    currency = text(offer.get("priceCurrency"))
    prices = [_amount(offer.get(key)) for key in ("price", "lowPrice", "highPrice")]
    if not any(prices):
        specification = next(things(offer.get("priceSpecification")), {})
        prices = [_amount(specification.get("price"))]
        currency = currency or text(specification.get("priceCurrency"))
    worded = " – ".join(dict.fromkeys(price for price in prices if price))
    if not worded:
        return ""
    amount = f"{worded} {currency}" if currency and worded[-1].isdigit() else worded
    name = text(offer.get("name"))
    return f"{name}: {amount}" if name else amount


def _amount(value: Any) -> str:
    """A number as people here write it; any other wording as it is."""
    said = text(value)
    number = re.fullmatch(r"(\d+)(?:\.(\d{1,2}))?0*", said)
    if number is None:
        return said
    cents = (number[2] or "").ljust(2, "0")
    return number[1] if cents == "00" else f"{number[1]},{cents}"


def _status(node: Node, offers: list[Node]) -> str:
    said = text(node.get("eventStatus"))
    sold = [names(offer.get("availability")) for offer in offers if offer.get("availability")]
    if sold and all(each & _SOLD_OUT for each in sold):
        return " ".join(filter(None, (said, "ausgebucht")))
    return said


def _organizer(value: Any) -> str:
    """An organisation's name. Persons' names do not pass, nor names of what does not say what it is."""
    for each in things(value):
        if any(_ORGANISATIONS.search(name) for name in names(each.get("@type"))):
            return text(each.get("name"))
    return ""


def _audience(node: Node) -> str:
    """Whom it is for, in words."""
    found = _texts(node.get("audience"), "audienceType", "educationalRole")
    found += _texts(node.get("educationalLevel"))
    ages = text(node.get("typicalAgeRange"))
    if not ages:
        return ", ".join(dict.fromkeys(found)) if found else ""
    if span := re.fullmatch(r"(\d+)\s*[-–]\s*(\d+)", ages):
        ages = f"{span[1]}–{span[2]} Jahre"
    elif least := re.fullmatch(r"(\d+)\s*[-–+]", ages):
        ages = f"ab {least[1]} Jahren"
    return ", ".join(dict.fromkeys([*found, ages]))
