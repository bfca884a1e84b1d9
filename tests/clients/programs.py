"""The calendar programs that read a file here, and how programs are run."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

from tests.clients.reading import Events, Reading, recognised

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"  # the bindings of libical belong to it
# 11/20/2026 @ 19:00 -> 11/20/2026 @ 21:00>note |Title, and of all-day events 01/04/2027 [1] {…} >note Title
DAY = r"(?P<month>\d\d)/(?P<day>\d\d)/(?P<year>\d{4})"
NOTE = r"(?:>[0-9a-f]{40} )?"
TIMED = re.compile(rf"{DAY} @ (?P<clock>\d\d:\d\d) -> \S+ @ \d\d:\d\d\s*{NOTE}\|(?P<title>.*)")
ALL_DAY = re.compile(rf"{DAY} \[1\] (?:\{{[^}}]*\}} )?{NOTE}(?P<title>.*)")


def run(*command: str | Path, answer: str = "") -> tuple[str, str]:
    """What the program prints, and what it says to stderr; in UTC, in English."""
    environment = os.environ | {"TZ": "UTC", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [str(word) for word in command], input=answer, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    return done.stdout, done.stderr


def libical(calendar: Path) -> Reading:
    """Evolution, GNOME and KDE read by it."""
    told = json.loads(run(SYSTEM_PYTHON, HERE / "libical_events.py", calendar)[0])
    package, _ = run("dpkg-query", "-W", "-f", "${Version}", "gir1.2-ical-3.0")
    events = {uid: (title, start) for uid, title, start in told["events"]}
    return Reading(package.partition("-")[0], events, tuple(told["errors"]))


def calcurse(calendar: Path, folder: Path, expected: Events) -> Reading:
    """Imports the file; it keeps no UIDs."""
    places = ("-D", folder / "data", "-C", folder / "config")
    report, errors = run("calcurse", *places, "-i", calendar)
    listed, _ = run("calcurse", *places, "-G")
    skipped = [] if re.search(r"\b0 skipped", report) else [report.strip()]
    pairs = [_calcurse_event(line) for line in listed.splitlines()]
    number = run("calcurse", "--version")[0].split()[1]
    return Reading(number, recognised(pairs, expected), (*skipped, *errors.splitlines()))


def parsers_in_javascript(name: str, *calendars: Path) -> dict[Path, Reading]:
    """By calendar; the complaints are about any of them."""
    told = json.loads(run("node", HERE / "parsers.mjs", name, *calendars)[0])
    return {
        calendar: Reading(
            told["version"],
            {uid: (title, start) for uid, title, start in told["calendars"][str(calendar)]},
            tuple(told["complaints"]),
        )
        for calendar in calendars
    }


def _calcurse_event(line: str) -> tuple[str, str]:
    """Title and start."""
    found = TIMED.fullmatch(line) or ALL_DAY.fullmatch(line)
    assert found, f"calcurse lists {line!r}"
    told = found.groupdict()
    clock = f"T{told['clock']}Z" if "clock" in told else ""
    return told["title"], f"{told['year']}-{told['month']}-{told['day']}{clock}"
