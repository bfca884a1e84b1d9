"""Recognises what is no web page: a calendar file, a feed, an answer in JSON, a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from connectors.discovery.finding import Finding
from connectors.errors import ParseFailed
from connectors.model import Page
from connectors.parsing import answers

_HEAD: Final = 3_000  # characters in which a page says what it is
_CALENDAR: Final = re.compile(r"\s*BEGIN:VCALENDAR", re.IGNORECASE)
_FEED: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<\?xml-stylesheet[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_KUFER: Final = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<kurse\b", re.DOTALL)
_TABLE: Final = re.compile(
    r"\W*(?:[\w ]+[,;])*\W*(?:title|titel)\W*[,;].*|\W*(?:start|beginn)\W*[,;].*(?:title|titel).*",
    re.IGNORECASE,
)


def own_format(page: Page, kinds: tuple[str, ...]) -> Finding | None:
    """How to read what is no web page; None for a web page, and for what nobody knows."""
    head = page.text[:_HEAD]
    found = next((each for each in _recognised(page, head) if each[0] in kinds), None)
    if found is None:
        return None
    kind, reason = found
    return Finding(kind=kind, url=page.url, options={}, reason=reason, events=0)


def _recognised(page: Page, head: str) -> list[tuple[str, str]]:
    if _CALENDAR.match(head):
        return [("ics", "Kalenderdatei (a calendar file)")]
    if _FEED.match(head):
        return [("rss", "RSS- oder Atom-Feed (an RSS or Atom feed)")]
    if _KUFER.match(head):
        return [("kufer", "Kursdatei von KuferSQL (a course file of KuferSQL)")]
    if head.lstrip()[:1] in ("{", "["):
        return _in_json(page)
    first = head.strip().partition("\n")[0]
    if "<" not in first and _TABLE.fullmatch(first.strip()):
        return [("csv", "Tabelle (a table)")]
    return []


def _in_json(page: Page) -> list[tuple[str, str]]:
    try:
        values: Mapping[str, Any] = answers.answer(page).values
    except ParseFailed:
        return []
    if "EventOverview" in values:
        return [("culturebase", "Antwort von culturebase (an answer of culturebase)")]
    if values.get("_type") == "HTTPAPIResult":
        return [("indico", "Antwort von Indico (an answer of Indico)")]
    if isinstance(values.get("events"), list) and "rest_url" in values:
        return [("tribe", "Antwort von The Events Calendar (its REST answer)")]
    if "list_type" in values or "has_more_events" in values:
        return [("pretix", "Antwort von pretix (an answer of pretix)")]
    return []
