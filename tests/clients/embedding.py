"""A page of somebody else, as WordPress makes it, on a host of its own and under a strict policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator

from tests.clients.browsing import Visit, visit
from tests.clients.hosting import elsewhere

PAGE = (Path(__file__).parent / "somebody.html").read_text("utf-8")
CSS = b"body { font-family: serif; color-scheme: light dark; }\n"
ICON = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; script-src {feed}; connect-src {feed};"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)
Pages = Mapping[str, tuple[bytes, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Embedded:
    """The element on an open page."""

    visit: Visit

    @property
    def widget(self) -> Locator:
        """What is in its shadow can be found from here."""
        return self.visit.page.locator("mint-termine")

    @property
    def titles(self) -> list[str]:
        """Of the events that are shown, in order."""
        return list(self.widget.locator("[part=title-link]").all_inner_texts())

    @property
    def status(self) -> str:
        """What a screen reader is told."""
        return str(self.widget.get_by_role("status").inner_text())


@contextmanager
def embedded(
    browser: Browser, feed: str, attributes: str = "", policy: str = POLICY, more: Pages | None = None
) -> Iterator[Embedded]:
    """The page with an element of these attributes; `feed` is where the published folder is served."""
    page = PAGE.replace("FEED", feed).replace("ATTRIBUTES", attributes).encode()
    headers = {
        "Content-Security-Policy": policy.format(feed=feed),
        "Content-Type": "text/html; charset=utf-8",
    }
    pages = {
        "/": (page, headers),
        "/favicon.ico": (ICON, {"Content-Type": "image/svg+xml"}),
        "/wp-content/themes/schule/style.css": (CSS, {"Content-Type": "text/css"}),
    }
    with elsewhere({**pages, **(more or {})}) as address, visit(browser, f"{address}/") as visited:
        yield Embedded(visited)
