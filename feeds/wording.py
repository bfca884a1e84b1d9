"""Words for what is known about an event, as calendar and pages show them; German where none is named."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from connectors.model import Place
from feeds import moments
from feeds.labels import label
from feeds.languages import GERMAN, phrases, say
from feeds.text import contact_url, one_line
from warehouse.events import Accessibility, Audience, Event, Price, Registration

PREFIXES = {
    "cancelled": "ABGESAGT: ",
    "delisted": "NICHT MEHR GELISTET: ",
    "postponed": "VERSCHOBEN: ",
}


def title(event: Event, language: str = GERMAN) -> str:
    """The title as published; never empty."""
    return one_line(event.title) or say(language, "facts", "untitled")


def day(value: date, language: str = GERMAN) -> str:
    """Samstag, 5. Dezember 2026."""
    weekday = phrases(language)["dates"]["weekdays"][value.weekday()]
    return say(language, "dates", "day", weekday=weekday, date=short_day(value, language))


def short_day(value: date, language: str = GERMAN) -> str:
    """5. Dezember 2026."""
    month = phrases(language)["dates"]["months"][value.month - 1]
    return say(language, "dates", "date", day=value.day, month=month, year=value.year)


def month(value: date, language: str = GERMAN) -> str:
    """Dezember 2026."""
    name = phrases(language)["dates"]["months"][value.month - 1]
    return say(language, "dates", "month", month=name, year=value.year)


def clock(value: datetime) -> str:
    """14:30."""
    return f"{value.hour:02}:{value.minute:02}"


def moment(value: date | datetime, timezone: str, language: str = GERMAN) -> str:
    """5. Dezember 2026, 14:30 Uhr; a date without a time."""
    if not isinstance(value, datetime):
        return short_day(value, language)
    there = moments.local(value, timezone)
    time = say(language, "dates", "time", time=clock(there))
    return say(language, "dates", "date_and_time", date=short_day(there.date(), language), time=time)


def span(event: Event, language: str = GERMAN) -> str:
    """When it is, as said below the heading of its first day."""
    first, last, end = moments.first_day(event), moments.last_day(event), moments.end_of(event)
    if not isinstance(event.start, datetime):
        if first == last:
            return say(language, "dates", "all_day")
        return _from_to(short_day(first, language), short_day(last, language), language)
    if not isinstance(end, datetime):
        start = clock(moments.local(event.start, event.timezone))
        return say(language, "dates", "time", time=start)
    if last > first + timedelta(days=1):
        begins = moment(event.start, event.timezone, language)
        return _from_to(begins, moment(end, event.timezone, language), language)
    start, until = (clock(moments.local(each, event.timezone)) for each in (event.start, end))
    return say(language, "dates", "times", start=start, end=until)


def day_and_span(event: Event, language: str = GERMAN) -> str:
    """Samstag, 5. Dezember 2026, 14:00 bis 16:00 Uhr; for where no heading names the day."""
    first, last = moments.first_day(event), moments.last_day(event)
    is_timed = isinstance(event.start, datetime)
    names_its_days = last > first + moments.ONE_DAY if is_timed else last > first
    said = span(event, language)
    if names_its_days:
        return said
    return say(language, "dates", "date_and_time", date=day(first, language), time=said)


def organizer(event: Event, language: str = GERMAN) -> str:
    """Whose page about it is linked."""
    name = one_line(event.organizer.name) if event.organizer else ""
    return name or say(language, "row", "somebody")


def place(event: Event, language: str = GERMAN) -> str:
    """Where it is, in one line; "" where nobody says."""
    if event.place is None:
        return say(language, "facts", "online") if event.attendance == "online" else ""
    return ", ".join(part for part in (one_line(event.place.name), address(event.place)) if part)


def address(place: Place) -> str:
    """Street and town in one line."""
    town = f"{place.postal_code} {place.city}"
    return ", ".join(part for part in map(one_line, (place.street, town)) if part)


def price(value: Price | None, language: str = GERMAN) -> str:
    """The partner's words, else what we know."""
    if value is None:
        return ""
    if words := one_line(value.text, 200):
        return words
    if value.is_free:
        return say(language, "facts", "free")
    unit = "€" if value.currency in ("", "EUR") else one_line(value.currency, 3)
    decimal = say(language, "facts", "decimal")
    return " / ".join(f"{amount:.2f}".replace(".", decimal) + f" {unit}" for amount in value.amounts)


def registration(value: Registration | None, language: str = GERMAN) -> str:
    """Whether, until when and where one registers."""
    if value is None:
        return ""
    return ", ".join(part for part in (*_registration(value, language), contact_url(value.url)) if part)


def registration_without_address(value: Registration | None, language: str = GERMAN) -> str:
    """Whether and until when one registers; for where its address is a link."""
    return "" if value is None else ", ".join(part for part in _registration(value, language) if part)


def _registration(value: Registration, language: str) -> tuple[str, ...]:
    need = until = ""
    if value.is_required is not None:
        need = say(language, "facts", "required" if value.is_required else "not_required")
    if value.deadline:
        until = say(language, "facts", "until", date=short_day(value.deadline, language))
    places = label("availability", value.availability, language) if value.availability else ""
    return need, until, places


def audience(value: Audience, language: str = GERMAN) -> str:
    """Whom it is for."""
    classes = _range("class", value.class_min, value.class_max, language)
    ages = _range("age", value.age_min, value.age_max, language)
    parts = [label("groups", code, language) for code in value.groups]
    parts += [classes] if classes else [label("levels", code, language) for code in value.levels]
    return ", ".join([*parts, ages] if ages else parts)


def access(value: Accessibility | None, language: str = GERMAN) -> str:
    """What is said about access."""
    if value is None:
        return ""
    wheelchair = label("wheelchair", value.wheelchair, language) if value.wheelchair else ""
    return ", ".join(part for part in (wheelchair, one_line(value.text, 200)) if part)


def labels(event: Event) -> list[str]:
    """Every facet of the event in German, each once."""
    words = [label("topics", code) for code in event.topics]
    words += [label("formats", code) for code in event.formats]
    words += [label("levels", code) for code in event.audience.levels]
    words += [label("groups", code) for code in event.audience.groups]
    words += ["kostenlos"] if event.price and event.price.is_free else []
    words += ["Online"] if event.attendance in ("online", "mixed") else []
    return list(dict.fromkeys(one_line(word, 100) for word in words))


def _from_to(start: str, end: str, language: str) -> str:
    return say(language, "dates", "span", start=start, end=end)


def _range(unit: str, low: int | None, high: int | None, language: str) -> str:
    """Klasse 3 bis 6, ab Klasse 3, bis Klasse 6."""
    if low is None:
        return "" if high is None else say(language, "facts", f"{unit}_to", high=high)
    if high is None:
        return say(language, "facts", f"{unit}_from", low=low)
    return say(language, "facts", f"{unit}_one" if low == high else f"{unit}_range", low=low, high=high)
