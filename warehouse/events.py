"""What the warehouse gives to the publishers: the event, once, with everything known about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from connectors.model import Attendance, Availability, Place


@dataclass(frozen=True, slots=True)
class Organizer:
    """The partner whose event it is."""

    id: str
    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whom it is for; codes as in the feed's facets."""

    levels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    class_min: int | None = None
    class_max: int | None = None
    age_min: int | None = None
    age_max: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What it costs; `text` as worded by the partner."""

    text: str = ""
    is_free: bool | None = None  # None: not said
    amounts: tuple[float, ...] = ()
    currency: str = ""  # ISO 4217


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Whether and how one registers."""

    is_required: bool | None = None  # None: not said
    url: str = ""
    deadline: date | None = None
    availability: Availability | None = None


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What is said about access: wheelchair is "yes", "limited", "no" or "" (not said)."""

    wheelchair: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ListedBy:
    """One source that lists the event."""

    source_id: str
    partner_id: str
    url: str = ""
    stale_since: date | None = None  # set only while the source is down or not believed


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One occurrence of a happening, as it is published. Empty or None is unknown.

    A `date` start is all-day; a `datetime` is aware, in `timezone`. `end` is exclusive.
    `status` is one of scheduled, cancelled, delisted, postponed, rescheduled.
    """

    id: str  # opaque, stable for ever
    title: str
    start: date | datetime
    end: date | datetime | None = None
    timezone: str
    status: str = "scheduled"
    previous_start: date | datetime | None = None
    url: str = ""
    summary: str = ""
    description: str = ""
    description_html: str = ""  # the same words, safe; "" where markup says no more
    attendance: Attendance | None = None
    place: Place | None = None
    online_url: str = ""
    organizer: Organizer | None = None
    topics: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # as the sources word them
    audience: Audience = Audience()
    price: Price | None = None
    registration: Registration | None = None
    accessibility: Accessibility | None = None
    languages: tuple[str, ...] = ()
    school_holidays: tuple[str, ...] = ()  # in which it takes place
    series_id: str = ""
    sequence: int = 0
    created: datetime  # UTC, whole seconds
    modified: datetime  # UTC, whole seconds
    listings: tuple[ListedBy, ...] = ()
