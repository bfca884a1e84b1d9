"""Whatever a calendar does night by night: ids are not reused, versions only grow, nothing just vanishes."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.nights import ClusterOnDisk, Result, calendar, vevent

DATES = ("2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27")
entries = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"),  # the source's id
        st.sampled_from(("Löten", "Sterne", "Löten für alle", "Fossilien", "Roboter")),
        st.integers(1, 28),
        st.sampled_from((10, 12, 15)),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda entry: entry[0],
)


def page(listed: list[tuple[str, str, int, int]]) -> bytes:
    return calendar(*(vevent(uid, title, f"202612{day:02}T{hour}0000") for uid, title, day, hour in listed))


def told(night: Result) -> dict[str, dict[str, object]]:
    items = json.loads(night.text("v1/changes.json"))["items"]
    return {item["id"]: item for item in items}


def check(before: Result | None, night: Result) -> None:
    events = {event["id"]: event for event in night.events}
    assert len(events) == len(night.events)
    if before is None:
        return
    deleted = {id_ for id_, item in told(night).items() if item["state"] == "deleted"}
    for event in before.events:
        assert event["id"] in events or event["id"] in deleted, "nothing future vanishes without a trace"
        if event["id"] in events:
            now = events[event["id"]]
            assert now["sequence"] >= event["sequence"] and now["created"] == event["created"]
            changed = any(now[key] != event[key] for key in ("title", "start", "status"))
            assert (now["sequence"] > event["sequence"]) == changed
            assert (now["modified"] > event["modified"]) == changed


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(st.none() | entries, min_size=2, max_size=4))
def test_ids_versions_and_traces_hold_over_any_nights(
    nights: list[list[tuple[str, str, int, int]] | None],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cluster = ClusterOnDisk.made(Path(folder))
        url = cluster.calendar("programm")
        before = None
        for date, listed in zip(DATES, nights, strict=False):
            cluster.pages = {} if listed is None else {url: page(listed)}
            night = cluster.night(f"{date}T03:15:00+01:00")
            check(before, night)
            again = cluster.night(f"{date}T05:15:00+01:00")
            assert again.files == night.files, "a night twice is the night once"
            before = night


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(entries, entries)
def test_the_names_of_sources_do_not_decide_what_is_published(
    first: list[tuple[str, str, int, int]], second: list[tuple[str, str, int, int]]
) -> None:
    def published(one: str, other: str) -> set[tuple[str, str]]:
        with tempfile.TemporaryDirectory() as folder:
            cluster = ClusterOnDisk.made(Path(folder))
            cluster.pages = {
                cluster.calendar(one): page(first),
                cluster.calendar(other, "stadt"): page(second),
            }
            night = cluster.night(f"{DATES[0]}T03:15:00+01:00")
            return {(event["title"], event["start"]) for event in night.events}

    assert published("a", "z") == published("z", "a")
