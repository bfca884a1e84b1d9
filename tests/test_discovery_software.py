"""Recognising feeds, event software and files by what they are."""

# ruff: noqa: E501 (pages)

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from connectors.cluster import Source
from connectors.declared.cluster_folder import known_kinds
from connectors.discovery import findings
from connectors.kinds import from_auto
from connectors.model import Link, Page, Record

URL = "https://haus.example/de/programm/"
TODAY = date(2026, 9, 1)


def page_of(body: str, url: str = URL) -> Page:
    return Page(url=url, final_url=url, body=body.encode(), sha256="", first_seen=TODAY)


def first(body: str, url: str = URL) -> tuple[str, str]:
    best = findings(page_of(body, url), timezone="Europe/Berlin", today=TODAY)[0]
    return best.kind, best.url


HEAD = "<html><head>{}</head><body>{}</body></html>"
SIGNS = [
    ("ics", "https://haus.example/alle.ics", '<link rel="alternate" type="text/calendar" href="/alle.ics">', ""),
    ("ics", "https://haus.example/k.ics", "", '<a href="webcal://haus.example/k.ics">Kalender abonnieren</a>'),
    ("rss", "https://haus.example/termine.rss", '<link rel="alternate" type="application/rss+xml" title="Termine" '
     'href="/termine.rss">', ""),
    ("tribe", "https://haus.example/wp-json/tribe/events/v1/events",
     '<link rel="alternate" href="https://haus.example/wp-json/tribe/events/v1/">', ""),
    ("sf_event_mgt", URL, "", '<a href="?tx_sfeventmgt_pieventdetail[event]=4">Vortrag</a>'),
    ("calendarize", URL, "", '<div class="media calendarize-item"></div>'),
    ("mec", URL, "", '<article class="mec-event-article">'),
    ("eventon", URL, "", '<div class="eventon_list_event evo_eventtop">'),
    ("events_manager", URL, "", '<div class="em-event em-item">'),
    ("contao", URL, "", '<div class="event layout_list upcoming">'),
    ("dpcalendar", URL, "", '<div class="com-dpcalendar-list__events">'),
    ("jevents", URL, "", '<td class="ev_td_left">'),
    ("indico", "https://haus.example/export/categ/7.json", "", '<a href="/category/7/events.ics">iCal</a>'),
    ("pretix", "https://tickets.example/haus/", "", '<pretix-widget event="https://tickets.example/haus/">'),
    ("culturebase", "https://haus.example/de_DE/event.json", "", '<img src="https://img.culturebase.org/1.jpg">'
     '<script>new CbEventSearch("/de_DE/event.json")</script>'),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "url", "head", "body"), SIGNS, ids=[sign[1] + sign[0] for sign in SIGNS])
def test_software_is_recognised_and_its_address_known(kind: str, url: str, head: str, body: str) -> None:
    if kind not in known_kinds():
        pytest.skip(f"no kind {kind} yet")
    assert first(HEAD.format(head, body)) == (kind, url)


def test_news_and_comment_feeds_are_no_feeds_of_events() -> None:
    head = '<link rel="alternate" type="application/rss+xml" title="News" href="/news/feed/">'
    assert findings(page_of(HEAD.format(head, "")), timezone="Europe/Berlin", today=TODAY) == []


def test_a_calendar_file_for_each_event_is_not_the_calendar_of_all() -> None:
    body = "".join(f'<a href="/termin-{n}.ics">in den Kalender</a>' for n in range(3))
    assert findings(page_of(HEAD.format("", body)), timezone="Europe/Berlin", today=TODAY) == []


FILES = [
    ("ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"),
    ("rss", '<?xml version="1.0"?>\n<rss version="2.0"><channel></channel></rss>'),
    ("csv", "Titel;Beginn;Ort\nVortrag;12.09.2026;Saal\n"),
    ("csv", "uid,title,start\n1,Talk,2026-09-12\n"),
    ("tribe", '{"events": [], "rest_url": "https://haus.example/wp-json/tribe/events/v1/events/"}'),
    ("culturebase", '{"EventOverview": [], "Pager": {"IsLastPage": true}}'),
    ("indico", '{"count": 0, "_type": "HTTPAPIResult", "results": []}'),
]


@pytest.mark.parametrize(("kind", "body"), FILES, ids=[f"{kind}: {body[:9]}" for kind, body in FILES])
def test_a_file_is_recognised_by_its_bytes(kind: str, body: str) -> None:
    assert first(body) == (kind, URL)


def test_structured_data_of_the_page_comes_before_what_it_looks_like() -> None:
    data = '{"@type": "Event", "name": "Vortrag", "startDate": "2026-09-12T19:00"}'
    body = f'<script type="application/ld+json">{data}</script><h1>Vortrag</h1>'
    assert first(HEAD.format("", body)) == ("jsonld", URL)


def test_a_list_in_structured_data_goes_on_with_the_next_page() -> None:
    data = ", ".join(f'{{"@type": "Event", "name": "V{n}", "startDate": "2026-09-1{n}"}}' for n in range(3))
    body = f'<script type="application/ld+json">[{data}]</script><a rel="next" href="?p=2">weiter</a>'
    best = findings(page_of(HEAD.format("", body)), timezone="Europe/Berlin", today=TODAY)[0]
    assert (best.kind, best.events, best.options) == ("jsonld", 3, {"next": "a[rel=next]@href"})


def test_auto_leads_to_the_better_address_and_reads_what_lies_there() -> None:
    source = Source(
        id="auto", path=Path("auto.toml"), name="", partner="", url=URL, timezone="Europe/Berlin", kind="auto"
    )
    head = '<link rel="alternate" type="text/calendar" href="/alle.ics">'
    assert list(from_auto.parse(page_of(HEAD.format(head, "")), source)) == [
        Link("https://haus.example/alle.ics")
    ]
    calendar = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260912T170000Z\r\nSUMMARY:Vortrag\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    read = list(from_auto.parse(page_of(calendar, "https://haus.example/alle.ics"), source))
    assert [each.title for each in read if isinstance(each, Record)] == ["Vortrag"]
