"""The sample cluster's partner sites: each answers in its format, with dates around today."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import httpx
import icalendar
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from connectors.declared.cluster_folder import load_cluster
from flows.demo_pages import WEEKDAYS, Answer, Dates, Pages
from flows.demo_site import DEFAULT_PORT, serve_demo

DEMO = Path(__file__).parents[1] / "clusters" / "demo"
SITES = DEMO / "sites"
TODAY = date(2026, 11, 25)
ODD_DAYS = [date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1), date(2026, 3, 29), date(2026, 10, 25)]
ORIGIN = "http://127.0.0.1:8471"
SOURCES = {path.stem: tomllib.loads(path.read_text()) for path in sorted((DEMO / "sources").glob("*.toml"))}
DOWN = {"/wirtschaft/kalender.ics"}
INTERFACES = [  # what no HTML page links
    "/planetarium/de_DE/calendar/mond.184?event_date=1",
    "/planetarium/de_DE/event.json?p=2",
    "/zdi/wp-json/tribe/events/v1/events?page=2",
    "/zdi/wp-json/tribe/events/v1/events/?page=1",
    "/zdi/wp-json/tribe/events/v1/events/?page=2",
    "/akademie/widget/product_list",
    "/bitwerk/wiki/Loeten",
    "/universitaet/event/812/",
]
GERMAN_DATE = re.compile(r"(?:(Mo|Di|Mi|Do|Fr|Sa|So)[a-z]*[.,]* )?\b(\d\d)\.(\d\d)\.(\d{4})\b")
ISO_DATE = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?!\d)")


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with (
        serve_demo(SITES, TODAY, port=0) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"Accept-Encoding": "identity"}) as client,
    ):
        yield client


def answer(pages: Pages, address: str) -> Answer:
    url = httpx.URL(address)
    return pages.answer(url.path, dict(url.params), ORIGIN)


@cache
def crawled(today: date) -> dict[str, Answer]:
    """Every page that can be reached from the overview, the sources and the interfaces, by address."""
    pages, found = Pages(SITES, today), dict[str, Answer]()
    waiting = ["/", *INTERFACES, *(source["url"].removeprefix(ORIGIN) for source in SOURCES.values())]
    while waiting:
        address = waiting.pop()
        if address not in found:
            found[address] = page = answer(pages, address)
            waiting += links(page, address)
    return found


def links(page: Answer, address: str) -> list[str]:
    if not page.content_type.startswith("text/html"):
        return []
    found = [str(tag["href"]) for tag in BeautifulSoup(page.body, "lxml").select("[href]")]
    absolute = [urldefrag(urljoin(ORIGIN + address, link)).url for link in found]
    return [url.removeprefix(ORIGIN) for url in absolute if url.startswith(ORIGIN)]


def text_of(page: Answer) -> str:
    return page.body.decode(page.content_type.rpartition("=")[2])


def parse(page: Answer) -> Any:
    """Read the page as what it says it is; raises if it is not."""
    match page.content_type.partition(";")[0]:
        case "text/calendar":
            return icalendar.Calendar.from_ical(page.body)
        case "application/json":
            return json.loads(page.body)
        case "text/csv":
            return list(csv.DictReader(io.StringIO(text_of(page)), delimiter=";", strict=True))
        case "application/xml" | "application/rss+xml":
            return etree.fromstring(page.body)
        case _:
            return html.fromstring(page.body)


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_but_the_one_that_is_down_answers(client: httpx.Client, source: str) -> None:
    url = httpx.URL(SOURCES[source]["url"])

    response = client.get(url.raw_path.decode())

    assert (url.host, url.port) == ("127.0.0.1", DEFAULT_PORT)
    assert response.status_code == (503 if url.path in DOWN else 200)


def test_the_clusters_folder_is_in_order_and_its_partners_are_invented() -> None:
    cluster = load_cluster(DEMO)

    assert {source.id for source in cluster.sources} == set(SOURCES)
    for partner in cluster.partners.values():
        assert partner.homepage.endswith(".example")
        assert re.search(r", 449\d\d Musterstadt$", partner.address)


def test_every_page_can_be_read_as_what_it_says_it_is() -> None:
    for address, page in crawled(TODAY).items():
        assert page.status == (503 if address in DOWN else 200), address
        assert parse(page) is not None, address
        assert "{{" not in text_of(page), address


def test_every_route_is_reached_by_a_link_or_a_source() -> None:
    pages = Pages(SITES, TODAY)

    used = [
        pages.route(httpx.URL(address).path, dict(httpx.URL(address).params)) for address in crawled(TODAY)
    ]

    assert [route for route in pages.routes if route not in used and route.status == 200] == []


def test_a_page_past_the_last_is_not_found(client: httpx.Client) -> None:
    response = client.get("/zdi/wp-json/tribe/events/v1/events?page=3")

    assert (response.status_code, response.json()["code"]) == (404, "event-archive-page-not-found")


@pytest.mark.parametrize("today", ODD_DAYS)
def test_dates_lie_around_today_on_any_day(today: date) -> None:
    found = [day for page in crawled(today).values() for day in dates_in(page)]

    assert len(found) > 50
    assert today - timedelta(days=70) <= min(found)
    assert max(found) <= today + timedelta(days=130)
    assert sum(day >= today for day in found) > len(found) / 2


def dates_in(page: Answer) -> Iterator[date]:
    if page.content_type.startswith("text/calendar"):
        for event in icalendar.Calendar.from_ical(page.body).walk("VEVENT"):
            if "DTSTART" in event and not event.errors:
                start = event.decoded("DTSTART")
                yield start.date() if isinstance(start, datetime) else start
        return
    for _, day, month, year in GERMAN_DATE.findall(text_of(page)):
        yield date(int(year), int(month), int(day))
    for year, month, day in ISO_DATE.findall(text_of(page)):
        yield date(int(year), int(month), int(day))


@pytest.mark.parametrize("today", ODD_DAYS)
def test_every_weekday_fits_its_date(today: date) -> None:
    pairs = [pair for page in crawled(today).values() for pair in GERMAN_DATE.findall(text_of(page))]
    wrong = [
        (weekday, day, month, year)
        for weekday, day, month, year in pairs
        if weekday and not WEEKDAYS[date(int(year), int(month), int(day)).weekday()].startswith(weekday)
    ]

    assert any(weekday for weekday, *_ in pairs)
    assert wrong == []


@given(today=st.dates(date(2020, 1, 1), date(2060, 12, 31)), number=st.integers(-30, 130))
def test_day_numbers_count_from_the_monday_of_todays_week(today: date, number: int) -> None:
    dates = Dates(today)

    day = date.fromisoformat(dates.iso(number))

    assert day.weekday() == number % 7
    assert today - timedelta(days=6) <= day - timedelta(days=number) <= today
    assert dates.day(number, "dd.MM.yyyy") == day.strftime("%d.%m.%Y")
    assert dates.ics(number) == day.strftime("%Y%m%d")
    assert datetime.fromisoformat(dates.iso(number, "19:30")).timestamp() == dates.epoch(number, "19:30")


def test_dates_are_worded_in_german() -> None:
    dates = Dates(date(2026, 3, 4))

    assert dates.day(5, "EEEE, d. MMMM yyyy") == "Samstag, 7. März 2026"
    assert dates.day(5, "EE. dd.MM.yy") == "Sa. 07.03.26"
    assert dates.day(0, "d MMM") == "2 Mrz"
    assert dates.utc(27, "12:00") == "20260329T100000Z"


def test_pages_of_one_day_are_the_same_bytes() -> None:
    again = Pages(SITES, TODAY)

    assert {address: answer(again, address) for address in crawled(TODAY)} == crawled(TODAY)


def test_an_unchanged_page_is_answered_with_304(client: httpx.Client) -> None:
    first = client.get("/sternwarte/basic.ics")
    second = client.get("/sternwarte/basic.ics", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Last-Modified"] == "Tue, 24 Nov 2026 23:00:00 GMT"
    assert (second.status_code, second.content) == (304, b"")
    assert second.headers["ETag"] == first.headers["ETag"]


def test_a_changed_page_is_sent_again(client: httpx.Client) -> None:
    response = client.get("/sternwarte/basic.ics", headers={"If-None-Match": 'W/"another"'})

    assert response.status_code == 200


def test_gzip_is_sent_to_those_who_ask(client: httpx.Client) -> None:
    plain = client.get("/zoo/termine.html")
    with client.stream("GET", "/zoo/termine.html", headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content


def test_one_page_is_in_latin_1(client: httpx.Client) -> None:
    response = client.get("/zoo/termine.html")

    assert response.headers["Content-Type"] == "text/html; charset=iso-8859-1"
    assert "Anmeldung bis".encode("latin-1") in response.content
    assert "gießen".encode("latin-1") in response.content


def test_calendars_have_the_line_ends_and_lengths_of_their_standard(client: httpx.Client) -> None:
    lines = client.get("/sternwarte/basic.ics").content.split(b"\r\n")

    assert not any(b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75


def test_links_lead_to_the_host_that_was_asked(client: httpx.Client) -> None:
    body = client.get("/zdi/wp-json/tribe/events/v1/events").json()

    assert body["next_rest_url"] == str(client.base_url.join("/zdi/wp-json/tribe/events/v1/events/?page=2"))
    assert client.get(body["next_rest_url"]).json()["total"] == body["total"]


def test_robots_may_not_read_what_is_internal(client: httpx.Client) -> None:
    assert "Disallow: /intern/" in client.get("/robots.txt").text


@pytest.mark.parametrize(
    "path", ["/gibt-es-nicht", "/../cluster.toml", "/%2e%2e/cluster.toml", "/sternwarte/x/"]
)
def test_unknown_addresses_are_not_found(client: httpx.Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert "Seite nicht gefunden" in response.text


def test_a_taken_port_is_replaced_by_a_free_one() -> None:
    with serve_demo(SITES, TODAY, port=0) as taken, serve_demo(SITES, TODAY, port=taken) as port:
        assert port != taken
        assert httpx.get(f"http://127.0.0.1:{port}/").status_code == 200


def test_the_port_is_free_again_afterwards() -> None:
    with serve_demo(SITES, TODAY, port=0) as first:
        pass
    with serve_demo(SITES, TODAY, port=first) as second:
        assert second == first
