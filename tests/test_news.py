"""News for people: new, moved, cancelled, night by night, on a page and as an Atom feed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feeds import moments, wording
from feeds.changes_feed import render_feed
from feeds.changes_page import render_news
from feeds.changes_wording import HEADINGS, headline
from feeds.edition import Edition
from tests.nights import ClusterOnDisk, Result, calendar, vevent
from tests.published import NIGHT, PUBLISHER, SATURDAY, event, events
from warehouse.changes import News, NewsItem
from warehouse.events import Event

FIRST, SECOND, THIRD = (f"2026-11-{day}T03:15:00+01:00" for day in (24, 25, 26))
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    return ClusterOnDisk.made(tmp_path)


@pytest.fixture
def url(cluster: ClusterOnDisk) -> str:
    return cluster.calendar("programm")


def news_of(found: Event, kind: str = "new", number: int = 7) -> NewsItem:
    return NewsItem(number=number, kind=kind, told=NIGHT, event=found, last_day=moments.last_day(found))


def headlines(night: Result) -> list[str]:
    """Night and heading of every title on the page, as "date heading: title"."""
    page = BeautifulSoup(night.text("neuigkeiten/index.html"), "lxml")
    return [
        f"{section.select('h2 time')[0]['datetime']} {heading.get_text()}: {title.get_text()}"
        for section in page.select("main section")
        for heading in section.select("h3")
        for title in heading.find_next("ul").select("strong")  # type: ignore[union-attr]
    ]


def entries(night: Result) -> list[str]:
    feed = BeautifulSoup(night.text("neuigkeiten.atom"), "xml")
    return [entry.title.get_text() for entry in feed.select("entry") if entry.title]


def test_people_read_what_is_new_moved_and_cancelled(cluster: ClusterOnDisk, url: str) -> None:
    cluster.pages[url] = calendar(vevent("a", "Löten"), vevent("b", "Sterne"), vevent("c", "Bergbau"))
    cluster.night(FIRST)
    cluster.pages[url] = calendar(
        vevent("a", "Löten", "20261207T103000"),
        vevent("b", "Sterne", "20261205T140000", "STATUS:CANCELLED"),
        vevent("c", "Bergbau"),
        vevent("d", "Robotik", "20261212", "LOCATION:Halle 2", "URL:https://museum.example/robotik"),
    )

    night = cluster.night(SECOND)

    assert headlines(night) == [
        "2026-11-25 Abgesagt: Sterne",
        "2026-11-25 Verlegt: Löten",
        "2026-11-25 Neu: Robotik",
        "2026-11-24 Neu: Bergbau",
    ]
    assert sorted(entries(night)[:3]) == ["Abgesagt: Sterne", "Neu: Robotik", "Verlegt: Löten"]
    atom = night.text("neuigkeiten.atom")
    assert "Montag, 7. Dezember 2026, 10:30 Uhr. Bisher: 5. Dezember 2026, 14:00 Uhr." in atom
    assert "Samstag, 12. Dezember 2026, ganztägig. Halle 2. Veranstalter: Museum." in atom
    assert 'href="https://museum.example/robotik"' in atom
    assert 'href="https://museum.example/robotik"' in night.text("neuigkeiten/index.html")


def test_an_event_cancelled_when_first_seen_is_no_invitation(cluster: ClusterOnDisk, url: str) -> None:
    cluster.pages[url] = calendar(vevent("a", "Löten", "20261205T140000", "STATUS:CANCELLED"))

    night = cluster.night(FIRST)

    assert entries(night) == ["Abgesagt: Löten"]


def test_a_series_is_one_piece_of_news_and_going_on_is_none(cluster: ClusterOnDisk, url: str) -> None:
    cluster.pages[url] = calendar(vevent("b", "AG", "20261201T150000", "RRULE:FREQ=DAILY"))
    first = cluster.night(FIRST)
    known = len(first.events)
    assert entries(first) == ["Neu: AG"]
    weitere = f"und {known - 1} weitere Termine"
    assert weitere in first.text("neuigkeiten/index.html") and weitere in first.text("neuigkeiten.atom")

    second = cluster.night(SECOND)
    assert len(second.events) > known
    assert entries(second) == ["Neu: AG"]


def test_the_page_shows_two_hundred_and_counts_the_rest(cluster: ClusterOnDisk, url: str) -> None:
    many = [vevent(f"u{number}", f"Kurs {number}") for number in range(230)]
    cluster.pages[url] = calendar(*many)
    cluster.night(FIRST)
    cluster.pages[url] = calendar(many[0] + "\nSTATUS:CANCELLED", *many[1:])

    night = cluster.night(SECOND)

    assert len(headlines(night)) == 200
    assert headlines(night)[0] == "2026-11-25 Abgesagt: Kurs 0"
    assert "… und 30 weitere" in night.text("neuigkeiten/index.html")
    assert len(entries(night)) == 100 and entries(night)[0] == "Abgesagt: Kurs 0"


def test_a_repaired_wording_hides_no_news(cluster: ClusterOnDisk, url: str) -> None:
    cluster.pages[url] = calendar(vevent("a", "Löten"), vevent("b", "Sterne"))
    before = headlines(cluster.night(FIRST))
    described = vevent("a", "Löten", "20261205T140000", "DESCRIPTION:Neu beschrieben.")
    cluster.pages[url] = calendar(described, vevent("b", "Sterne"))

    night = cluster.night(SECOND)

    assert headlines(night) == before
    assert sorted(entries(night)) == ["Neu: Löten", "Neu: Sterne"]


def test_no_longer_listed_and_there_again_are_news(cluster: ClusterOnDisk, url: str) -> None:
    whole = calendar(vevent("a", "Löten"), vevent("b", "Sterne"))
    cluster.pages[url] = whole
    cluster.night(FIRST)
    cluster.pages[url] = calendar(vevent("a", "Löten"))
    cluster.night(SECOND)

    assert headlines(cluster.night(THIRD))[0] == "2026-11-26 Nicht mehr gelistet: Sterne"
    cluster.pages[url] = whole
    back = headlines(cluster.night("2026-11-27T03:15:00+01:00"))
    assert back == ["2026-11-27 Wieder im Programm: Sterne", "2026-11-24 Neu: Löten"]


def test_what_is_over_leaves_the_page_and_after_thirty_days_the_feed(
    cluster: ClusterOnDisk, url: str
) -> None:
    cluster.pages[url] = calendar(vevent("a", "Vorbei", "20261101T100000"), vevent("b", "Löten", "20261125"))

    assert headlines(cluster.night(FIRST)) == ["2026-11-24 Neu: Löten"]
    later = cluster.night("2026-12-24T03:15:00+01:00")
    assert headlines(later) == [] and entries(later) == ["Neu: Löten"]
    assert "Nichts Neues" in later.text("neuigkeiten/index.html")
    assert entries(cluster.night("2026-12-25T03:15:00+01:00")) == []


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (event(), "Samstag, 5. Dezember 2026, 14:00 Uhr"),
        (event(end=SATURDAY + timedelta(hours=2)), "Samstag, 5. Dezember 2026, 14:00 bis 16:00 Uhr"),
        (event(start=date(2026, 12, 5)), "Samstag, 5. Dezember 2026, ganztägig"),
        (event(start=date(2026, 12, 5), end=date(2026, 12, 8)), "5. Dezember 2026 bis 7. Dezember 2026"),
        (
            event(end=SATURDAY + timedelta(days=2)),
            "5. Dezember 2026, 14:00 Uhr bis 7. Dezember 2026, 14:00 Uhr",
        ),
    ],
)
def test_when_is_said_with_the_day_and_once(found: Event, words: str) -> None:
    assert wording.day_and_span(found) == words


def test_an_entry_of_the_feed_has_a_name_for_ever_and_leads_somewhere() -> None:
    feed = etree.fromstring(render_feed(PUBLISHER, NIGHT, News([news_of(event(), number=12)])))

    assert feed.xpath("//atom:entry/atom:id/text()", namespaces=ATOM) == [
        "tag:feed.mint.example,2026-11-23:e1/12"
    ]
    assert feed.xpath("//atom:entry/atom:link/@href", namespaces=ATOM) == [
        "https://feed.mint.example/neuigkeiten/"
    ]
    assert feed.xpath("//atom:entry/atom:updated/text()", namespaces=ATOM) == ["2026-11-23T02:15:00Z"]


@settings(max_examples=60)
@given(events(), st.sampled_from(sorted(HEADINGS)))
def test_nothing_a_source_says_breaks_feed_or_page(found: Event, kind: str) -> None:
    news = News([news_of(found, kind)], 1)

    feed = etree.fromstring(render_feed(PUBLISHER, NIGHT, news))
    page = BeautifulSoup(render_news(Edition(PUBLISHER), news, date(2026, 1, 1)), "lxml")

    (entry,) = feed.iterfind("atom:entry", ATOM)
    children = [etree.QName(child).localname for child in entry]
    assert children == ["id", "title", "updated", "category", "link", "summary"]
    assert entry.findtext("atom:title", namespaces=ATOM) == headline(news.items[0])
    assert len(page.select("main strong")) == 1 and not page.select("script")
