"""The start page: the next events by day, for everybody, without a script or a request elsewhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds import wording
from feeds.asset_files import asset_files
from feeds.calendar_size import Fit
from feeds.edition import Edition
from feeds.feed_links import Offer
from feeds.moments import in_order
from feeds.page import EVENTS, render_index
from feeds.selection import select
from tests.published import BERLIN, NIGHT, PUBLISHER, event, events, health, rich_event
from warehouse.events import Audience, Event, ListedBy, Organizer, Price
from warehouse.night import State
from warehouse.published import SourceHealth

TODAY = date(2026, 11, 23)


def page(
    *found: Event,
    sources: tuple[SourceHealth, ...] = (),
    today: date = TODAY,
    language: str = "de",
    fit: Fit = Fit.WHOLE,
) -> BeautifulSoup:
    offer = Offer(Edition(PUBLISHER, language), select([], PUBLISHER.partners), {"calendar.ics": fit})
    return BeautifulSoup(render_index(offer, in_order(found), sources, today), "lxml")


def texts(page: Tag, path: str) -> list[str]:
    return [" ".join(element.get_text().split()) for element in page.select(path)]


def test_events_stand_under_the_day_on_which_they_begin() -> None:
    found = page(
        event(id="a", start=datetime(2026, 11, 23, 9, tzinfo=BERLIN), title="Früh"),
        event(id="b", start=datetime(2026, 11, 23, 18, tzinfo=BERLIN), title="Spät"),
        event(id="c", start=date(2026, 11, 24), title="Ganzer Tag"),
        event(id="d", start=datetime(2026, 12, 5, 14, tzinfo=BERLIN), title="Samstags"),
    )
    days = {
        section.select("h2")[0].get_text(): texts(section, "h3") for section in found.select("main section")
    }
    assert days == {
        "Heute, Montag, 23. November 2026": ["Früh", "Spät"],
        "Morgen, Dienstag, 24. November 2026": ["Ganzer Tag"],
        "Samstag, 5. Dezember 2026": ["Samstags"],
    }


def test_what_began_earlier_and_goes_on_stands_once_before_the_days() -> None:
    found = page(
        event(id="a", start=date(2026, 10, 1), end=date(2026, 11, 24), title="Letzter Tag heute"),
        event(id="b", start=date(2026, 10, 1), end=date(2026, 11, 23), title="Gestern zu Ende"),
        event(id="c", start=date(2026, 11, 22), title="Gestern"),
        event(id="d", start=date(2026, 11, 23), end=date(2026, 11, 26), title="Ab heute"),
    )
    assert texts(found, "section[aria-labelledby=laufend] h3") == ["Letzter Tag heute"]
    assert texts(found, "main h3") == ["Letzter Tag heute", "Ab heute"]
    assert "1. Oktober 2026 bis 23. November 2026" in texts(found, "time")


def test_what_does_not_take_place_says_so_in_words() -> None:
    off = page(
        event(status="cancelled"), event(id="e2", status="delisted"), event(id="e3", status="postponed")
    )
    assert texts(off, "h3 .badge") == ["abgesagt", "nicht mehr gelistet", "verschoben"]
    assert texts(page(event()), "h3 .badge") == []


def test_every_link_to_a_partner_tells_which_event_it_is_about() -> None:
    found = page(rich_event(), rich_event(id="e2", start=datetime(2026, 12, 6, 14, tzinfo=BERLIN)))
    names = texts(found, "a.details")
    assert (
        names[0] == "Details bei Sternwarte Musterstadt: Sterne über Musterstadt, 5. Dezember 2026, 14:00 Uhr"
    )
    assert len(set(names)) == 2
    assert all(link["rel"] == ["external", "nofollow", "noopener"] for link in found.select("a.details"))


def test_an_event_without_any_page_has_no_link() -> None:
    assert texts(page(event()), "a.details") == []


def test_the_address_to_subscribe_to_can_be_copied_and_opened() -> None:
    found = page()
    assert texts(found, "code.address") == ["https://feed.mint.example/calendar.ics"]
    assert [link.get("href") for link in found.select("a.button")] == [
        "webcal://feed.mint.example/calendar.ics"
    ]
    assert found.select('a[href="v1/events.json"]') and found.select('a[href="calendar.ics"]')


def test_without_events_the_page_says_so() -> None:
    assert texts(page(), "main h2") == ["Zurzeit keine kommenden Termine"]


def test_a_long_list_is_cut_and_says_where_the_rest_is() -> None:
    many = [event(id=f"e{number:04}") for number in range(EVENTS + 1)]
    far = event(start=datetime(2027, 6, 1, 9, tzinfo=BERLIN))
    assert len(page(*many).select("main li")) == EVENTS
    for found in (page(*many), page(far)):
        assert "vollständigen Kalender" in found.select("main")[0].get_text()
    assert "vollständigen Kalender" not in page(event()).select("main")[0].get_text()


def test_sources_in_trouble_are_named_in_words() -> None:
    three_days = NIGHT - timedelta(days=3)
    found = page(
        sources=(
            health("programm", State.FAILED, last_success=three_days),
            health("kurse", State.HELD),
            health("neu", State.EMPTY, partner_id="unbekannt", last_success=None),
            health("gut", State.UNCHANGED),
        )
    )
    section = found.select("section[aria-labelledby=quellen]")[0]
    assert "1 von 4 Quellen" in section.get_text()
    assert texts(section, "li") == [
        "Sternwarte Musterstadt (programm) konnte nicht vollständig gelesen werden; "
        "Stand vom 20. November 2026",
        "Sternwarte Musterstadt (kurse) zeigt plötzlich viel weniger Termine als sonst und wird geprüft; "
        "Stand vom 23. November 2026",
        "unbekannt (neu) enthält zurzeit keinen Termin; bisher noch nie gelesen",
    ]


def test_an_event_of_which_no_source_can_be_read_says_since_when() -> None:
    since = date(2026, 11, 20)
    stale = page(event(listings=(ListedBy("a", "b", "", since),)))
    assert "seit 20. November 2026 nicht zuverlässig lesbar" in stale.get_text()
    fresh = page(event(listings=(ListedBy("a", "b", "", since), ListedBy("c", "d"))))
    assert "nicht zuverlässig lesbar" not in fresh.get_text()


def test_the_page_is_built_for_everybody() -> None:
    found = page(rich_event())
    assert found.select('html[lang="de"]')
    assert len(found.select("h1")) == 1 and len(found.select("main")) == 1
    assert found.select("a.skip")[0]["href"] == f"#{found.select('main')[0]['id']}"
    headings = [int(element.name[1]) for element in found.select("h1, h2, h3")]
    assert all(later - before <= 1 for before, later in pairwise(headings))
    for element in found.select("[aria-labelledby]"):
        assert len(found.find_all(id=element["aria-labelledby"])) == 1
    assert found.select("time[datetime='2026-12-05T14:00:00+01:00']")


def test_the_page_asks_no_other_host_and_runs_nothing() -> None:
    found = page(rich_event())
    loaded = [
        *(link.get("href") for link in found.select("link[rel=stylesheet], link[rel=icon]")),
        *(element.get("src") for element in found.select("[src]")),
    ]
    assert set(loaded) <= set(asset_files(PUBLISHER))
    assert not found.select("script:not([src]), style, iframe, object, embed, [style]")
    assert not [name for element in found.find_all(True) for name in element.attrs if name.startswith("on")]
    assert (
        b"url(" not in b"".join(asset_files(PUBLISHER).values())
        and b"@import" not in asset_files(PUBLISHER)["assets/style.css"]
    )


@settings(max_examples=60)
@given(st.lists(events(), max_size=2))
def test_a_hostile_event_adds_no_element_and_no_foreign_scheme(found: list[Event]) -> None:
    shown = page(*found, today=date(2026, 1, 1))
    assert not shown.select("script:not([src]), style, iframe, main img, [style]")
    assert len(shown.select("form")) == 1
    assert len(shown.select("main h3")) <= 2 * len(found)
    schemes = {str(link["href"]).partition(":")[0] for link in shown.select("a.details")}
    assert schemes <= {"http", "https"}


def test_a_hostile_title_is_shown_as_text() -> None:
    assert texts(page(event(title="</h3><script>{{ 7*7 }}</script>")), "h3") == [
        "</h3><script>{{ 7*7 }}</script>"
    ]


def test_the_same_events_give_the_same_page() -> None:
    assert str(page(rich_event())) == str(page(rich_event()))


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (Audience(class_min=3, class_max=6, levels=("grundschule", "sek1")), "Klasse 3 bis 6"),
        (Audience(class_min=5), "ab Klasse 5"),
        (Audience(class_max=6), "bis Klasse 6"),
        (Audience(levels=("sek2",), age_min=16), "Sekundarstufe II, ab 16 Jahren"),
        (Audience(groups=("familien",), age_max=12), "Familien, bis 12 Jahre"),
        (Audience(groups=("neue_gruppe",)), "neue_gruppe"),
        (Audience(), ""),
    ],
)
def test_the_audience_in_words(audience: Audience, words: str) -> None:
    assert wording.audience(audience) == words


@pytest.mark.parametrize(
    ("price", "words"),
    [
        (Price(text="5 €, ermäßigt 3 €", amounts=(5.0, 3.0), currency="EUR"), "5 €, ermäßigt 3 €"),
        (Price(is_free=True), "kostenlos"),
        (Price(amounts=(5.0, 2.5), currency="EUR"), "5,00 € / 2,50 €"),
        (Price(is_free=False), ""),
        (None, ""),
    ],
)
def test_the_price_in_words(price: Price | None, words: str) -> None:
    assert wording.price(price) == words


def test_an_organiser_without_a_name_still_gives_a_link() -> None:
    found = page(event(url="https://x.example/", organizer=Organizer("x", "\u200b")))
    assert texts(found, "a.details")[0].startswith("Details bei der Quelle: ")
