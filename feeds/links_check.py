"""Checks that every link of a page that stays inside the site leads somewhere."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from feeds.written import paths_below

SCHEMES = ("http", "https", "webcal", "mailto", "tel")
# Our templates write every attribute so. Parsing 20,000 pages would take longer than all other checks
# together; a text that looks like one is held for one, and the release is not published.
LINK = re.compile(r'\s(?:href|src)="([^"]*)"')


@dataclass(slots=True)
class Site:
    """The files there are, the targets that were found to be there, and what leads to them.

    `upward` has, by the folder two above a page, the links that go up so far and lead somewhere:
    they are the same on every page of an event.
    """

    files: frozenset[str]
    known: set[str] = field(default_factory=set)
    upward: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def has(self, target: str) -> bool:
        """Whether a page or file stands at this path, or a folder with a page."""
        if target in self.known:
            return True
        path = posixpath.normpath(unquote(target.partition("#")[0].partition("?")[0]))
        if path not in self.files and posixpath.normpath(f"{path}/index.html") not in self.files:
            return False
        self.known.add(target)
        return True


def link_problems(folder: Path) -> Iterator[str]:
    """Pages near the root first: what is missing there matters most."""
    site = Site(frozenset(paths_below(folder)))
    pages = [path for path in site.files if path.endswith(".html")]
    for path in sorted(pages, key=lambda path: (path.count("/"), path)):
        page = (folder / path).read_text(encoding="utf-8")
        upward = site.upward["/".join(path.split("/")[:-3])] if path.count("/") > 1 else set()
        for link in dict.fromkeys(LINK.findall(page)):
            if link in upward:
                continue
            if not _leads_somewhere(unescape(link), page, path, site):
                yield f"{path}: the link {link[:200]} leads nowhere"
            elif link.startswith("../../"):
                upward.add(link)


def _leads_somewhere(link: str, page: str, path: str, site: Site) -> bool:
    if link.startswith("#"):
        return link == "#" or f' id="{link[1:]}"' in page
    if ":" in link and (scheme := urlsplit(link).scheme):
        return scheme in SCHEMES
    above = path.rpartition("/")[0]
    if link.startswith("/"):
        above, link = "", link.lstrip("/")
    while link.startswith("../"):
        if not above:
            return False
        above, link = above.rpartition("/")[0], link[3:]
    return not link or site.has(f"{above}/{link}" if above else link)
