"""A museum's calendar that changes from night to night, and what each night is expected to show."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from tests.nights import ClusterOnDisk, Result, calendar

HOST = "https://museum.example"


@dataclass(frozen=True)
class Entry:
    """One event as the museum's calendar has it."""

    uid: str
    title: str
    start: str
    url: str = ""
    status: str = ""

    @property
    def lines(self) -> str:
        zone = ";VALUE=DATE" if len(self.start) == 8 else ";TZID=Europe/Berlin"
        lines = [f"UID:{self.uid}", f"SUMMARY:{self.title}", f"DTSTART{zone}:{self.start}"]
        lines += [f"URL:{self.url}"] if self.url else []
        lines += [f"STATUS:{self.status}"] if self.status else []
        return "\n".join(lines)


@dataclass
class Museum:
    """The museum's calendar: entries by a name of the test's own."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def change(self, name: str, **values: str) -> None:
        self.entries[name] = replace(self.entries[name], **values)

    def page(self) -> bytes:
        return calendar(*(entry.lines for entry in self.entries.values()))


def begun() -> Museum:
    shows = {f"show{n}": Entry(f"s{n}", "Show", f"202806{11 + n}T120000") for n in range(1, 8)}
    return Museum(
        {
            "löten": Entry("a", "Löten", "20280610T140000", f"{HOST}/a"),
            "sterne": Entry("b", "Sterne", "20280611T190000", f"{HOST}/b"),
            "ferien": Entry("c", "Ferienlabor", "20280703"),
            "schalttag": Entry("d", "Schalttag", "20280229T100000"),
            "uhr": Entry("e", "Nacht der Uhr", "20280326T023000"),
            **shows,
        }
    )


@dataclass
class Story:
    """The nights so far, and what the next one is expected to show."""

    cluster: ClusterOnDisk
    url: str
    museum: Museum
    ids: dict[str, str] = field(default_factory=dict)  # by the test's names
    expected: dict[str, tuple[str, int]] = field(default_factory=dict)  # status and sequence
    last: Result | None = None
    past: set[str] = field(default_factory=set)
    city: dict[str, bytes] = field(
        default_factory=dict
    )  # the city's calendar by its URL, where it takes part

    def night(self, date: str, page: bytes | None = None, *, down: bool = False, new: str = "") -> Result:
        """One night; what is published must be as expected, but for one event that is `new`."""
        museum = {} if down else {self.url: page if page is not None else self.museum.page()}
        self.cluster.pages = museum | self.city
        result = self.cluster.night(f"{date}T03:15:00+01:00")
        events = {event["id"]: event for event in result.events}
        if new:
            (self.ids[new],) = events.keys() - self.ids.values()
            self.expected[new] = ("scheduled", 0)
        shown = {name: events[id_] for name, id_ in self.ids.items() if id_ in events}
        assert len(events) == len(shown), "an event without a past has appeared"
        assert {name: (event["status"], event["sequence"]) for name, event in shown.items()} == {
            name: state for name, state in self.expected.items() if name not in self.past
        }
        self.last = result
        return result

    def expect(self, *names: str, status: str, news: bool = True) -> None:
        for name in names:
            self.expected[name] = (status, self.expected[name][1] + news)

    def told(self, name: str) -> dict[str, Any]:
        """What changes.json says of an event."""
        assert self.last is not None
        items = json.loads(self.last.text("v1/changes.json"))["items"]
        return next(item for item in items if item["id"] == self.ids[name])

    def event(self, name: str) -> dict[str, Any]:
        assert self.last is not None
        return next(event for event in self.last.events if event["id"] == self.ids[name])
