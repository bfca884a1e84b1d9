"""Pages written to hang, fill or crash their reader cost little; of a calendar, only the event concerned."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from connectors.columns import from_bytes
from connectors.errors import CollectionError
from connectors.reading import Reading, read
from connectors.workers import PARSE_SECONDS
from tests.fuzz.targets import request
from tests.nights import calendar, vevent

SECONDS = PARSE_SECONDS  # when a worker would be ended; a page of a partner takes hundredths
MANY = 100_000


@contextmanager
def in_bounded_time() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < SECONDS


def listing(*lines: str, start: str = "20261205T140000") -> str:
    return vevent("schlecht", "Schlecht", start, *lines)


def names(path: str, numbers: range) -> str:
    return path + ",".join(map(str, numbers))


EVENTS = {
    "every second": listing("RRULE:FREQ=SECONDLY"),
    "every half minute": listing("RRULE:FREQ=SECONDLY;INTERVAL=30", start="20200101T000000"),
    "every second of a day that never comes": listing("RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
    "every minute": listing("RRULE:FREQ=MINUTELY", start="20200101T000000"),
    "every minute for ever counted": listing("RRULE:FREQ=MINUTELY;COUNT=2147483647"),
    "every hour of 9,000 years": listing("RRULE:FREQ=HOURLY;UNTIL=99991231T000000Z", start="10010101T000000"),
    "a day that never comes": listing("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    "a hundred million days": listing("RRULE:FREQ=DAILY;COUNT=100000000", start="20200101T000000"),
    "a huge count": listing(f"RRULE:FREQ=DAILY;COUNT={'9' * 5000}"),
    "a huge interval": listing(f"RRULE:FREQ=DAILY;INTERVAL={'9' * 400}"),
    "an interval beyond the calendar": listing("RRULE:FREQ=YEARLY;INTERVAL=9999"),
    "every second named": listing(
        names("RRULE:FREQ=DAILY;BYHOUR=", range(24))
        + names(";BYMINUTE=", range(60))
        + names(";BYSECOND=", range(60))
    ),
    "every day named": listing(
        names("RRULE:FREQ=YEARLY;BYYEARDAY=", range(1, 367)) + names(";BYSETPOS=", range(1, 367))
    ),
    "a weekday named without end": listing("RRULE:FREQ=WEEKLY;BYDAY=" + ",".join(["MO"] * MANY)),
    "a thousand rules": listing(*["RRULE:FREQ=DAILY"] * 1_000),
    "a rule of exceptions": listing("RRULE:FREQ=DAILY", "EXRULE:FREQ=SECONDLY"),
    "dates without end": listing(
        *(f"RDATE:2026{1 + n % 12:02}{1 + n % 28:02}T{n % 24:02}{n % 60:02}00" for n in range(MANY))
    ),
    "dates on one line": listing("RDATE:" + ",".join(["20261206T140000"] * MANY)),
    "exceptions without end": listing("RRULE:FREQ=DAILY", *["EXDATE:20261206T140000"] * MANY),
    "periods without end": listing("RDATE;VALUE=PERIOD:" + ",".join(["20261206T140000/P99999D"] * 10_000)),
    "the year 9999": listing("RRULE:FREQ=DAILY", start="99991231T235959"),
    "the year 1": listing("RRULE:FREQ=DAILY", start="00010101T000000"),
    "the year 0": listing(start="00000101T000000"),
    "a duration without end": listing("DURATION:P99999999999999D"),
    "an end at the end of time": listing("DTEND;TZID=Europe/Berlin:99991231T235959"),
    "a sequence without end": listing(f"SEQUENCE:{'9' * 5000}"),
    "a negative sequence": listing("SEQUENCE:-99999999999999999999"),
    "a point beyond the earth": listing("GEO:1e999;-1e999"),
    "attendees without end": listing(*["ATTENDEE;CN=x:mailto:x@museum.example"] * MANY),
    "a million escapes": listing("DESCRIPTION:" + "\\n\\," * 500_000),
    "a parameter without end": listing('LOCATION;X="' + "x" * 1_000_000),
    "parameters without end": listing("LOCATION" + ";A=b" * MANY + ":x"),
    "folds without end": listing("DESCRIPTION:x", *[" "] * MANY),
    "components within": listing(*["BEGIN:VALARM"] * 50_000),
    "a zone of its own": listing("DTEND;TZID=" + "Z" * MANY + ":20261205T150000"),
    "a picture within": listing("ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "QUJD" * 500_000),
}


def before_and_after(bad: str) -> bytes:
    return calendar(
        vevent("vor", "Vorher", "20261204T140000"), bad, vevent("nach", "Nachher", "20261206T140000")
    )


def titles(reading: Reading) -> list[str]:
    return [str(title) for title in from_bytes(reading.listings)["title"].to_pylist()]


@pytest.mark.parametrize("bad", EVENTS.values(), ids=EVENTS)
def test_one_bad_event_of_a_calendar_costs_one_event(bad: str) -> None:
    with in_bounded_time():
        reading = read(request("ics", before_and_after(bad)))
    found = titles(reading)
    assert {"Vorher", "Nachher"} <= set(found), reading.problems
    assert len(found) <= 5_000 and len(reading.problems) <= 1_000


def test_one_uid_by_the_thousand_is_as_many_events_and_no_more() -> None:
    events = (
        vevent("gleich", f"Nr. {n}", f"202612{1 + n % 28:02}T{n % 24:02}{n % 60:02}00") for n in range(2_000)
    )
    with in_bounded_time():
        assert read(request("ics", calendar(*events))).count == 2_000


def test_one_occurrence_changed_by_the_thousand_is_one_occurrence() -> None:
    changes = (
        vevent(
            "serie",
            f"Nr. {n}",
            "20261206T150000",
            "RECURRENCE-ID;TZID=Europe/Berlin:20261206T140000",
            f"SEQUENCE:{n}",
        )
        for n in range(2_000)
    )
    series = vevent("serie", "Serie", "20261205T140000", "RRULE:FREQ=DAILY;COUNT=3")
    with in_bounded_time():
        found = titles(read(request("ics", calendar(series, *changes))))
    assert sorted(found) == ["Nr. 1999", "Serie", "Serie"]


def test_zones_that_change_every_second_are_not_followed() -> None:
    rule = (
        "BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\n"
        "TZOFFSETTO:+0200\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\n"
    )
    zone = f"BEGIN:VTIMEZONE\r\nTZID:X\r\n{rule * 1_000}END:VTIMEZONE\r\n".encode()
    body = calendar(
        vevent("a", "Löten", "20261205T140000"), "UID:b\nSUMMARY:X\nDTSTART;TZID=X:20261206T140000"
    )
    with in_bounded_time():
        assert read(request("ics", body.replace(b"BEGIN:VEVENT", zone + b"BEGIN:VEVENT", 1))).count == 2


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a12 SYSTEM "file:///etc/passwd">]>'
ALL_OF_IT = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'
RSS = (
    '<rss version="2.0"><channel><title>t</title><item><title>Löten &a12;</title>'
    "<pubDate>Sat, 05 Dec 2026 14:00:00 GMT</pubDate></item></channel></rss>"
)
KUFER = "<kurse><kurs><knr>1</knr><haupttitel>Löten &a12;</haupttitel></kurs></kurse>"


@pytest.mark.parametrize("kind", ["rss", "kufer", "auto"])
@pytest.mark.parametrize("start", [LAUGHS, OUTSIDE, ALL_OF_IT], ids=["laughs", "a file", "a page"])
def test_no_entity_unfolds_or_reads_a_file(kind: str, start: str) -> None:
    body = ('<?xml version="1.0"?>' + start + (KUFER if kind == "kufer" else RSS)).encode()
    with in_bounded_time():
        try:
            reading = read(request(kind, body))
        except CollectionError:
            return
    assert b"root:" not in reading.listings and b"hahahaha" not in reading.listings


DEEP = {
    "arrays": "[" * MANY,
    "closed arrays": "[" * MANY + "]" * MANY,
    "objects": '{"events":' * MANY,
    "closed objects": '{"a":' * MANY + "1" + "}" * MANY,
    "strings": '["' * MANY,
    "elements": "<div class=event><ul><li>" * 100,
    "closed elements": "<b>" * 50_000 + "</b>" * 50_000,
    "tables": "<table><tr><td>" * 300,
    "attributes": "<div " + "class=event itemprop=name " * 30_000 + ">",
    "scopes": "<div itemscope itemtype=https://schema.org/Event itemprop=subEvent>" * 3_000,
    "microformats": "<div class=h-event><p class=p-name>" * 3_000,
    "XML": "<rss><channel>" + "<item>" * MANY,
    "comments": "<!--" * MANY,
    "open brackets": "<" * 1_000_000,
    "ampersands": "&" * 500_000,
    "blanks": " " * 2_000_000 + "x",
    "quotes": '"' * 500_000 + ";" * 500_000,
    "separators": ";," * 500_000,
    "components": "BEGIN:VCALENDAR\r\n" * 50_000,
    "nothing": "\0" * 1_000_000,
}
KINDS = (
    "html",
    "jsonld",
    "hevent",
    "rss",
    "kufer",
    "csv",
    "tribe",
    "indico",
    "culturebase",
    "ics",
    "pretix",
)


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_nested_or_repeated_is_read_or_refused_in_bounded_time(kind: str) -> None:
    for name, body in DEEP.items():
        began = time.process_time()
        with suppress(CollectionError):
            assert read(request(kind, body.encode())).count <= MANY
        assert time.process_time() - began < SECONDS, name


@pytest.mark.parametrize("inner", ["[", '{"@type":"Event","subEvent":', '{"@graph":['])
def test_structured_data_nested_without_end_costs_its_block(inner: str) -> None:
    sound = '{"@type":"Event","name":"Löten","startDate":"2026-12-05T14:00:00+01:00"}'
    script = '<script type="application/ld+json">{}</script>'.format
    with in_bounded_time():
        reading = read(request("jsonld", (script(inner * MANY) + script(sound)).encode()))
    assert "Löten" in titles(reading)


@pytest.mark.parametrize(
    "number", ["1e999999", "9" * 5000, "-9" + "0" * 400, "NaN", "-Infinity", '"' + "٣" * 50 + '"', "1e-999"]
)
def test_numbers_that_no_computer_holds_cost_at_most_their_event(number: str) -> None:
    sound = {
        "tribe": '{"id":1,"title":"Löten","start_date":"2026-12-05 14:00:00","timezone":"Europe/Berlin"}',
        "jsonld": '{"@type":"Event","name":"Löten","startDate":"2026-12-05T14:00:00+01:00"}',
    }
    bad = {
        "tribe": f'{{"id":{number},"title":"X","start_date":{number},'
        f'"cost_details":{{"values":[{number}]}}}}',
        "jsonld": f'{{"@type":"Event","name":"X","startDate":{number},"offers":{{"price":{number}}},'
        f'"location":{{"geo":{{"latitude":{number},"longitude":{number}}}}}}}',
    }
    tribe = f'{{"events":[{sound["tribe"]},{bad["tribe"]}],"total":{number},"total_pages":1}}'
    jsonld = f'<script type="application/ld+json">[{sound["jsonld"]},{bad["jsonld"]}]</script>'
    for kind, body in (("tribe", tribe), ("jsonld", jsonld)):
        with in_bounded_time():
            assert "Löten" in titles(read(request(kind, body.encode()))), kind
