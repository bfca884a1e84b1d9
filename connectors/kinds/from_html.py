"""Reads a page by CSS selectors that stand in the source's TOML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bs4 import BeautifulSoup

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing import css, markup
from connectors.parsing.changes import changed
from connectors.parsing.fields import Fields, fields_of, said
from connectors.parsing.html_items import ABOVE, ITEMS, items, sheet_items
from connectors.parsing.labelled_details import completed
from connectors.parsing.markup import Part
from connectors.parsing.sheets import Sheet

_FIELDS: Final = (
    "title", "when", "location", "description", "categories", "price", "registration",
    "registration_url", "status", "url",
)  # fmt: skip
_EPOCH: Final = re.compile(r"(1\d{9})(?:\d{3})?")  # seconds or milliseconds, from 2001 to 2033
_EPOCHS: Final = re.compile(rf"{_EPOCH.pattern}(?: – {_EPOCH.pattern})?")
MONTH_FIRST: Final = "month-first"  # how American English writes a day in numbers: 9/30/2026


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
    sheet = Sheet(page)
    for record in records(sheet, source.options, sheet.base):
        behind = _without_fragment(record.url) if source.options.get("follow") else ""
        yield Link(behind, record) if behind not in ("", page.url, page.final_url) else record
    for address in sheet.links(source.options.get("next", "")):
        yield Link(_without_fragment(address))


def records(tree: BeautifulSoup | Sheet, options: Mapping[str, Any], base: str) -> Iterator[Record]:
    """What the items say, in page order, each with what stands above it."""
    fields = _fields(options)
    for item, above in sheet_items(tree, options) if isinstance(tree, Sheet) else items(tree, options):
        found = _said(item, fields, base)
        if above:
            found["title"] = found.get("title") or above.get("title", "")
            found["when"] = "\n".join(filter(None, (above.get("when"), found.get("when"))))
        yield Record(**found)


def parse_detail(page: Page, source: Source, record: Record) -> Iterator[Record]:
    """The record with what its own page says; several where that page has several items."""
    sheet = Sheet(page)
    detail = source.options.get("detail", {})
    fields = _fields(detail)
    found = sheet.select(detail["item"]) if "item" in detail else []
    for item in found or [sheet.tree]:
        read = changed(record, **_said(item, fields, sheet.base))
        labels = markup.texts(item, detail["labels"]) if "labels" in detail else []
        yield completed(read, "\n".join(labels))


def _fields(options: Mapping[str, Any]) -> Fields:
    return fields_of(
        tuple((name, options[name]) for name in _FIELDS if name in options), are_titles_linked=True
    )


def _said(item: Part, fields: Fields, base: str) -> dict[str, Any]:
    """Seconds since 1970 in attributes, as scripts like them, become ISO 8601."""
    found = said(item, fields, base)
    if "when" in found and "1" in found["when"]:
        found["when"] = "\n".join(map(_in_words, found["when"].split("\n")))
    return found


def _in_words(when: str) -> str:
    return _EPOCH.sub(_instant, when) if _EPOCHS.fullmatch(when) else when


def _instant(epoch: re.Match[str]) -> str:
    return datetime.fromtimestamp(int(epoch[1]), UTC).isoformat()


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]
