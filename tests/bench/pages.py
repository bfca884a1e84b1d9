"""Pages of 500 events each, in the formats that sources have."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

EVENTS = 500


@dataclass(frozen=True)
class Sample:
    """One page, and how it is read."""

    kind: str
    media_type: str
    body: bytes
    options: dict[str, Any] = field(default_factory=dict)


def _day(n: int) -> str:
    return f"2026-12-{n % 28 + 1:02}"


def _repeated(event: Callable[[int], str]) -> str:
    return "".join(event(n) for n in range(EVENTS))


def html() -> Sample:
    items = _repeated(
        lambda n: (
            f'<li class="event"><h3><a href="/t/{n}">Workshop {n}: Löten und Messen</a></h3>'
            f'<p class="date">Sa., {n % 28 + 1}.12.2026</p><p class="time">14:00–16:30 Uhr</p>'
            f'<p class="ort">Technikmuseum, Am Förderturm 28, 44992 Musterstadt</p>'
            f'<div class="text"><p>Wir löten einen Blinker. Für Klasse 5 bis 7.</p></div></li>'
        )
    )
    options = {
        "item": "li.event", "title": "h3", "when": ".date, .time", "location": ".ort",
        "description": ".text", "url": "a@href",
    }  # fmt: skip
    return Sample("html", "text/html", f"<html><body><ul>{items}</ul></body></html>".encode(), options)


def jsonld() -> Sample:
    events = [
        {
            "@context": "https://schema.org", "@type": "Event", "name": f"Workshop {n}: Löten",
            "startDate": f"{_day(n)}T14:00:00+01:00", "endDate": f"{_day(n)}T16:30:00+01:00",
            "url": f"https://museum.example/t/{n}", "description": "Wir löten einen Blinker.",
            "location": {"@type": "Place", "name": "Technikmuseum", "address": {
                "@type": "PostalAddress", "streetAddress": "Am Förderturm 28",
                "postalCode": "44992", "addressLocality": "Musterstadt"}},
        }
        for n in range(EVENTS)
    ]  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(events)}</script>'
    return Sample("jsonld", "text/html", f"<html><head>{script}</head><body></body></html>".encode())


def tribe() -> Sample:
    events = [
        {
            "id": n, "global_id": f"museum.example?id={n}", "status": "publish", "all_day": False,
            "title": f"Workshop {n}: L&ouml;ten", "description": "<p>Wir löten einen Blinker.</p>",
            "url": f"https://museum.example/t/{n}", "timezone": "Europe/Berlin", "cost": "12,00€",
            "start_date": f"{_day(n)} 14:00:00", "end_date": f"{_day(n)} 16:30:00",
            "venue": {"venue": "Technikmuseum", "address": "Am Förderturm 28", "zip": "44992",
                      "city": "Musterstadt"}, "categories": [{"name": "Workshop"}], "organizer": [],
        }
        for n in range(EVENTS)
    ]  # fmt: skip
    answer = {"events": events, "total": EVENTS, "total_pages": 1}
    return Sample("tribe", "application/json", json.dumps(answer).encode())


def csv() -> Sample:
    rows = _repeated(
        lambda n: f"{n};Workshop {n}: Löten;{_day(n)} 14:00;{_day(n)} 16:30;Technikmuseum;Wir löten.\n"
    )
    return Sample("csv", "text/csv", f"uid;titel;beginn;ende;ort;beschreibung\n{rows}".encode())


def ics() -> Sample:
    events = _repeated(
        lambda n: (
            f"BEGIN:VEVENT\r\nUID:{n}@museum.example\r\nDTSTAMP:20261101T000000Z\r\n"
            f"DTSTART;TZID=Europe/Berlin:{_day(n).replace('-', '')}T140000\r\n"
            f"DTEND;TZID=Europe/Berlin:{_day(n).replace('-', '')}T163000\r\n"
            f"SUMMARY:Workshop {n}: Löten und Messen\r\nLOCATION:Technikmuseum\\, Am Förderturm 28\r\n"
            f"DESCRIPTION:Wir löten einen Blinker.\\nFür Klasse 5 bis 7.\r\nURL:https://museum.example/{n}\r\n"
            "CATEGORIES:Workshop,Technik\r\nEND:VEVENT\r\n"
        )
    )
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//\r\n"
    return Sample("ics", "text/calendar", f"{head}{events}END:VCALENDAR\r\n".encode())


SAMPLES = (html, jsonld, tribe, csv, ics)
