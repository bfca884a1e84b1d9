"""The nouns that reading deals in: Page, Record, Link, Problem and Listing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from connectors.cluster import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One HTTP response, kept byte for byte (after removing the transfer's compression)."""

    url: str  # as asked for
    final_url: str  # after redirects; relative links resolve against it
    body: bytes
    sha256: str  # of the body, hexadecimal
    media_type: str = ""  # lower case, without parameters
    charset: str = "utf-8"  # found by BOM, header, declaration in the text, or the Latin-1 fallback
    etag: str = ""
    last_modified: str = ""  # the header as sent; it goes back as If-Modified-Since
    first_seen: date | None = None  # local date on which exactly these bytes were first received

    @property
    def text(self) -> str:
        """The body decoded; bytes that do not fit become U+FFFD."""
        return self.body.decode(self.charset, errors="replace").removeprefix("\ufeff")


class Status(StrEnum):
    """Whether an event takes place (schema.org EventStatusType in lower case)."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    RESCHEDULED = "rescheduled"


class Attendance(StrEnum):
    """How one takes part (schema.org EventAttendanceMode)."""

    OFFLINE = "offline"
    ONLINE = "online"
    MIXED = "mixed"


class Availability(StrEnum):
    """Whether there are places left."""

    OPEN = "open"
    FEW = "few"
    WAITLIST = "waitlist"
    FULL = "full"
    CLOSED = "closed"


class Severity(StrEnum):
    """What a problem cost: nothing but a repair, or the record."""

    REPAIRED = "repaired"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event takes place, in schema.org's words; unknown parts are empty or None."""

    name: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    lat: float | None = None  # WGS 84, degrees
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The recurrence of a calendar component (RFC 5545 §3.8.5), not yet expanded.

    Dates and times are local in the component's own zone, as DTSTART is.
    """

    rules: tuple[str, ...] = ()  # values of RRULE
    dates: tuple[date | datetime, ...] = ()  # RDATE
    excluded: tuple[date | datetime, ...] = ()  # EXDATE, and every RECURRENCE-ID that has its own record


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One event as a page words it: selected, not interpreted.

    Texts may hold HTML, entities and stray white space; `normalise` cleans them.
    Empty text means that the page does not say.
    """

    title: str = ""
    uid: str = ""  # the source's own id, only where its kind has one
    when: str = ""  # date and time in any wording; may mean several occurrences
    start: str | date | datetime | None = None  # instead of `when`, where the page is precise
    end: str | date | datetime | None = None  # a date is exclusive (RFC 5545), unless end_is_last_day
    end_is_last_day: bool = False  # schema.org and people write the last day
    is_all_day: bool | None = None  # None: as start says
    recurrence: Recurrence | None = None
    recurrence_id: date | datetime | None = None  # this record replaces that occurrence of uid
    timezone: str = ""  # IANA name; of naive times; default the source's
    url: str = ""  # the event's own page; absolute, or relative to the page
    location: str | Place = ""
    is_online: bool | None = None  # None: the page does not say
    online_url: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    price: str = ""
    registration: str = ""  # wording about registration
    registration_url: str = ""
    status: str = ""  # any wording: CANCELLED, abgesagt, https://schema.org/EventCancelled, ausgebucht …
    organizer: str = ""
    language: str = ""
    audience: str = ""  # wording about whom it is for
    line: int | None = None  # where it begins in the page, counted from 1, for problems


@dataclass(frozen=True, slots=True)
class Link:
    """Read this page too. With a record, it is that record's detail page."""

    url: str  # absolute
    record: Record | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One record that we could not use, or had to repair, and why."""

    severity: Severity
    code: str  # a short name in kebab-case, stable: "no-title", "date-unreadable"
    detail: str = ""  # the words or the line it is about
    title: str = ""  # of the record, if known
    uid: str = ""
    url: str = ""  # of the page
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a facet has a value."""

    facet: str  # "topics", "is_free" …
    value: str  # the code, or the value as text
    field: str  # where it was read: "title", "categories" … or "default", the source's own setting
    words: str  # as they stand there


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One date of one event as one source lists it, in our types.

    A `date` is all-day and has no instant until someone says where; a `datetime` is aware,
    in `timezone`. `end` is exclusive and None where none is given.
    """

    source_id: str
    uid: str  # the source's id, or ""
    occurrence: str  # which date of uid's or url's this is; "" if it has only one
    url: str  # canonical, or ""
    title: str
    start: date | datetime
    end: date | datetime | None = None
    timezone: str
    status: Status = Status.SCHEDULED
    availability: Availability | None = None
    description: str = ""  # plain text
    description_html: str = ""  # the same words as safe HTML; "" where its markup says no more
    place: Place | None = None
    attendance: Attendance | None = None
    online_url: str = ""
    categories: tuple[str, ...] = ()  # as the source names them
    topics: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    class_min: int | None = None
    class_max: int | None = None
    age_min: int | None = None  # years
    age_max: int | None = None
    price_text: str = ""
    is_free: bool | None = None  # None: not said
    amounts: tuple[float, ...] = ()
    currency: str = ""  # ISO 4217, of the amounts
    registration_text: str = ""
    is_registration_required: bool | None = None  # None: not said
    registration_url: str = ""
    registration_deadline: date | None = None
    languages: tuple[str, ...] = ()
    school_holidays: tuple[str, ...] = ()  # that only the words name; those of the dates, the store knows
    audience_text: str = ""
    wheelchair: str = ""  # yes, limited, no, or "" where nothing is said
    accessibility_text: str = ""
    evidence: tuple[Evidence, ...] = ()
    is_open: bool = False  # one of a series worded without an end: read again daily


@dataclass(frozen=True, slots=True)
class Window:
    """What is published: listings that overlap [start, end) of local dates, as seen on `today`."""

    start: date
    end: date
    today: date


class Parser(Protocol):
    """A module that reads one kind: bytes in, records and links out; no network, clock or state.

    A kind that follows links with a record also has `parse_detail(page, source, record)`,
    which gives the same and completes that record.
    """

    def parse(self, page: Page, source: Source) -> Iterator[Record | Link | Problem]: ...
