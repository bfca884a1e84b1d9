"""Reads schema.org events in a page, written as JSON-LD or as microdata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from lxml import etree

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record, Severity
from connectors.parsing import css, loose_json, markup, microdata, schema_org, schema_records
from connectors.parsing.answers import truncated
from connectors.parsing.changes import changed
from connectors.parsing.sheets import Sheet

OPTIONS: Final = frozenset(("item", "next"))
_CONTROL: Final = bytes({*range(32)} - {9, 10, 13})
_UNREADABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class _Data:
    """What one script holds, and the line where it begins."""

    value: Any
    line: int


def check_options(options: Mapping[str, Any]) -> list[str]:
    """What is wrong with [options]: `item` selects links to the pages to read, `next` to further lists."""
    return list(css.complaints(options, OPTIONS))


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """The events in the page; with `item`, links to the pages that hold them instead."""
    sheet = Sheet(page)
    if "item" not in source.options:
        yield from found(sheet)
    if source.options:
        for address in sheet.links(source.options.get("item", "")):
            yield Link(address.partition("#")[0], Record(url=address))
        for address in sheet.links(source.options.get("next", "")):
            yield Link(address.partition("#")[0])


def parse_detail(page: Page, source: Source, record: Record) -> Iterator[Record | Problem]:
    """The events of a page that a list leads to; the only event of a page has the page's address."""
    items = list(found(Sheet(page)))
    if not items:
        yield Problem(severity=Severity.DROPPED, code="jsonld-missing", url=page.url)
    is_alone = sum(isinstance(each, Record) for each in items) == 1
    for each in items:
        is_nameless = isinstance(each, Record) and is_alone and not each.url
        yield changed(each, url=record.url) if is_nameless else each


def found(sheet: Sheet) -> Iterator[Record | Problem]:
    """JSON-LD first; microdata that says the same again is left out, and so is what is said twice."""
    page = sheet.page
    root = _tree(sheet)
    if root is None:
        return
    base = _base_url(page, root)
    seen: set[Record] = set()
    said: set[tuple[str, str]] = set()
    blocks: list[dict[str, Any]] = []
    for item in _scripts(page, root):
        if isinstance(item, Problem):
            yield item
        else:
            blocks.append({"@line": item.line, "@graph": item.value})
    for node in schema_org.events(blocks):
        record = schema_records.record(node, base)
        said.add(_key(record))
        if record not in seen:
            seen.add(record)
            yield record
    for node in schema_org.events(microdata.items(root)):
        record = schema_records.record(node, base)
        if _key(record) not in said:
            yield record


def _key(record: Record) -> tuple[str, str]:
    return " ".join(record.title.casefold().split()), str(record.start)[:10]


def _tree(sheet: Sheet) -> etree._Element | None:
    """The page's tree; without control characters, which JSON must not hold, and other software overlooks."""
    text = sheet.page.text
    if sheet.root is not None and not _is_unreadable(text):
        return sheet.root
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    text = _UNREADABLE.sub(" ", text)
    try:
        return etree.fromstring(f"<!doctype html>{text}".encode(errors="replace"), parser)
    except etree.ParserError:
        return None


def _is_unreadable(text: str) -> bool:
    """As _UNREADABLE finds it, in a fraction of the time."""
    encoded = text.encode(errors="replace")
    has_control = len(encoded.translate(None, _CONTROL)) < len(encoded)
    return has_control or "\ufffe" in text or "\uffff" in text


def _base_url(page: Page, root: etree._Element) -> str:
    base = root.find(".//base[@href]")
    found = markup.absolute(page.final_url, base.get("href") or "") if base is not None else ""
    return found or page.final_url


def _scripts(page: Page, root: etree._Element) -> Iterator[_Data | Problem]:
    """What the JSON-LD scripts hold, and what was wrong with them."""
    for script in root.iter("script"):
        if not (script.get("type") or "").strip().lower().startswith("application/ld+json"):
            continue
        text, line = script.text or "", cast("int | None", script.sourceline) or 1
        try:
            loose = loose_json.loads(text) if text.strip() else loose_json.Loose(None)
        except ValueError as error:
            yield _unreadable(page, line, str(error))
            continue
        for repair in loose.repairs:
            yield Problem(
                severity=Severity.REPAIRED,
                code="jsonld-repaired",
                detail=f"{repair.what} ({repair.times} ×)" if repair.times > 1 else repair.what,
                url=page.url,
                line=line + repair.line,
            )
        if loose.is_cut and _is_cut(page, root):
            yield truncated(page, line=line)
        elif loose.is_cut:
            yield _unreadable(page, line, "it ends too early")
        yield _Data(loose.value, line)


def _unreadable(page: Page, line: int, why: str) -> Problem:
    return Problem(severity=Severity.DROPPED, code="jsonld-unreadable", detail=why, url=page.url, line=line)


def _is_cut(page: Page, root: etree._Element) -> bool:
    """Whether the page ends within a script."""
    return page.text.lower().count("</script") < sum(1 for _ in root.iter("script"))
