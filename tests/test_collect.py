"""A source is read to its end, asking only for what changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from connectors.cluster import Source
from connectors.collect import MAX_TROUBLES, collect
from connectors.collection import Collection, KnownReading, Memory
from connectors.columns import from_bytes
from connectors.model import Window
from tests.fakes import FakeSite, SameProcess

WINDOW = Window(date(2026, 10, 25), date(2027, 11, 25), date(2026, 11, 24))
HOME = "https://museum.example/programm/"


def source(**options: object) -> Source:
    return Source(
        id="programm",
        path=Path("programm.toml"),
        name="Programm",
        partner="museum",
        url=HOME,
        timezone="Europe/Berlin",
        kind="html",
        options={"item": "li", "title": "h3", "when": ".when", "url": "a@href", **options},
    )


def item(title: str, when: str, link: str) -> str:
    return f'<li><h3>{title}</h3><p class="when">{when}</p><a href="{link}">mehr</a></li>'


def page(*items: str, more: str = "") -> bytes:
    return f"<html><body><ul>{''.join(items)}</ul>{more}</body></html>".encode()


def run(site: FakeSite, asked: Source, memory: Memory | None = None) -> tuple[Collection, SameProcess]:
    reader = SameProcess()
    found = collect(asked, fetching=site, reader=reader, memory=memory or Memory(), window=WINDOW)
    return found, reader


def titles(collection: Collection) -> list[str]:
    return [
        title
        for visit in collection.visits
        if visit.reading
        for title in from_bytes(visit.reading.listings).column("title").to_pylist()
    ]


def remembered(collection: Collection) -> Memory:
    """What the warehouse would tell the next night."""
    return Memory(
        pages={visit.page.url: visit.page for visit in collection.visits},
        readings={
            visit.reading_id: KnownReading(
                links=visit.reading.links,
                records=visit.reading.records,
                fresh_until=visit.reading.fresh_until,
                is_cut=visit.reading.is_cut,
            )
            for visit in collection.visits
            if visit.reading
        },
    )


FOLLOWED = source(follow=True, next="a.next@href", detail={"description": "article"})
PAGES = {
    HOME: page(item("Löten", "5.12.2026, 14 Uhr", "/1"), more='<a class="next" href="?seite=2">weiter</a>'),
    f"{HOME}?seite=2": page(item("Sterne", "6.12.2026, 19 Uhr", "/2")),
    "https://museum.example/1": b"<article>Wir l&ouml;ten.</article>",
    "https://museum.example/2": b"<article>Wir schauen.</article>",
}


def test_next_pages_and_detail_pages_are_followed() -> None:
    found, _ = run(FakeSite(PAGES), FOLLOWED)

    assert found.is_complete and sorted(titles(found)) == ["Löten", "Sterne"]
    assert {visit.page.url for visit in found.visits} == set(PAGES)


def test_a_night_without_news_asks_conditionally_and_parses_nothing() -> None:
    first, _ = run(FakeSite(PAGES), FOLLOWED)
    site = FakeSite(PAGES)

    found, reader = run(site, FOLLOWED, remembered(first))

    assert found.is_unchanged and reader.read_urls == []
    assert sorted(site.asked) == sorted((url, True) for url in PAGES)


def test_one_changed_detail_page_is_the_only_one_parsed() -> None:
    first, _ = run(FakeSite(PAGES), FOLLOWED)
    changed = {**PAGES, "https://museum.example/2": b"<article>Wir staunen.</article>"}

    found, reader = run(FakeSite(changed), FOLLOWED, remembered(first))

    assert reader.read_urls == ["https://museum.example/2"] and not found.is_unchanged


def test_a_missing_detail_page_leaves_what_the_list_says_and_shows_as_failed() -> None:
    pages = {url: body for url, body in PAGES.items() if url != "https://museum.example/1"}

    found, _ = run(FakeSite(pages), FOLLOWED)

    assert sorted(titles(found)) == ["Löten", "Sterne"]
    assert "https://museum.example/1" in found.failure


def test_a_missing_first_page_gives_nothing_but_the_reason() -> None:
    found, _ = run(FakeSite({}), FOLLOWED)

    assert found.visits == () and HOME in found.failure


def test_a_detail_page_on_another_host_is_not_asked_for() -> None:
    site = FakeSite({HOME: page(item("Löten", "5.12.2026, 14 Uhr", "https://andere.example/1"))})

    found, _ = run(site, FOLLOWED)

    assert found.is_complete and titles(found) == ["Löten"]
    assert [url for url, _ in site.asked] == [HOME]


def test_a_site_that_stops_answering_is_given_up_for_tonight() -> None:
    items = [item(f"Termin {n}", "5.12.2026, 14 Uhr", f"/weg/{n}") for n in range(20)]
    site = FakeSite({HOME: page(*items)})

    found, _ = run(site, FOLLOWED)

    assert len(titles(found)) == 20 and not found.is_complete
    assert len(site.asked) == 1 + MAX_TROUBLES


def test_a_page_shared_by_several_dates_is_fetched_once() -> None:
    items = [item("Führung", f"{day}.12.2026, 14 Uhr", "/fuehrung") for day in (5, 12, 19)]
    site = FakeSite({HOME: page(*items), "https://museum.example/fuehrung": b"<article>Rundgang</article>"})

    found, _ = run(site, FOLLOWED)

    assert titles(found) == ["Führung"] * 3
    assert [url for url, _ in site.asked].count("https://museum.example/fuehrung") == 1


def test_pages_that_lead_in_a_circle_end() -> None:
    circle = page(item("Löten", "5.12.2026, 14 Uhr", "/1"), more=f'<a class="next" href="{HOME}">weiter</a>')

    found, _ = run(FakeSite({HOME: circle}), source(next="a.next@href"))

    assert found.is_complete and titles(found) == ["Löten"]


def test_whatever_a_parser_raises_costs_this_source_only(tmp_path: Path) -> None:
    (tmp_path / "wild.py").write_text(
        "def parse(page, source):\n    raise KeyError('überraschend')\n    yield\n"
    )
    wild = Source(
        id="wild", path=tmp_path / "wild.toml", name="", partner="p", url=HOME, timezone="Europe/Berlin"
    )

    found, _ = run(FakeSite(PAGES), wild)

    assert "KeyError" in found.failure
