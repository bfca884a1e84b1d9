"""Recognises event software by what it leaves in a page, and knows the address to read it at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from connectors.discovery.finding import Finding
from connectors.parsing import markup


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What gives a software away; `address` finds where to read it ("" if it cannot be told)."""

    kind: str
    name: str
    sign: re.Pattern[str]  # in the page's source
    address: Callable[[BeautifulSoup, str, str], str]  # of the tree, its source and its base


def software(tree: BeautifulSoup, source: str, base: str, kinds: tuple[str, ...]) -> Iterator[Finding]:
    """What the page was made with, as far as there is a kind for it."""
    for print_ in _FINGERPRINTS:
        found = print_.sign.search(source) if print_.kind in kinds else None
        if found and (url := print_.address(tree, source, base)):
            sign = " ".join(found[0].split())[:60]
            reason = f"{print_.name}, erkannt an »{sign}« (recognised by that)"
            yield Finding(kind=print_.kind, url=url, options={}, reason=reason, events=0)


def _here(_: BeautifulSoup, __: str, base: str) -> str:
    return base


def _tribe(tree: BeautifulSoup, source: str, base: str) -> str:
    """The REST collection: linked in the head, or where the view's own REST says it is."""
    link = tree.find("link", href=re.compile(r"tribe/events/v1"))
    view = next(iter(markup.select(tree, "[data-view-rest-url]")), None)
    meta = tree.find("meta", attrs={"name": "tec-api-origin"})
    if link is not None:
        root = markup.absolute(base, markup.attribute(link, "href"))
        root = re.sub(r"(tribe/events/v1)\b.*", r"\1", root)
    elif view is not None:
        rest = markup.absolute(base, markup.attribute(view, "data-view-rest-url"))
        root = re.sub(r"/tribe/views/v2/.*", "/tribe/events/v1", rest)
    elif meta is not None and markup.attribute(meta, "content"):
        root = urljoin(f"{markup.attribute(meta, 'content').rstrip('/')}/", "wp-json/tribe/events/v1")
    else:
        root = urljoin(base, "/wp-json/tribe/events/v1")
    return f"{root}/events"


def _indico(tree: BeautifulSoup, source: str, base: str) -> str:
    """The export of the category that the page shows, or that it links to."""
    for address in (base, *(markup.attribute(each, "href") for each in tree.find_all("a", href=True))):
        if found := re.search(r"/(?:category|export/categ)/(\d+)", address):
            return urljoin(base, f"/export/categ/{found[1]}.json")
    return ""


def _pretix(tree: BeautifulSoup, source: str, base: str) -> str:
    """The organiser's page: the widget's, or the shop's own."""
    widget = tree.find("pretix-widget", attrs={"event": True})
    if widget is not None:
        return markup.absolute(base, markup.attribute(widget, "event"))
    return base


def _culturebase(tree: BeautifulSoup, source: str, base: str) -> str:
    if found := re.search(r"""["'(]([^"'()\s]*event\.json)""", source):
        return markup.absolute(base, found[1].replace("\\/", "/"))
    language = re.match(r"/([a-z]{2}_[A-Z]{2})/", urlsplit(base).path)
    return urljoin(base, f"/{language[1]}/event.json") if language else ""


def _kufer(tree: BeautifulSoup, source: str, base: str) -> str:
    """The XML file, if the page links to it; pages of KuferWEB themselves are no list."""
    for link in tree.find_all("a", href=re.compile(r"\.xml(?:$|\?)", re.IGNORECASE)):
        return markup.absolute(base, markup.attribute(link, "href"))
    return ""


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# What each software leaves, the strongest signs first.
_FINGERPRINTS: Final = (
    Fingerprint(
        "tribe",
        "The Events Calendar",
        _of(r"/tribe/events/v1|name=.tec-api-version|data-view-rest-url"),
        _tribe,
    ),
    Fingerprint(
        "sf_event_mgt",
        "TYPO3 sf_event_mgt",
        _of(r"tx_sfeventmgt_|class=.event-list-item\b[\s\S]{0,600}?event-list-row"),
        _here,
    ),
    Fingerprint(
        "calendarize", "TYPO3 calendarize", _of(r"tx_calendarize_calendar|[\" ]calendarize-item\b"), _here
    ),
    Fingerprint("mec", "Modern Events Calendar", _of(r"[\"' ]mec-event-article\b"), _here),
    Fingerprint("eventon", "EventON", _of(r"[\"' ](?:eventon_list_event|evo_event_schema)\b"), _here),
    Fingerprint("events_manager", "Events Manager", _of(r"[\"' ]em-event em-item\b"), _here),
    Fingerprint(
        "contao",
        "Contao",
        _of(r"[\"' ]event layout_(?:list|full|teaser|upcoming)\b|#/schema/events/\d"),
        _here,
    ),
    Fingerprint("dpcalendar", "DPCalendar", _of(r"com-dpcalendar-list|[\"' ]dp-event\b"), _here),
    Fingerprint(
        "jevents", "JEvents", _of(r"/component/jevents|icalrepeat\.detail|[\"' ]ev_td_left\b"), _here
    ),
    Fingerprint(
        "indico",
        "Indico",
        _of(
            r"/export/categ/\d+|//CERN//INDICO|<meta[^>]+content=.Indico\b|/category/\d+/events\.(?:ics|atom)"
        ),
        _indico,
    ),
    Fingerprint("pretix", "pretix", _of(r"-//pretix//|<pretix-widget|/widget/product_list"), _pretix),
    Fingerprint("kufer", "KuferSQL", _of(r"kathaupt=|[\"' ]kw-(?:table|kurs)|[?&]knr="), _kufer),
    Fingerprint("culturebase", "culturebase", _of(r"img\.culturebase\.org|CbEventSearch"), _culturebase),
)
