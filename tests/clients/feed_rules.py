"""What RFC 4287 (Atom) and JSON Feed 1.1 demand of a feed; no validator for them is kept well any more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
ONE_EACH = ("id", "title", "updated")  # of the feed and of every entry (sections 4.1.1, 4.1.2)
ONE_AT_MOST = ("content", "published", "rights", "subtitle", "summary", "generator", "icon", "logo")
TEXTS = ("title", "subtitle", "summary", "rights")
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
# Name, type and whether it must be there.
JSON_FEED = {
    "version": (str, True), "title": (str, True), "items": (list, True), "home_page_url": (str, False),
    "feed_url": (str, False), "description": (str, False), "user_comment": (str, False),
    "next_url": (str, False),
    "icon": (str, False), "favicon": (str, False), "authors": (list, False), "language": (str, False),
    "expired": (bool, False), "hubs": (list, False),
}  # fmt: skip
JSON_ITEM = {
    "id": (str, True), "url": (str, False), "external_url": (str, False), "title": (str, False),
    "content_html": (str, False), "content_text": (str, False), "summary": (str, False),
    "image": (str, False),
    "banner_image": (str, False), "date_published": (str, False), "date_modified": (str, False),
    "authors": (list, False), "tags": (list, False), "language": (str, False), "attachments": (list, False),
}  # fmt: skip
AUTHOR = {"name": (str, False), "url": (str, False), "avatar": (str, False)}
ATTACHMENT = {
    "url": (str, True), "mime_type": (str, True), "title": (str, False), "size_in_bytes": (int, False),
    "duration_in_seconds": (int, False),
}  # fmt: skip
Shape = Mapping[str, tuple[type, bool]]


def atom_problems(content: bytes) -> Iterator[str]:
    """By the sections of RFC 4287."""
    feed = ElementTree.fromstring(content)
    if feed.tag != f"{ATOM}feed":
        yield f"the root is {feed.tag}"
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        yield from _element_problems(element)
    if feed.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        yield "4.1.1: an entry without an author in a feed without one"
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        yield "4.1.1: no link to itself"
    keys = [(entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated")) for entry in entries]
    if len(set(keys)) != len(keys):
        yield "4.1.1: two entries with the same id and time"


def _element_problems(element: ElementTree.Element) -> Iterator[str]:
    """Of the feed or an entry."""
    for name, most in (*((name, 1) for name in ONE_AT_MOST), *((name, 1) for name in ONE_EACH)):
        count = len(element.findall(f"{ATOM}{name}"))
        if count > most or (name in ONE_EACH and count == 0):
            yield f"{name}: {count} times"
    if not urlsplit(element.findtext(f"{ATOM}id") or "").scheme:
        yield "4.2.6: an id that is no IRI"
    for name in ("updated", "published"):
        if (found := element.findtext(f"{ATOM}{name}")) is not None:
            yield from (f"3.3: {problem}" for problem in _time_problems(found))
    for text in (each for name in TEXTS for each in element.findall(f"{ATOM}{name}")):
        if text.get("type", "text") not in ("text", "html", "xhtml") or len(text):
            yield f"3.1: {text.tag} with markup"
    for author in element.findall(f"{ATOM}author"):
        if not (author.findtext(f"{ATOM}name") or "").strip():
            yield "3.2.1: an author without a name"
    yield from _link_problems(element)


def _link_problems(element: ElementTree.Element) -> Iterator[str]:
    links = element.findall(f"{ATOM}link")
    for link in links:
        if not urlsplit(link.get("href", "")).scheme:
            yield f"4.2.7.1: a link to {link.get('href')!r}"
        if not MEDIA_TYPE.fullmatch(link.get("type", "text/html")):
            yield f"4.2.7.3: {link.get('type')!r} is no media type"
    pages = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"]
    if len(set(pages)) != len(pages):
        yield "4.1.1: two alternates of the same type and language"
    is_entry = element.tag == f"{ATOM}entry"
    if is_entry and not pages and element.find(f"{ATOM}content") is None:
        yield "4.1.2: neither alternate nor content"


def json_feed_problems(feed: Mapping[str, Any]) -> Iterator[str]:
    """By the specification at jsonfeed.org."""
    yield from _shape_problems("feed", feed, JSON_FEED)
    if feed["version"] != "https://jsonfeed.org/version/1.1":
        yield f"version is {feed['version']!r}"
    ids = [item["id"] for item in feed["items"]]
    if len(set(ids)) != len(ids):
        yield "an id twice"
    for item in feed["items"]:
        yield from _shape_problems(item["id"], item, JSON_ITEM)
        if not {"content_text", "content_html"} & item.keys():
            yield f"{item['id']}: no content"
        times = [item[name] for name in ("date_published", "date_modified") if name in item]
        yield from (f"{item['id']}: {problem}" for time in times for problem in _time_problems(time))
        yield from (
            problem
            for each in item.get("attachments", ())
            for problem in _shape_problems(f"{item['id']}: attachment", each, ATTACHMENT)
        )
    yield from _author_problems(feed, *feed["items"])


def _author_problems(*objects: Mapping[str, Any]) -> Iterator[str]:
    for author in (author for each in objects for author in each.get("authors", ())):
        yield from _shape_problems("author", author, AUTHOR)
        if not author.keys() & AUTHOR.keys():
            yield "an author of whom nothing is said"


def _shape_problems(where: str, found: Mapping[str, Any], shape: Shape) -> Iterator[str]:
    """Names that begin with an underscore are for extensions."""
    for name, (kind, is_required) in shape.items():
        if (is_required and name not in found) or not isinstance(found.get(name, kind()), kind):
            yield f"{where}: {name} is {found.get(name)!r}"
        if name in found and name.endswith("url") and not _is_url(found[name]):
            yield f"{where}: {name} is no URL"
    for name in found.keys() - shape.keys():
        if not name.startswith("_") or "." in name:
            yield f"{where}: {name} is not known"


def _is_url(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _time_problems(value: str) -> Sequence[str]:
    """RFC 3339 demands a zone."""
    try:
        has_zone = datetime.fromisoformat(value).tzinfo is not None and "T" in value
    except ValueError:
        has_zone = False
    return () if has_zone else (f"{value!r} is no time",)
