"""Stand-ins for the network and the worker processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from connectors.discovery import Finding
from connectors.errors import FetchFailed
from connectors.fetching import NotModified, Validators
from connectors.model import Page
from connectors.reading import Reading, Request, find_out, read, read_bare


@dataclass
class FakeSite:
    """Pages by URL, with ETags as a real server gives them; remembers what was asked."""

    pages: Mapping[str, bytes]
    media_type: str = "text/html"
    asked: list[tuple[str, bool]] = field(default_factory=list)  # URL, whether with validators

    def fetch(
        self, url: str, validators: Validators | None = None, *, source_url: str = ""
    ) -> Page | NotModified:
        self.asked.append((url, bool(validators and validators.etag)))
        if url not in self.pages:
            raise FetchFailed(f"{url}: HTTP 404")
        body = self.pages[url]
        digest = sha256(body).hexdigest()
        if validators and validators.etag == digest:
            return NotModified(url, url)
        return Page(url=url, final_url=url, body=body, sha256=digest, media_type=self.media_type, etag=digest)


@dataclass
class SameProcess:
    """Reads pages right here; remembers which."""

    read_urls: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def read(self, request: Request) -> Reading:
        self.read_urls.append(request.page.url)
        return read(request)

    def findings(self, request: Request) -> list[Finding]:
        return find_out(request)

    def read_bare(self, request: Request) -> Reading:
        return read_bare(request)
