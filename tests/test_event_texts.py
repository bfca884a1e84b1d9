"""Events in running text: labelled lines, headings, sentences, and the day on which it was written."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing.announcements import Announcement, announcements
from connectors.parsing.event_texts import event_texts
from connectors.parsing.labelled_text import labelled
from connectors.parsing.markup import document
from connectors.parsing.page_lines import BOLD, Line, page_lines
from connectors.parsing.told_dates import DAYS, DAYS_AND_WEEKS, told

URL = "https://museum.example/aktuelles/"
SOURCE = Source(
    id="museum", path=Path("museum.toml"), name="Museum", partner="museum", url=URL, timezone="Europe/Berlin"
)


def page_of(body: str, url: str = URL) -> Page:
    return Page(url=url, final_url=url, body=body.encode(), sha256="0", first_seen=date(2026, 11, 23))


def read(body: str, url: str = f"{URL}1") -> list[Record | Link | Problem]:
    return list(event_texts(page_of(body, url), SOURCE))


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Datum: 5.12.2026", "when", "5.12.2026"),
        ("Wann und wo: 5.12.2026, Aula", "when", "5.12.2026, Aula"),
        ("Datum, Uhrzeit: 5.12.2026, 10 Uhr", "when", "5.12.2026, 10 Uhr"),
        ("Einlass: 19:00 Uhr", "when", "Einlass: 19:00 Uhr"),
        ("Treffpunkt: Tor 3", "location", "Tor 3"),
        ("Veranstaltungsort\nAula", "location", "Aula"),
        ("Ort: Aula\nLindenallee 110; 44791 Bochum", "location", "Aula, Lindenallee 110; 44791 Bochum"),
        ("KOSTEN: 8 €", "price", "8 €"),
        ("Der Eintritt ist frei.", "price", "Der Eintritt ist frei."),
        ("Kosten im Museumseintritt enthalten", "price", "Kosten im Museumseintritt enthalten"),
        ("Anmeldung/Buchung: nicht nötig", "registration", "nicht nötig"),
        ("Anmeldung nicht erforderlich", "registration", "Anmeldung nicht erforderlich"),
        ("Zielgruppe: 8-99 Jahre", "audience", "8-99 Jahre"),
        ("Referent*in: N. N.", "persons", "N. N."),
        ("Hinweis: Festes Schuhwerk", "description", "Hinweis: Festes Schuhwerk"),
        ("Ortsgruppe Süd: wir laden ein", "description", "Ortsgruppe Süd: wir laden ein"),
    ],
)
def test_a_label_names_its_field(line: str, field: str, value: str) -> None:
    assert labelled(line) == {field: value}


def test_several_labels_on_one_line_are_told_apart() -> None:
    found = labelled("Datum: 5.12.2026 | Ort: Aula | Kosten: 3 €")
    assert found == {"when": "5.12.2026", "location": "Aula", "price": "3 €"}


VALUES = (
    "5.12.2026, 10 Uhr",
    "Aula, Lindenallee 110",
    "8 € (vor Ort)",
    "Feste Schuhe sind nötig.",
    "ab 8 Jahren",
)
LABELS = ("", "Datum: ", "Ort: ", "Ort\n", "Kosten: ", "Leitung: ", "Hinweis: ", "Uhrzeit: Beginn: ")


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(VALUES)), max_size=8))
def test_no_value_is_lost_whatever_stands_around_it(lines: list[tuple[str, str]]) -> None:
    said = "\n".join(labelled("\n".join(label + value for label, value in lines)).values())
    assert all(value in said for _, value in lines)


def test_a_line_in_bold_print_is_a_heading_and_a_label_in_bold_is_none() -> None:
    body = "<main><h2>Ferien</h2><p><b>Löten</b></p><p><b>Ort:</b> Aula</p></main><footer>Impressum</footer>"
    assert page_lines(document(page_of(body))) == [Line("Ferien", 2), Line("Löten", BOLD), Line("Ort: Aula")]


def test_a_page_set_within_a_form_is_read_and_a_search_form_is_not() -> None:
    body = "<form><h1>Ferien</h1><p>Ort: Aula</p></form><form><label>Suche</label></form>"
    assert page_lines(document(page_of(body))) == [Line("Ferien", 1), Line("Ort: Aula")]


def test_headings_above_a_group_are_its_events_categories() -> None:
    lines = [
        Line("Programm", 1), Line("Für Kinder", 2), Line("Löten", 3), Line("Datum: 5.12.2026"),
        Line("Für Erwachsene", 2), Line("Vortrag"), Line("Geothermie", 3), Line("Datum: 6.12.2026"),
    ]  # fmt: skip
    assert list(announcements(lines)) == [
        Announcement("Löten", ("Für Kinder",), ("Datum: 5.12.2026",)),
        Announcement("Geothermie", ("Für Erwachsene", "Vortrag"), ("Datum: 6.12.2026",)),
    ]


ADDRESS = "Radom<br>Obernbaakstr. 6; 44797 Bochum"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Mond</h1><p>Ort: {ADDRESS}<br>Datum: 12.12.2026<br>Uhrzeit: 19 Uhr</p>",
        f"<h1>Mond</h1><p><b>Ort:</b>&nbsp;{ADDRESS}</p><p><b>Datum:</b> 12.12.2026<br>19 Uhr</p>",
        f"<h2>Mond</h2><div>Ort:</div><div>{ADDRESS}</div><div>Datum:</div>"
        "<div>12.12.2026</div><div>19 Uhr</div>",
        f"<h1>Mond</h1><h2>Ort</h2><p>{ADDRESS}</p><h2>Termin</h2><p>12.12.2026, 19 Uhr</p>",
        "<h1>Mond</h1><table><tr><th>Datum</th><td>12.12.2026<br>19 Uhr</td></tr>"
        f"<tr><th>Ort</th><td>{ADDRESS}</td></tr></table>",
        "<h1>Mond</h1><table><tr><td>Datum</td><td>12.12.2026, 19 Uhr</td></tr>"
        f"<tr><td>Ort</td><td>{ADDRESS}</td></tr></table>",
        f"<h1>Mond</h1><dl><dt>Datum</dt><dd>12.12.2026<br>19 Uhr</dd><dt>Ort</dt><dd>{ADDRESS}</dd></dl>",
        f"<title>Mond – Sternwarte</title><p>Ort: {ADDRESS}<br>Datum: 12.12.2026, 19 Uhr</p>",
    ],
)
def test_however_the_labels_are_set_the_event_is_the_same(body: str) -> None:
    (record,) = read(body)
    assert isinstance(record, Record)
    assert (record.title, record.location) == ("Mond", "Radom, Obernbaakstr. 6; 44797 Bochum")
    assert record.when.replace("\n", ", ") == "12.12.2026, 19 Uhr"


def test_an_event_without_a_title_is_read_all_the_same_so_that_it_is_told() -> None:
    (record,) = read("<p>Ort: Radom<br>Datum: 12.12.2026</p>")
    assert isinstance(record, Record) and record.title == ""


def test_what_a_first_page_tells_in_sentences_are_teasers() -> None:
    body = "<h1>Start</h1><p>Am 5. Dezember 2026 findet das Löten statt.</p>"
    assert len(list(event_texts(page_of(body), SOURCE))) == 1
    assert not list(event_texts(page_of(body), SOURCE, follow=re.compile("kurse")))


def test_titles_that_are_no_headings_divide_events_too() -> None:
    text = (
        "Exkursion\nAm Bach\nGuide: N. N.\nDatum: 5.12.2026\nOrt: Witten\nVortrag\nErdwärme\nDatum: 6.12.2026"
    )
    found = list(announcements([Line("Programm", 1), *(Line(line) for line in text.split("\n"))]))
    assert [(each.title, each.headings) for each in found] == [
        ("Am Bach", ("Exkursion",)), ("Erdwärme", ("Vortrag",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("Vom 20. bis 24. Oktober 2027 findet die Projektwoche statt.", True),
        ("Wir laden am Samstag, 5. Dezember, zum Löten ein.", True),
        ("Am Samstag, den 5.12.2026, lernen Kinder löten.", True),
        ("Die Projektwoche fand vom 20. bis 24. Oktober 2025 statt.", False),
        ("Die Anmeldung startet am 3. November.", False),
        ("Am 3. Mai besuchte uns eine Klasse.", False),
        ("Kurse in Gebäude NB 03/242 findet man leicht.", False),
        ("Jeden Donnerstag um 15 Uhr ist die Werkstatt für alle da.", False),
    ],
)
def test_a_sentence_in_the_present_tense_announces(sentence: str, is_told: bool) -> None:
    assert bool(list(told([Line("Titel", 1), Line(sentence)], DAYS))) is is_told


def test_a_weekly_time_is_told_only_where_that_is_asked_for() -> None:
    lines = [Line("Werkstatt", 1), Line("Jeden Donnerstag um 15 Uhr ist die Werkstatt für alle da.")]
    assert [each.title for each in told(lines, DAYS_AND_WEEKS)] == ["Werkstatt"]


@pytest.mark.parametrize(
    "written",
    [
        "<p>Meldung vom 20.11.2026</p>",
        '<time itemprop="datePublished" datetime="2026-11-20">vor drei Tagen</time>',
        '<meta property="article:published_time" content="2026-11-20T08:00:00+01:00">',
    ],
)
def test_the_day_of_writing_gives_the_year(written: str) -> None:
    (record,) = read(f"<h1>Löten</h1>{written}<p>Termin: 4. Januar, 10 bis 13 Uhr</p>")
    assert isinstance(record, Record)
    assert str(record.start) == "2027-01-04 10:00:00+01:00"


def test_a_text_of_unknown_age_with_a_day_without_a_year_is_told_as_a_problem() -> None:
    (problem,) = read("<h1>Löten</h1><p>Termin: 4. Januar, 10 bis 13 Uhr</p>")
    assert isinstance(problem, Problem) and problem.code == "year-unknown"


def test_a_weekday_makes_a_year_unnecessary() -> None:
    (record,) = read("<h1>Löten</h1><p>Termin: Montag, 4. Januar, 10 bis 13 Uhr</p>")
    assert isinstance(record, Record) and record.when == "Montag, 4. Januar, 10 bis 13 Uhr"


def test_folders_of_years_long_past_are_not_asked_for() -> None:
    body = '<a href="/2026/a/">A</a><a href="/2025/b/">B</a><a href="/2019/c/">C</a>'
    found = event_texts(page_of(body), SOURCE, follow=re.compile(""))
    assert [link.url[-8:] for link in found if isinstance(link, Link)] == ["/2026/a/", "/2025/b/"]
