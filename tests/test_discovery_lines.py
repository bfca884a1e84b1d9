"""Discovery where an event is a line, its title a heading, or its page behind a link."""

# ruff: noqa: E501 (pages)

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from connectors.cluster import Source
from connectors.dates import read_dates
from connectors.discovery import Finding, best_here
from connectors.kinds import from_auto, from_html
from connectors.model import Link, Page, Record, Window
from connectors.normalising.normalise import normalise
from tests.test_discovery import TODAY, URL, ZONE, page_of

HEAD = '<html lang="{}"><head><title>{}</title></head><body><main>{}</main></body></html>'
WINDOW = Window(date(2020, 1, 1), date(2030, 1, 1), TODAY)


def found_in(body: str, language: str = "de", title: str = "Sternwarte") -> tuple[Page, Finding]:
    page = page_of(HEAD.format(language, title, body))
    finding = best_here(page, timezone="Europe/Berlin", today=TODAY)
    assert finding is not None
    assert finding.kind == "html"
    assert from_html.check_options(finding.options) == []
    return page, finding


def source_of(finding: Finding) -> Source:
    return Source(
        id="a", path=Path("a.toml"), name="", partner="", url=URL, timezone="Europe/Berlin",
        kind=finding.kind, options=finding.options,
    )  # fmt: skip


def events(body: str, language: str = "de", title: str = "Sternwarte") -> list[tuple[str, str]]:
    page, finding = found_in(body, language, title)
    source = source_of(finding)
    records = [each for each in from_html.parse(page, source) if isinstance(each, Record)]
    listed = [x for r in records for x in normalise(r, source, page=page, window=WINDOW, reference=TODAY)]
    return [(each.title, str(each.start)[:16].replace(" ", "T")) for each in listed if hasattr(each, "start")]


def test_each_line_of_a_paragraph_is_an_event() -> None:
    body = """<h2>Termine</h2><p>12.09.2026, 19 Uhr: Vortrag über Mars<br>20.09.2026, 20 Uhr: Führung am Fernrohr<br>
    02.10.2026, 19 Uhr: Reise zum Mond</p>"""
    assert [start for _, start in events(body)] == [
        "2026-09-12T19:00",
        "2026-09-20T20:00",
        "2026-10-02T19:00",
    ]


def test_a_year_over_the_lines_is_theirs() -> None:
    body = """<h2>Vorträge der Sternwarte</h2><p><strong>2027</strong><br>12. September, 19 Uhr: Mars<br>20. Oktober, 20 Uhr: Mond</p>"""
    assert [start for _, start in events(body)] == ["2027-09-12T19:00", "2027-10-20T20:00"]


def test_paragraphs_within_one_element_are_events_where_the_date_stands_below_the_title() -> None:
    body = """<h2>Veranstaltungen</h2><div><b>Vortrag über Mars</b><br>Kuppelsaal<br>12. September 2026<br>19 Uhr<br><br>
    <b>Führung am Fernrohr</b><br>Dachgarten<br>20. September 2026<br>20 Uhr</div>"""
    assert events(body) == [
        ("Vortrag über Mars", "2026-09-12T19:00"),
        ("Führung am Fernrohr", "2026-09-20T20:00"),
    ]


def test_bare_dates_are_named_by_the_heading_that_names_something() -> None:
    body = """<h1>Offener Beobachtungsabend</h1><h2>Termine</h2><p>12.09.2026, 20 Uhr</p><p>10.10.2026, 20 Uhr</p>
    <p>14.11.2026, 19 Uhr</p>"""
    assert events(body) == [
        ("Offener Beobachtungsabend", f"2026-{when}")
        for when in ("09-12T20:00", "10-10T20:00", "11-14T19:00")
    ]


def test_a_heading_in_a_form_or_beside_the_list_names_nothing() -> None:
    body = """<h1>Offener Beobachtungsabend</h1><form><h2>Rundbrief bestellen</h2></form><p>12.09.2026, 20 Uhr</p>
    <p>10.10.2026, 20 Uhr</p><p>14.11.2026, 19 Uhr</p>"""
    assert {title for title, _ in events(body)} == {"Offener Beobachtungsabend"}


AGENDAS = "".join(
    f'<p><a href="/a/{n}.pdf">{day}</a></p>'
    for n, day in enumerate(("08-26-26", "08-19-26", "07-29-26", "07-08-26"))
)


def test_the_days_of_agendas_are_those_of_the_meetings_month_first_in_american_english() -> None:
    found = events(f"<h3>AGENDAS</h3>{AGENDAS}", "en", "Board of Control")
    assert found == [
        ("Board of Control", day) for day in ("2026-08-26", "2026-08-19", "2026-07-29", "2026-07-08")
    ]


TALKS = """<h1>Talks</h1><p>The hall and the dome are open before each meeting, and the bar after it.</p><ul>
<li class=event><b>Mars and the moons</b> <span class=date>9/4/2026, 7 pm</span></li>
<li class=event><b>Tools of the trade</b> <span class=date>10/2/2026, 7 pm</span></li>
<li class=event><b>The seasons</b> <span class=date>11/6/2026, 7 pm</span></li></ul>"""


@pytest.mark.parametrize(
    ("language", "month"), [("en-US", "09"), ("en", "09"), ("en-GB", "04"), ("de", "04")]
)
def test_only_american_pages_write_the_month_first(language: str, month: str) -> None:
    days = [start for _, start in events(TALKS, language)]
    assert days[0][5:7] == month


def test_the_order_is_written_down_where_it_matters() -> None:
    assert found_in(TALKS, "en")[1].options["dates"] == "month-first"
    assert "dates" not in found_in(TALKS.replace("/", "."), "en")[1].options


def test_month_first_is_asked_for() -> None:
    day = {"reference": TODAY, "today": TODAY, "zone": ZONE}
    assert str(read_dates("10/02/26", **day, month_first=True).spans[0].start) == "2026-10-02"  # type: ignore[arg-type]
    assert str(read_dates("10/02/26", **day).spans[0].start) == "2026-02-10"  # type: ignore[arg-type]
    assert str(read_dates("25.12.2026", **day, month_first=True).spans[0].start) == "2026-12-25"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("Sep 9, 2026 from 5 to 7 p.m.", "2026-09-09 17:00", "2026-09-09 19:00"),
        ("Sep 9, 2026 11-1 pm", "2026-09-09 11:00", "2026-09-09 13:00"),
        ("Wed Sep 9–Sun Oct 4 2026", "2026-09-09", "2026-10-05"),
        ("Sep 9, 2026 at 3:pm", "2026-09-09 15:00", "None"),
    ],
)
def test_english_wordings_are_completed(words: str, start: str, end: str) -> None:
    (span,) = read_dates(words, reference=TODAY, today=TODAY, zone=ZONE).spans
    assert (str(span.start)[:16], str(span.end)[:16]) == (start, end)


def test_a_row_of_a_years_table_has_a_month_and_its_days() -> None:
    spans = read_dates("2026\nSEP.\n10\n24", reference=TODAY, today=TODAY, zone=ZONE).spans
    assert [str(each.start) for each in spans] == ["2026-09-10", "2026-09-24"]


UNTIMED = """<h1>Veranstaltungen</h1><ul>
<li class=termin><h3><a href="/t/pilze">Pilzwanderung</a></h3><span class=datum>12.09.2026</span></li>
<li class=termin><h3><a href="/t/mars">Reise zum Mars</a></h3><span class=datum>20.09.2026</span></li>
<li class=termin><h3><a href="/t/mond">Reise zum Mond</a></h3><span class=datum>02.10.2026</span></li></ul>"""
BEHIND = "<main><h1>Pilzwanderung</h1><p>Uhrzeit: 10 bis 12 Uhr</p><p>Treffpunkt: Stadtpark</p></main>"


def test_where_the_list_names_no_hour_the_pages_behind_it_are_read() -> None:
    page, finding = found_in(UNTIMED)
    assert finding.options["follow"] is True
    source = source_of(finding)
    first = next(each for each in from_html.parse(page, source) if isinstance(each, Link))
    assert (first.url, first.record is not None) == ("https://verein.example/t/pilze", True)
    assert first.record is not None
    (record,) = from_html.parse_detail(page_of(BEHIND, first.url), source, first.record)
    spans = read_dates(record.when, reference=TODAY, today=TODAY, zone=ZONE).spans
    assert (str(spans[0].start)[:16], record.location) == ("2026-09-12 10:00", "Stadtpark")


def test_where_the_list_names_no_place_the_pages_behind_it_are_read_unless_they_are_many() -> None:
    timed = UNTIMED.replace("2026<", "2026, 10 Uhr<")
    assert found_in(timed)[1].options["follow"] is True
    placed = timed.replace(
        "</span></li>", "</span> <span class=ort>Stadtpark, Weg 1, 44787 Bochum</span></li>"
    )
    assert "follow" not in found_in(placed)[1].options
    item = '<li class=termin><h3><a href="/t/{0}">Treffen {0}</a></h3><span class=datum>{1}.09.2026, 10 Uhr</span></li>'
    many = "".join(item.format(n, n % 28 + 1) for n in range(40))
    assert "follow" not in found_in(f"<h1>Veranstaltungen</h1><ul>{many}</ul>")[1].options


def test_auto_alone_reads_the_list() -> None:
    source = Source(
        id="a", path=Path("a.toml"), name="", partner="", url=URL, timezone="Europe/Berlin", kind="auto"
    )
    assert all(isinstance(each, Record) for each in from_auto.parse(page_of(UNTIMED), source))
