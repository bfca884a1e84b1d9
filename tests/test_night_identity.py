"""Which event of an earlier night a listing is: by ids that can be trusted, by words, by likeness."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path

import pytest

from connectors.declared.native_ids import Trust, form_of, id_forms
from tests.nights import ClusterOnDisk, calendar, vevent
from warehouse.store import open_warehouse

FIRST, SECOND = "2026-11-24T03:15:00+01:00", "2026-11-25T03:15:00+01:00"
THIRD, FOURTH = "2026-11-26T03:15:00+01:00", "2026-11-27T03:15:00+01:00"
SEVENTH = "2026-11-30T03:15:00+01:00"
MEC = f"MEC-{'0' * 32}@museum.example"
DAY_BY_TITLE = {"Löten": 10, "Sterne": 11, "Fossilien": 12, "Roboter": 13, "Chemie": 14, "Wald": 15}


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    return ClusterOnDisk.made(tmp_path)


def ids(cluster: ClusterOnDisk, as_of: str, *events: str, kind: str = "ics") -> dict[tuple[str, str], str]:
    """One night of one calendar; the ids by title and local start, without what is no longer listed."""
    url = cluster.calendar("programm")
    if kind != "ics":
        cluster.source("programm", f'name = "p"\npartner = "museum"\nkind = "{kind}"\nurl = "{url}"\n')
    cluster.pages[url] = calendar(*events)
    night = cluster.night(as_of)
    return {(each["title"], each["start"][5:16]): each["id"] for each in night.events}


def rows(*titles: str) -> list[str]:
    """Listed with their positions for ids, as some tables are."""
    return [vevent(str(n), title, f"202612{DAY_BY_TITLE[title]}T140000") for n, title in enumerate(titles, 1)]


def by_title(found: Mapping[tuple[str, str], str]) -> dict[str, str]:
    return {title: id_ for (title, _), id_ in found.items()}


@pytest.mark.parametrize(
    ("kind", "uid", "trust"),
    [
        ("tribe", "museum.example?id=12", Trust.ALONE),
        ("sf_event_mgt", "event-12", Trust.ALONE),
        ("sf_event_mgt", "12-3@museum.example", Trust.ALONE),
        ("events_manager", "12@museum.example", Trust.ALONE),
        ("ics", "12@museum.example", Trust.WITH_OTHERS),
        ("ics", "12-1796907600-1796914800@museum.example", Trust.WITH_OTHERS),
        ("ics", "calendarize-loeten-2026", Trust.WITH_OTHERS),
        ("ics", "indico-event-12@museum.example", Trust.ALONE),
        ("ics", "pretix-museum-loeten-0@tickets.example", Trust.ALONE),
        ("culturebase", "4711", Trust.ALONE),
        ("csv", "4711", Trust.WITH_OTHERS),
        ("contao", "6ba7b810-9dad-41d1-80b4-00c04fd430c8", Trust.NEVER),
        ("contao", "6ba7b810-9dad-51d1-80b4-00c04fd430c8", Trust.WITH_OTHERS),
        ("ics", "6ba7b810-9dad-41d1-80b4-00c04fd430c8", Trust.WITH_OTHERS),
        (None, "was\nauch immer", Trust.WITH_OTHERS),
    ],
)
def test_how_much_an_id_says_depends_on_who_gave_it(kind: str | None, uid: str, trust: Trust) -> None:
    assert form_of(kind, uid).trust is trust


def test_the_kinds_of_the_table_exist() -> None:
    kinds = Path(__file__).parents[1] / "connectors" / "kinds"
    named = {kind for form in id_forms() for kind in form.kinds}
    assert [kind for kind in named if not (kinds / f"from_{kind}.py").exists()] == []


def test_a_trusted_id_decides_alone_even_between_two_shows_that_change_places(cluster: ClusterOnDisk) -> None:
    early, late = vevent("2-9@x", "Show", "20261211T140000"), vevent("3-9@x", "Show", "20261211T160000")
    first = ids(cluster, FIRST, vevent("1-9@x", "Löten", "20261210T140000"), early, late, kind="sf_event_mgt")
    swapped = (vevent("2-9@x", "Show", "20261211T160000"), vevent("3-9@x", "Show", "20261211T140000"))
    other = vevent("1-9@x", "Mathematik am Abend", "20270110T190000")

    second = ids(cluster, SECOND, other, *swapped, kind="sf_event_mgt")

    assert second["Mathematik am Abend", "01-10T19:00"] == first["Löten", "12-10T14:00"]
    assert second["Show", "12-11T16:00"] == first["Show", "12-11T14:00"]
    assert second["Show", "12-11T14:00"] == first["Show", "12-11T16:00"]


def test_when_a_site_is_made_anew_and_its_numbers_begin_again_the_words_decide(
    cluster: ClusterOnDisk,
) -> None:
    def numbered(*titles: str) -> list[str]:
        return [
            vevent(f"event-{n}", title, f"202612{DAY_BY_TITLE[title]}T140000")
            for n, title in enumerate(titles, 1)
        ]

    first = ids(cluster, FIRST, *numbered("Löten", "Sterne", "Fossilien"), kind="sf_event_mgt")

    second = ids(cluster, SECOND, *numbered("Sterne", "Fossilien", "Löten", "Wald"), kind="sf_event_mgt")

    assert {title: id_ for title, id_ in by_title(second).items() if title != "Wald"} == by_title(first)
    assert by_title(second)["Wald"] not in first.values()


def test_ids_that_count_positions_name_no_event(cluster: ClusterOnDisk) -> None:
    first = by_title(ids(cluster, FIRST, *rows("Löten", "Sterne", "Fossilien", "Roboter")))

    second = by_title(ids(cluster, SECOND, *rows("Fossilien", "Wald", "Roboter", "Chemie")))

    assert {title: id_ for title, id_ in second.items() if title in first} == first
    assert not {second["Wald"], second["Chemie"]} & set(first.values())


def test_an_id_that_is_used_again_for_another_event_names_that_one(cluster: ClusterOnDisk) -> None:
    stars = vevent("b", "Sterne", "20261206T190000")
    first = by_title(ids(cluster, FIRST, vevent("a", "Löten", "20261220T140000"), stars))
    ids(cluster, SECOND, stars)
    ids(cluster, THIRD, stars)

    later = by_title(ids(cluster, FOURTH, vevent("a", "Chemie für Große", "20261222T100000"), stars))

    assert later["Löten"] == first["Löten"] and later["Chemie für Große"] not in first.values()


def test_what_took_place_does_not_move_but_a_slip_of_the_date_is_mended(cluster: ClusterOnDisk) -> None:
    took_place = vevent("a", "Löten", "20261125T140000")
    first = by_title(ids(cluster, FIRST, took_place, vevent("b", "Sterne", "20261206T190000")))
    slip = vevent("b", "Sterne", "20261106T190000")
    assert by_title(ids(cluster, SECOND, took_place, slip))["Sterne"] == first["Sterne"]

    later = ids(
        cluster, FOURTH, vevent("a", "Löten", "20270125T140000"), vevent("b", "Sterne", "20261206T190000")
    )

    assert later["Löten", "11-25T14:00"] == first["Löten"] != later["Löten", "01-25T14:00"]
    assert later["Sterne", "12-06T19:00"] == first["Sterne"] and len(later) == 3


def test_an_exhibition_that_is_on_keeps_its_id_through_another_title_and_another_first_day(
    cluster: ClusterOnDisk,
) -> None:
    until = "DTEND;VALUE=DATE:20270110"
    first = ids(cluster, FIRST, vevent("x", "Licht", "20261101", until))
    second = ids(cluster, SECOND, vevent("y", "Licht und Farbe", "20261101", until))
    third = ids(cluster, THIRD, vevent("y", "Licht und Farbe", "20261126", until))

    assert list(first.values()) == list(second.values()) == list(third.values())


def test_an_exhibition_that_its_page_shows_as_if_it_began_today_began_when_it_was_said_to_begin(
    cluster: ClusterOnDisk,
) -> None:
    def shown(uid: str, day: int) -> str:
        return vevent(uid, "Licht", f"202611{day:02}", "DTEND;VALUE=DATE:20270110")

    first = ids(cluster, FIRST, shown("x", 1), vevent("s", "Sterne", "20261206T190000"))
    ids(cluster, SECOND, shown("y", 25), vevent("s", "Sterne", "20261206T190000"))
    third = cluster.night(THIRD).text("calendar.ics")

    assert ids(cluster, THIRD, shown("z", 26), vevent("s", "Sterne", "20261206T190000")) == first
    assert "SEQUENCE:1" not in third and "DTSTART;VALUE=DATE:20261101" in third


def test_random_ids_are_not_even_remembered(cluster: ClusterOnDisk) -> None:
    def events(seed: int, title: str, day: int) -> list[str]:
        numbers = [str(uuid.UUID(int=seed * 1000 + n, version=4)) for n in range(2)]
        return [
            vevent(numbers[0], title, f"202612{day}T140000"),
            vevent(numbers[1], "Sterne", "20261206T190000"),
        ]

    first = by_title(ids(cluster, FIRST, *events(1, "Löten", 10), kind="contao"))
    second = by_title(ids(cluster, SECOND, *events(2, "Löten", 12), kind="contao"))

    assert first == second
    with open_warehouse(cluster.root / "data" / "warehouse.duckdb") as con:
        assert con.execute("select count(*) from core.event_ids where name like 'uid|%'").fetchone() == (0,)


def test_ids_made_from_title_or_start_change_with_them_and_the_event_stays(cluster: ClusterOnDisk) -> None:
    first = ids(
        cluster,
        FIRST,
        vevent("calendarize-loeten", "Löten", "20261210T140000", "URL:https://museum.example/loeten"),
        vevent("13-1796986800-1796990400@x", "Sterne", "20261211T190000"),
    )
    second = ids(
        cluster,
        SECOND,
        vevent("calendarize-alle", "Löten für alle", "20261210T140000", "URL:https://museum.example/alle"),
        vevent("13-1797073200-1797076800@x", "Sterne", "20261212T190000"),
    )

    assert sorted(first.values()) == sorted(second.values())


@pytest.mark.parametrize("title", ["Show", "Große Show"])
def test_dates_under_one_id_keep_theirs_when_one_moves_and_all_are_renamed(
    cluster: ClusterOnDisk, title: str
) -> None:
    first = ids(cluster, FIRST, *(vevent(MEC, "Show", f"202612{day}T140000") for day in (10, 17, 24)))

    moved = [vevent(MEC, title, start) for start in ("20261210T140000", "20261218T160000", "20261224T140000")]
    second = ids(cluster, SECOND, *moved)

    assert second[title, "12-10T14:00"] == first["Show", "12-10T14:00"]
    assert second[title, "12-18T16:00"] == first["Show", "12-17T14:00"]
    assert second[title, "12-24T14:00"] == first["Show", "12-24T14:00"]


@pytest.mark.parametrize(
    "changed",
    [
        (vevent("s", "AG", "20261201T163000", "RRULE:FREQ=WEEKLY;COUNT=4"),),
        (vevent("s", "AG", "20261205T150000", "RRULE:FREQ=WEEKLY;COUNT=4"),),  # Tuesdays become Saturdays
        (vevent("s", "Roboter bauen", "20261202T163000", "RRULE:FREQ=WEEKLY;COUNT=4"),),
        tuple(vevent(f"s{n}", "AG", f"202612{day:02}T150000") for n, day in enumerate((1, 8, 15, 22))),
        (
            vevent("s", "AG", "20261201T150000", "RRULE:FREQ=WEEKLY;COUNT=2"),
            vevent("s_R", "AG", "20261215T160000", "RRULE:FREQ=WEEKLY;COUNT=2"),
        ),
    ],
    ids=["time", "weekday", "title, day and time", "dates of their own", "split"],
)
def test_the_dates_of_a_series_keep_their_ids_when_its_rule_time_or_text_changes(
    cluster: ClusterOnDisk, changed: tuple[str, ...]
) -> None:
    first = ids(cluster, FIRST, vevent("s", "AG", "20261201T150000", "RRULE:FREQ=WEEKLY;COUNT=4"))

    second = ids(cluster, SECOND, *changed)

    assert list(second.values()) == list(first.values())  # in the order of their dates


def test_an_id_that_is_gone_for_a_while_and_back_as_it_was_is_the_same_event(cluster: ClusterOnDisk) -> None:
    both = (vevent("a", "Löten", "20261220T140000"), vevent("b", "Sterne", "20261206T190000"))
    first = ids(cluster, FIRST, *both)
    for as_of in (SECOND, THIRD, FOURTH):
        ids(cluster, as_of, both[1])

    assert ids(cluster, SEVENTH, *both) == first
