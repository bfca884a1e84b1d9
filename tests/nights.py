"""Drives a small cluster through nights, with a fake network and without Prefect."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.errand import errand
from flows.steps import Clock, Tonight, collect_source, whole_night
from tests.fakes import FakeSite, SameProcess
from warehouse.memory import recall
from warehouse.store import open_warehouse

CLUSTER = """
id = "probe"
name = "Probe"
timezone = "Europe/Berlin"
homepage = "https://probe.example"
base_url = "https://feed.probe.example"
licence = "DL-DE-BY-2.0"
"""
PARTNERS = """
[museum]
name = "Museum"
category = "lernort"
homepage = "https://museum.example"
rank = 1
[stadt]
name = "Stadt"
category = "stadt"
rank = 3
"""


@dataclass(frozen=True)
class Result:
    """What a night left behind."""

    site: Path
    asked: list[tuple[str, bool]]
    read_urls: list[str]

    def text(self, path: str) -> str:
        return (self.site / path).read_text("utf-8")

    @property
    def files(self) -> dict[str, bytes]:
        """All published bytes but the status of the run."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file() and path.name != "status.json"
        }

    @property
    def events(self) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = json.loads(self.text("v1/events.json"))["events"]
        return events

    @property
    def titles(self) -> list[str]:
        return [event["title"] for event in self.events]

    def source(self, id_: str) -> dict[str, Any]:
        sources = json.loads(self.text("v1/status.json"))["sources"]
        return next(source for source in sources if source["id"] == id_)


@dataclass
class ClusterOnDisk:
    """A cluster's folder and its data folder; pages are set by the test."""

    root: Path
    pages: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def made(cls, root: Path) -> ClusterOnDisk:
        """A new cluster without sources."""
        cluster = cls(root)
        (cluster.folder / "sources").mkdir(parents=True)
        (cluster.folder / "cluster.toml").write_text(CLUSTER)
        (cluster.folder / "partners.toml").write_text(PARTNERS)
        return cluster

    @property
    def folder(self) -> Path:
        return self.root / "cluster"

    def source(self, id_: str, toml: str) -> None:
        (self.folder / "sources" / f"{id_}.toml").write_text(toml)

    def calendar(self, id_: str, partner: str = "museum", more: str = "") -> str:
        """A source of kind ics; its URL."""
        url = f"https://{partner}.example/{id_}.ics"
        self.source(id_, f'name = "{id_}"\npartner = "{partner}"\nkind = "ics"\nurl = "{url}"\n{more}')
        return url

    def night(self, as_of: str) -> Result:
        site, reader = FakeSite(dict(self.pages)), SameProcess()
        task = errand(str(self.folder), str(self.root / "data"), None, as_of)
        with task.data.held(), open_warehouse(task.data.warehouse) as con:
            tonight = Tonight(
                task, con, site, reader, recall(con, task.data.pages, task.data.readings), Clock()
            )
            for source in task.cluster.sources:
                collect_source(tonight, source)
            whole_night(tonight)
        return Result(task.site, site.asked, reader.read_urls)


def calendar(*events: str) -> bytes:
    """A calendar file of these VEVENT bodies."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//probe//"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event.strip().splitlines(), "END:VEVENT"]
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()


def vevent(uid: str, title: str, start: str = "20261205T140000", *more: str) -> str:
    """One VEVENT body; `start` is local time, or a date."""
    kind = ";VALUE=DATE" if len(start) == 8 else ";TZID=Europe/Berlin"
    return "\n".join((f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART{kind}:{start}", *more))
