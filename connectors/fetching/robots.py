"""Obeys robots.txt (RFC 9309): asked once per site and run, before anything else of that site."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

import httpx
from protego import Protego

from connectors.errors import FetchFailed, Forbidden
from connectors.fetching.settings import PRODUCT
from connectors.fetching.targets import host_of, origin_of
from connectors.fetching.troubles import Refused, TryAgain, Unreachable, reason, say, shown
from connectors.fetching.turns import Turns

MAX_BYTES = 512_000  # what lies beyond is ignored (RFC 9309 §2.5)
LONGEST_DELAY = 30.0
AGENT = re.compile(r"^[ \t]*+user[- ]?agent\b[ \t]*+:?+([^\r\n#]*)", re.IGNORECASE | re.MULTILINE)


@dataclass(slots=True)
class _Site:
    """What one site's robots.txt says; asked for under its own lock."""

    lock: Lock = field(default_factory=Lock)
    is_known: bool = False
    rules: Protego | None = None
    unreachable: str = ""
    unreadable: str = ""


class Robots:
    """Thread-safe. `read` gives the text of a robots.txt, or raises FetchFailed."""

    def __init__(self, read: Callable[[httpx.URL], bytes], turns: Turns) -> None:
        self._read = read
        self._turns = turns
        self._lock = Lock()
        self._sites: dict[str, _Site] = {}

    def check(self, url: httpx.URL) -> None:
        """Raise unless the page may be read: Forbidden, or FetchFailed if the site is not there at all."""
        site = self._site(url)
        if site.unreachable:
            raise FetchFailed(f"{shown(str(url))}: {site.unreachable}")
        if site.unreadable:
            raise Forbidden(
                say(
                    url,
                    f"Ohne robots.txt keine Erlaubnis in diesem Lauf ({site.unreadable})",
                    "robots.txt cannot be read, so nothing is read in this run",
                )
            )
        if site.rules and not site.rules.can_fetch(str(url), PRODUCT):
            raise Forbidden(
                say(
                    url,
                    f"robots.txt verbietet diese Seite; den Partner bitten, {PRODUCT} zu erlauben",
                    f"robots.txt forbids this page; ask the partner to allow {PRODUCT}",
                )
            )

    def _site(self, url: httpx.URL) -> _Site:
        with self._lock:
            site = self._sites.setdefault(origin_of(url), _Site())
        with site.lock:
            if not site.is_known:
                self._ask(url, site)
                site.is_known = True
        return site

    def _ask(self, url: httpx.URL, site: _Site) -> None:
        """4xx and whatever is no robots.txt allow everything; a site in trouble allows nothing."""
        address = url.copy_with(raw_path=b"/robots.txt")
        try:
            text = self._read(address)
        except (Refused, Unreachable) as trouble:
            site.unreachable = reason(trouble, address)
        except TryAgain as trouble:
            site.unreadable = str(trouble)
        except FetchFailed:
            return
        else:
            site.rules = Protego.parse(AGENT.sub(_three_groups, _whole_lines(text)))
            delay = site.rules.crawl_delay(PRODUCT)
            self._turns.slow_down(host_of(url), min(delay or 0.0, LONGEST_DELAY))


def _whole_lines(text: bytes) -> str:
    """Without a last line that was cut: half of "Disallow: /internal" forbids everything."""
    whole = text if len(text) < MAX_BYTES else text.rpartition(b"\n")[0]
    return whole.decode("utf-8-sig", "replace")


def _three_groups(line: re.Match[str]) -> str:
    """Ours, everyone's and one for all others, so that thousands cannot multiply with thousands of rules."""
    product = line[1].strip().lower().partition("/")[0]
    return f"User-agent: {product if product in (PRODUCT, '*') else 'others'}"
