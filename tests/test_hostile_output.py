"""Hostile listings through a whole night: two independent readers of each file find the same, and no more."""

from __future__ import annotations

import json
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import icalendar
import lxml.html
import orjson
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from feeds.calendar_check import PROPERTIES
from feeds.gate import check_release
from tests.nights import ClusterOnDisk, Result, vevent
from tests.nights import calendar as calendar_of
from tests.typed_commands import mintfeed

FIRST = "2026-11-02T03:15:00+01:00"
SECOND = "2026-11-03T03:15:00+01:00"
ATTACKS = {
    "a property after CRLF": "Löten\r\nATTENDEE:mailto:opfer@museum.example",
    "a property after CR": "Löten\rLOCATION:anderswo",
    "a component": "Löten\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:untergeschoben",
    "a fold": "Löten\r\n ATTACH:https://evil.example/x.exe",
    "line separators": "Löten\u2028DTSTART:20200101\u2029UID:1\x85X:1",
    "controls": "Lö\x00ten\x01\x07\x08\x0b\x0c\x1c\x1d\x1e\x1f\x7f\x9b31m",
    "terminal escapes": "\x1b[2J\x1b]0;Titel\x07\x1b[31mLöten\x1b]8;;https://evil.example\x1b\\",
    "direction marks": "Löten \u202egnp.exe\u202c \u2066innen\u2069 \u200f",
    "invisible": "\ufeffL\u00adö\u200bt\u200den\U000e0041\ufffe",
    "half a character": "L\ud800öten",
    "decomposed": "Lo\u0308ten fu\u0308r Anfa\u0308nger",
    "script": "Löten</script><script>alert(1)</script>",
    "comment": "Löten <!--<script>--> ]]> <![CDATA[",
    "attribute": "Löten\" onmouseover=\"alert(1)\" x='",
    "image": "Löten <img src=x onerror=alert(1)><svg/onload=alert(1)>",
    "template": "Löten {{ 7*7 }} {% raw %} ${7*7} <%= 7 %>",
    "formula": '=HYPERLINK("https://evil.example";"Löten")',
    "escapes": "Löten\\nX:1\\;\\,\\\\n^n^'^^",
    "entities": "Löten &lt;script&gt;alert(1)&lt;/script&gt; &#x0d;&#10;ATTENDEE:x",
    "a log line": "Löten\n2026-11-02 03:15:00 ERROR alles verloren",
    "huge": "Löten " + "sehr lang " * 60_000,
    "one huge word": "Löten" + "ö" * 500_000,
    "many marks": "Lo" + "\u0308" * 20_000 + "ten",
}  # fmt: skip
URLS = (
    "javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>",
    "https://x:y@museum.example/", "file:///etc/passwd", "https://museum.example/a\r\nATTENDEE:x",
    "//evil.example/\"><script>alert(1)</script>", "vbscript:x", "https://museum.example/?q=\u202e",
    "https://[::1/", "https://museum.example/" + "a" * 100_000, "\x1b[2Jhttps://museum.example/",
)  # fmt: skip
MAY_BE_LINKED = {"", "http", "https", "mailto", "tel", "webcal", "webcals"}
CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def listing(number: int, attack: str) -> dict[str, Any]:
    """An event every field of which says the same."""
    return {
        "@type": "Event", "name": f"Nr. {number} {attack}", "description": f"{attack}<p>{attack}</p>",
        "startDate": f"2026-12-{1 + number % 28:02}T14:00:00+01:00", "url": URLS[number % len(URLS)],
        "@id": attack[:300], "keywords": [attack[:300]], "image": URLS[number % len(URLS)],
        "inLanguage": attack,
        "location": {"@type": "Place", "name": attack, "address": {
            "@type": "PostalAddress", "streetAddress": attack, "postalCode": attack,
            "addressLocality": attack,
        }},
        "organizer": {"@type": "Organization", "name": attack, "url": URLS[(number + 1) % len(URLS)]},
        "offers": {"@type": "Offer", "name": attack, "price": attack, "url": URLS[(number + 2) % len(URLS)]},
    }  # fmt: skip


def page(*events: dict[str, Any]) -> bytes:
    """A page that itself is in order: the script's own end is escaped."""
    found = json.dumps({"@context": "https://schema.org", "@graph": events}).replace("<", "\\u003c")
    return f'<!doctype html><title>x</title><script type="application/ld+json">{found}</script>'.encode()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> ClusterOnDisk:
    """A museum in the hand of somebody else, and a second one with a calendar file."""
    cluster = ClusterOnDisk.made(tmp_path_factory.mktemp("hostile"))
    url = "https://museum.example/termine"
    cluster.source("museum", f'name = "m"\npartner = "museum"\nkind = "jsonld"\nurl = "{url}"\n')
    cluster.pages[url] = page(*(listing(n, attack) for n, attack in enumerate(ATTACKS.values())))
    file = cluster.calendar("datei", "stadt")
    cluster.pages[file] = calendar_of(
        *(vevent(f"u{n}", _escaped(f"Stadt {n} {attack}"), f"2026120{1 + n % 9}T100000", f"COMMENT:{n}")
          for n, attack in enumerate(ATTACKS.values()))
    )  # fmt: skip
    return cluster


def _escaped(text: str) -> str:
    """As a calendar file may hold it: RFC 5545 escapes, and whatever else just as it is."""
    text = text.encode("utf-8", "replace").decode()
    return re.sub(r"\r\n|\r|\n|\x0b|\x0c|[\x1c-\x1e]|\x85|\u2028|\u2029", r"\\n", text.replace("\\", "\\\\"))


@pytest.fixture(scope="module")
def night(cluster: ClusterOnDisk) -> Result:
    return cluster.night(FIRST)


def files(night: Result, ending: str) -> dict[str, bytes]:
    found = {path: body for path, body in night.files.items() if path.endswith(ending)}
    assert found, f"no {ending}"
    return found


def vevents(body: bytes) -> list[dict[str, str]]:
    """A reader of calendar files of its own, after RFC 5545 §3.1: lines end with CRLF and nothing else."""
    events: list[dict[str, str]] = []
    within: list[str] = []
    for line in body.replace(b"\r\n ", b"").removesuffix(b"\r\n").split(b"\r\n"):
        assert b"\r" not in line and b"\n" not in line
        name, colon, value = line.decode().partition(":")
        assert colon, line
        name = name.partition(";")[0]
        if name == "BEGIN":
            within.append(value)
            events += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert within.pop() == value
        elif within[-1] == "VEVENT":
            assert name not in events[-1], f"{name} twice"
            events[-1][name] = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
    assert not within
    return events


def test_every_attack_is_published_as_words(night: Result) -> None:
    museum = [e for e in night.events if e["listings"][0]["source"] == "museum"]
    assert {int(e["title"].split()[1]) for e in museum} == set(range(len(ATTACKS)))
    stadt = [e for e in night.events if e["listings"][0]["source"] == "datei"]
    assert {int(e["title"].split()[1]) for e in stadt} == set(range(len(ATTACKS)))
    assert len(night.events) == 2 * len(ATTACKS)
    check_release(night.site)


def test_two_readers_of_calendars_find_the_same_events_and_no_property_more(night: Result) -> None:
    entries = {entry["id"]: entry for entry in night.events}
    for path, body in files(night, ".ics").items():
        ours = {event["UID"]: event for event in vevents(body)}
        theirs = {str(e["UID"]): e for e in icalendar.Calendar.from_ical(body).walk("VEVENT")}
        assert ours.keys() == theirs.keys(), path
        for uid, event in ours.items():
            assert set(event) == set(theirs[uid]) <= PROPERTIES, (path, uid)
            for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "STATUS"):
                assert event.get(name, "") == str(theirs[uid].get(name, "")), (path, uid, name)
            title = entries[uid.partition("@")[0]]["title"]
            # Readers that search the file for BEGIN:VEVENT must not find one in a text.
            assert event["SUMMARY"] == re.sub(r"\b(BEGIN|END):(?=\w)", r"\1: ", title)
    assert len(vevents(night.files["calendar.ics"])) == len(entries)


def texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from texts(each)
        case dict():
            for key, each in value.items():
                yield key
                yield from texts(each)


def test_two_readers_of_json_find_the_same_and_every_text_is_clean(night: Result) -> None:
    for path, body in files(night, "json").items():
        found = json.loads(body)
        assert found == orjson.loads(body), path
        for text in texts(found):
            assert not CONTROL.search(text), (path, text[:200])
            assert unicodedata.is_normalized("NFC", text), (path, text[:200])
            assert len(text) <= 20_000, (path, len(text))


def test_no_published_address_is_anything_but_a_link(night: Result) -> None:
    for path, body in files(night, "json").items():
        for text in texts(json.loads(body)):
            assert not re.match(r"\s*(javascript|data|vbscript|file):", text, re.IGNORECASE), (
                path,
                text[:99],
            )
    for event in night.events:
        for url in (event.get("url"), event.get("online_url"), event.get("registration", {}).get("url")):
            assert url is None or (
                urlsplit(url).scheme in MAY_BE_LINKED and len(url) <= 2_000 and "@" not in url
            )


def tags(path: str, body: bytes) -> Counter[str]:
    """The elements of a page as two parsers count them, after both have looked for what must not be there."""
    text = body.decode()
    soup = BeautifulSoup(text, "html.parser")
    tree = lxml.html.document_fromstring(text)
    for element in tree.iter(etree.Element):
        for key, value in element.attrib.items():
            name = str(key)
            assert not name.startswith("on") and name != "style", (path, name)
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                assert urlsplit(value).scheme in MAY_BE_LINKED, (path, value[:200])
    theirs = Counter(str(element.tag) for element in tree.iter(etree.Element))
    ours = Counter(element.name for element in soup.find_all(True))
    for name in ("script", "a", "iframe", "img", "svg", "form", "input", "link", "h1", "h2", "li", "meta"):
        assert ours[name] == theirs[name], (path, name)
    return ours


def test_two_readers_of_pages_find_the_same_and_no_script_nor_image_of_a_source(night: Result) -> None:
    for path, body in files(night, ".html").items():
        found = tags(path, body)
        assert not found["iframe"] and not found["object"] and not found["embed"], path
        soup = BeautifulSoup(body, "html.parser")
        assert not soup.find_all("base", href=True), path
        for script in soup.find_all("script"):
            if script.get("src") is None:
                assert script["type"] == "application/ld+json", (path, script)
                assert "<" not in script.get_text() and json.loads(script.get_text()), path
        assert not CONTROL.search(body.decode()), path
        sources = [e["src"] for e in soup.find_all(["img", "script"]) if e.get("src")]
        assert all(urlsplit(str(src)).netloc in ("", "feed.probe.example") for src in sources), (
            path,
            sources,
        )


def test_the_page_of_an_event_has_its_title_as_text(night: Result) -> None:
    for event in night.events:
        body = night.files[f"termin/{event['id']}/index.html"]
        ours = BeautifulSoup(body, "html.parser").find("h1")
        theirs = lxml.html.document_fromstring(body.decode()).xpath("string(.//h1)")
        assert ours is not None
        assert " ".join(ours.get_text().split()) == " ".join(str(theirs).split())
        assert " ".join(event["title"].split()) in " ".join(ours.get_text().split())


def test_the_atom_feed_is_xml_without_entities_and_of_known_elements(night: Result) -> None:
    body = night.files["v1/atom.xml"]
    assert b"<!DOCTYPE" not in body and b"<!ENTITY" not in body
    entries = etree.fromstring(body).findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == len(BeautifulSoup(body, "xml").find_all("entry")) > 0
    assert not CONTROL.search(body.decode())


def test_file_names_are_ours(night: Result) -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", path) and ".." not in path for path in night.files)


def says(words: str) -> bool:
    """Only line ends and visible characters."""
    return all(line.isprintable() for line in words.split("\n"))


@pytest.mark.parametrize(
    "words",
    [("status", "--as-of", FIRST), ("status", "--json", "--as-of", FIRST), ("digest", "--as-of", FIRST),
     ("report", "museum", "--as-of", FIRST), ("report", "stadt", "--as-of", FIRST)],
    ids=" ".join,
)  # fmt: skip
def test_a_terminal_sees_no_escape(cluster: ClusterOnDisk, night: Result, words: tuple[str, ...]) -> None:
    said = mintfeed(cluster, *words)
    assert said.code == 0 and said.out.strip(), said
    assert says(said.out) and says(said.err), [
        line for line in said.out.split("\n") if not line.isprintable()
    ]


def test_why_says_of_every_event_what_it_is_without_an_escape(cluster: ClusterOnDisk, night: Result) -> None:
    for event in night.events[::6]:
        said = mintfeed(cluster, "why", event["id"])
        assert said.code == 0 and says(said.out), event["title"]
    several = mintfeed(cluster, "why", "Nr.")
    assert several.code == 2 and says(several.err)


def test_a_failure_in_a_partners_words_is_one_line_of_the_log(
    cluster: ClusterOnDisk, night: Result, caplog: pytest.LogCaptureFixture
) -> None:
    url = cluster.calendar("kaputt", "stadt")
    cluster.pages[url] = b"\x1b[2J\r\nERROR alles verloren\r\n" * 100
    with caplog.at_level(logging.DEBUG):
        result = cluster.night(SECOND)
    assert result.source("kaputt")["state"] == "failed"
    assert all(says(record.getMessage()) and "\n" not in record.getMessage() for record in caplog.records)
    message = result.source("kaputt")["message"]
    assert message.isprintable() and len(message) < 1_000
    assert "\x1b" not in mintfeed(cluster, "status", "--as-of", SECOND).out
