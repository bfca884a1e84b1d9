"""Checks that every link of a page that stays inside the site leads somewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import cast
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml.etree import _Element

SCHEMES = ("http", "https", "webcal", "mailto", "tel")


def link_problems(folder: Path) -> Iterator[str]:
    """Pages near the root first: what is missing there matters most."""
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    pages = [path for path in files if path.endswith(".html")]
    for path in sorted(pages, key=lambda path: (path.count("/"), path)):
        page = lxml.html.fromstring((folder / path).read_bytes())
        links = dict.fromkeys(cast(list[str], page.xpath("//@href | //@src")))
        leads = partial(_leads_somewhere, page=page, path=path, files=files)
        yield from (f"{path}: the link {link[:200]} leads nowhere" for link in links if not leads(link))


def _leads_somewhere(link: str, page: _Element, path: str, files: frozenset[str]) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme in SCHEMES
    if not parts.path:
        return not parts.fragment or bool(page.xpath("//*[@id=$id]", id=parts.fragment))
    start = "" if parts.path.startswith("/") else str(PurePosixPath(path).parent)
    target = posixpath.normpath(posixpath.join(start, unquote(parts.path).lstrip("/")))
    return target in files or posixpath.normpath(f"{target}/index.html") in files
