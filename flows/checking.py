"""`mintfeed check`: reads sources, shows what they give and what is wrong with them; changes nothing."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from connectors.cluster import Source
from connectors.declared.cluster_folder import load_cluster
from connectors.discovery import Finding, as_toml
from connectors.errors import CollectionError, ConfigurationError
from connectors.fetching import Fetcher, FetchSettings
from connectors.model import Window
from connectors.workers import Workers
from flows.check_words import Words, words_of
from flows.errand import cluster_folder
from flows.finding_out import FoundOut, find_out, unwritten
from flows.findings_json import as_document
from flows.findings_table import show
from flows.looking import Looking, OnceAPage, Seen, unseen
from flows.plain import plain
from flows.politeness import settings_for, settings_of
from flows.progress import shown, tell
from flows.whose import names_of
from warehouse.night import night_of

TIMEZONE: Final = (
    "Europe/Berlin"  # of an address without a cluster, and its window: the defaults of cluster.toml
)
PAST_DAYS, FUTURE_DAYS = 30, 365
AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """A source, and what else was tried if nobody had said how to read it."""

    seen: Seen
    name: str = ""  # what to call it, if it is written nowhere yet
    found: FoundOut | None = None

    @property
    def finding(self) -> Finding | None:
        """How it was found out that it can be read."""
        best = self.found.best if self.found else None
        return best.finding if best else self.seen.finding

    @property
    def toml(self) -> str:
        """The file to write; whose source it is, the cluster must know."""
        name, partner = self.name or self.seen.source.name, self.seen.source.partner or "PARTNER"
        return as_toml(self.finding, name=name, partner=partner) if self.finding else ""


def checked(words: Sequence[str], now: datetime, progress: Console) -> list[Checked]:
    """Addresses, or a cluster and some of its sources. Raises ConfigurationError."""
    if any("://" in word for word in words):
        return _checked_addresses(words, now, progress)
    return _checked_sources(words[0], words[1:], now, progress)


def show_all(results: Sequence[Checked], language: str, console: Console) -> None:
    """For people."""
    words = words_of(language)
    for each in results:
        if each.found:
            show_ways(each.found, words, console)
        show(console, each.seen, words)
        if each.toml:
            _say(console, words.say("write"))
            _say(console, f"\n{each.toml}")


def document(results: Sequence[Checked], language: str, now: datetime) -> str:
    """For programs."""
    sources = [as_document(each.seen, language) | _discovered(each) for each in results]
    return json.dumps({"as_of": now.isoformat(), "sources": sources}, ensure_ascii=False, indent=2)


def _discovered(each: Checked) -> dict[str, str]:
    return {"reason": each.finding.reason, "toml": each.toml} if each.finding else {}


@contextmanager
def looking(
    settings: FetchSettings,
    window: Window,
    processes: int | None = None,
    told: Callable[[str], None] = lambda url: None,
) -> Iterator[Looking]:
    """A fetcher and worker processes, for as long as the block lasts; `told` hears what is asked for."""
    logging.getLogger("stamina").setLevel(logging.ERROR)  # a second try is nothing to tell
    with Fetcher(settings) as fetcher, Workers(processes) as workers:
        yield Looking(OnceAPage(fetcher, told), workers, window)


@contextmanager
def asking_for(console: Console) -> Iterator[Callable[[str], None]]:
    """On a terminal, the address that is being asked; nothing elsewhere."""
    with console.status("") as status:
        yield lambda url: status.update(Text(plain(url)))


def _checked_addresses(urls: Sequence[str], now: datetime, progress: Console) -> list[Checked]:
    for url in urls:
        if "://" not in url:
            raise ConfigurationError(
                f"{url}: entweder lauter Adressen mit https:// oder ein Cluster und seine Quellen "
                "(either addresses only, or a cluster and its sources)"
            )
    today = now.astimezone(ZoneInfo(TIMEZONE)).date()
    window = Window(today - timedelta(days=PAST_DAYS), today + timedelta(days=FUTURE_DAYS + 1), today)
    with asking_for(progress) as told, looking(settings_for(tuple(urls)), window, 1, told) as at:
        return [_checked_address(url, at) for url in urls]


def _checked_address(url: str, at: Looking) -> Checked:
    stranger = unwritten(url, TIMEZONE, kind="auto")
    try:
        found = find_out(url, at, timezone=TIMEZONE)
    except CollectionError as error:
        return Checked(unseen(stranger, error))
    name = next(iter(names_of(found.page)), "") or stranger.id
    way = found.best or next(iter(found.ways), None)
    return Checked(way.seen if way else at.at(stranger), name, found)


def _checked_sources(name: str, wanted: Sequence[str], now: datetime, progress: Console) -> list[Checked]:
    if "." in name and not Path(name).exists() and "/" not in name.partition(".")[0]:
        raise ConfigurationError(
            f"{name}: kein solcher Ordner; eine Webseite beginnt mit https:// "
            "(no such folder; a website begins with https://)"
        )
    cluster = load_cluster(cluster_folder(name))
    known = {source.id: source for source in cluster.sources}
    for id_ in wanted:
        if id_ not in known:
            raise ConfigurationError(
                f"{cluster.folder}: keine Quelle »{id_}« (no such source; known: {', '.join(known)})"
            )
    sources = [known[id_] for id_ in wanted] or list(known.values())
    window = night_of(cluster, now).window
    with (
        looking(settings_of(cluster), window) as at,
        shown(progress, len(sources)),
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        return list(pool.map(lambda source: _checked_source(source, at), sources))


def _checked_source(source: Source, at: Looking) -> Checked:
    seen = at.at(source)
    tell(source.id, seen.state, seen.message)
    return Checked(seen)


def show_ways(found: FoundOut, words: Words, console: Console) -> None:
    """Which way of reading was taken, and which others there were."""
    best = found.best
    for way in found.ways:
        if way is best:
            said = words.say("found_as", kind=way.finding.kind, reason=plain(way.finding.reason))
        else:
            given = words.events(way.events)
            said = words.say("tried", kind=way.finding.kind, url=plain(way.finding.url), events=given)
        _say(console, said)
    for refusal in found.refusals:
        _say(console, words.say("refused", reason=plain(refusal)))


def _say(console: Console, line: str) -> None:
    console.print(Text(line), soft_wrap=True, highlight=False)
