"""German words for what is known about an event, as calendar and pages show them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from connectors.model import Place
from feeds import moments
from feeds.labels import label
from feeds.text import contact_url, one_line
from warehouse.events import Accessibility, Audience, Event, Price, Registration

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
    *("August", "September", "Oktober", "November", "Dezember"),
)
PREFIXES = {
    "cancelled": "ABGESAGT: ",
    "delisted": "NICHT MEHR GELISTET: ",
    "postponed": "VERSCHOBEN: ",
}
UNTITLED = "(ohne Titel)"


def title(event: Event) -> str:
    """The title as published; never empty."""
    return one_line(event.title) or UNTITLED


def day(value: date) -> str:
    """Samstag, 5. Dezember 2026."""
    return f"{WEEKDAYS[value.weekday()]}, {short_day(value)}"


def short_day(value: date) -> str:
    """5. Dezember 2026."""
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"


def clock(value: datetime) -> str:
    """14:30."""
    return f"{value:%H:%M}"


def moment(value: date | datetime, timezone: str) -> str:
    """5. Dezember 2026, 14:30 Uhr; a date without a time."""
    if not isinstance(value, datetime):
        return short_day(value)
    there = moments.local(value, timezone)
    return f"{short_day(there.date())}, {clock(there)} Uhr"


def span(event: Event) -> str:
    """When it is, as said below the heading of its first day."""
    first, last, end = moments.first_day(event), moments.last_day(event), moments.end_of(event)
    if not isinstance(event.start, datetime):
        return "ganztägig" if first == last else f"{short_day(first)} bis {short_day(last)}"
    start = clock(moments.local(event.start, event.timezone))
    if not isinstance(end, datetime):
        return f"{start} Uhr"
    if last > first + timedelta(days=1):
        return f"{moment(event.start, event.timezone)} bis {moment(end, event.timezone)}"
    return f"{start} bis {clock(moments.local(end, event.timezone))} Uhr"


def place(event: Event) -> str:
    """Where it is, in one line; "" where nobody says."""
    if event.place is None:
        return "Online" if event.attendance == "online" else ""
    return ", ".join(part for part in (one_line(event.place.name), address(event.place)) if part)


def address(place: Place) -> str:
    """Street and town in one line."""
    town = f"{place.postal_code} {place.city}"
    return ", ".join(part for part in map(one_line, (place.street, town)) if part)


def price(value: Price | None) -> str:
    """The partner's words, else what we know."""
    if value is None:
        return ""
    if words := one_line(value.text, 200):
        return words
    if value.is_free:
        return "kostenlos"
    unit = "€" if value.currency in ("", "EUR") else one_line(value.currency, 3)
    return " / ".join(f"{amount:.2f} {unit}".replace(".", ",") for amount in value.amounts)


def registration(value: Registration | None) -> str:
    """Whether, until when and where one registers."""
    if value is None:
        return ""
    need = {True: "erforderlich", False: "nicht erforderlich", None: ""}[value.is_required]
    until = f"bis {short_day(value.deadline)}" if value.deadline else ""
    places = label("availability", value.availability) if value.availability else ""
    return ", ".join(part for part in (need, until, places, contact_url(value.url)) if part)


def audience(value: Audience) -> str:
    """Whom it is for."""
    classes = _range("Klasse ", value.class_min, value.class_max)
    ages = _range("", value.age_min, value.age_max)
    parts = [label("groups", code) for code in value.groups]
    parts += [classes] if classes else [label("levels", code) for code in value.levels]
    parts += [f"{ages} {'Jahren' if value.age_max is None else 'Jahre'}"] if ages else []
    return ", ".join(parts)


def access(value: Accessibility | None) -> str:
    """What is said about access."""
    if value is None:
        return ""
    wheelchair = label("wheelchair", value.wheelchair) if value.wheelchair else ""
    return ", ".join(part for part in (wheelchair, one_line(value.text, 200)) if part)


def labels(event: Event) -> list[str]:
    """Every facet of the event in words, each once."""
    words = [label("topics", code) for code in event.topics]
    words += [label("formats", code) for code in event.formats]
    words += [label("levels", code) for code in event.audience.levels]
    words += [label("groups", code) for code in event.audience.groups]
    words += ["kostenlos"] if event.price and event.price.is_free else []
    words += ["Online"] if event.attendance in ("online", "mixed") else []
    return list(dict.fromkeys(one_line(word, 100) for word in words))


def _range(unit: str, low: int | None, high: int | None) -> str:
    """Klasse 3 bis 6, ab Klasse 3, bis Klasse 6."""
    if low is None:
        return "" if high is None else f"bis {unit}{high}"
    if high is None:
        return f"ab {unit}{low}"
    return f"{unit}{low}" if low == high else f"{unit}{low} bis {high}"
