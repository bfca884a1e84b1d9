"""Asks every partner's host whether it answers, and what time it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from connectors.errors import CollectionError
from connectors.fetching import Fetcher
from flows.diagnosis import Finding, Verdict, good
from flows.errand import Errand, moment
from flows.politeness import settings_of

CLOCK_MAY_DIFFER: Final = timedelta(minutes=5)
SECONDS_FOR_A_HOST: Final = 10.0
AT_ONCE: Final = 16


def on_the_net(task: Errand) -> Iterator[Finding]:
    """Whether names resolve, certificates are believed and hosts answer; and what time they have."""
    settings = replace(settings_of(task.cluster), timeout_seconds=SECONDS_FOR_A_HOST, tries=1)
    hosts = sorted({_front_page(source.url) for source in task.cluster.sources})
    with Fetcher(settings) as fetcher, ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(partial(_answer, fetcher.server_time), hosts))
    yield _hosts([answer for answer in answers if isinstance(answer, str)], len(hosts))
    times = [answer for answer in answers if isinstance(answer, datetime)]
    if times:
        yield clock(times, moment(None))


def _front_page(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _answer(ask: Callable[[str], str], url: str) -> datetime | str | None:
    """The time that the host has, None if it does not say, or its trouble in words."""
    try:
        return parsedate_to_datetime(ask(url))
    except CollectionError as error:
        return str(error)
    except ValueError:
        return None


def _hosts(troubles: list[str], asked: int) -> Finding:
    what = "Partner im Netz (partners' hosts)"
    if not troubles:
        return good(what, f"{asked} antworten (answer)")
    verdict = Verdict.WRONG if len(troubles) == asked else Verdict.DOUBTFUL
    everything = "; das Netz dieser Maschine prüfen (check this machine's network)"
    words = f"{asked - len(troubles)} von (of) {asked} antworten (answer)\n" + "\n".join(troubles)
    return Finding(what, verdict, words + (everything if len(troubles) == asked else ""))


def clock(times: list[datetime], now: datetime) -> Finding:
    """Against the middle one of what the hosts say: single ones are wrong themselves."""
    what = "Uhr (clock)"
    aware = sorted(time if time.tzinfo else time.replace(tzinfo=UTC) for time in times)
    difference = now - aware[len(aware) // 2]
    if abs(difference) <= CLOCK_MAY_DIFFER:
        return good(what, f"{now:%Y-%m-%d %H:%M} UTC")
    minutes = round(difference.total_seconds() / 60)
    return Finding(
        what,
        Verdict.WRONG,
        f"geht {abs(minutes)} Minuten {'vor' if minutes > 0 else 'nach'}; Zeitabgleich einschalten "
        f"({'fast' if minutes > 0 else 'slow'} by {abs(minutes)} minutes; turn time synchronisation on)",
    )
