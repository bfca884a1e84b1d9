from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connectors.cluster import Source
from connectors.model import (
    Attendance,
    Availability,
    Listing,
    Page,
    Place,
    Problem,
    Record,
    Severity,
    Status,
    Window,
)
from connectors.normalising.normalise import normalise

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 3, 2)
WINDOW = Window(start=date(2026, 1, 31), end=date(2027, 3, 2), today=TODAY)
PAGE = Page(
    url="https://museum.example/termine", final_url="https://museum.example/termine/", body=b"", sha256=""
)
SOURCE = Source(
    id="museum",
    path=Path("museum.toml"),
    name="Programm",
    partner="museum",
    url="https://museum.example/termine",
    timezone="Europe/Berlin",
    topics=("geologie",),
)
EVENT = Record(title="Mondnacht", uid="7", start=datetime(2026, 3, 14, 19, tzinfo=BERLIN))


def read(record: Record, source: Source = SOURCE) -> list[Listing | Problem]:
    return list(normalise(record, source, page=PAGE, window=WINDOW, reference=TODAY))


def listing(**changes: Any) -> Listing:
    (found,) = read(replace(EVENT, **changes))
    assert isinstance(found, Listing)
    return found


def test_a_record_becomes_a_listing_with_the_sources_defaults() -> None:
    found = listing(
        url="mondnacht/?utm_source=feed", language="de-DE", categories=("Führung", "Führung", " ")
    )
    assert found.title == "Mondnacht" and found.uid == "7" and found.occurrence == ""
    assert found.source_id == "museum" and found.topics == ("geologie",)
    assert found.start == EVENT.start and found.end is None and found.timezone == "Europe/Berlin"
    assert found.url == "https://museum.example/termine/mondnacht/"
    assert found.categories == ("Führung",) and found.languages == ("de",)
    assert found.status is Status.SCHEDULED and found.place is None and found.attendance is None


def test_a_record_without_a_title_is_a_problem_that_names_its_line() -> None:
    (problem,) = read(replace(EVENT, title="<b> &nbsp;</b>", line=12))
    assert isinstance(problem, Problem)
    assert (problem.severity, problem.code, problem.line) == (Severity.DROPPED, "no-title", 12)
    assert problem.url == PAGE.url


class TestStatus:
    def test_a_word_in_the_title_beats_a_confirmed_status_and_leaves_the_title(self) -> None:
        found = listing(title="ABGESAGT: Mondnacht", status="CONFIRMED")
        assert found.title == "Mondnacht" and found.status is Status.CANCELLED

    def test_full_is_not_off(self) -> None:
        found = listing(status="ausgebucht")
        assert found.status is Status.SCHEDULED and found.availability is Availability.FULL

    def test_a_description_never_cancels(self) -> None:
        found = listing(
            description="Der Vortrag am Freitag wurde abgesagt. Die Anmeldung kann abgesagt werden."
        )
        assert found.status is Status.SCHEDULED

    def test_a_date_before_the_title_goes_if_it_is_the_records_own(self) -> None:
        assert listing(title="14.03.2026 (19:00–21:00) Mondnacht").title == "Mondnacht"
        assert listing(title="ABGESAGT: 14.03.2026 Mondnacht").title == "Mondnacht"
        assert listing(title="12.12.2012 – Weltuntergang").title == "12.12.2012 – Weltuntergang"


class TestTakingPart:
    def test_a_named_place_is_offline(self) -> None:
        found = listing(location="Planetarium, Castroper Straße 67, 44791 Bochum")
        assert found.place == Place("Planetarium", "Castroper Straße 67", "44791", "Bochum")
        assert found.attendance is Attendance.OFFLINE

    @pytest.mark.parametrize(
        "changes",
        [
            {"location": "online"},
            {"location": "Zoom"},
            {"location": "per Videokonferenz"},
            {"location": "Online (Link folgt nach Anmeldung)"},
            {"title": "Webinar: Sterne"},
            {"title": "Online-Vortrag: Sterne"},
            {"title": "Sterne (online)"},
            {"is_online": True},
            {"online_url": "https://meet.example/x"},
            {"description": "Die Veranstaltung findet online statt."},
            {"status": "https://schema.org/EventMovedOnline", "location": "Planetarium"},
        ],
    )
    def test_online_in_many_words(self, changes: dict[str, Any]) -> None:
        assert listing(**changes).attendance is Attendance.ONLINE

    @pytest.mark.parametrize(
        "changes",
        [
            {"location": "Hörsaal 1 und Zoom"},
            {"location": "hybrid"},
            {"location": "Planetarium", "title": "Sterne (hybrid)"},
            {"location": "Planetarium", "description": "Teilnahme vor Ort oder online möglich."},
            {"location": "Planetarium", "description": "Wird auch im Livestream übertragen."},
            {"location": "Planetarium", "is_online": True},
        ],
    )
    def test_both_ways(self, changes: dict[str, Any]) -> None:
        assert listing(**changes).attendance is Attendance.MIXED

    @pytest.mark.parametrize(
        "description",
        [
            "Anmeldung online erforderlich.",
            "Online-Anmeldung über die Webseite.",
            "Tickets gibt es nur online.",
            "Wir bauen ein Hybridauto.",
            "Please book your ticket online.",
        ],
    )
    def test_registering_online_is_not_taking_part_online(self, description: str) -> None:
        found = listing(location="Planetarium", description=description)
        assert found.attendance is Attendance.OFFLINE

    def test_a_meeting_as_place_is_no_place(self) -> None:
        found = listing(location="https://uni.zoom.us/j/123")
        assert found.place is None and found.online_url == "https://uni.zoom.us/j/123"

    def test_nothing_said_is_nothing_known(self) -> None:
        assert listing().attendance is None
        assert listing(online_url="javascript:alert(1)").online_url == ""


class TestTexts:
    def test_a_description_is_plain_text_without_persons(self) -> None:
        found = listing(
            description="<p>Sterne &amp; mehr</p><ul><li>Fernrohr</li></ul>"
            "<p>Kontakt: Erika Mustermann, erika.mustermann@uni.example</p><script>x</script>"
        )
        assert found.description == "Sterne & mehr\n\nFernrohr"

    def test_texts_are_capped(self) -> None:
        found = listing(
            title="x" * 999,
            description="y " * 9_999,
            price="z" * 999,
            location="Ort" * 999,
            categories=tuple(f"{n}" * 99 for n in range(99)),
        )
        assert found.place is not None
        assert [len(found.title), len(found.price_text), len(found.place.name)] == [300, 300, 300]
        assert len(found.description) <= 5_000
        assert len(found.categories) == 20 and all(len(each) <= 80 for each in found.categories)

    @pytest.mark.parametrize(
        ("said", "languages"),
        [("en", ("en",)), ("de, en", ("de", "en")), ("zh-Hant-TW", ("zh-Hant",)), ("Deutsch", ()), ("", ())],
    )
    def test_languages_are_tags(self, said: str, languages: tuple[str, ...]) -> None:
        assert listing(language=said).languages == languages


class TestFilters:
    @pytest.mark.parametrize(
        ("only", "never", "is_kept"),
        [
            ({"categories": ("show",)}, {}, True),
            ({"categories": ("Konzert", "KINDERSHOW")}, {}, True),
            ({"categories": ("Konzert",)}, {}, False),
            ({"title": ("nacht",), "location": ("Saal",)}, {}, False),
            ({}, {"title": ("Mond",)}, False),
            ({}, {"title": ("Möndnacht",)}, True),
            ({"categories": ("Show",)}, {"description": ("für erwachsene",)}, False),
        ],
    )
    def test_only_and_never_choose_the_records(
        self, only: dict[str, tuple[str, ...]], never: dict[str, tuple[str, ...]], is_kept: bool
    ) -> None:
        record = replace(EVENT, categories=("KinderShow",), description="Nur f&uuml;r <b>Erwachsene</b>")
        assert bool(read(record, replace(SOURCE, only=only, never=never))) is is_kept
