"""The pages for people: one for every event, list, month and subscription; nothing leaves the host."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings

from connectors.model import Attendance, Place
from feeds.edition import Edition
from feeds.event_page import render_event_pages
from feeds.legal_pages import legal_pages, read_texts
from feeds.links_check import LINK, link_problems
from feeds.moments import in_order
from feeds.row import rows_of
from feeds.status_page import render_status_page
from tests.published import BERLIN, PUBLISHER, SATURDAY, event, events, health, rich_event
from tests.released import files
from warehouse.cluster_health import ClusterHealth
from warehouse.events import Event, Price
from warehouse.night import State

LATER = [rich_event(id=f"e{day}", start=SATURDAY + timedelta(days=day), end=None) for day in range(3)]


def soup(content: bytes) -> BeautifulSoup:
    return BeautifulSoup(content, "lxml")


def page_of(found: Event, language: str = "de") -> BeautifulSoup:
    return soup(render_event_pages(found, rows_of(found), PUBLISHER)[language])


def data_of(found: Event) -> dict[str, Any]:
    blocks = page_of(found).select('script[type="application/ld+json"]')
    assert len(blocks) == 1
    document: dict[str, Any] = json.loads(blocks[0].get_text())
    return document


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    cancelled = rich_event(id="aus", start=datetime(2026, 12, 24, 9, tzinfo=BERLIN), status="cancelled")
    running = rich_event(id="lang", start=date(2026, 10, 1), end=date(2027, 1, 1))
    return files(*in_order([*LATER, cancelled, running]))


def test_every_event_has_its_page_and_the_start_page_leads_there(site: dict[str, bytes]) -> None:
    ids = {entry["id"] for entry in json.loads(site["v1/events.json"])["events"]}
    pages = {path.split("/")[1] for path in site if path.startswith("termin/") and path.endswith(".html")}
    assert pages == ids
    for start in ("index.html", "en/index.html"):
        links = {str(link["href"]) for link in soup(site[start]).select("h3 a")}
        assert links == {f"termin/{id_}/index.html" for id_ in ids}


def test_every_event_stands_in_the_lists_of_what_it_is_about(site: dict[str, bytes]) -> None:
    lists = ("thema/astronomie_raumfahrt", "zielgruppe/grundschule", "zielgruppe/familien")
    for folder in (*lists, "format/vortrag", "veranstalter/sternwarte", "en/format/vortrag"):
        links = {str(link["href"]) for link in soup(site[f"{folder}/index.html"]).select("main h3 a")}
        assert links == {f"../../termin/{id_}/index.html" for id_ in ("e0", "e1", "e2", "aus", "lang")}
    assert "Zurzeit keine" in soup(site["thema/chemie/index.html"]).get_text()


def test_a_month_is_a_table_of_days_that_lead_to_the_list_below(site: dict[str, bytes]) -> None:
    december = soup(site["monat/2026-12/index.html"])
    assert [len(row.select("td")) for row in december.select("tbody tr")] == [7] * 5
    assert len(december.select("th[scope=col]")) == 7
    days = [str(link["href"]) for link in december.select("td a.date")]
    assert days == ["#tag-2026-12-05", "#tag-2026-12-06", "#tag-2026-12-07", "#tag-2026-12-24"]
    assert december.select("td li:has(a.off)")[0].get_text().endswith("(abgesagt)")
    assert "Schon vorher begonnen" in december.get_text()
    assert {path for path in site if path.startswith("monat/")} >= {
        "monat/2026-10/index.html",
        "monat/2027-11/index.html",
    }


def test_every_calendar_can_be_chosen_on_the_page_to_subscribe(site: dict[str, bytes]) -> None:
    found = soup(site["abonnieren/index.html"])
    addresses = [code.get_text() for code in found.select("code.address")]
    pairs = {path for path in site if path.startswith("kalender/thema/") and "/zielgruppe/" in path}
    calendars = {path for path in site if path.startswith("kalender/")} - pairs
    assert set(addresses) == {PUBLISHER.url(path) for path in {*calendars, "calendar.ics"}}
    assert addresses[0] == PUBLISHER.url("calendar.ics")
    opened = {str(link["href"]) for link in found.select('a[href^="webcal://"]')}
    assert opened == {f"webcal://{address.partition('://')[2]}" for address in addresses}


def test_all_links_are_whole_and_relative(tmp_path: Path, site: dict[str, bytes]) -> None:
    for path, content in site.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert list(link_problems(tmp_path)) == []
    (tmp_path / "termin/e1/index.html").unlink()
    assert any("termin/e1/index.html leads nowhere" in problem for problem in link_problems(tmp_path))


def test_links_are_found_as_a_parser_finds_them(site: dict[str, bytes]) -> None:
    for path, content in site.items():
        if path.endswith(".html"):
            parsed = {
                str(each[name]) for name in ("href", "src") for each in soup(content).select(f"[{name}]")
            }
            assert {unescape(link) for link in LINK.findall(content.decode())} == parsed, path


def test_a_link_that_leaves_the_site_upwards_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "thema/physik").mkdir(parents=True)
    for page, link in (("index.html", "../"), ("thema/index.html", "../../x.ics"), ("x.ics", "")):
        (tmp_path / page).write_text(f'<a href="{link}">x</a>')
    (tmp_path / "thema/physik/index.html").write_text('<a href="../../x.ics">x</a> <a href="../y.ics">y</a>')
    assert [problem.partition(":")[0] for problem in link_problems(tmp_path)] == [
        "index.html",
        "thema/index.html",
        "thema/physik/index.html",
    ]


def test_no_page_asks_another_host_runs_anything_or_styles_itself(site: dict[str, bytes]) -> None:
    for path, content in site.items():
        if path.endswith(".html"):
            found = soup(content)
            assert len(found.select("h1")) == 1 and len(found.select("main#inhalt")) == 1, path
            assert not found.select("style, [style], iframe, main img, [src]:not(script, img)"), path
            assert not found.select('script:not([src], [type$="ld+json"])'), path
            loaded = [str(link["href"]) for link in found.select("link[rel=stylesheet], link[rel=icon]")]
            loaded += [str(element["src"]) for element in found.select("[src]")]
            assert not [address for address in loaded if ":" in address or address.startswith("/")], path
            assert not found.select("a[href^='/']"), path


def test_what_search_engines_read_has_what_they_ask_for() -> None:
    data = data_of(rich_event(end=SATURDAY + timedelta(hours=2)))
    assert data["@type"] == "EducationEvent" and data["name"] == "Sterne über Musterstadt"
    assert data["startDate"] == "2026-12-05T14:00:00+01:00" and data["endDate"] == "2026-12-05T16:00:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert [place["@type"] for place in data["location"]] == ["Place", "VirtualLocation"]
    assert data["location"][0]["address"]["addressLocality"] == "Bochum"
    assert data["offers"]["price"] == 3.0 and data["offers"]["priceCurrency"] == "EUR"


def test_a_cancelled_event_is_cancelled_for_search_engines_too() -> None:
    assert data_of(event(status="cancelled"))["eventStatus"].endswith("/EventCancelled")
    moved = data_of(event(status="rescheduled", previous_start=SATURDAY - timedelta(days=1)))
    assert moved["eventStatus"].endswith("/EventRescheduled")
    assert moved["previousStartDate"] == "2026-12-04T14:00:00+01:00"
    assert "stattfindet" not in page_of(event(status="cancelled")).get_text()


def test_search_engines_are_told_the_last_day_and_nothing_that_nobody_said() -> None:
    data = data_of(event(start=date(2026, 12, 5), end=date(2026, 12, 7)))
    assert (data["startDate"], data["endDate"]) == ("2026-12-05", "2026-12-06")
    assert not {"offers", "organizer", "isAccessibleForFree"} & data.keys()
    assert (
        data["location"]["name"] == "Ort beim Veranstalter erfragen"
    )  # Google refuses events without a location
    assert "endDate" not in data_of(event())
    assert data_of(event(place=Place("Aula")))["location"] == {
        "@type": "Place",
        "name": "Aula",
        "address": "Aula",
    }
    online = data_of(event(attendance=Attendance.ONLINE, online_url="https://x.example/live"))
    assert online["location"] == {"@type": "VirtualLocation", "url": "https://x.example/live"}
    assert data_of(event(price=Price(is_free=True)))["offers"]["price"] == 0


@settings(max_examples=60, deadline=None)
@given(events())
def test_a_hostile_event_gets_one_page_and_adds_no_element(found: Event) -> None:
    shown = page_of(found)
    assert len(shown.select("h1")) == 1 and len(shown.select("script")) == 1
    assert not shown.select("style, iframe, main img, form, [style]")
    assert data_of(found)["@type"] == "EducationEvent"
    schemes = {str(link["href"]).partition(":")[0] for link in shown.select("a[rel~=external]")}
    assert schemes <= {"http", "https", "mailto", "tel"}


def test_a_second_run_of_one_day_changes_nothing_on_the_page_of_the_sources() -> None:
    first = [health("kaputt", State.FAILED, message="HTTP 503"), health("a", State.OK)]
    again = [first[0], health("a", State.UNCHANGED, last_success=health("a", State.OK).last_success)]
    shown = [render_status_page(Edition(PUBLISHER), ClusterHealth(sources=each)) for each in (first, again)]
    assert shown[0] == shown[1]
    rows = soup(shown[0]).select("tbody tr")
    assert "HTTP 503" in rows[0].get_text() and "aktuell" in rows[1].get_text()


def test_the_imprint_is_the_clusters_own_text_whatever_editor_wrote_it(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    text = "# Anbieter\n\nStadt Musterstadt\nRathausplatz 1\n\n<b>Für</b> Fragen: https://mint.example/hilfe"
    (tmp_path / "texts" / "impressum.txt").write_bytes(text.encode("cp1252"))
    pages = dict(legal_pages(Edition(replace(PUBLISHER, texts=read_texts(tmp_path)))))
    imprint = soup(pages["impressum/index.html"])
    assert imprint.select("h2")[0].get_text() == "Anbieter"
    assert "<b>Für</b> Fragen" in imprint.get_text()
    assert imprint.select('main a[href="https://mint.example/hilfe"]')
    assert "Verantwortlich für dieses Angebot" in soup(pages["datenschutz/index.html"]).get_text()
