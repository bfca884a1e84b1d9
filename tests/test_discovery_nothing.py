"""Pages with dates and no events: nothing is found in them, whatever their headings and titles say."""

# ruff: noqa: E501 (pages)

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from connectors.discovery import best_here, findings
from connectors.model import Page

URL = "https://verein.example/seite/"
TODAY = date(2026, 9, 1)


def page(title: str, body: str, language: str) -> Page:
    text = (
        f'<html lang="{language}"><head><title>{title}</title></head><body><header><nav><a href="/">Start</a></nav>'
        f"</header><main><h1>{title}</h1>{body}</main><footer><p>Stand: 12.08.2026</p></footer></body></html>"
    )
    return Page(url=URL, final_url=URL, body=text.encode(), sha256="", first_seen=TODAY)


def times(piece: Callable[[int], str], join: str = "") -> str:
    return join.join(piece(n) for n in range(1, 7))


GERMAN = {
    "Protokolle": f"<ul>{times(lambda n: f'<li><a href=/{n}.pdf>Protokoll der Sitzung vom {n}.03.2026</a></li>')}</ul>",
    "Amtsblatt": f"<ul>{times(lambda n: f'<li><a href=/{n}.pdf>Nr. {n} vom {n}.03.2026</a></li>')}</ul>",
    "Newsletter-Archiv": times(lambda n: f"<p><a href=/{n}.pdf>{n}.0{n}.2026</a></p>"),
    "Chronik": f"<p>{times(lambda n: f'0{n}.03.199{n} Umbau der Werkstatt {n}', '<br>')}</p>",
    "Unsere Geschichte": times(lambda n: f"<h3>1{n}.03.20{n}0</h3><p>Es geschah etwas im Haus.</p>"),
    "Pressemitteilungen": times(lambda n: f"<p>{20 - n}.08.2026 <a href=/p{n}.pdf>Neues Labor {n}</a></p>"),
    "Presse": f"<p>{times(lambda n: f'{20 - n}.08.2026: <a href=/p{n}.pdf>Neues Labor {n} eröffnet</a>', '<br>')}</p>",
    "Stellenangebote": times(
        lambda n: f"<div class=job><h3>Technikerin {n}</h3><p>Bewerbungsfrist: {n}.11.2026</p></div>"
    ),
    "Offene Stellen": f"<p>{times(lambda n: f'<a href=/s{n}>Technikerin {n}</a>, ab {n}.11.2026', '<br>')}</p>",
    "Schließzeiten": "<p>24.12.2026 geschlossen<br>25.12.2026 geschlossen<br>01.01.2027 geschlossen</p>",
    "Besuch": "<p>Mo 10:00 – 17:00 Uhr<br>Di 10:00 – 17:00 Uhr<br>Mi geschlossen</p><p>Ab 01.10.2026 bis 16 Uhr</p>",
    "Änderungen": times(lambda n: f"<h2>Version 2.{9 - n} (0{9 - n}.05.2026)</h2><ul><li>neu</li></ul>"),
    "Satzung": "<p>beschlossen am 12.03.2019<br>geändert am 14.05.2021<br>geändert am 03.02.2024</p>",
    "Bekanntmachungen": f"<ul>{times(lambda n: f'<li>{9 - n}.08.2026 <a href=/b{n}.pdf>Bekanntmachung Nr. {n}</a></li>')}</ul>",
    "Vorstand": f"<ul>{times(lambda n: f'<li>Mitglied {n}, geb. {n}.03.198{n}</li>')}</ul>",
    "Studium": "<p>Bewerbungsschluss: 15.10.2026<br>Zulassung: 01.11.2026<br>Einschreibung bis 15.11.2026</p>",
    "Neue Anlage": "<p>veröffentlicht am 12.08.2026 um 10:15 Uhr, geändert 13.08.2026 um 11:20 Uhr</p><p>Text.</p>",
}
ENGLISH = {
    "Blog": times(
        lambda n: f"<div><p>August {20 - n}, 2026</p><p><a href=/b{n}>We bought microscopes {n}</a></p></div>"
    ),
    "Annual reports": f"<p>{times(lambda n: f'<a href=/r{n}.pdf>March {n}, 202{n}</a>', '<br>')}</p>",
    "Board documents": f"<p>{times(lambda n: f'<a href=/r{n}.pdf>Statement March {n}, 202{n}</a>', '<br>')}</p>",
    "Article": times(
        lambda n: f"<li><b>Guest {n}</b> <span>08/1{n}/2026 10:1{n} AM</span><p>Very nice text.</p></li>"
    ),
}
PAGES = [(title, body, "de") for title, body in GERMAN.items()]
PAGES += [(title, body, "en") for title, body in ENGLISH.items()]


@pytest.mark.parametrize(("title", "body", "language"), PAGES, ids=[each[0] for each in PAGES])
def test_dates_that_are_no_events_are_left_alone(title: str, body: str, language: str) -> None:
    found = page(title, body, language)
    assert findings(found, timezone="Europe/Berlin", today=TODAY) == []
    assert best_here(found, timezone="Europe/Berlin", today=TODAY) is None
