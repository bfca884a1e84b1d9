"""An event is in the school holidays by its dates, or where its words say so and the dates allow it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.dates.school_holidays import LONGEST, periods, touched
from connectors.facets import Facets, Wording, read_facets
from connectors.normalising.moments import Span
from connectors.normalising.said_holidays import evidence_of, said_holidays
from feeds.labels import codes
from tests.nights import ClusterOnDisk, calendar, vevent
from tests.typed_commands import mintfeed

TERM, HOLIDAY, UNKNOWN = date(2026, 12, 5), date(2026, 12, 29), date(2035, 7, 20)
days = st.dates(date(2025, 10, 1), date(2028, 12, 31))


def read(title: str, description: str = "") -> Facets:
    return read_facets(Wording(title=title, description=description))


def said(facets: Facets, day: date) -> tuple[str, ...]:
    return said_holidays(facets, Span(day))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Ferienprogramm: Löten", "ferien_allgemein"), ("Workshop in den Ferien", "ferien_allgemein"),
        ("Ferien-Workshop Robotik", "ferien_allgemein"), ("Robotik in den Sommerferien", "sommerferien"),
        ("Osterferiencamp Chemie", "osterferien"), ("Forschen während der Herbstferien", "herbstferien"),
        ("Löten, nicht nur für Kinder, in den Weihnachtsferien", "weihnachtsferien"),
        ("Robots for kids in the summer holidays", "sommerferien"),
    ],
)  # fmt: skip
def test_a_title_may_say_so(words: str, code: str) -> None:
    facets = read(words)
    assert facets.school_holidays == (code,)
    assert said(facets, TERM) == said(facets, UNKNOWN) == (code,)


@pytest.mark.parametrize(
    "words",
    [
        "Robotik-AG (außer in den Ferien)", "Start nach den Sommerferien", "Letztes Mal vor den Osterferien",
        "In den Herbstferien findet kein Kurs statt", "Kurs, nicht in den Ferien", "Infos zum Ferienprogramm",
        "Die Werkstatt ist in den Weihnachtsferien geschlossen", "Ringvorlesung in den Semesterferien",
        "Fossilien rund um die Ferienwohnung", "Physik im Alltag", "Open except in the summer holidays",
        "Sprechstunde außerhalb der Ferien", "Offene Werkstatt, auch in den Ferien",
    ],
)  # fmt: skip
def test_what_says_the_contrary_or_something_else_does_not(words: str) -> None:
    assert read(words).school_holidays == ()
    assert read("Löten", words).school_holidays == ()


def test_a_description_is_not_believed_against_dates_that_are_known() -> None:
    facets = read("Löten", "Auch im Sommer gibt es Kurse: fragt nach den Plätzen für die Sommerferien.")
    assert facets.school_holidays == ("sommerferien",)
    assert said(facets, TERM) == ()
    assert said(facets, UNKNOWN) == ("sommerferien",)
    assert said(facets, date(2026, 7, 18)) == ("sommerferien",), "the weekend before they begin"


def test_what_is_not_believed_leaves_no_evidence() -> None:
    facets = read("Löten", "Ein Kurs in den Sommerferien.")
    assert evidence_of(facets, said(facets, UNKNOWN)) == facets.evidence
    told = {each.facet for each in evidence_of(facets, said(facets, TERM))}
    assert told == {each.facet for each in facets.evidence} - {"school_holidays"}


def test_dates_within_holidays_need_no_words() -> None:
    assert said(read("Ferienprogramm"), HOLIDAY) == ()
    assert [each.code for each in touched(HOLIDAY, HOLIDAY)] == ["weihnachtsferien"]


@given(days, st.integers(0, 200))
def test_holidays_are_touched_exactly_if_a_day_lies_in_them(first: date, length: int) -> None:
    all_days = [first + timedelta(days=n) for n in range(length + 1)]
    found = touched(first, all_days[-1])
    if length >= LONGEST:
        assert found == ()
    else:
        assert set(found) == {p for p in periods() for day in all_days if p.first <= day <= p.last}


def test_every_holiday_of_the_table_is_longer_than_nothing_and_has_words() -> None:
    assert {each.code for each in periods()} < set(codes("school_holidays"))
    assert max((each.last - each.first).days for each in periods()) < LONGEST


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> ClusterOnDisk:
    """In term, in the Christmas holidays, in term by name of the holidays, and all the winter through."""
    cluster = ClusterOnDisk.made(tmp_path_factory.mktemp("holidays"))
    cluster.pages[cluster.calendar("programm")] = calendar(
        vevent("a", "Löten", "20261205T140000"),
        vevent("b", "Kristalle", "20261229T100000"),
        vevent("c", "Ferienforscher", "20261204T100000"),
        vevent("d", "Bergbau gestern", "20261201", "DTEND;VALUE=DATE:20270401"),
        vevent("e", "Lager", "20261221", "DTEND;VALUE=DATE:20261225"),
    )
    cluster.night("2026-11-24T03:15:00+01:00")
    return cluster


def site(cluster: ClusterOnDisk) -> Path:
    return cluster.root / "data" / "site"


def test_a_night_publishes_who_is_in_the_holidays(cluster: ClusterOnDisk) -> None:
    events = orjson.loads((site(cluster) / "v1/events.json").read_bytes())["events"]
    assert {each["title"]: each.get("school_holidays") for each in events} == {
        "Löten": None,
        "Kristalle": ["weihnachtsferien"],
        "Ferienforscher": ["ferien_allgemein"],
        "Bergbau gestern": None,
        "Lager": ["weihnachtsferien"],
    }


def test_a_night_publishes_their_calendars_and_lists(cluster: ClusterOnDisk) -> None:
    def titles(path: str) -> set[str]:
        lines = (site(cluster) / path).read_text("utf-8").splitlines()
        return {line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:")}

    assert titles("kalender/ferien.ics") == {"Kristalle", "Ferienforscher", "Lager"}
    assert titles("kalender/ferien/weihnachtsferien.ics") == {"Kristalle", "Lager"}
    page = (site(cluster) / "ferien/weihnachtsferien/index.html").read_text("utf-8")
    assert "Kristalle" in page and "Lager" in page and "Ferienforscher" not in page
    assert "weihnachtsferien/" in (site(cluster) / "ferien/index.html").read_text("utf-8")
    assert "kalender/ferien.ics" in (site(cluster) / "abonnieren/index.html").read_text("utf-8")


def test_why_tells_the_dates_or_the_words(cluster: ClusterOnDisk) -> None:
    def evidence(words: str) -> list[dict[str, str]]:
        facets = json.loads(mintfeed(cluster, "why", "--json", words).out)["event"]["facets"]
        return [each for each in facets if each["facet"] == "school_holidays"]

    (by_dates,) = evidence("kristalle")
    assert (by_dates["value"], by_dates["field"]) == ("weihnachtsferien", "start")
    assert by_dates["words"] == "23.12.2026–06.01.2027"
    (by_words,) = evidence("ferienforscher")
    assert (by_words["field"], by_words["words"]) == ("title", "Ferienforscher")
    assert evidence("löten") == []


def test_a_corrected_date_decides(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    cluster.pages[cluster.calendar("programm")] = calendar(vevent("a", "Löten", "20261205T140000"))
    (event,) = cluster.night("2026-11-24T03:15:00+01:00").events
    assert "school_holidays" not in event
    mintfeed(cluster, "set", event["id"], "start", "2026-12-28T14:00")
    (event,) = cluster.night("2026-11-25T03:15:00+01:00").events
    assert event["school_holidays"] == ["weihnachtsferien"]
