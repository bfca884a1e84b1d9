"""The programs that take the calendar over HTTP: vdirsyncer with khal, and Radicale, itself a server."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from importlib.metadata import version
from pathlib import Path
from urllib.request import Request, urlopen

import icalendar

from tests.clients.hosting import free_port, wait_for
from tests.clients.programs import run
from tests.clients.reading import Events, Reading, recognised, written_start

BIN = Path(sys.executable).parent
PROGRESS = ("Copying (uploading) item", "Syncing ")
VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair feed]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
[storage there]
type = "http"
url = "{url}"
[storage here]
type = "filesystem"
path = "{folder}/events/"
fileext = ".ics"
"""
KHAL = """
[calendars]
[[feed]]
path = {folder}/events/
readonly = True
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%MZ
longdatetimeformat = %Y-%m-%dT%H:%MZ
default_timezone = UTC
local_timezone = UTC
[sqlite]
path = {folder}/khal.db
"""
RADICALE = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {folder}/collections
[logging]
level = warning
"""


def vdirsyncer(address: str, folder: Path, expected: Events) -> Reading:
    """Fetches into a folder with one file for each event; gives UIDs of its own."""
    config = folder / "vdirsyncer.conf"
    config.write_text(VDIRSYNCER.format(folder=folder, url=address), "utf-8")
    run(BIN / "vdirsyncer", "-c", config, "discover", answer="y\n" * 5)
    said = "".join(run(BIN / "vdirsyncer", "-c", config, "sync"))
    files = sorted((folder / "events").iterdir())
    events = [event for file in files for event in icalendar.Calendar.from_ical(file.read_bytes()).events]
    pairs = [(str(event["SUMMARY"]), written_start(event.start)) for event in events]
    complaints = [line for line in said.splitlines() if not line.startswith(PROGRESS)]
    return Reading(version("vdirsyncer"), recognised(pairs, expected), tuple(complaints))


def khal(folder: Path, expected: Events) -> Reading:
    """Lists what vdirsyncer has fetched into the folder."""
    config = folder / "khal.conf"
    config.write_text(KHAL.format(folder=folder), "utf-8")
    form = ("--once", "--day-format", "", "--format", "{all-day}|{start-full}|{title}")
    listed, errors = run(BIN / "khal", "-c", config, "list", *form, "2020-01-01", "5000d")
    pairs = [_khal_event(line) for line in listed.splitlines()]
    return Reading(version("khal"), recognised(pairs, expected), tuple(errors.splitlines()))


def radicale(calendar: Path, folder: Path) -> Reading:
    """Takes the whole calendar by PUT, and gives it back."""
    port, config, log = free_port(), folder / "radicale.conf", folder / "radicale.log"
    config.write_text(RADICALE.format(port=port, folder=folder), "utf-8")
    command = [sys.executable, "-m", "radicale", "--config", str(config)]
    with log.open("w") as heard, subprocess.Popen(command, stdout=heard, stderr=heard) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/.web/", server)
            start = len(log.read_text("utf-8").splitlines())
            address = f"http://127.0.0.1:{port}/office/mint/"
            _asked("PUT", address, calendar.read_bytes(), 201)
            back = icalendar.Calendar.from_ical(_asked("GET", address, None, 200))
        finally:
            server.terminate()
    events = {str(each["UID"]): (str(each["SUMMARY"]), written_start(each.start)) for each in back.events}
    return Reading(version("radicale"), events, tuple(log.read_text("utf-8").splitlines()[start:]))


def _asked(method: str, address: str, content: bytes | None, status: int) -> bytes:
    headers = {"Authorization": f"Basic {b64encode(b'office:any').decode()}", "Content-Type": "text/calendar"}
    with urlopen(Request(address, content, headers, method=method), timeout=60) as answer:
        assert answer.status == status
        body: bytes = answer.read()
        return body


def _khal_event(line: str) -> tuple[str, str]:
    """Title and start."""
    all_day, start, title = line.split("|", 2)
    return title, start.partition("T")[0] if all_day == "True" else start
