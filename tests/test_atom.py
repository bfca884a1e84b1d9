"""atom.xml: the next events for feed readers (RFC 4287)."""

from __future__ import annotations

from typing import Any

import feedparser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from feeds.atom import ATOM
from feeds.atom_xml import render_atom
from tests.published import NIGHT, PUBLISHER, event, events, rich_event
from warehouse.events import Event

NAMES = {"a": ATOM}


def read(*found: Event) -> Any:
    feed = feedparser.parse(render_atom(PUBLISHER, NIGHT, found))
    assert not feed.bozo
    return feed


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])  # slow is the machine, not the rule
@given(st.lists(events(), max_size=2))
def test_hostile_events_stay_text_and_every_element_is_there_once(found: list[Event]) -> None:
    feed = etree.fromstring(render_atom(PUBLISHER, NIGHT, found))
    entries = feed.findall("a:entry", NAMES)
    assert len(entries) == len(found)
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", NAMES)) == 1
    for entry in entries:
        assert {child.tag.partition("}")[0] for child in entry.iter()} == {f"{{{ATOM}"}
        assert all(link.get("href", "").startswith("http") for link in entry.findall("a:link", NAMES))
        kinds = [(link.get("rel"), link.get("type")) for link in entry.findall("a:link", NAMES)]
        assert len(set(kinds)) == len(kinds), "RFC 4287 §4.1.2: one alternate of each type"


def test_a_feed_says_whose_it_is_and_when_events_last_changed() -> None:
    feed = read().feed
    assert feed.id == "https://feed.mint.example/v1/atom.xml"
    assert feed.title == "MINT-Termine: MINT-Cluster Probe"
    assert feed.updated == "2026-11-23T02:15:00Z" and feed.language == "de"
    assert feed.author_detail == {"name": "MINT-Cluster Probe", "href": "https://mint.example"}


def test_an_entry_says_when_where_and_what() -> None:
    (entry,) = read(rich_event()).entries
    assert entry.id == "tag:feed.mint.example,2026-11-23:e1"
    assert entry.title == "Sterne über Musterstadt"
    assert entry.link == "https://sternwarte.example/termin/1"
    assert "https://feed.mint.example/termin/e1.ics" in [link.href for link in entry.links]
    assert entry.summary == (
        "Samstag, 5. Dezember 2026, 14:00 bis 16:00 Uhr. Sternwarte, Hügelweg 3, 44801 Bochum."
    )
    assert entry.content[0].value.startswith("Wir sehen den Mond; bei Wolken, na ja, Bilder.")
    assert entry.author == "Sternwarte Musterstadt"
    assert [tag.term for tag in entry.tags][:2] == ["Astronomie und Raumfahrt", "Vortrag"]


def test_what_is_not_on_says_so_in_the_title_and_keeps_its_id() -> None:
    (on,), (off,) = read(event()).entries, read(event(status="delisted", sequence=1)).entries
    assert off.title == "NICHT MEHR GELISTET: Sterne über Musterstadt"
    assert off.id == on.id
