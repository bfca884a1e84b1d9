"""Finding the listing in pages of many shapes, and nothing where there is none."""

# ruff: noqa: E501 (pages)

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.cluster import Source
from connectors.dates import read_dates
from connectors.discovery import Finding, as_toml, findings
from connectors.errors import ParseFailed
from connectors.kinds import from_auto, from_html
from connectors.model import Link, Page, Problem, Record

URL = "https://verein.example/termine/"
TODAY = date(2026, 9, 1)
ZONE = ZoneInfo("Europe/Berlin")


def page_of(body: str, url: str = URL) -> Page:
    return Page(url=url, final_url=url, body=body.encode(), sha256="", first_seen=TODAY)


def found_in(body: str) -> list[Finding]:
    return findings(page_of(body), timezone="Europe/Berlin", today=TODAY)


def read(body: str, options: dict[str, str] | None = None) -> list[Record | Link | Problem]:
    source = Source(
        id="auto",
        path=Path("auto.toml"),
        name="",
        partner="",
        url=URL,
        timezone="Europe/Berlin",
        kind="auto",
        options=options or {},
    )
    return list(from_auto.parse(page_of(body), source))


def events(body: str) -> Iterator[tuple[str, str]]:
    """Title and first start of each event."""
    for record in read(body):
        if isinstance(record, Record):
            dates = read_dates(record.when, reference=TODAY, today=TODAY, zone=ZONE)
            yield record.title, str(dates.spans[0].start)[:16].replace(" ", "T") if dates.spans else ""


CARDS = """<main><h1>Veranstaltungen</h1><div class="cards">
<div class="card card--x81k"><h3><a href="/t/pilze">Pilzwanderung</a></h3><p class="datum">Sa, 12.09.2026</p>
<p class="zeit">10:00 – 12:30 Uhr</p><p class="ort">Stadtpark</p><p class="teaser">Wir suchen und bestimmen.</p></div>
<div class="card card--k2f9"><h3><a href="/t/loeten">Löten für Kinder</a></h3><p class="datum">So, 20.09.2026</p>
<p class="zeit">14:00 Uhr</p><p class="ort">Werkstatt</p><p class="teaser">Eine blinkende Katze entsteht.</p></div>
<div class="card card--q7zz"><h3><a href="/t/mars">Reise zum Mars</a></h3><p class="datum">Fr, 02.10.2026</p>
<p class="zeit">19:00 Uhr</p><p class="ort">Kuppelsaal</p><p class="teaser">Ein Vortrag mit Bildern.</p></div>
</div></main>"""

TABLE = """<main><h2>Kurse im Herbst</h2><table class="plan"><thead>
<tr><th>Datum</th><th>Uhrzeit</th><th>Veranstaltung</th><th>Ort</th></tr></thead><tbody>
<tr><td>12.09.2026</td><td>10:00 Uhr</td><td>Pilzwanderung</td><td>Stadtpark</td></tr>
<tr><td>20.09.2026</td><td>14:00 Uhr</td><td>Löten für Kinder</td><td>Werkstatt</td></tr>
<tr><td>02.10.2026</td><td>19:00 Uhr</td><td>Reise zum Mars</td><td>Kuppelsaal</td></tr>
</tbody></table></main>"""

LIST = """<main><h2>Termine</h2><ul>
<li>12.09.2026, 10:00 Uhr: <strong>Pilzwanderung</strong>, Stadtpark</li>
<li>20.09.2026, 14:00 Uhr: <strong>Löten für Kinder</strong>, Werkstatt</li>
<li>02.10.2026, 19:00 Uhr: <strong>Reise zum Mars</strong>, Kuppelsaal</li></ul></main>"""

DEFINITIONS = """<main><h2>Unser Programm</h2><dl class="programm">
<dt>Pilzwanderung</dt><dd>Samstag, 12. September 2026, 10 Uhr</dd><dd>Stadtpark</dd>
<dt>Löten für Kinder</dt><dd>Sonntag, 20. September 2026, 14 Uhr</dd><dd>Werkstatt</dd>
<dt>Reise zum Mars</dt><dd>Freitag, 2. Oktober 2026, 19 Uhr</dd><dd>Kuppelsaal</dd></dl></main>"""

HEADINGS = """<main><h1>Veranstaltungen</h1>
<h3>Pilzwanderung</h3><p>Samstag, 12. September 2026, 10 Uhr</p><p>Wir suchen und bestimmen im Stadtpark.</p>
<h3>Löten für Kinder</h3><p>Sonntag, 20. September 2026, 14 Uhr</p><p>Eine blinkende Katze entsteht.</p>
<h3>Reise zum Mars</h3><p>Freitag, 2. Oktober 2026, 19 Uhr</p><p>Ein Vortrag mit Bildern.</p></main>"""

DAYS = """<main><h1>Programm</h1>
<h3 class="tag">Samstag, 12. September 2026</h3><ul class="shows"><li>10:00 Uhr <a href="/t/1">Pilzwanderung</a></li>
<li>16:00 Uhr <a href="/t/2">Offene Werkstatt</a></li></ul>
<h3 class="tag">Sonntag, 20. September 2026</h3><ul class="shows"><li>14:00 Uhr <a href="/t/3">Löten für Kinder</a></li></ul>
<h3 class="tag">Freitag, 2. Oktober 2026</h3><ul class="shows"><li>19:00 Uhr <a href="/t/4">Reise zum Mars</a></li>
<li>20:30 Uhr <a href="/t/5">Sternenhimmel live</a></li></ul></main>"""

TIMES = """<main><h1>Upcoming events</h1><ol>
<li><article><time datetime="2026-09-12T10:00:00+02:00">Sat 12 Sep</time><h2>Mushroom walk</h2></article></li>
<li><article><time datetime="2026-09-20T14:00:00+02:00">Sun 20 Sep</time><h2>Soldering for children</h2></article></li>
<li><article><time datetime="2026-10-02T19:00:00+02:00">Fri 2 Oct</time><h2>Journey to Mars</h2></article></li>
</ol></main>"""

BOXES = """<main><h1>What's on</h1>
<div class="event"><div class="cal"><span class="day">12</span><span class="month">Sep</span></div><h4>Mushroom walk</h4>
<span class="hour">10:00 am</span></div>
<div class="event"><div class="cal"><span class="day">20</span><span class="month">Sep</span></div><h4>Soldering</h4>
<span class="hour">2:00 pm</span></div>
<div class="event"><div class="cal"><span class="day">02</span><span class="month">Oct</span></div><h4>Journey to Mars</h4>
<span class="hour">7:00 pm</span></div></main>"""

GERMAN = [
    ("Pilzwanderung", "2026-09-12T10:00"),
    ("Löten für Kinder", "2026-09-20T14:00"),
    ("Reise zum Mars", "2026-10-02T19:00"),
]
ENGLISH = [
    ("Mushroom walk", "2026-09-12T10:00"),
    ("Soldering for children", "2026-09-20T14:00"),
    ("Journey to Mars", "2026-10-02T19:00"),
]
SHAPES = {
    "cards": (CARDS, GERMAN),
    "table": (TABLE, GERMAN),
    "list": (LIST, GERMAN),
    "definitions": (DEFINITIONS, GERMAN),
    "headings": (HEADINGS, GERMAN),
    "times": (TIMES, ENGLISH),
    "boxes": (BOXES, [*ENGLISH[:1], ("Soldering", "2026-09-20T14:00"), *ENGLISH[2:]]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_listing_is_read_with_titles_and_dates_whatever_its_shape(shape: str) -> None:
    body, expected = SHAPES[shape]
    assert list(events(f"<html><body>{body}</body></html>")) == expected


def test_events_below_the_heading_of_their_day_take_its_date() -> None:
    found = dict(events(DAYS))
    assert found == {
        "Pilzwanderung": "2026-09-12T10:00",
        "Offene Werkstatt": "2026-09-12T16:00",
        "Löten für Kinder": "2026-09-20T14:00",
        "Reise zum Mars": "2026-10-02T19:00",
        "Sternenhimmel live": "2026-10-02T20:30",
    }


def test_days_below_the_name_of_a_month_take_its_year() -> None:
    body = """<main><h1>Programm</h1><h2>September 2026</h2><ul class="liste"><li><b>Sa 12.</b> 10 Uhr <a href="/1">Pilze</a></li>
    <li><b>So 20.</b> 14 Uhr <a href="/2">Löten</a></li></ul><h2>Oktober 2026</h2><ul class="liste">
    <li><b>Fr 2.</b> 19 Uhr <a href="/3">Mars</a></li></ul></main>"""
    assert list(events(body)) == [
        ("Pilze", "2026-09-12T10:00"),
        ("Löten", "2026-09-20T14:00"),
        ("Mars", "2026-10-02T19:00"),
    ]


def test_days_with_boxes_of_their_own_are_no_events() -> None:
    body = """<div class="events"><div class="day"><div class="head">Saturday, September 12</div>
    <div class="item"><a href="/1">Mushrooms</a><span class="t">10:00 am</span></div>
    <div class="item"><a href="/2">Ferns</a><span class="t">12:00 pm</span></div></div>
    <div class="day"><div class="head">Sunday, September 20</div>
    <div class="item"><a href="/3">Moss</a><span class="t">2:00 pm</span></div></div></div>"""
    assert list(events(body)) == [
        ("Mushrooms", "2026-09-12T10:00"),
        ("Ferns", "2026-09-12T12:00"),
        ("Moss", "2026-09-20T14:00"),
    ]


def test_bare_dates_take_the_heading_above_them_as_their_title() -> None:
    body = """<main><h2>Repair-Café, unser Treffen in der Werkstatt</h2><ul class="termine"><li>12.09.2026, 15 Uhr</li>
    <li>10.10.2026, 15 Uhr</li><li>14.11.2026, 15 Uhr</li></ul></main>"""
    assert list(events(body)) == [
        ("Repair-Café, unser Treffen in der Werkstatt", f"2026-{day}T15:00")
        for day in ("09-12", "10-10", "11-14")
    ]


def test_place_description_and_link_are_found_too() -> None:
    record = next(each for each in read(CARDS) if isinstance(each, Record))
    assert (record.location, record.url) == ("Stadtpark", "https://verein.example/t/pilze")
    assert record.description == "Wir suchen und bestimmen."


def test_the_selectors_are_words_and_no_generated_names() -> None:
    best = found_in(CARDS)[0]
    assert best.kind == "html"
    assert best.options["item"] == "div.card"
    assert best.options["when"] == ".datum, .zeit"
    assert not from_html.check_options(best.options)


def test_the_next_page_is_followed() -> None:
    pager = '<nav><ul class="pagination"><li class="next"><a href="?seite=2">weiter ›</a></li></ul></nav>'
    assert Link(f"{URL}?seite=2") in read(CARDS + pager)


NOTHING = {
    "blog": """<main><h1>Aktuelles</h1>{}</main>""".format(
        "".join(
            f'<article class="post"><h2><a href="/b/{n}">Wir haben neue Mikroskope {n}</a></h2>'
            f'<time class="published" datetime="2026-0{9 - n}-0{n}">0{n}.0{9 - n}.2026</time><p>Ein Bericht.</p></article>'
            for n in range(1, 6)
        )
    ),
    "press": """<main><h1>Pressemitteilungen</h1><ul>{}</ul></main>""".format(
        "".join(
            f'<li><a href="/p/{n}">Stadt fördert Projekt {n}</a> <span>{20 - n}.08.2026</span></li>'
            for n in range(1, 8)
        )
    ),
    "opening hours": """<main><h1>Besuch</h1><table><tr><th>Tag</th><th>Öffnungszeiten</th></tr>
    <tr><td>Montag</td><td>geschlossen</td></tr><tr><td>Dienstag bis Freitag</td><td>10:00 – 17:00 Uhr</td></tr>
    <tr><td>Samstag und Sonntag</td><td>11:00 – 18:00 Uhr</td></tr></table></main>""",
    "downloads": """<main><h1>Dateien</h1><table><tr><th>Name</th><th>Geändert</th></tr>
    <tr><td>Satzung.pdf</td><td>12.03.2024</td></tr><tr><td>Antrag.pdf</td><td>01.02.2025</td></tr>
    <tr><td>Flyer.pdf</td><td>30.06.2026</td></tr></table></main>""",
    "comments": """<main><h1>Gästebuch</h1><ol class="comments">{}</ol></main>""".format(
        "".join(
            f'<li class="comment"><b>Gast {n}</b> schrieb am 0{n}.08.2026 um 1{n}:15 Uhr<p>Es war sehr schön bei euch.</p></li>'
            for n in range(1, 6)
        )
    ),
    "board": """<main><h1>Vorstand</h1><table><tr><th>Name</th><th>Amtszeit bis</th></tr>
    <tr><td>Vorsitz</td><td>31.12.2027</td></tr><tr><td>Kasse</td><td>31.12.2028</td></tr></table></main>""",
    "goods": """<main><h1>Sortiment</h1>{}</main>""".format(
        "".join(
            f"<div class=ware><h3>Teleskop {n}</h3><p>lieferbar ab {n}.10.2026</p></div>" for n in range(1, 6)
        )
    ),
    "article": """<main><article><h1>Rückblick auf unsere Veranstaltung</h1><p class="meta">12.08.2026, 10:15 Uhr</p>
    <p>Es war ein schöner Abend.</p></article></main>""",
    "competitions": """<main><h1>Wettbewerbe</h1><ul>{}</ul></main>""".format(
        "".join(f"<li><b>Wettbewerb {n}</b> Einsendeschluss: {n}.10.2026</li>" for n in range(1, 6))
    ),
    "minutes": """<main><h1>Protokolle</h1><ul>{}</ul></main>""".format(
        "".join(f"<li><a href='/{n}.pdf'>Protokoll der Sitzung vom {n}.03.2026</a></li>" for n in range(1, 6))
    ),
    "footer": """<main><h1>Über uns</h1><p>Wir forschen gern.</p></main><footer>
    <p>Stand: 12.08.2026</p><p>© 2026 Verein</p></footer>""",
    "empty": "<main><h1>Veranstaltungen</h1><p>Zurzeit sind keine Termine geplant.</p></main>",
    "no page": "",
}


@pytest.mark.parametrize("page", NOTHING)
def test_nothing_is_invented_on_a_page_without_events(page: str) -> None:
    assert found_in(NOTHING[page]) == []
    with pytest.raises(ParseFailed, match="keine Termine erkannt"):
        read(NOTHING[page])


def test_selectors_that_match_nothing_any_more_fail_loudly() -> None:
    with pytest.raises(ParseFailed, match=r"div\.card"):
        read(TABLE, {"item": "div.card", "title": "h3", "when": ".datum"})


@pytest.mark.parametrize("shape", [*SHAPES, "days"])
def test_what_is_found_is_written_as_toml_that_reads_the_same(shape: str) -> None:
    body = DAYS if shape == "days" else SHAPES[shape][0]
    best = found_in(body)[0]
    written = tomllib.loads(as_toml(best, name='Termine "Herbst"', partner="verein"))
    assert list(written)[:4] == ["name", "partner", "kind", "url"]
    assert (written["name"], written["url"], written["options"]) == (
        'Termine "Herbst"',
        URL,
        dict(best.options),
    )
    if written["kind"] == "auto":
        assert read(body, written["options"]) == read(body)


def test_a_reason_cannot_break_out_of_its_comment() -> None:
    finding = Finding(kind="ics", url=URL, options={}, reason='x\nkind = "html"', events=0)
    assert tomllib.loads(as_toml(finding, name="a", partner="b"))["kind"] == "ics"
