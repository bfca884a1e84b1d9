"""One broken line costs at most its own event; what was mended is told."""

from __future__ import annotations

import pytest

from connectors.model import Severity
from tests.calendars import calendar, event, only, read, repaired

START = "DTSTART:20261205T130000Z"
PLAIN = event(START, "DESCRIPTION:Ringe\\, Monde")


@pytest.mark.parametrize(
    "body",
    [
        PLAIN.replace(b"\r\n", b"\n"),
        PLAIN.replace(b"\r\n", b"\r"),
        PLAIN.replace(b"\r\n", b"\r\r\n"),
        b"\xef\xbb\xbf" + PLAIN,
        b"\xef\xbb\xbf\xef\xbb\xbf" + PLAIN,
        PLAIN.rstrip(),
        PLAIN.replace(b"Ringe", b"Ri\r\n nge"),
        PLAIN.replace(b"Ringe", b"Ri\r\n\tnge"),
        PLAIN.replace(b"Ringe", b"Ri\n nge"),
        PLAIN.replace(b"DTSTART:", b"dtstart:").replace(b"SUMMARY:", b"Summary:"),
        PLAIN.replace(b"BEGIN:", b"begin:").replace(b"END:", b"end:"),
        b"<br />Warning: something in calendar.php" + PLAIN,
        b"\n\n" + PLAIN,
        PLAIN.removeprefix(b"BEGIN:VCALENDAR\r\n").removesuffix(b"END:VCALENDAR\r\n"),
        PLAIN.replace(b"SUMMARY", b"SUMMARY;LANGUAGE=de"),
        PLAIN.replace(b"SUMMARY", b'SUMMARY;ALTREP="https://a.example/:;"'),
        PLAIN.replace(b"UID", b"\r\nUID"),
    ],
)
def test_files_that_look_different_say_the_same(body: bytes) -> None:
    record = only(body)
    assert (record.title, record.description) == ("Saturn", "Ringe, Monde")
    assert record.uid == "1@sternwarte.example"


def test_the_line_of_an_event_is_that_of_the_file_with_its_folds() -> None:
    one = ["BEGIN:VEVENT", START, "SUMMARY:Sat", " urn", "END:VEVENT"]
    records, _ = read(calendar(*one, *one))
    assert [record.line for record in records] == [3, 8]


def test_a_fold_may_split_a_character() -> None:
    body = event(START, "DESCRIPTION:Führung").replace("ü".encode(), b"\xc3\r\n \xbc")
    assert only(body).description == "Führung"


def test_latin_1_in_between_is_read_and_told() -> None:
    body = event(START, "DESCRIPTION:Führung – groß").replace("ü".encode(), b"\xfc")
    body = body.replace("– groß".encode(), b"gro\xdf")
    record, codes = repaired(body)
    assert record.description == "Führung groß"
    assert codes == ["encoding"]


def test_utf_16_is_read() -> None:
    records, problems = read(PLAIN.decode().encode("utf-16"), charset="utf-16")
    assert problems == []
    assert records[0].title == "Saturn"


def test_real_line_breaks_in_a_text_are_joined_to_it() -> None:
    record, codes = repaired(
        event(
            START,
            "DESCRIPTION:Ein Abend",
            "",
            "Treffpunkt: Kuppel",
            "Location: Foyer",
            "https://a.example/b",
            "STATUS:CONFIRMED",
        )
    )
    assert record.description == "Ein Abend\nTreffpunkt: Kuppel\nLocation: Foyer\nhttps://a.example/b"
    assert record.location == ""
    assert record.status == "CONFIRMED"
    assert codes == ["line-break"]


def test_a_property_that_we_do_not_know_ends_a_text() -> None:
    assert only(event(START, "DESCRIPTION:Ein Abend", "DRESSCODE:CASUAL")).description == "Ein Abend"


def test_quoted_printable_of_old_calendars_is_read() -> None:
    record = only(
        event(
            START,
            "DESCRIPTION;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:F=FChrung=0D=0Amit=",
            " Fernrohr",
            "LOCATION;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Sternwarte B=C3=BChne",
        )
    )
    assert record.description.replace("\r", "") == "Führung\nmit Fernrohr"
    assert record.location == "Sternwarte Bühne"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"Ringe\; Monde", "Ringe; Monde"),
        (r"Ringe\: Monde", "Ringe: Monde"),
        (r"C:\Sterne", r"C:\Sterne"),
        (r"a\\nb", r"a\nb"),
        (r"a\\\nb", "a\\\nb"),
        (r"Ende\ ".strip(), "Ende\\"),
        ("Ringe; Monde, Mehr", "Ringe; Monde, Mehr"),
    ],
)
def test_odd_escapes_are_read_as_meant(written: str, meant: str) -> None:
    assert only(event(START, f"LOCATION:{written}")).location == meant


def test_the_first_of_two_properties_counts_and_that_is_told() -> None:
    record, codes = repaired(event(START, "LOCATION:", "LOCATION:Kuppel", "LOCATION:Aula", "URL:a", "URL:a"))
    assert record.location == "Kuppel"
    assert codes == ["duplicate-property"]


def test_several_calendars_in_one_file_keep_their_zones() -> None:
    one = event("DTSTART:20260705T140000", head="X-WR-TIMEZONE:Europe/London")
    records, problems = read(one + event("DTSTART:20260705T140000"))
    assert problems == []
    assert [record.timezone for record in records] == ["Europe/London", "Europe/Berlin"]


def test_an_event_without_its_end_is_whole_when_the_next_begins() -> None:
    one = ["BEGIN:VEVENT", START, "SUMMARY:Saturn"]
    records, problems = read(calendar(*one, *one, "END:VEVENT"))
    assert len(records) == 2
    assert [(p.code, p.line) for p in problems] == [("missing-end", 3)]


def test_of_a_file_cut_off_in_an_event_the_whole_ones_are_read() -> None:
    body = calendar(*["BEGIN:VEVENT", START, "SUMMARY:Saturn", "END:VEVENT"] * 3)
    records, problems = read(body[: body.rindex(b"SUMMARY")])
    assert len(records) == 2
    assert [(p.code, p.severity, p.line) for p in problems] == [("truncated", Severity.DROPPED, 11)]


@pytest.mark.parametrize("missing", [b"END:VCALENDAR\r\n", b"DAR\r\n"])
def test_a_file_cut_off_between_events_is_told_too(missing: bytes) -> None:
    records, problems = read(PLAIN.removesuffix(missing))
    assert len(records) == 1
    assert [(p.code, p.severity) for p in problems] == [("truncated", Severity.REPAIRED)]


def test_wherever_a_file_is_cut_off_it_is_told() -> None:
    body = calendar(*["BEGIN:VEVENT", START, "SUMMARY:Saturn", "END:VEVENT"] * 2)
    for length in range(len("BEGIN:VCALENDAR\r\n"), len(body) - len("\r\n")):
        records, problems = read(body[:length])
        assert "truncated" in [problem.code for problem in problems]
        assert len(records) == body[:length].count(b"END:VEVENT")


def test_a_text_that_begins_like_a_component_is_a_text() -> None:
    record, codes = repaired(event(START, "DESCRIPTION:Abend", "Begin: 19 Uhr", "End: offen", "BEGIN:19 Uhr"))
    assert record.description == "Abend\nBegin: 19 Uhr\nEnd: offen\nBEGIN:19 Uhr"
    assert codes == ["line-break"]


def test_a_quote_that_is_not_closed_costs_nothing_else() -> None:
    record = only(
        event('DTSTART;X-A="b:20261205T130000Z', 'ORGANIZER;CN="Erika:mailto:e@a.example', "STATUS:TENTATIVE")
    )
    assert record.status == "TENTATIVE"
    assert record.start is not None


def test_ends_without_a_begin_are_ignored() -> None:
    assert only(event("END:VALARM", START, "END:VTODO")).title == "Saturn"


def test_three_thousand_nested_components_are_no_trouble() -> None:
    body = calendar(*["BEGIN:VALARM"] * 3000, *["END:VALARM"] * 3000, "BEGIN:VEVENT", START, "END:VEVENT")
    assert len(read(body)[0]) == 1
