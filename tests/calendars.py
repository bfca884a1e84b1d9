"""Small invented calendars, and how the tests read them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from connectors.cluster import Source
from connectors.kinds.from_ics import parse
from connectors.model import Page, Problem, Record

SOURCE = Source(
    id="sternwarte",
    path=Path("sternwarte.toml"),
    name="Kalender",
    partner="sternwarte",
    url="https://sternwarte.example/kalender.ics",
    timezone="Europe/Berlin",
)


def calendar(*lines: str, head: str = "VERSION:2.0") -> bytes:
    """A calendar of those lines, which may hold several VEVENTs."""
    return "\r\n".join(["BEGIN:VCALENDAR", head, *lines, "END:VCALENDAR", ""]).encode()


def event(*lines: str, head: str = "VERSION:2.0") -> bytes:
    """A calendar of one event, which has a title and a UID."""
    return calendar(
        "BEGIN:VEVENT", "UID:1@sternwarte.example", "SUMMARY:Saturn", *lines, "END:VEVENT", head=head
    )


def read(body: bytes, charset: str = "utf-8") -> tuple[list[Record], list[Problem]]:
    page = Page(
        url=SOURCE.url, final_url=SOURCE.url, body=body, sha256=sha256(body).hexdigest(), charset=charset
    )
    results = list(parse(page, SOURCE))
    records = [result for result in results if isinstance(result, Record)]
    return records, [result for result in results if isinstance(result, Problem)]


def only(body: bytes) -> Record:
    """The one record of a calendar without any trouble."""
    records, problems = read(body)
    assert problems == []
    assert len(records) == 1
    return records[0]


def repaired(body: bytes) -> tuple[Record, list[str]]:
    """The one record, and the codes of what was repaired."""
    records, problems = read(body)
    assert len(records) == 1
    assert {problem.severity.value for problem in problems} <= {"repaired"}
    return records[0], [problem.code for problem in problems]
