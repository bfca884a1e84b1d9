"""Opens pages in the browser and tells what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

AXE = (Path(__file__).parent / "node_modules/axe-core/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRAWN = """() => [...document.querySelectorAll("mint-termine:defined")].every(
    (element) => element.getAttribute("aria-busy") === "false")"""
OF_COLOURS = ["color-contrast", "link-in-text-block"]
WIDTHS = (320, 1280)
HEIGHT = 900
AS_OF = "2026-11-25T03:15:00+01:00"  # the demo's pages are made for the day on which it runs


@dataclass(frozen=True, slots=True)
class Visit:
    """An open page, the hosts that it asked, and what the browser complained of, a breach of policy say."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """From now on."""
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        self.page.on("console", lambda message: self._hear(message))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


@contextmanager
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """As a reader in New York sees it on the demo's day, whose times are nevertheless those of Berlin."""
    with _context(browser) as context:
        visited = Visit(context.new_page())
        visited.watch()
        visited.page.goto(address)
        visited.page.wait_for_function(DRAWN)
        yield visited


@contextmanager
def visit_without_scripts(browser: Browser, address: str) -> Iterator[Visit]:
    """None of the page's scripts has run; those of the checker may, from then on."""
    with _context(browser) as context:
        visited = Visit(context.new_page())
        visited.watch()
        devtools = context.new_cdp_session(visited.page)
        devtools.send("Emulation.setScriptExecutionDisabled", {"value": True})
        visited.page.goto(address)
        devtools.send("Emulation.setScriptExecutionDisabled", {"value": False})
        yield visited


def violations(page: Page, rules: Sequence[str] = RULES) -> list[str]:
    """What axe finds on the page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options = {"runOnly": list(rules), "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{each['id']}: {node['html'][:200]}: {node['failureSummary'][:300]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def kinds_of_pages(site: Path) -> dict[str, str]:
    """A path for each kind, such as thema/* or en/termin/*: on its largest page there is most to be wrong."""
    found: dict[str, Path] = {}
    for file in sorted(site.rglob("*.html")):
        parts = file.relative_to(site).parts[:-1]
        language, rest = (parts[:1], parts[1:]) if parts[:1] == ("en",) else ((), parts)
        kind = "/".join((*language, *rest[:1], *("*" for _ in rest[1:])))
        if kind not in found or file.stat().st_size > found[kind].stat().st_size:
            found[kind] = file
    return {kind: file.relative_to(site).as_posix() for kind, file in found.items()}


@contextmanager
def _context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="de-DE", timezone_id="America/New_York", reduced_motion="reduce")
    context.clock.set_fixed_time(AS_OF)
    context.set_default_timeout(60_000)
    yield context
    context.close()
