"""Finds the calendar files and feeds of events that a page links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag

from connectors.discovery.finding import Finding
from connectors.parsing import markup

_CALENDAR: Final = "text/calendar"
_FEEDS: Final = frozenset(("application/rss+xml", "application/atom+xml"))
_ICS: Final = re.compile(
    r"\.ics(?:$|\?)|[?&]ical=1\b|/remote\.php/dav/public-calendars/[^/]+/?\?export|/ical/[^/]+/public/|"
    r"[?&]mec-ical-feed=1\b|/events/ical/?$|/export/categ/\d+\.ics",
    re.IGNORECASE,
)
_OF_EVENTS: Final = re.compile(r"event|termin|veranstaltung|kalender|calendar|programm", re.IGNORECASE)
_NEWS: Final = re.compile(r"news|blog|comment|kommentar|aktuell|presse|beitr", re.IGNORECASE)
_SINGLE: Final = 1  # a file offered more often is one file per event
_LISTS: Final = re.compile(r"abonn|subscri|alle\b|all\b|export|kalender|calendar|webcal|feed", re.IGNORECASE)


def feeds(tree: BeautifulSoup, base: str, kinds: tuple[str, ...]) -> Iterator[Finding]:
    """Calendars first, then feeds that speak of events. Comments and news feeds are left alone."""
    offered = dict.fromkeys(_calendars(tree, base)) if "ics" in kinds else {}
    for url, place in offered:
        yield Finding(
            kind="ics",
            url=url,
            options={},
            reason=f"Kalenderdatei {place[0]} (calendar file {place[1]}): {url}",
            events=0,
        )
    for link in tree.find_all("link", href=True) if "rss" in kinds else ():
        url = markup.absolute(base, markup.attribute(link, "href"))
        words = f"{markup.attribute(link, 'title')} {markup.attribute(link, 'href')}"
        is_feed = markup.attribute(link, "type").lower() in _FEEDS and _is_alternate(link)
        if url and is_feed and _OF_EVENTS.search(words) and not _NEWS.search(words):
            reason = f"Feed mit Terminen im Kopf der Seite (feed of events in the page's head): {url}"
            yield Finding(kind="rss", url=url, options={}, reason=reason, events=0)


def _calendars(tree: BeautifulSoup, base: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for link in tree.find_all("link", href=True):
        url = _web(base, markup.attribute(link, "href"))
        if url and _is_alternate(link) and markup.attribute(link, "type").lower() == _CALENDAR:
            yield url, ("im Kopf der Seite", "in the page's head")
    found = [(link, url) for link in tree.find_all("a", href=True) if (url := _calendar(base, link))]
    for link, url in found:
        words = f"{markup.text(link)} {markup.attribute(link, 'title')} {markup.attribute(link, 'class')}"
        is_subscription = markup.attribute(link, "href").lower().startswith("webcal")
        if is_subscription or (len({each for _, each in found}) == _SINGLE and _LISTS.search(words)):
            yield url, ("in der Seite verlinkt", "linked in the page")


def _calendar(base: str, link: Tag) -> str:
    href = markup.attribute(link, "href")
    url = _web(base, href)
    is_calendar = href.lower().startswith("webcal") or markup.attribute(link, "type") == _CALENDAR
    return url if url and (is_calendar or _ICS.search(url)) else ""


def _web(base: str, href: str) -> str:
    """`webcal:` is how calendar programs say http."""
    plain = re.sub(r"^webcals?:", "https:", href.strip(), flags=re.IGNORECASE)
    return markup.absolute(base, plain)


def _is_alternate(link: Tag) -> bool:
    return "alternate" in markup.attribute(link, "rel").lower().split()
