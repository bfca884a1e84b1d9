"""Renders events as a calendar file that every known client reads (RFC 5545, RFC 7986)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from feeds import moments, wording
from feeds.content_line import address, block, parameter, text
from feeds.description import FULL, Room, describe
from feeds.position import position
from feeds.publisher import Publisher
from feeds.text import one_line, web_url
from feeds.zone import vtimezone
from warehouse.events import Event

PRODUCT = "-//mintfeed//MINT-Termine//DE"
COLOR, APPLE_COLOR = "teal", "#008080"
REFRESH = "PT12H"
END = b"END:VCALENDAR\r\n"
STATUSES = {"cancelled": "CANCELLED", "delisted": "CANCELLED", "postponed": "TENTATIVE"}


def join_calendar(
    publisher: Publisher, name: str, description: str, path: str, vevents: Iterable[bytes]
) -> bytes:
    """The calendar file published at `path`, of rendered events in their order."""
    return b"".join(calendar_parts(publisher, name, description, path, vevents))


def calendar_parts(
    publisher: Publisher, name: str, description: str, path: str, vevents: Iterable[bytes]
) -> list[bytes]:
    """The same file, not yet joined.

    It has no UID of its own: vdirsyncer would take the whole file for one event.
    """
    name, description = text(one_line(name)), text(one_line(description))
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{name}",
        f"NAME:{name}",
        f"X-WR-CALDESC:{description}",
        f"DESCRIPTION:{description}",
        f"X-WR-TIMEZONE:{publisher.timezone}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        f"SOURCE;VALUE=URI:{publisher.url(path)}",
        f"URL:{publisher.url('')}",
        f"COLOR:{COLOR}",
        f"X-APPLE-CALENDAR-COLOR:{APPLE_COLOR}",
        *vtimezone(publisher.timezone),
    ]
    return [block(head), *vevents, END]


def single_frame(publisher: Publisher) -> tuple[bytes, bytes]:
    """What stands before and after the VEVENT in the file of one event, the same for all.

    Such a file is opened once and not subscribed to: no name, no source, nothing to refresh.
    """
    head = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
        *vtimezone(publisher.timezone),
    ]
    return block(head), END


def render_vevent(event: Event, publisher: Publisher, room: Room = FULL) -> bytes:
    """One VEVENT. A timed event of another zone is given in the publisher's, the only one declared."""
    modified = _utc(event.modified)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_uid(event.id, publisher)}",
        f"DTSTAMP:{modified}",  # not the run's time: a client would see a change every night
        f"CREATED:{_utc(event.created)}",
        f"LAST-MODIFIED:{modified}",
        f"SEQUENCE:{event.sequence}",
        f"SUMMARY:{text(wording.PREFIXES.get(event.status, '') + wording.title(event))}",
        *_times(event, publisher.timezone),
        *_where(event),
        *_about(event, room),
        f"STATUS:{STATUSES.get(event.status, 'CONFIRMED')}",
        "TRANSP:TRANSPARENT",
        "CLASS:PUBLIC",
    ]
    if online := web_url(event.online_url):
        lines.append(f"CONFERENCE;VALUE=URI;LABEL=Online:{address(online)}")
    if event.series_id:
        lines.append(f"RELATED-TO:{_uid(event.series_id, publisher)}")
    return block([*lines, "END:VEVENT"])


def _times(event: Event, timezone: str) -> Iterator[str]:
    """DTSTART and, where an end is known, DTEND."""
    end = moments.end_of(event)
    timed = [moment for moment in (event.start, end) if isinstance(moment, datetime)]
    # Only in UTC can the hour that autumn repeats be told from the first (RFC 5545 §3.3.5).
    write = _in_utc if any(moments.local(moment, timezone).fold for moment in timed) else _in_zone
    yield f"DTSTART{write(event.start, timezone)}"
    if end is not None:
        yield f"DTEND{write(end, timezone)}"


def _in_zone(moment: date | datetime, timezone: str) -> str:
    if isinstance(moment, datetime):
        return f";TZID={timezone}:{_digits(moments.local(moment, timezone))}"
    return f";VALUE=DATE:{_digits(moment)}"


def _in_utc(moment: date | datetime, timezone: str) -> str:
    return f":{_utc(moment)}" if isinstance(moment, datetime) else _in_zone(moment, timezone)


def _where(event: Event) -> Iterator[str]:
    """LOCATION, and the same words for Apple, which shows no map where they differ."""
    words = wording.place(event)
    if words:
        yield f"LOCATION:{text(words)}"
    if event.place is None or not words or (where := position(event.place)) is None:
        return
    lat, lon = (f"{degrees:.6f}".rstrip("0").rstrip(".") for degrees in where)
    yield f"GEO:{lat};{lon}"
    street = wording.address(event.place) or words
    yield (
        f"X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS={parameter(street)}"
        f";X-APPLE-RADIUS=70;X-TITLE={parameter(words)}:geo:{lat},{lon}"
    )


def _about(event: Event, room: Room) -> Iterator[str]:
    if description := describe(event, room):
        yield f"DESCRIPTION:{text(description)}"
    if url := web_url(event.url):
        yield f"URL:{address(url)}"
    if labels := wording.labels(event):
        yield f"CATEGORIES:{','.join(text(label) for label in labels)}"


def _uid(id: str, publisher: Publisher) -> str:
    return f"{text(one_line(id))}@{publisher.host}"


def _utc(moment: datetime) -> str:
    return f"{_digits(moment.astimezone(UTC))}Z"


def _digits(moment: date | datetime) -> str:
    """20261205 or 20261205T140000."""
    whole = moment.replace(microsecond=0, tzinfo=None) if isinstance(moment, datetime) else moment
    return whole.isoformat().replace("-", "").replace(":", "")
