"""Makes one request over one connection of its own, and puts into words what went wrong.

Nothing is shared between requests: no cookie, no credential, no connection whose address was checked
for somebody else.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

import httpcore
import httpx

from connectors.errors import FetchFailed
from connectors.fetching import troubles
from connectors.fetching.guard import Deadline, GuardedBackend, Resolve
from connectors.fetching.inflate import CutOff, Undecodable, decoded
from connectors.fetching.troubles import Refused, Unreachable, say

Read = Callable[[httpx.Response], bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """A response without its connection; the body is read where the status is 200."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """How requests leave this machine."""

    user_agent: str
    resolve: Resolve
    allow_hosts: frozenset[str]
    monotonic: Callable[[], float]
    tls: ssl.SSLContext

    def ask(self, url: httpx.URL, headers: Mapping[str, str], read: Read, seconds: float) -> Answer:
        """GET the URL within so many seconds; redirects are the caller's."""
        deadline = Deadline(self.monotonic() + seconds, self.monotonic)
        backend = GuardedBackend(url, resolve=self.resolve, allow_hosts=self.allow_hosts, deadline=deadline)
        ours = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip", "Connection": "close"}
        request = httpx.Request("GET", url, headers={**ours, **headers})
        with _Transport(backend, self.tls) as transport, _in_words(url, seconds):
            response = transport.handle_request(request)
            response.request = request
            with closing(response), _cut_in_words(url):
                body = read(response) if response.status_code == 200 else b""
        return Answer(url, response.status_code, response.headers, body)


def read_whole(response: httpx.Response, max_bytes: int) -> bytes:
    """The decoded body, or FetchFailed where it is larger."""
    url = response.request.url
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > max_bytes:
        raise troubles.too_large(url, max_bytes)
    body = bytearray()
    for piece in _pieces(response):
        body += piece
        if max(len(body), response.num_bytes_downloaded) > max_bytes:
            raise troubles.too_large(url, max_bytes)
    return bytes(body)


def read_beginning(response: httpx.Response, max_bytes: int) -> bytes:
    """The decoded body, cut where it is larger."""
    body = bytearray()
    for piece in _pieces(response):
        body += piece
        if max(len(body), response.num_bytes_downloaded) > max_bytes:
            break
    return bytes(body[:max_bytes])


def _pieces(response: httpx.Response) -> Iterator[bytes]:
    return decoded(response.iter_raw(), response.headers.get("content-encoding", ""))


@contextmanager
def _cut_in_words(url: httpx.URL) -> Iterator[None]:
    """Within a body, an ending or broken connection means that something is missing."""
    try:
        yield
    except (CutOff, httpcore.RemoteProtocolError, httpcore.NetworkError) as error:
        raise troubles.cut_off(url) from error
    except Undecodable as error:
        raise FetchFailed(
            say(
                url,
                "Die Kompression ist nicht lesbar; der Partner muss sie richtigstellen",
                f"the content coding cannot be read ({troubles.shown(str(error))}); only gzip was asked for",
            )
        ) from error


@contextmanager
def _in_words(url: httpx.URL, seconds: float) -> Iterator[None]:
    try:
        yield
    except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
        raise _no_connection(url, error) from error
    except httpcore.TimeoutException as error:
        raise troubles.timed_out(url, seconds) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise troubles.TryAgain(
            say(
                url,
                "Der Server antwortet nicht in gültigem HTTP oder bricht ab; später erneut versuchen",
                f"no valid HTTP response ({troubles.shown(str(error))}); try again later",
            )
        ) from error


def _no_connection(url: httpx.URL, error: Exception) -> FetchFailed:
    if any(isinstance(cause, ssl.SSLError) for cause in error.args):
        return Refused(
            say(
                url,
                "Die verschlüsselte Verbindung scheitert (Zertifikat ungültig?); den Partner verständigen",
                f"TLS failed, is the certificate invalid? ({troubles.shown(str(error))}); tell the partner",
            )
        )
    return Unreachable(
        say(
            url,
            "Keine Verbindung; der Server ist nicht erreichbar",
            f"cannot connect ({troubles.shown(str(error))}); the server is down",
        )
    )


class _Transport(httpx.BaseTransport):
    """httpx over httpcore with our own network backend, which httpx's transport cannot be given.

    Used without httpx's client, so without its proxies, cookies and redirects.
    """

    def __init__(self, backend: httpcore.NetworkBackend, tls: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(tls, max_connections=1, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        response = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, content=b"")
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
