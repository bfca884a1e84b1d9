"""Whatever is asked for, memory is bounded; a release is switched in and nobody notices."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from feeds.filtered_calendars import CALENDAR
from flows.serving.answering import send_content
from flows.serving.asking import Version
from flows.serving.cache import Cache, Rendered
from flows.serving.content import PIECE, in_memory
from flows.serving.filtered import FilteredFeed
from flows.serving.following import Follower
from tests.published import rich_event
from tests.serving import Answer, ask, asked, later, publish, publish_files, served

EVENTS = [rich_event(id=f"e{number:03}") for number in range(40)]


def following(app: Starlette) -> Follower:
    route = app.routes[0]
    assert isinstance(route, Route) and isinstance(route.endpoint, FilteredFeed)
    return route.endpoint.follower


def rendered(size: int) -> Rendered:
    return Rendered(Version('"x"', 0), in_memory([b"x" * size]))


def test_what_was_asked_for_least_recently_goes_first() -> None:
    cache = Cache(most=2)
    for key in ("a", "b", "a", "c"):
        if cache.get(key) is None:
            cache.keep(key, rendered(10))
    assert [key for key in "abc" if cache.get(key)] == ["a", "c"]


def test_the_cache_is_bounded_by_bytes_and_counts_them_right() -> None:
    cache = Cache(most_bytes=100_000)
    chance = random.Random(7)
    for _ in range(500):
        cache.keep(str(chance.randrange(60)), rendered(chance.randrange(20_000)))
        assert cache.weight <= 100_000
        assert cache.weight == sum(each.weight for each in cache._kept.values())
    cache.keep("larger than all", rendered(200_000))
    assert cache.weight <= 100_000 and cache.get("larger than all") is None


def test_a_flood_of_filters_is_forgotten_again(tmp_path: Path) -> None:
    publish(tmp_path / "site", *EVENTS)
    app = served(tmp_path / "site")
    cache = following(app).standing.cache
    cache.most, cache.most_bytes = 50, 400_000
    for number in range(300):
        assert (
            ask(app, f"/v1/events.json?near=51.4,7.2,{1 + number / 100}", accept_encoding="gzip").status
            == 200
        )
        assert len(cache) <= 50 and cache.weight <= 400_000
    assert len(cache) > 1


def test_mistakes_and_misses_are_not_kept(tmp_path: Path) -> None:
    publish(tmp_path / "site", *EVENTS[:2])
    app = served(tmp_path / "site")
    for number in range(20):
        ask(app, f"/v1/events.json?topic=t{number}")
        ask(app, f"/calendar.ics?unknown{number}=1")
        ask(app, f"/kalender/thema/t{number}.ics")
    assert len(following(app).standing.cache) == 0


def test_a_release_is_switched_in_while_it_is_served(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, *EVENTS[:2])
    app = served(site)

    async def over_the_switch() -> list[Answer]:
        before = await asked(app, "/v1/events.json?topic=astronomie_raumfahrt")
        publish(site, *EVENTS[:3], at=later(24))
        answers = [before]
        while answers[-1].json["count"] == 2:
            answers.append(await asked(app, "/v1/events.json?topic=astronomie_raumfahrt"))
            await asyncio.sleep(0)  # the other thread reads the release
        return answers

    *old, new = asyncio.run(over_the_switch())
    assert {answer.body for answer in old} == {old[0].body}
    assert new.json["count"] == 3 and new.headers["etag"] != old[0].headers["etag"]
    assert ask(app, "/termin/e002/").status == 200


@dataclass(frozen=True)
class Broken:
    """A release that a night should never leave behind."""

    name: str
    content: bytes


@pytest.mark.parametrize(
    "broken",
    [
        Broken("v1/events.json", b""),
        Broken("v1/events.json", b'{"events":[\n[0]\n]}\n'),
        Broken("v1/events.json", b'{"events":[\n{}\n]}\n'),
        Broken("v1/facets.json", b"{}"),
        Broken(CALENDAR, b"BEGIN:VCALENDAR\r\n"),
        Broken("v1/status.json", b"[]"),
    ],
    ids=lambda broken: f"{broken.name}-{len(broken.content)}",
)
def test_a_release_that_cannot_be_read_leaves_the_last_one_being_served(
    tmp_path: Path, broken: Broken, caplog: pytest.LogCaptureFixture
) -> None:
    site = tmp_path / "site"
    files = publish(site, *EVENTS[:2])
    app = served(site)

    async def until_it_was_tried() -> Answer:
        publish_files(site, files | {broken.name: broken.content}, later(24))
        follower = following(app)
        follower.now()
        while follower._reading:
            await asyncio.sleep(0)
        return await asked(app, "/v1/events.json?topic=astronomie_raumfahrt")

    assert asyncio.run(until_it_was_tried()).json["count"] == 2
    assert "cannot be read" in caplog.text


def test_a_site_that_is_gone_leaves_the_last_release_being_served(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, *EVENTS[:2])
    app = served(site)
    site.unlink()
    assert (
        ask(app, "/calendar.ics").status == ask(app, "/calendar.ics?free=0&level=grundschule").status == 200
    )


def test_a_folder_copied_from_elsewhere_is_served_and_followed_too(tmp_path: Path) -> None:
    publish(tmp_path / "site", *EVENTS[:2])
    copy = tmp_path / "copy"
    shutil.copytree(tmp_path / "site", copy)
    app = served(copy)

    async def until_it_is_new() -> int:
        publish(tmp_path / "site", *EVENTS[:3], at=later(24))
        shutil.copytree(tmp_path / "site", copy, dirs_exist_ok=True)
        while (count := (await asked(app, "/v1/events.json?level=grundschule")).json["count"]) == 2:
            await asyncio.sleep(0)
        return int(count)

    assert asyncio.run(until_it_is_new()) == 3


@dataclass(frozen=True)
class Endless:
    """A body of which every piece that is asked for is told."""

    size: int
    taken: list[int]

    def pieces(self) -> Iterator[bytes]:
        for begin in range(0, self.size, PIECE):
            self.taken.append(begin)
            yield b"x" * min(PIECE, self.size - begin)


def test_a_client_that_takes_its_time_holds_one_piece_and_not_the_whole() -> None:
    taken: list[int] = []

    async def slowly() -> None:
        free = asyncio.Event()
        sent = 0

        async def send(message: object) -> None:
            nonlocal sent
            sent += 1
            if sent == 3:  # the head and one piece; what follows waits
                await free.wait()

        scope = {"method": "GET"}
        answer = asyncio.create_task(send_content(scope, send, 200, (), Endless(10 * PIECE, taken)))
        while sent < 3:
            await asyncio.sleep(0)
        assert len(taken) == 2
        free.set()
        await answer

    asyncio.run(slowly())
    assert len(taken) == 10


def test_a_client_that_takes_for_ever_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.serving.answering.PATIENCE", 0)
    monkeypatch.setattr("flows.serving.answering.SLOWEST", 10**12)
    messages: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        messages.append(message)
        if len(messages) > 2:
            await asyncio.Event().wait()

    async def never() -> None:
        await send_content({"method": "GET"}, send, 200, (), Endless(10 * PIECE, []))  # type: ignore[arg-type]

    asyncio.run(never())
    assert all(message.get("more_body", True) for message in messages), "an answer that is not whole says so"
