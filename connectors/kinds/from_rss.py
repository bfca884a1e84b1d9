"""Reads RSS and Atom feeds of events; which of their dates is the event's depends on who wrote them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

import feedparser

from connectors.cluster import Source
from connectors.errors import ParseFailed
from connectors.model import Link, Page, Problem, Record
from connectors.normalising.texts import paragraphs
from connectors.parsing.answers import sound, truncated
from connectors.parsing.changes import changed

Entry = dict[str, Any]

_ENDS: Final = ("</rss>", "</feed>", "</rdf:RDF>", "</RDF>")
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
_REFERENCE: Final = re.compile(r"&#(?:[xX]0*([0-9A-Fa-f]{1,9})[0-9A-Fa-f]*|0*(\d{1,9})\d*);?", re.ASCII)
_GUID: Final = re.compile(r"event-\d+|calendarize-.+")  # of TYPO3's sf_event_mgt and calendarize
_COMPACT: Final = re.compile(r"(\d{8})(?:T(\d{6}))?[A-Z]{0,5}")  # calendarize's 20260314T140000CET
_MONTHS: Final = "Jan|Feb|Mär|Mrz|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[kc]t|Nov|De[zc]"
_DATED: Final = re.compile(rf"\b\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{_MONTHS}))|\b\d{{4}}-\d\d-\d\d\b")
_TIMED: Final = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?Uhr\b|\b\d{1,2}:\d\d\b")
_LEADING_DATE: Final = re.compile(
    r"(?:\w+[.,]*\s+)?\d{1,2}\.\d{1,2}\.\d{2,4}\s*(?:\(\w+\.?\))?[\s,|]*"
    r"(?:\d{1,2}:\d\d(?:\s*[–-]\s*\d{1,2}:\d\d)?)?(?:\s*Uhr)?\s*[–:|-]\s*(?=\S)"
)
_LEADING_DAY: Final = re.compile(r"(?:\w+[.,]*\s+)?(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b", re.ASCII)
_LONGEST_DATE: Final = 1_000  # characters of a description that may word the date


def check_options(options: Mapping[str, Any]) -> list[str]:
    """What is wrong with [options]: `date` says where the event's date stands."""
    complaints = [f"{key}: unbekannt (unknown; known: date)" for key in options if key != "date"]
    if options.get("date", "title") not in _DATES:
        complaints.append(f"date: muss eines sein von (must be one of): {', '.join(_DATES)}")
    return complaints


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """Raises ParseFailed where the page is no feed. Authors do not pass."""
    feed = _feed(page)
    is_programme = _is_ahead(feed, page.first_seen)
    for entry in _whole(feed["entries"], page.text):
        chosen = source.options.get("date") or _guess(entry, is_programme)
        yield _DATES[chosen](entry, _record(entry))
    if not page.text.rstrip().endswith(_ENDS):
        yield truncated(page)


def _whole(entries: list[Entry], text: str) -> list[Entry]:
    """Without the last entry, if the text ends within it."""
    opened = len(re.findall(r"<(?:item|entry)\b", text))
    closed = len(re.findall(r"</(?:item|entry)>", text))
    return entries[:-1] if closed < opened else entries


def _feed(page: Page) -> Mapping[str, Any]:
    """As a stream and in UTF-8: feedparser would take a short text for the name of a file."""
    text = _DECLARATION.sub("", page.text)
    if "<!ENTITY" in text:
        raise ParseFailed(f"{page.url}: Entitäten sind nicht erlaubt (no entities allowed)")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": page.final_url}
    stream = io.BytesIO(_REFERENCE.sub(_character, text).encode(errors="replace"))
    feed: Mapping[str, Any] = feedparser.parse(stream, response_headers=headers, sanitize_html=False)
    if not feed.get("version") and not feed["entries"]:
        raise ParseFailed(f"{page.url}: weder RSS noch Atom (neither RSS nor Atom)")
    return feed


def _character(reference: re.Match[str]) -> str:
    """U+FFFD for a number that no character has: feedparser would fail at it, and so would the store."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    is_character = 0 < number < 0x110000 and not 0xD800 <= number < 0xE000
    return reference[0] if is_character else "\ufffd"


def _record(entry: Entry) -> Record:
    """What every feed says; without a title it stands in the description, behind the date."""
    content = _text(entry, "summary") or next((_text(each, "value") for each in entry.get("content", [])), "")
    first_line = paragraphs(content, 300).partition("\n")[0]
    return Record(
        title=_text(entry, "title") or _LEADING_DATE.sub("", first_line, count=1),
        uid=_text(entry, "id"),
        url=_text(entry, "link"),
        location=_any(entry, "mec_location", "ev_location", "xcal_location"),
        description=content,
        categories=tuple(filter(None, (_text(each, "term") for each in entry.get("tags", [])))),
        price=_text(entry, "mec_cost"),
    )


def _text(entry: Entry, key: str) -> str:
    found = dict.get(entry, key)  # FeedParserDict.get answers "updated" with "published", and warns
    return sound(found).strip() if isinstance(found, str) else ""


def _any(entry: Entry, *keys: str) -> str:
    return next((found for key in keys if (found := _text(entry, key))), "")


def _is_ahead(feed: Mapping[str, Any], first_seen: date | None) -> bool:
    """Whether an entry is dated after the feed was written or fetched: then the dates are the events'."""
    written = _day(feed["feed"]) if first_seen is None else first_seen
    days = filter(None, map(_day, feed["entries"]))
    return written is not None and any(day > written + timedelta(days=1) for day in days)


def _day(entry: Entry) -> date | None:
    """When it was published, as feedparser reads it."""
    parts = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    try:
        return date(*parts[:3]) if parts else None
    except ValueError:
        return None


def _guess(entry: Entry, is_programme: bool) -> str:
    """Where this entry's event date stands. A bare pubDate is when it was written, and no event's date."""
    if _any(entry, "mec_startdate", "ev_startdate", "xcal_dtstart"):
        return "mec"
    if _is_dated_otherwise(entry):
        return "description"
    if is_programme or _COMPACT.fullmatch(_published(entry)) or _GUID.fullmatch(_text(entry, "id")):
        return "pubDate"
    return "title" if _DATED.search(_text(entry, "title")) else "description"


def _is_dated_otherwise(entry: Entry) -> bool:
    """Whether the description begins with a day of its own, which is not the one of its publication."""
    words = paragraphs(_text(entry, "summary"), _LONGEST_DATE).lstrip()
    published, written = _day(entry), _LEADING_DAY.match(words)
    if published is None or written is None:
        return False
    day, month, year = (int(part) for part in written.groups())
    try:
        return abs(date(year, month, day) - published) > timedelta(days=1)  # a day is another one in UTC
    except ValueError:
        return False


def _by_publication(entry: Entry, record: Record) -> Record:
    return changed(record, start=_moment(_published(entry)) or None)


def _published(entry: Entry) -> str:
    return _text(entry, "published") or _text(entry, "updated")


def _moment(words: str) -> str | date | datetime:
    """RFC 5322's dates, calendarize's; others as they are worded."""
    if compact := _COMPACT.fullmatch(words):
        return f"{compact[1]}T{compact[2]}" if compact[2] else compact[1]
    try:
        found = parsedate_to_datetime(words)
    except (ValueError, IndexError, TypeError, OverflowError):
        return words
    return found if found.tzinfo else found.replace(tzinfo=UTC)  # -0000 is UTC


def _by_title(entry: Entry, record: Record) -> Record:
    """The title; a time of day that it lacks may stand in a description without dates of its own."""
    title, words = _text(entry, "title"), paragraphs(record.description, _LONGEST_DATE)
    is_completed = not _TIMED.search(title) and _TIMED.search(words) and not _DATED.search(words)
    return changed(record, when=f"{title}\n{words}" if is_completed else title)


def _by_description(entry: Entry, record: Record) -> Record:
    words = paragraphs(record.description, _LONGEST_DATE)
    return changed(record, when=words if _DATED.search(words) else "")


def _by_elements(entry: Entry, record: Record) -> Record:
    """Elements of their own: Modern Events Calendar's, the RSS event module's, xCal's."""
    start, end = (
        " ".join(filter(None, (_text(entry, f"mec_{side}date"), _hour(_text(entry, f"mec_{side}hour")))))
        for side in ("start", "end")
    )
    return changed(
        record,
        start=start or _any(entry, "ev_startdate", "xcal_dtstart") or None,
        end=end or _any(entry, "ev_enddate", "xcal_dtend") or None,
        end_is_last_day=True,
        categories=record.categories or tuple(filter(None, [_text(entry, "mec_category")])),
    )


def _hour(words: str) -> str:
    """`5:00 pm` as 17:00."""
    half_day = re.fullmatch(r"(\d{1,2}):(\d\d)\s*([ap])m", words, re.IGNORECASE)
    if half_day is None:
        return words
    hour = int(half_day[1]) % 12 + (12 if half_day[3] in "pP" else 0)
    return f"{hour:02}:{half_day[2]}"


_DATES: Final[Mapping[str, Callable[[Entry, Record], Record]]] = {
    "pubDate": _by_publication,
    "title": _by_title,
    "description": _by_description,
    "mec": _by_elements,
}
