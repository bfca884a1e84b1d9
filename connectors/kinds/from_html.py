"""Reads a page by CSS selectors that stand in the source's TOML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from bs4 import BeautifulSoup, Tag

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing import css, markup
from connectors.parsing.html_items import ABOVE, ITEMS, items
from connectors.parsing.labelled_details import completed

_FIELDS: Final = (
    "title", "when", "location", "description", "categories", "price", "registration",
    "registration_url", "status", "url",
)  # fmt: skip
_EPOCH: Final = re.compile(r"(1\d{9})(?:\d{3})?")  # seconds or milliseconds, from 2001 to 2033
_EPOCHS: Final = re.compile(rf"{_EPOCH.pattern}(?: – {_EPOCH.pattern})?")
MONTH_FIRST: Final = "month-first"  # how American English writes a day in numbers: 9/30/2026
_STRUCK_OUT: Final = "abgesagt"


def check_options(options: Mapping[str, Any]) -> list[str]:
    """What is wrong with [options], each as "key: reason"."""
    detail = options.get("detail", {})
    if not isinstance(detail, Mapping):
        return ["detail: muss eine Tabelle sein (must be a table)"]
    complaints = [] if set(ITEMS) & set(options) else ["item: fehlt (is missing)"]
    if len(set(ITEMS) & set(options)) > 1:
        complaints.append(f"item: nur eines von {', '.join(ITEMS)} (only one of them)")
    if not {"title", "title_above"} & set(options) and "title" not in detail:
        complaints.append("title: fehlt (is missing)")
    if not isinstance(options.get("follow", False), bool):
        complaints.append("follow: muss true oder false sein (must be true or false)")
    elif options.get("follow") and not detail:
        complaints.append("follow: braucht [options.detail] (needs [options.detail])")
    elif detail and "follow" not in options:
        complaints.append("detail: braucht follow = true (needs follow = true)")
    if options.get("dates", MONTH_FIRST) != MONTH_FIRST:
        complaints.append(f'dates: nur "{MONTH_FIRST}" (nothing else)')
    selectors = {key: given for key, given in options.items() if key not in ("follow", "detail", "dates")}
    complaints += css.complaints(selectors, frozenset((*_FIELDS, *ITEMS, *ABOVE, "next")))
    return complaints + list(css.complaints(detail, frozenset((*_FIELDS, "item", "labels")), "detail."))


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """A record for each item; with `follow`, a link to its page instead."""
    tree = markup.document(page)
    base = markup.base_url(page, tree)
    for record in records(tree, source.options, base):
        behind = _without_fragment(record.url) if source.options.get("follow") else ""
        yield Link(behind, record) if behind not in ("", page.url, page.final_url) else record
    for address in markup.links(tree, source.options.get("next", ""), base):
        yield Link(_without_fragment(address))


def records(tree: BeautifulSoup, options: Mapping[str, Any], base: str) -> Iterator[Record]:
    """What the items say, in page order, each with what stands above it."""
    for item, above in items(tree, options):
        record = _record(item, options, base, Record())
        yield replace(
            record,
            title=record.title or above.get("title", ""),
            when="\n".join(filter(None, (above.get("when"), record.when))),
        )


def parse_detail(page: Page, source: Source, record: Record) -> Iterator[Record]:
    """The record with what its own page says; several where that page has several items."""
    tree = markup.document(page)
    detail = source.options.get("detail", {})
    found = markup.select(tree, detail["item"]) if "item" in detail else []
    for item in found or [tree]:
        read = _record(item, detail, markup.base_url(page, tree), record)
        labels = markup.select(item, detail["labels"]) if "labels" in detail else []
        yield completed(read, "\n".join(map(markup.text, labels)))


def _record(item: Tag, options: Mapping[str, str], base: str, known: Record) -> Record:
    """What the item says; where it is silent, what is known already."""

    def words(key: str, separator: str = "\n") -> str:
        return separator.join(markup.values(item, options[key])) if key in options else ""

    title = markup.value(item, options["title"]) if "title" in options else ""
    categories = markup.values(item, options["categories"]) if "categories" in options else []
    tickets = markup.links(item, options.get("registration_url", ""), base)
    return replace(
        known,
        title=title or known.title,
        when=_when(item, options) or known.when,
        location=words("location", ", ") or known.location,
        description=words("description") or known.description,
        categories=tuple(categories) or known.categories,
        price=words("price") or known.price,
        registration=words("registration") or known.registration,
        registration_url=next(tickets, known.registration_url),
        status=words("status") or (_STRUCK_OUT if _is_struck(item, options) else known.status),
        url=_url(item, options, base) or known.url,
    )


def _when(item: Tag, options: Mapping[str, str]) -> str:
    """All the wordings; seconds since 1970 in attributes, as scripts like them, become ISO 8601."""
    worded = markup.values(item, options["when"], markup.valid) if "when" in options else []
    return "\n".join(_EPOCH.sub(_instant, each) if _EPOCHS.fullmatch(each) else each for each in worded)


def _instant(epoch: re.Match[str]) -> str:
    return datetime.fromtimestamp(int(epoch[1]), UTC).isoformat()


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]


def _is_struck(item: Tag, options: Mapping[str, str]) -> bool:
    """Sites cross out the title or the date of what does not take place."""
    return any(
        bool(found) and all(markup.is_struck(each) for each in found)
        for key in ("title", "when")
        if key in options and (found := markup.select(item, options[key]))
    )


def _url(item: Tag, options: Mapping[str, str], base: str) -> str:
    if "url" in options:
        return next(markup.links(item, options["url"], base), "")
    return next(_title_links(item, options, base), "")


def _title_links(item: Tag, options: Mapping[str, str], base: str) -> Iterator[str]:
    """The links around the title or within it, as far as they belong to this item."""
    for title in markup.select(item, options["title"])[:1] if "title" in options else []:
        around = [title]
        while around[-1] is not item and around[-1].parent is not None:
            around.append(around[-1].parent)
        for element in (*around, *title.find_all("a")):
            if element.name == "a" and (found := markup.absolute(base, markup.attribute(element, "href"))):
                yield found
