"""Reading worded dates: against the labelled cases, by rule, and against whatever a page may hold."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.dates import OPEN_DAYS, Dates, read_dates
from tests.dates_scoring import LABELLED, Json, is_right, labelled, plain

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def read(text: str, reference: date = MONDAY, *, open_days: int = OPEN_DAYS) -> Dates:
    return read_dates(text, reference=reference, today=reference, zone=BERLIN, open_days=open_days)


# ---------------------------------------------------------------- the labelled cases


def cases_beside_the_checkout() -> list[Json]:
    if not LABELLED.is_file():
        pytest.skip("no labelled dates beside the checkout")
    return labelled()


def test_every_labelled_case_is_read_exactly_right() -> None:
    wrong = defaultdict(list)
    for case in cases_beside_the_checkout():
        if not is_right(case):
            wrong[case["category"]].append((case["id"], case["text"]))
    assert not wrong


def test_as_far_as_series_are_listed_99_in_100_labelled_cases_are_exactly_right() -> None:
    cases = cases_beside_the_checkout()
    assert sum(is_right(case, OPEN_DAYS) for case in cases) >= 0.99 * len(cases)


def test_nothing_is_read_where_nothing_is_labelled() -> None:
    nothing = [case for case in cases_beside_the_checkout() if case["expect"]["kind"] == "none"]
    read_anyway = [c["id"] for c in nothing if read(plain(c), date.fromisoformat(c["ref"])).spans]
    assert len(nothing) > 30
    assert not read_anyway


# ---------------------------------------------------------------- rules


def starts(found: Dates) -> list[str]:
    return [f"{span.start:%Y-%m-%d}" for span in found.spans]


def test_an_open_series_covers_the_next_eight_weeks() -> None:
    found = read("jeden Donnerstag, 15 Uhr")
    assert found.is_open
    assert len(found.spans) == OPEN_DAYS // 7
    assert starts(found)[0] == "2026-03-05"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("jeden ersten Samstag im Monat, 14 Uhr", 6),
        ("alle 14 Tage freitags, nächster Termin: 13.03.2026, 18 Uhr", 13),
        ("jeden Montag, 18 Uhr", 9),  # today's and the one in 56 days included
    ],
)
def test_a_rare_series_shows_half_a_year_of_its_dates(text: str, number: int) -> None:
    assert len(read(text).spans) == number


def test_an_open_series_grows_with_every_night() -> None:
    text, later = "alle zwei Wochen freitags, erster Termin: 13.03.2026, 18 Uhr", MONDAY + 210 * DAY
    first = read(text)
    grown = read_dates(text, reference=MONDAY, today=later, zone=BERLIN)
    assert set(first.spans[-2:]).isdisjoint(grown.spans)
    everything = read(text, open_days=400).spans
    assert set(first.spans) | set(grown.spans) <= set(everything)


def test_a_bounded_series_is_not_open() -> None:
    found = read("dienstags 16 Uhr, 14.04. bis 28.04.2026")
    assert not found.is_open
    assert starts(found) == ["2026-04-14", "2026-04-21", "2026-04-28"]


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("24.04.2026, 15 Uhr, Anmeldung bis 10.04.2026", "2026-04-10"),
        ("Anmeldeschluss: 10. April. Kurs am 24. April 2026", "2026-04-10"),
        ("Bitte bis zum 10.4. anmelden! 24.4.2026, 15 Uhr", "2026-04-10"),
        ("Anmeldezeitraum: 01.03.2026 bis 10.04.2026; 24.04.2026", "2026-04-10"),
        ("Um Anmeldung bis spätestens 10. April wird gebeten. 24.04.2026", "2026-04-10"),
        ("8. Januar 2027, Anmeldung bis 18. Dezember", "2026-12-18"),
        ("Registration until 10 April 2026, workshop on 24 April 2026", "2026-04-10"),
        ("Anmelden bis 19.06.2026.", "2026-06-19"),
        ("24.04.2026, Anmeldung ab 10.04.2026", None),
        ("24.04.2026, Anmeldung erforderlich", None),
        ("24.04.2026, Einsendeschluss 10.04.2026", None),
        ("24.04.2026, Anmeldung bis 01.05.2026", None),  # after the event: left over from another one
    ],
)
def test_the_deadline_of_registration_is_told_from_the_dates(text: str, deadline: str | None) -> None:
    assert read(text).deadline == (date.fromisoformat(deadline) if deadline else None)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ABGESAGT: Vortrag am 16.04.2026, 19 Uhr", "cancelled"),
        ("16.04.2026, 19 Uhr – fällt leider aus", "cancelled"),
        ("16.04.2026, 19 Uhr (findet nicht statt)", "cancelled"),
        ("16.04.2026, 19 Uhr, auf unbestimmte Zeit verschoben", "postponed"),
        ("Neuer Termin: 23.04.2026, 19 Uhr statt 16.04.2026", "rescheduled"),
        ("verlegt vom 16.04. auf den 23.04.2026, 19 Uhr", "rescheduled"),
        ("fällt aus: 16.04.2026, 19 Uhr, Ersatztermin: 23.04.2026, 19 Uhr", "rescheduled"),
        ("16.04.2026, 19 Uhr, verlegt in den großen Saal", ""),
        ("16.04.2026, 19 Uhr, ausgebucht", ""),
        ("14.04., 21.04. (entfällt) und 28.04.2026, 19 Uhr", ""),
    ],
)
def test_the_wording_says_whether_it_is_on(text: str, status: str) -> None:
    assert read(text).status == status


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("31.06.2026, 10 Uhr", "invalid"),
        ("09/2026", "month_only"),
        ("Termine nach Vereinbarung", "offer"),
        ("Termin wird noch bekannt gegeben", "unscheduled"),
        ("nach den Sommerferien", "unscheduled"),
        ("Mo–Fr 9–17 Uhr", "opening_hours"),
        ("Jeden zweiten Mittwoch, 18 Uhr", "ambiguous"),
        ("Anmeldeschluss ist der 31.03.2026", "deadline_only"),
        ("im großen Saal", "none"),
        ("", "none"),
    ],
)
def test_what_has_no_date_says_why(text: str, trouble: str) -> None:
    found = read(text)
    assert (found.spans, found.trouble) == ((), trouble)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Freitag, 16.04.2026", "weekday_conflict"),
        ("16.04., 19 Uhr", "year_inferred"),
        ("morgen, 19 Uhr", "relative_date"),
        ("16.04.2026, 19 Uhr, Dauer: 90 Minuten", "end_from_duration"),
        ("29.03.2026, 2:30 Uhr", "dst_gap"),
        ("16.04.2026, 19 Uhr, Anmeldung bis 01.05.2026", "deadline_implausible"),
    ],
)
def test_what_was_inferred_or_looks_odd_is_flagged(text: str, flag: str) -> None:
    assert flag in read(text).flags


def test_a_time_that_the_change_of_clocks_skips_moves_forward_and_one_it_repeats_is_the_first() -> None:
    skipped, repeated = read("29.03.2026, 2:30 Uhr").spans[0], read("25.10.2026, 2:30 Uhr").spans[0]
    assert skipped.start.isoformat() == "2026-03-29T03:30:00+02:00"
    assert repeated.start.isoformat() == "2026-10-25T02:30:00+02:00"


# ---------------------------------------------------------------- whatever a page may hold

FRAGMENTS = """
14.3. 14.03.2026 31.12. 2026-04-01 3.–7.8.2026 5./6. Mai März Montag Mo Sa. dienstags jeden ersten
2. und , | - – bis vom ab um 14 Uhr 10–12 Uhr 14:30 8.15 2 pm Einlass Beginn Ende Dauer 90 Minuten
Anmeldung bis zum außer nicht in den Osterferien Herbstferien Karfreitag 3. Advent KW 12/2026
täglich jeweils 14-tägig 6 x im Monat entfällt verschoben auf abgesagt statt heute morgen nächsten
Freitag Klasse 5 12 € Raum 3.14 ( ) : ; . 2027 1 12 24 00:00 23:59 geöffnet letzter
"""
SENTENCES = st.lists(st.sampled_from([*FRAGMENTS.split(), "\n"]), max_size=40).map(" ".join)


@given(st.one_of(st.text(max_size=300), SENTENCES), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_any_text_gives_sorted_single_plausible_spans(text: str, reference: date) -> None:
    found = read(text, reference)
    assert len(set(found.spans)) == len(found.spans) <= 400
    days = [s.start.date() if isinstance(s.start, datetime) else s.start for s in found.spans]
    assert days == sorted(days)
    for span in found.spans:
        assert abs(span.start.year - reference.year) <= 13
        assert span.end is None or span.end > span.start
        assert not isinstance(span.start, datetime) or span.start.tzinfo is BERLIN
    assert bool(found.trouble) != bool(found.spans)


HOSTILE = [
    "1",
    "1.",
    "10 und ",
    "von ",
    "14.3., ",
    "jeden ",
    "vom 1.1.2026 bis 31.12.2026, ",
    "a-",
    "1-",
    "[",
    "Ã¼",
    "0 1",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_text_without_end_is_done_soon(piece: str) -> None:
    begin = time.process_time()
    read(piece * (1_000_000 // len(piece)))
    assert time.process_time() - begin < 5


MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
WEEKDAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"
FORMS = [
    "{d:%d.%m.%Y}",
    "{d.day}.{d.month}.{d.year}",
    "{d:%d.%m.%y}",
    "{d:%Y-%m-%d}",
    "{d:%d/%m/%Y}",
    "{d:%d-%m-%Y}",
    "{d.day}. {month} {d.year}",
    "{weekday}, {d.day}. {month} {d.year}",
    "{weekday[0]}{weekday[1]}., {d:%d.%m.%Y}",
    "am {weekday}, dem {d:%d.%m.%Y}",
    "{d:%d.%m.%Y} ({weekday[0]}{weekday[1]})",
    "{weekday}\n{d.day}\n{month}\n{d.year}",
]
CLOCKS = [
    "{t:%H:%M} Uhr",
    "{t:%H.%M} Uhr",
    "um {t:%H:%M}",
    "| {t:%H:%M} |",
    "Beginn: {t:%H.%M}",
    "{t.hour}h{t:%M}",
]


@given(
    st.dates(date(2025, 1, 1), date(2029, 12, 31)),
    st.times(),
    st.sampled_from(FORMS),
    st.sampled_from(CLOCKS),
)
def test_a_printed_full_date_and_time_are_read_back(day: date, at: dt.time, form: str, clock: str) -> None:
    printed = form.format(d=day, month=MONTHS.split()[day.month - 1], weekday=WEEKDAYS.split()[day.weekday()])
    assert [(s.start, s.end) for s in read(printed).spans] == [(day, None)]
    if at.hour < 4:  # the change of clocks, and midnight, have rules of their own
        return
    wall = datetime.combine(day, at.replace(second=0, microsecond=0), BERLIN)
    assert [span.start for span in read(f"{printed} {clock.format(t=at)}").spans] == [wall]
