"""Feeds filtered by query are what the files are, of exactly the events that the query means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import acos, cos, radians, sin
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qsl

import icalendar
import orjson
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from connectors.model import Place
from feeds import filtered_feeds
from feeds.calendar_check import calendar_problems
from feeds.calendar_file import render_vevent
from feeds.choosing import folded, index_of
from feeds.description import BRIEF
from feeds.entry_event import read_event
from feeds.events_json import render_entry
from feeds.filtered_calendars import all_calendars
from feeds.json_feed import render_json_feed
from feeds.labels import codes
from feeds.row import row_of
from feeds.selection import select
from feeds.snapshot import FACETS, Snapshot, Told, read_snapshot
from feeds.text import one_line
from tests.published import BERLIN, NIGHT, PUBLISHER, event, events, rich_event
from tests.released import files, piece
from tests.serving import publish, publish_files
from tests.test_filtered_calendars import coded
from warehouse.events import Event

NAMES = {"thema": "topic", "zielgruppe": "audience", "format": "format", "veranstalter": "partner"}
WHOLE = {"kostenlos": "free=1", "online": "online=1", "ferien": "holidays=1"}


def query_of(path: str) -> str:
    """By which a published calendar can also be asked for."""
    match PurePosixPath(path).with_suffix("").parts[1:]:
        case ["thema", topic, "zielgruppe", level]:
            return f"topic={topic}&level={level}"
        case ["ferien", code]:
            return f"ferien={code}"
        case [folder, code]:
            return f"{NAMES[folder]}={code}"
        case [name]:
            return WHOLE[name]
    raise AssertionError(path)


def snapshot_of(folder: str, *found: Event) -> tuple[Snapshot, dict[str, bytes]]:
    site = Path(folder) / "site"
    published = publish(site, *found)
    return read_snapshot(site.resolve(), PUBLISHER), published


def in_memory(*found: Event) -> Snapshot:
    """As if it were read from a release."""
    facets = {name: list(codes(facet)) for name, facet in FACETS.items()}
    audience = [*facets["level"], *facets["group"]]
    pieces = [piece(each) for each in found]
    return Snapshot(
        release=Path(),
        publisher=PUBLISHER,
        generated=NIGHT,
        today=NIGHT.date(),
        pieces=pieces,
        brief={},
        index=index_of([orjson.loads(each.entry) for each in pieces]),
        codes={
            **facets,
            "audience": audience,
            "partner": ["sternwarte"],
            "holidays": ["1", *facets["holidays"]],
        },
        partners=PUBLISHER.partners,
        told=Told("", [], []),
    )


def numbered(found: Sequence[Mapping[str, Any]]) -> list[Event]:
    return [event(id=f"e{number}", **known) for number, known in enumerate(found)]


@settings(max_examples=8)
@given(st.lists(coded, max_size=5))
def test_the_same_filter_gives_the_same_bytes_as_the_published_file(found: list[dict[str, Any]]) -> None:
    with TemporaryDirectory() as folder:
        snapshot, published = snapshot_of(folder, *numbered(found))
        for path in published:
            if path.startswith("kalender/"):
                asked = filtered_feeds.calendar(snapshot, parse_qsl(query_of(path)))
                assert (b"".join(asked.parts()), asked.mistakes) == (published[path], []), path
        for path, asking in (
            ("calendar.ics", filtered_feeds.calendar),
            ("v1/events.json", filtered_feeds.events),
            ("v1/events.geojson", filtered_feeds.geojson),
            ("v1/feed.json", filtered_feeds.feed),
            ("v1/changes.json", filtered_feeds.changes),
            ("embed/index.html", filtered_feeds.embed),
        ):
            asked = asking(snapshot, [])
            assert asked.query == ""
            assert path == "v1/changes.json" or b"".join(asked.parts()) == published[path]


def test_a_calendar_near_the_limit_is_as_brief_as_the_published_one(tmp_path: Path) -> None:
    words = "Wir löten, messen, bauen und probieren aus. " * 20
    many = [
        rich_event(id=f"e{n:03}", description=words, topics=codes("topics")[: 1 + n % 2]) for n in range(650)
    ]
    brief = {each.id: render_vevent(each, PUBLISHER, BRIEF) for each in many}
    calendars = all_calendars(PUBLISHER, select([piece(each) for each in many], PUBLISHER.partners), brief)
    publish_files(tmp_path / "site", files(*many) | calendars)
    snapshot = read_snapshot((tmp_path / "site").resolve(), PUBLISHER)
    assert snapshot.brief == brief
    lengths = []
    for path in ("thema/{}".format(codes("topics")[0]), "thema/{}".format(codes("topics")[1]), "online"):
        raw = calendars[f"kalender/{path}.ics"]
        pairs = parse_qsl(query_of(f"kalender/{path}.ics"))
        assert b"".join(filtered_feeds.calendar(snapshot, pairs).parts()) == raw
        lengths.append(len(raw) // raw.count(b"BEGIN:VEVENT"))
    assert lengths[0] == lengths[2] < lengths[1], "only the smaller one has full descriptions"


places = st.one_of(
    st.none(), st.builds(Place, lat=st.floats(51.3, 51.6), lon=st.floats(7.0, 7.4)), st.just(Place("Zoo"))
)
starts = st.one_of(
    st.dates(date(2026, 11, 23), date(2026, 12, 24)),
    st.datetimes(datetime(2026, 11, 23), datetime(2026, 12, 24), timezones=st.just(BERLIN)),
)


@st.composite
def varied(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(starts)
    length = timedelta(days=draw(st.integers(1, 4))) if draw(st.booleans()) else None
    return {
        **draw(coded),
        "start": start,
        "end": start + length if length else None,
        "place": draw(places),
        "title": draw(st.sampled_from(("Löten für alle", "LÖTKURS", "Sterne", "Café Physik"))),
    }


def one_of(found: Sequence[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(found), min_size=1, max_size=2).map(",".join)


queries = st.fixed_dictionaries(
    {},
    optional={
        "topic": one_of(codes("topics")),
        "level": one_of(codes("levels")),
        "group": one_of(codes("groups")),
        "format": one_of(codes("formats")),
        "audience": one_of((*codes("levels"), *codes("groups"))),
        "partner": st.just("sternwarte"),
        "free": st.just("1"),
        "online": st.just("1"),
        "holidays": st.one_of(st.just("1"), one_of(codes("school_holidays"))),
        "q": st.sampled_from(("löt", "loet", "STERNE", "cafe physik", "sternwarte")),
        "from": st.dates(date(2026, 11, 23), date(2026, 12, 24)).map(str),
        "to": st.dates(date(2026, 11, 23), date(2026, 12, 24)).map(str),
        "near": st.builds("51.45,7.2,{}".format, st.integers(1, 20)),
    },
)


def means(query: Mapping[str, str], entry: Mapping[str, Any]) -> bool:
    """Whether the query means the event, said another way."""
    audience, place = entry.get("audience", {}), entry.get("location", {})
    levels, groups = audience.get("levels", []), audience.get("groups", [])
    holidays = entry.get("school_holidays", [])
    has: dict[str, list[str]] = {
        "topic": entry.get("topics", []),
        "level": levels,
        "group": groups,
        "audience": levels + groups,
        "format": entry.get("formats", []),
        "partner": [entry.get("organizer", {}).get("id")],
        "holidays": [*holidays, "1"] if holidays else [],
    }
    coded_well = all(
        any(code in has[name] for code in value.split(",")) for name, value in query.items() if name in has
    )
    event = read_event(entry)
    place_name = event.place.name if event.place else ""
    text = folded(f"{event.title} {place_name} {entry.get('organizer', {}).get('name', '')}")
    first = event.start.date() if isinstance(event.start, datetime) else event.start
    end = event.end or event.start
    last = (
        (end - timedelta(microseconds=1 if event.end else 0)).date()
        if isinstance(end, datetime)
        else (end - timedelta(days=1 if event.end else 0))
    )
    return (
        coded_well
        and ("free" not in query or entry.get("price", {}).get("is_free") is True)
        and ("online" not in query or entry.get("attendance") in ("online", "mixed"))
        and all(folded(word) in text for word in query.get("q", "").split())
        and ("from" not in query or str(last) >= query["from"])
        and ("to" not in query or str(first) <= query["to"])
        and (
            "near" not in query
            or ("lat" in place and _kilometres(place) <= float(query["near"].split(",")[2]))
        )
    )


def _kilometres(place: Mapping[str, float]) -> float:
    """By the spherical law of cosines."""
    a, b, east = radians(51.45), radians(place["lat"]), radians(place["lon"] - 7.2)
    return 6371 * acos(min(1, sin(a) * sin(b) + cos(a) * cos(b) * cos(east)))


@settings(max_examples=60)
@given(st.lists(varied(), min_size=1, max_size=5), st.lists(queries, min_size=1, max_size=6))
def test_every_feed_has_exactly_the_events_that_the_query_means(
    found: list[dict[str, Any]], asked: list[dict[str, str]]
) -> None:
    snapshot = in_memory(*numbered(found))
    entries = [orjson.loads(each.entry) for each in snapshot.pieces]
    for query in asked:
        pairs = list(query.items())
        expected = [entry for entry in entries if means(query, entry)]
        told = orjson.loads(b"".join(filtered_feeds.events(snapshot, pairs).parts()))
        assert (told["events"], told["count"]) == (expected, len(expected)), query
        raw = b"".join(filtered_feeds.calendar(snapshot, pairs).parts())
        assert calendar_problems(raw) == []
        uids = [str(each["UID"]) for each in icalendar.Calendar.from_ical(raw).events]
        assert uids == [f"{entry['id']}@feed.mint.example" for entry in expected]
        shown = orjson.loads(b"".join(filtered_feeds.geojson(snapshot, pairs).parts()))["features"]
        assert [each["properties"] for each in shown] == [
            entry for entry in expected if "lat" in entry.get("location", {})
        ]


@settings(max_examples=150)
@given(
    events(), st.sampled_from(("", "<p>Wir <strong>löten</strong> &amp; messen.</p><ul><li>eins</li></ul>"))
)
def test_an_event_read_back_from_its_entry_is_rendered_the_same(found: Event, html: str) -> None:
    found = replace(found, description_html=html)
    assume(found.organizer is None or one_line(found.organizer.name))
    back = read_event(orjson.loads(render_entry(found)))
    assert render_entry(back) == render_entry(found)
    assert render_json_feed(PUBLISHER, [back]) == render_json_feed(PUBLISHER, [found])
    assert row_of(back) == row_of(found)
