"""Fetches one page: politely, safely, within bounds."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Mapping
from functools import cache, partial
from hashlib import sha256
from typing import Self

import httpx

from connectors.errors import CollectionError, FetchFailed, Forbidden
from connectors.fetching import robots
from connectors.fetching.charset import find_charset, media_type_of
from connectors.fetching.exchange import Answer, Read, Wire, read_beginning, read_whole
from connectors.fetching.guard import Resolve
from connectors.fetching.reservation import RULES_PATH, reserves_mining
from connectors.fetching.retries import persist, retry_after
from connectors.fetching.settings import FetchSettings, NotModified, Validators
from connectors.fetching.targets import Gate, host_of, normal_host, read_url, redirected
from connectors.fetching.troubles import TryAgain, bad_status, say
from connectors.fetching.turns import Turns
from connectors.model import Page

MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
LONGEST_VALIDATOR = 1000

Check = Callable[[httpx.URL], None]


class Fetcher:
    """Thread-safe: many sources fetch at once, one request at a time per host.

    Leaving it sends away whoever still waits for a turn.
    """

    def __init__(
        self,
        settings: FetchSettings,
        *,
        resolve: Resolve = socket.getaddrinfo,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._monotonic = monotonic
        self._gate = Gate(frozenset(map(normal_host, settings.allow_hosts)))
        self._turns = Turns(settings.delay_seconds, sleep=sleep, monotonic=monotonic)
        self._robots = robots.Robots(self._read_robots, self._turns)
        self._wire = Wire(
            user_agent=settings.user_agent,
            resolve=resolve,
            allow_hosts=self._gate.allow_hosts,
            monotonic=monotonic,
            tls=_authorities(),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._turns.close()

    def fetch(
        self, url: str, validators: Validators | None = None, *, source_url: str = ""
    ) -> Page | NotModified:
        """The page, or that it is as it was; raises FetchFailed or Forbidden.

        `source_url` is the source's own address where `url` was found in a page: only a source may name
        an unusual port.
        """
        answer = self._get(url, source_url or url, _conditions(validators or Validators()))
        if answer.status == 304:
            return NotModified(url, str(answer.url))
        return _page(url, answer)

    def fetch_unreserved(self, url: str) -> Page:
        """As `fetch`, and Forbidden where text and data mining is reserved; asked when a source is added."""
        answer = self._get(url, url, {})
        try:
            rules = self._get(str(answer.url.copy_with(raw_path=RULES_PATH.encode())), url, {}).body
        except CollectionError:
            rules = b""  # most sites have none
        if reserves_mining(answer.headers, answer.body, rules, answer.url.path):
            raise Forbidden(
                say(
                    answer.url,
                    "Der Partner behält sich Text- und Data-Mining vor; um Erlaubnis bitten",
                    "the partner reserves text and data mining; ask for permission",
                )
            )
        return _page(url, answer)

    def server_time(self, url: str) -> str:
        """The Date header (RFC 9110 §6.6.1) of an answer, "" if it has none; raises as `fetch` does."""
        return str(self._get(url, url, {}).headers.get("date", ""))

    def _get(self, url: str, source_url: str, headers: Mapping[str, str]) -> Answer:
        read = partial(read_whole, max_bytes=self._settings.max_bytes)
        return self._persist(read_url(url), read_url(source_url), headers, read, self._robots.check)

    def _read_robots(self, url: httpx.URL) -> bytes:
        read = partial(read_beginning, max_bytes=robots.MAX_BYTES)
        return self._persist(url, url, {}, read, lambda _: None).body

    def _persist(
        self, url: httpx.URL, source: httpx.URL, headers: Mapping[str, str], read: Read, check: Check
    ) -> Answer:
        settings = self._settings
        walk = partial(self._walk, url, source, headers, read, check)
        return persist(walk, tries=settings.tries, pause=settings.delay_seconds, turns=self._turns)

    def _walk(
        self, url: httpx.URL, source: httpx.URL, headers: Mapping[str, str], read: Read, check: Check
    ) -> Answer:
        """Follow redirects to the page; each hop is checked anew and takes its turn."""
        seconds = self._settings.timeout_seconds  # of requests; waiting for a turn is not the page's fault
        seen: set[httpx.URL] = set()
        while len(seen) <= MOST_REDIRECTS and url not in seen:
            self._gate.check(url, source)
            check(url)
            with self._turns.turn(url):
                began = self._monotonic()
                answer = self._ask(url, headers, read, seconds)
                seconds -= self._monotonic() - began
            if answer.status not in REDIRECTS:
                return answer
            seen.add(url)
            url = redirected(url, answer.headers["location"])
        raise FetchFailed(
            say(
                url,
                "zu viele Weiterleitungen oder im Kreis; Adresse in der Quelle berichtigen",
                "too many redirects, or in a circle; correct the source's URL",
            )
        )

    def _ask(self, url: httpx.URL, headers: Mapping[str, str], read: Read, seconds: float) -> Answer:
        """One request; every status that is neither an answer nor a redirect raises."""
        try:
            answer = self._wire.ask(url, headers, read, seconds)
            if not _is_usable(answer, is_conditional=bool(headers)):
                raise bad_status(url, answer.status, wait=retry_after(answer.headers))
        except TryAgain as trouble:
            trouble.host = host_of(url)
            raise
        return answer


@cache
def _authorities() -> ssl.SSLContext:
    """Whose certificates are believed; reading them takes longer than a request."""
    return httpx.create_ssl_context(trust_env=False)


def _is_usable(answer: Answer, *, is_conditional: bool) -> bool:
    if answer.status in REDIRECTS:
        return "location" in answer.headers
    return answer.status == 200 or (answer.status == 304 and is_conditional)


def _conditions(validators: Validators) -> dict[str, str]:
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if _validator(value)}


def _validator(value: str) -> str:
    """The value if it can go back in a header as it came, else nothing."""
    is_plain = value.isascii() and value.isprintable() and len(value) <= LONGEST_VALIDATOR
    return value if is_plain else ""


def _page(url: str, answer: Answer) -> Page:
    content_type = answer.headers.get("content-type", "")
    return Page(
        url=url,
        final_url=str(answer.url),
        body=answer.body,
        sha256=sha256(answer.body).hexdigest(),
        media_type=media_type_of(content_type),
        charset=find_charset(answer.body, content_type),
        etag=_validator(answer.headers.get("etag", "")),
        last_modified=_validator(answer.headers.get("last-modified", "")),
    )
