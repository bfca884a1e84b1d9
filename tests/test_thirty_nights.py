"""A small cluster through thirty nights: night by night what is published, under which id and version."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.museum_nights import HOST, Entry, Museum, Story, begun
from tests.nights import ClusterOnDisk, calendar
from tests.typed_commands import mintfeed


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    cluster = ClusterOnDisk.made(tmp_path)
    url = cluster.calendar("programm")
    museum = begun()
    cluster.pages = {url: museum.page()}
    first = cluster.night("2027-12-28T03:15:00+01:00")
    by_words = {(event["title"], event["start"][:10].replace("-", "")): event["id"] for event in first.events}
    story = Story(cluster, url, museum, last=first)
    for name, entry in museum.entries.items():
        story.ids[name] = by_words[entry.title, entry.start[:8]]
        story.expected[name] = ("scheduled", 0)
    assert len(set(story.ids.values())) == len(museum.entries) == 12
    yield story


SHOWS = tuple(f"show{n}" for n in range(1, 8))


def test_thirty_nights(story: Story) -> None:
    museum = story.museum

    museum.change("löten", title="Löten für alle")
    story.expect("löten", status="scheduled")
    story.night("2027-12-29")  # renamed

    museum.change("sterne", start="20280612T190000")
    story.expect("sterne", status="rescheduled")
    story.night("2027-12-30")  # moved
    assert story.event("sterne")["previous_start"] == "2028-06-11T19:00:00+02:00"

    museum.change("löten", title="Lötkurs", start="20280617T140000")
    story.expect("löten", status="rescheduled")
    before = story.night("2027-12-31").files  # both at once

    for name, entry in museum.entries.items():
        museum.change(name, uid=f"neu-{entry.uid}")
    night = story.night("2028-01-01")  # every id of the source is another, and the year has turned
    assert night.files["v1/events.json"] == before["v1/events.json"]
    assert night.files["calendar.ics"] == before["calendar.ics"]

    for name, entry in museum.entries.items():
        url = entry.url.replace(HOST, f"{HOST}/relaunch")
        museum.change(name, uid=f"relaunch-{name}", url=url)
    story.expect("löten", "sterne", status="rescheduled")  # their pages moved, which people notice
    story.night("2028-01-02")

    museum.change("show3", start="20280615T150000")
    story.expect("show3", status="rescheduled")
    story.night("2028-01-03")  # of seven shows one moved: six the same, one moved
    assert story.event("show3")["previous_start"] == "2028-06-14T12:00:00+02:00"

    museum.change("ferien", status="CANCELLED")
    story.expect("ferien", status="cancelled")
    night = story.night("2028-01-04")
    assert "SUMMARY:ABGESAGT: Ferienlabor" in night.text("calendar.ics")

    museum.change("ferien", status="")
    story.expect("ferien", status="scheduled")
    before = story.night("2028-01-05").files  # it takes place after all

    gone = museum.entries.pop("show5")
    night = story.night("2028-01-06")  # one night is no proof
    assert night.files["calendar.ics"] == before["calendar.ics"]
    story.expect("show5", status="delisted")
    night = story.night("2028-01-07")
    assert "SUMMARY:NICHT MEHR GELISTET: Show" in night.text("calendar.ics")

    museum.entries["show5"] = gone
    story.expect("show5", status="scheduled")
    before = story.night("2028-01-08").files  # it is back

    story.night("2028-01-09", down=True)
    assert all(event["listings"][0]["stale_since"] == "2028-01-09" for event in story.last.events)  # type: ignore[union-attr]
    assert story.night("2028-01-10").files["calendar.ics"] == before["calendar.ics"]

    for date in ("2028-01-11", "2028-01-12", "2028-01-13"):
        night = story.night(date, calendar())  # empty, three nights long
        assert night.source("programm")["state"] == "empty"
    assert story.night("2028-01-14").files["calendar.ics"] == before["calendar.ics"]

    page = museum.page()
    night = story.night("2028-01-15", page[: page.index(b"UID:relaunch-show4")])  # cut off
    assert night.source("programm")["state"] == "failed"

    few = {name: museum.entries[name] for name in ("löten", "sterne", "schalttag", "uhr")}
    for date in ("2028-01-16", "2028-01-17", "2028-01-18"):
        night = story.night(date, Museum(few).page())  # shrunk, and not believed for three nights
        assert night.source("programm")["state"] == "held"
    story.expect(*SHOWS, "ferien", status="delisted")
    assert story.night("2028-01-19", Museum(few).page()).source("programm")["state"] == "ok"

    story.expect(*SHOWS, "ferien", status="scheduled", news=True)
    story.expected["show3"] = ("rescheduled", story.expected["show3"][1])
    before = story.night("2028-01-20").files

    for date in ("2028-01-21", "2028-01-22"):
        shifted = Museum({name: later(entry) for name, entry in museum.entries.items()})
        night = story.night(date, shifted.page())  # every time two hours later: not believed
        assert night.source("programm")["state"] == "held"
    assert story.night("2028-01-23").files["calendar.ics"] == before["calendar.ics"]

    merged_and_parted(story, before)

    story.night("2028-02-29")
    assert story.event("schalttag")["start"] == "2028-02-29T10:00:00+01:00"
    museum.entries.pop("schalttag")
    story.night("2028-03-01")  # over, and no longer listed: not gone, over
    story.night("2028-03-02")

    museum.change("löten", uid="ganz-neu", title="Löten und Kleben")
    story.expect("löten", status="rescheduled")
    story.night("2028-03-25")
    story.night("2028-03-26")  # the clock changes
    assert story.event("uhr")["start"] == "2028-03-26T03:30:00+02:00"
    story.past.add("schalttag")
    story.night("2028-03-31")
    museum.entries.pop("uhr")
    story.night("2028-04-01")


def merged_and_parted(story: Story, before: dict[str, bytes]) -> None:
    """From January 24th to 31st a city calendar lists one of the evenings, too; nobody notices in the end."""
    city = story.cluster.calendar("stadtkalender", "stadt")

    def listed(start: str) -> None:
        story.city = {city: calendar(Entry("k", "Sterne", start).lines)}

    def is_one() -> None:
        """The city's own event is gone, and said to be the museum's; the museum's is as it was."""
        version = story.expected.pop("stadt")[1] + 1
        told, night = story.told("stadt"), story.last
        assert (told["state"], told["merged_into"], told["sequence"]) == (
            "deleted",
            story.ids["sterne"],
            version,
        )
        assert night is not None and night.files["calendar.ics"] == before["calendar.ics"]
        assert [each["source"] for each in story.event("sterne")["listings"]] == ["programm", "stadtkalender"]

    def together(date: str) -> None:
        state = story.expected.pop("stadt")
        story.night(date)
        story.expected["stadt"] = state
        is_one()

    def apart(status: str, sequence: int) -> None:
        story.expected["stadt"] = (status, sequence)

    listed("20280613T190000")
    story.night("2028-01-24", new="stadt")  # on another day: an event of its own
    listed("20280612T190000")
    together("2028-01-25")
    number = story.told("stadt")["change"]
    night = story.night("2028-01-26")
    assert story.told("stadt")["change"] == number  # said once
    assert night.files["calendar.ics"] == before["calendar.ics"]

    pair = (story.ids["sterne"], story.ids["stadt"])
    assert mintfeed(story.cluster, "different", *pair).code == 0
    apart("rescheduled", 2)
    story.night("2028-01-27")  # a person says that they are two
    assert mintfeed(story.cluster, "different", *pair, "--undo").code == 0
    together("2028-01-28")
    listed("20280620T190000")
    apart("rescheduled", 4)
    story.night("2028-01-29")  # the city has moved it
    listed("20280612T190000")
    together("2028-01-30")

    (story.cluster.folder / "sources" / "stadtkalender.toml").unlink()
    story.city = {}
    night = story.night("2028-01-31")  # the city takes no part any more
    assert night.files["calendar.ics"] == before["calendar.ics"]


def later(entry: Entry) -> Entry:
    if len(entry.start) == 8:
        return entry
    hour = int(entry.start[9:11]) + 2
    return replace(entry, start=f"{entry.start[:9]}{hour:02}{entry.start[11:]}")


@pytest.mark.parametrize("nights", [1, 2, 4])
def test_a_drop_shorter_than_the_hold_is_never_seen(story: Story, nights: int) -> None:
    before = story.last.files["calendar.ics"] if story.last else b""
    half = Museum(dict(list(story.museum.entries.items())[:3]))
    for n in range(nights):
        if n == 3:
            story.expect(*list(story.museum.entries)[3:], status="delisted")
        story.night(f"2027-12-{29 + n}" if n < 3 else "2028-01-01", half.page())
    if nights <= 3:
        assert story.last is not None and story.last.files["calendar.ics"] == before


def test_the_order_of_the_entries_does_not_matter(tmp_path: Path) -> None:
    def files(order: Callable[[list[Entry]], list[Entry]], folder: str) -> dict[str, bytes]:
        cluster = ClusterOnDisk.made(tmp_path / folder)
        url = cluster.calendar("programm")
        cluster.pages[url] = calendar(*(entry.lines for entry in order(list(begun().entries.values()))))
        return cluster.night("2027-12-28T03:15:00+01:00").files

    assert files(lambda entries: entries, "a") == files(lambda entries: entries[::-1], "b")
