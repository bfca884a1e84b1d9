"""Opens pages in the browser and tells what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

AXE = (Path(__file__).parent / "node_modules/axe-core/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES = ("light", "dark")
WIDTHS = (320, 1280)
HEIGHT = 900


def kinds_of_pages(site: Path) -> dict[str, str]:
    """One path for each kind, such as thema/* or en/termin/*: the largest page of it has most to be wrong."""
    found: dict[str, Path] = {}
    for file in sorted(site.rglob("*.html")):
        parts = file.relative_to(site).parts[:-1]
        language, rest = (parts[:1], parts[1:]) if parts[:1] == ("en",) else ((), parts)
        kind = "/".join((*language, *rest[:1], *("*" for _ in rest[1:])))
        if kind not in found or file.stat().st_size > found[kind].stat().st_size:
            found[kind] = file
    return {kind: file.relative_to(site).as_posix() for kind, file in found.items()}


@contextmanager
def visit(browser: Browser, address: str, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """The page, and what goes wrong on it as long as it is open."""
    context: BrowserContext = browser.new_context(locale="de-DE", timezone_id="America/New_York", **options)
    page, troubles = context.new_page(), list[str]()
    host = address.split("/")[2]

    def on_request(request: Request) -> None:
        if request.url.startswith("http") and request.url.split("/")[2] != host:
            troubles.append(f"asks {request.url}")

    def on_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            troubles.append(message.text)

    page.on("request", on_request)
    page.on("console", on_message)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(address, wait_until="networkidle")
    yield page, troubles
    context.close()


def violations(page: Page, rules: Sequence[str] = RULES) -> list[str]:
    """What axe finds on the page as it is now."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, { runOnly: rules })", list(rules))
    return [
        f"{each['id']}: {node['html'][:200]} ({node['failureSummary'][:200]})"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def version_of_axe(page: Page) -> str:
    """After `violations`."""
    number: str = page.evaluate("axe.version")
    return number
