"""What a source suddenly shows is not believed at once where that would cost events that are on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.nights import ClusterOnDisk, Result, calendar, vevent
from tests.typed_commands import mintfeed

BEGIN = date(2026, 11, 24)
SCHOOL = """
[schule]
name = "Schule"
category = "schule"
"""
# Drops to nothing that thirty nights of 845 public feeds had, and after how many nights they were back: 94
# after one, 24 after two, 13 after three of 225. Here a ninth of each.
BACK_AFTER = {1: 10, 2: 3, 3: 1, 9: 10}


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    return ClusterOnDisk.made(tmp_path)


def night(cluster: ClusterOnDisk, n: int, hour: int = 3) -> Result:
    return cluster.night(f"{BEGIN + timedelta(days=n)}T{hour:02}:15:00+01:00")


def starts(n: int) -> str:
    return f"202612{10 + n}T{10 + n}0000"


def programme(events: int, start: Callable[[int], str] = starts, uid: str = "{n}", more: str = "") -> bytes:
    titles = (
        "Löten",
        "Sterne",
        "Fossilien",
        "Roboter",
        "Chemie",
        "Wald",
        "Brücken",
        "Licht",
        "Wasser",
        "Mond",
    )
    return calendar(*(vevent(uid.format(n=n), titles[n], start(n), more) for n in range(events)))


def states(night: Result) -> Counter[str]:
    return Counter(event["status"] for event in night.events)


def held(cluster: ClusterOnDisk, page: bytes, nights: Sequence[int]) -> list[Result]:
    cluster.pages = dict.fromkeys(cluster.pages, page)
    return [night(cluster, n) for n in nights]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (programme(10), programme(4), "4 statt 10"),
        (programme(6), programme(6, lambda n: f"202612{10 + n}T{11 + n}0000"), "60 Minuten"),
        (programme(6), programme(6, lambda n: f"202612{10 + n}T{11 + n}0000", "neu-{n}"), "60 Minuten"),
        (
            programme(6, lambda n: f"202612{10 + n}"),
            programme(6, lambda n: f"202612{9 + n:02}", "neu-{n}"),
            "1440 Minuten",
        ),
        (programme(6), programme(6, lambda n: f"202612{10 + n}"), "Uhrzeiten"),
        (programme(6), programme(6, lambda n: f"202612{10 + n}T000000"), "Uhrzeiten"),
        (programme(6), re.sub(rb"SUMMARY:.*", b"SUMMARY:Veranstaltung", programme(6)), "Titel"),
        (programme(6), programme(6, lambda n: "20261224T140000", "neu-{n}"), "zugleich"),
    ],
    ids=["shrunk", "hours", "hours, new ids", "days, new ids", "dates only", "midnight", "titles", "starts"],
)
def test_what_cannot_be_true_is_believed_when_it_has_looked_like_this_for_three_nights(
    cluster: ClusterOnDisk, before: bytes, after: bytes, why: str
) -> None:
    cluster.pages[cluster.calendar("programm")] = before
    first = night(cluster, 0).text("calendar.ics")
    cluster.pages = dict.fromkeys(cluster.pages, after)

    for n in (1, 2, 3):
        result = night(cluster, n)
        assert result.source("programm")["state"] == "held" and why in result.source("programm")["message"]
        assert result.text("calendar.ics") == first
        assert {event["listings"][0]["stale_since"] for event in result.events} == {"2026-11-25"}
    believed = night(cluster, 4)
    assert believed.source("programm")["state"] == "ok" and believed.text("calendar.ics") != first


def test_half_of_them_or_fewer_than_five_are_no_drop(cluster: ClusterOnDisk) -> None:
    cluster.pages[cluster.calendar("programm")] = programme(10)
    cluster.pages[cluster.calendar("kleines", "stadt")] = programme(5, uid="k{n}")
    night(cluster, 0)
    cluster.pages = dict(zip(cluster.pages, (programme(5), programme(1, uid="k{n}")), strict=True))

    result = night(cluster, 1)

    assert [result.source(id_)["state"] for id_ in ("programm", "kleines")] == ["ok", "ok"]


def test_three_nights_of_different_troubles_are_no_three_nights_of_one(cluster: ClusterOnDisk) -> None:
    cluster.pages[cluster.calendar("programm")] = programme(10)
    night(cluster, 0)
    held(cluster, programme(4), (1,))
    held(cluster, programme(6, lambda n: f"202612{10 + n}T{11 + n}0000"), (2,))

    assert states(held(cluster, programme(4), (3, 4, 5))[-1]) == {"scheduled": 10}
    assert states(night(cluster, 6)) == {"scheduled": 4, "delisted": 6}


def test_a_shrunk_source_that_breaks_altogether_on_the_last_night_is_not_believed(
    cluster: ClusterOnDisk,
) -> None:
    past = vevent("alt", "Gestern", "20261120T100000")
    cluster.pages[cluster.calendar("programm")] = programme(10)
    night(cluster, 0)
    held(cluster, programme(4), (1, 2, 3))

    broken = held(cluster, calendar(past), (4,))[0]

    assert states(broken) == {"scheduled": 10}


def test_a_source_that_is_down_in_between_is_neither_a_night_more_nor_a_new_beginning(
    cluster: ClusterOnDisk,
) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = programme(10)
    night(cluster, 0)
    held(cluster, programme(4), (1, 2))
    page = cluster.pages.pop(url)
    assert night(cluster, 3).source("programm")["state"] == "failed"
    cluster.pages[url] = page

    assert states(night(cluster, 4)) == {"scheduled": 10}
    assert states(night(cluster, 5)) == {"scheduled": 4, "delisted": 6}


def test_several_runs_of_one_date_are_one_night_and_what_one_of_them_read_was_read(
    cluster: ClusterOnDisk,
) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = programme(10)
    night(cluster, 0)
    cluster.pages[url] = programme(4)
    for hour in (3, 5, 7, 9, 11):
        assert states(night(cluster, 1, hour)) == {"scheduled": 10}
    cluster.pages[url] = programme(10)
    assert night(cluster, 1, 13).source("programm")["state"] == "ok"
    del cluster.pages[url]

    later = night(cluster, 1, 15).source("programm")

    assert later["state"] == "failed" and later["last_success"] == "2026-11-25T12:15:00Z"


def test_a_part_that_cannot_be_true_is_not_taken_either(cluster: ClusterOnDisk) -> None:
    cluster.pages[cluster.calendar("programm")] = programme(10)
    first = night(cluster, 0).text("calendar.ics")
    shifted = programme(10, lambda n: f"202612{10 + n}T{9 + n:02}0000")

    result = held(cluster, shifted[: shifted.index(b"UID:8")], (1,))[0]

    assert result.source("programm")["state"] == "failed"
    assert result.text("calendar.ics") == first


def test_one_series_that_begins_an_hour_later_is_no_trouble(cluster: ClusterOnDisk) -> None:
    def series(start: str) -> bytes:
        return calendar(vevent("s", "AG", f"20261201T{start}", "RRULE:FREQ=WEEKLY;COUNT=8"))

    cluster.pages[cluster.calendar("programm")] = series("150000")
    night(cluster, 0)

    assert held(cluster, series("160000"), (1,))[0].source("programm")["state"] == "ok"


def test_what_may_be_empty_is_believed_when_nothing_is_left_to_come(cluster: ClusterOnDisk) -> None:
    cluster.pages[cluster.calendar("programm", more="may_be_empty = true")] = programme(6)
    night(cluster, 0)

    result = held(cluster, calendar(vevent("alt", "Gestern", "20261120T100000")), (1, 2))[1]

    assert result.source("programm")["state"] == "unchanged"
    assert Counter(each["status"] for each in result.events if each["title"] != "Gestern") == {"delisted": 6}


@pytest.mark.parametrize("left", [0, 1])
def test_a_school_in_its_holidays_is_no_trouble_and_what_comes_after_them_stays(
    cluster: ClusterOnDisk, left: int
) -> None:
    def january(n: int) -> str:
        return f"202701{20 + n}T150000"

    with (cluster.folder / "partners.toml").open("a") as partners:
        partners.write(SCHOOL)
    cluster.pages[cluster.calendar("schule", "schule")] = programme(8, january)
    cluster.night("2026-12-22T03:15:00+01:00")
    cluster.pages = dict.fromkeys(cluster.pages, programme(left, january))

    holidays = [cluster.night(f"2026-12-{day}T03:15:00+01:00") for day in (24, 25, 26, 27, 28)]

    assert {night.source("schule")["state"] for night in holidays} <= {"ok", "unchanged"}
    assert "holidays" in holidays[-1].source("schule")["message"]
    assert states(holidays[-1]) == {"scheduled": 8}
    after = cluster.night("2027-01-11T03:15:00+01:00").source("schule")
    assert after["state"] in ("empty", "held")


def _days_from(nth: int) -> Callable[[int], str]:
    """Days that no other source has: nobody lists what another lists."""
    return lambda n: f"{date(2026, 12, 1) + timedelta(days=10 * nth + n):%Y%m%d}"


@pytest.mark.parametrize("before", [3, 6])
def test_the_drops_that_were_measured_cost_nothing_if_they_are_over_after_three_nights(
    cluster: ClusterOnDisk, before: int
) -> None:
    lengths = sorted(Counter(BACK_AFTER).elements())
    urls = {cluster.calendar(f"quelle{n:02}"): nights for n, nights in enumerate(lengths)}
    full = {url: programme(before, _days_from(nth), f"{nth}-{{n}}") for nth, url in enumerate(urls)}
    cluster.pages = dict(full)
    night(cluster, 0)

    for n in range(1, 5):
        cluster.pages = {url: full[url] if n > nights else calendar() for url, nights in urls.items()}
        result = night(cluster, n)
        gone = {event["listings"][0]["source"] for event in result.events if event["status"] == "delisted"}
        assert len(gone) == (BACK_AFTER[9] if n == 4 else 0)
    assert [each["state"] for each in map(result.source, sorted(gone))] == ["empty"] * BACK_AFTER[9]


def test_an_accepted_change_is_believed_whatever_it_is(cluster: ClusterOnDisk) -> None:
    cluster.pages[cluster.calendar("programm")] = programme(6)
    night(cluster, 0)
    later = programme(6, lambda n: f"202612{10 + n}T{11 + n}0000")
    held(cluster, later, (1,))

    assert mintfeed(cluster, "accept", "programm").code == 0
    assert states(night(cluster, 1, 9)) == {"rescheduled": 6}
