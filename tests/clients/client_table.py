"""The table in docs/clients.md: which client and which checker took what was published, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "docs/clients.md"
HEAD = """# Clients

What real clients make of the demo's published folder. Written by `make test-clients`; not by hand.
The folder is served by nginx as [docs/headers/nginx.conf](headers/nginx.conf) says.

## Calendars

Every client reads `calendar.ics`; title and start of every event are compared with `v1/events.json`.

| Client | Stands for | Version | Events read | Complaints |
|---|---|---|---|---|
"""
CHECKS = """
## Pages and feeds

| Checker | What is checked | Version | Checked | Findings |
|---|---|---|---|---|
"""
CLIENTS = {
    "icalendar": "Open Web Calendar, many servers",
    "ical": "Home Assistant",
    "ics": "scripts in Python",
    "vobject": "Radicale, many servers",
    "recurring-ical-events": "what is on between two days",
    "ical.js": "Thunderbird, Nextcloud",
    "ical-expander": "websites with a calendar",
    "node-ical": "MagicMirror, ioBroker, Homey",
    "ts-ics": "websites with a calendar",
    "libical": "Evolution, GNOME, KDE",
    "calcurse": "itself, by import",
    "vdirsyncer": "itself, over HTTP",
    "khal": "itself, after vdirsyncer",
    "radicale": "itself, by PUT",
}
CHECKERS = {
    "axe": "WCAG 2.2 A and AA, best practice, at 320 and 1280 px, light and dark, with and without scripts",
    "Chromium": "no error, no breach of the policy, no request to another host; by keyboard alone",
    "Nu HTML checker": "every page",
    "RFC 4287": "v1/atom.xml, neuigkeiten.atom",
    "JSON Feed 1.1": "v1/feed.json",
    "RPDE validator": "v1/changes.json of `mintfeed serve`, page by page",
}


@dataclass(frozen=True, slots=True)
class Result:
    """One row: the version, how many were read or checked, what was complained of."""

    version: str
    number: int
    complaints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that this run has filled, by client or checker."""

    results: dict[str, Result] = field(default_factory=dict)

    def text(self) -> str:
        """The whole file."""
        return HEAD + self._rows(CLIENTS) + CHECKS + self._rows(CHECKERS)

    def _rows(self, named: dict[str, str]) -> str:
        return "".join(_row(name, words, self.results[name]) for name, words in named.items())


def shape(text: str) -> str:
    """Without versions and numbers, which may differ from machine to machine and from demo to demo."""
    return re.sub(r"\d[\w.+~-]*", "0", text)


def _row(name: str, words: str, result: Result) -> str:
    told = "; ".join(result.complaints).replace("|", "\\|").replace("\n", " ") or "none"
    return f"| {name} | {words} | {result.version} | {result.number} | {told} |\n"
