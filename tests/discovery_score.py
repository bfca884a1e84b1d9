"""Scores `auto` on pages that others published, with what their own test suites state about them.

`python -m tests.discovery_score` lists what is right, and of what is not, why. An expectation over several
files is tried on all of them together; one over files that are not there is listed, but not counted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from connectors.cluster import Source
from connectors.discovery import Finding, best_here
from connectors.errors import ParseFailed
from connectors.model import Link, Page, Problem, Record, Window
from connectors.normalising.normalise import normalise
from connectors.reading import parser_for

CORPORA = Path(__file__).parents[1] / ".." / "shared" / "corpora" / "open" / "html"
URL = "https://partner.example/termine"
ZONE = "America/Los_Angeles"
LATE = date(2020, 1, 1)
AGES = (180, 365)  # days after which City Scrapers' spiders skip a meeting
NOT_RIGHT = {  # and why
    "calendar-ripper/mopop/sample-data.html": "2 events in JSON-LD come before the list; of both, 21",
    "city-scrapers-akr-akr_university": "half stand in files called board materials, which are no events",
    "city-scrapers-akr-summ_board_control": "137 meetings, the first is right; its scraper keeps 20",
    "city-scrapers-akr-summ_board_health": "the page names months only, its scraper knows the weekday",
    "city-scrapers-akr-summ_reworks": "the page holds 4 events, its scraper keeps those of the board",
    "city-scrapers-chi_teacherpension": "meetings in an XML of their software's own",
    "city-scrapers-il_adcrc": "events in a JSON that a script of the page loads",
}
EVENT_TYPES = ("Event", "EventSeries", "Festival")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a test suite states about one page, or about several together."""

    name: str
    paths: tuple[Path, ...]
    count: int | None  # None: not stated
    is_at_least: bool  # the suite may have left some out
    start: str  # of its first event, local; "" if not stated
    today: date
    zone: str = "Europe/Berlin"


@dataclass(frozen=True, slots=True)
class Score:
    """How one expectation was met."""

    expected: Expected
    starts: tuple[str, ...]  # of what was read, in page order
    kind: str

    @property
    def is_count_right(self) -> bool:
        wanted, found = self.expected.count, len(self.starts)
        if wanted is None:
            return found > 0
        return found >= wanted if self.expected.is_at_least else found == wanted or self.is_cut

    @property
    def is_cut(self) -> bool:
        """Whether the count is right but for the old ones, which such scrapers leave out by their age."""
        days = (self.expected.today - timedelta(days=age) for age in AGES)
        return any(
            sum(each[:10] >= day.isoformat() for each in self.starts) == self.expected.count for day in days
        )

    @property
    def is_first_right(self) -> bool:
        return any(each[:10] == self.expected.start[:10] for each in self.starts) or not self.expected.start

    @property
    def is_right(self) -> bool:
        return self.is_count_right and self.is_first_right

    def __str__(self) -> str:
        wanted = (
            f"{'at least ' * self.expected.is_at_least}{self.expected.count} from {self.expected.start[:16]}"
        )
        has_minute = any(each[:16] == self.expected.start[:16] for each in self.starts)
        found = f"{len(self.starts)} from {min(self.starts)[:16]}" if self.starts else "nothing"
        is_exact = self.expected.is_at_least or self.expected.count in (None, len(self.starts))
        mark = "WRONG" if not self.is_right else "right" if is_exact else "right without the old ones"
        return (
            f"{mark} {self.expected.name} [{self.kind}]: stated {wanted}, found {found}, minute {has_minute}"
        )


def expectations() -> Iterator[Expected]:
    """Every stated expectation that names events; several files with one of them give it once."""
    seen: set[str] = set()
    for manifest in sorted(CORPORA.glob("*/manifest.json")):
        for file in json.loads(manifest.read_text("utf-8"))["files"]:
            if file["path"].endswith((".html", ".xml")):
                for said in file["expected"]:
                    found = _stated(manifest.parent, file["path"], said)
                    if found is not None and found.name not in seen:
                        seen.add(found.name)
                        yield found


def _stated(folder: Path, path: str, said: Any) -> Expected | None:
    if not said["by"].startswith("stated"):
        return None
    alone = (folder / path,)
    name = f"{folder.name}/{path}"
    if "sidecar" in said:
        many, start = _in_sidecar((folder / path).parent / said["sidecar"])
        # One without a date is no event that could be listed.
        return Expected(name, alone, many, False, _wall(start), LATE, ZONE) if many and start else None
    if "first_start" in said or "starts" in said:
        start = said.get("first_start") or said["starts"][0]
        return Expected(name, alone, said["n_events"], False, start, LATE)
    if "files" in said:
        paths = tuple(folder / each for each in said["files"])
        items = [each for each in said["items"] if each["index"] == 0]
        start = items[0]["start"] if items else ""
        told = str(said["frozen_time"] or start).split("-")
        today = date(int(told[0]), int(told[1]), int(told[2][:2]))
        return Expected(said["id"], paths, said["n_events"], False, start, today, "America/Chicago")
    if said.get("events"):
        start = _wall(said["events"][0]["start"])
        day = next((date.fromisoformat(each[:10]) for each in said["args"] if each[:3] == "202"), None)
        return Expected(
            name, alone, said["n_events"], True, start, day or date.fromisoformat(start[:10]), ZONE
        )
    return None


def _wall(start: str) -> str:
    """The time on the wall of the place that it is about."""
    plain = start.partition("[")[0].replace(" ", "T")
    moment = datetime.fromisoformat(plain) if "T" in plain else None
    return plain if moment is None or moment.tzinfo is None else moment.astimezone(ZoneInfo(ZONE)).isoformat()


def _in_sidecar(path: Path) -> tuple[int, str]:
    """How many events another tool's reading holds, and the start of the first."""
    read = json.loads(path.read_text("utf-8"))
    starts: list[str] = []
    for item in read["items"] if isinstance(read, dict) and "items" in read else []:
        if "h-event" in item["type"]:
            starts.append(str(item["properties"].get("start", [""])[0]))
    for item in read if isinstance(read, list) else []:
        kind = str(item.get("type") or item.get("@type")).rpartition("/")[2]
        if kind.endswith(EVENT_TYPES):
            starts.append(str((item.get("properties") or item).get("startDate", "")))
    return len(starts), starts[0] if starts else ""


def score(expected: Expected) -> Score:
    pages = [_page(path, expected.today) for path in expected.paths]
    source = Source(
        id="auto", path=Path("auto.toml"), name="", partner="", url=URL, timezone=expected.zone, kind="auto"
    )
    starts: dict[str, list[str]] = {}
    kinds = []
    read: set[str] = set()
    for page in pages:
        if page.url in read:
            continue
        best = best_here(page, timezone=expected.zone, today=expected.today)
        kinds.append(best.kind if best else "-")
        records, linked = _records(page, source, best, pages)
        read |= linked
        own = replace(source, kind="html", options=best.options if best else {})
        events = list(_starts(records, own, page, expected))
        starts[page.url] = events
    merged = _merged(list(starts.values()))
    return Score(expected, tuple(merged), "+".join(kinds))


def _merged(several: list[list[str]]) -> list[str]:
    """What is listed on two pages is one event."""
    if len(several) == 1:
        return several[0]
    days = {each[:10]: each for starts in reversed(several) for each in starts}
    return [*days.values()]


def _page(path: Path, today: date) -> Page:
    url = f"https://partner.example/{path.name}"
    return Page(url=url, final_url=url, body=path.read_bytes(), sha256="", first_seen=today)


def _records(
    page: Page, source: Source, best: Finding | None, pages: list[Page]
) -> tuple[list[Record], set[str]]:
    """The records of the page, each with its detail page where the expectation brings one."""
    if best is None or best.url != page.url:
        return [], set()
    source = replace(source, kind=best.kind, options=best.options)
    module = parser_for(source)
    details = [each for each in pages if each.url != page.url and "detail" in each.url]
    records: list[Record] = []
    try:
        for item in module.parse(page, source):
            if isinstance(item, Link) and item.record is not None:
                behind = (
                    list(module.parse_detail(details[0], source, item.record)) if details else [item.record]
                )
                records += behind
            elif isinstance(item, Record):
                records.append(item)
    except ParseFailed:
        return [], set()
    return records, {each.url for each in details}


def _starts(records: list[Record], source: Source, page: Page, expected: Expected) -> Iterator[str]:
    """Of each event once: lists of days, agendas and minutes may all name it."""
    window = Window(date(1990, 1, 1), expected.today + timedelta(days=3000), expected.today)
    seen: set[tuple[str, str, str]] = set()
    for record in records:
        for listing in normalise(record, source, page=page, window=window, reference=expected.today):
            if isinstance(listing, Problem):
                continue
            what = (
                listing.title,
                listing.start.isoformat(),
                record.location if isinstance(record.location, str) else "",
            )
            if what not in seen:
                seen.add(what)
                yield listing.start.isoformat()


def is_whole(expected: Expected) -> bool:
    return all(path.exists() for path in expected.paths)


def main() -> None:
    wanted = [
        each for each in expectations() if not sys.argv[1:] or any(a in each.name for a in sys.argv[1:])
    ]
    scores = [score(each) for each in wanted if is_whole(each)]
    for each in sorted(scores, key=lambda each: (not each.is_right, each.expected.name)):
        print(each, "" if each.is_right else f"({NOT_RIGHT.get(each.expected.name, 'unknown')})")
    for torn in wanted:
        if not is_whole(torn):
            parts = replace(torn, paths=tuple(path for path in torn.paths if path.exists()))
            print("not counted, a file is missing:", score(parts))
    print(sum(each.is_right for each in scores), "of", len(scores))


if __name__ == "__main__":
    main()
