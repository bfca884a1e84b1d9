"""What an explanation of an event is made of: where it stands, who lists it, where each field is from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from warehouse.version_words import Change


class Standing(StrEnum):
    """Whether it is in the feed, or why not."""

    PUBLISHED = "published"
    HIDDEN = "hidden"  # a person decided so
    OFF_TOPIC = "off_topic"  # of sources that also announce other things, and no topic found
    OUTSIDE_WINDOW = "outside_window"
    GONE = "gone"  # no source lists it any more
    NOT_YET = "not_yet"  # listed, but no run was published since


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAs:
    """One listing of it."""

    event_id: str  # its own
    source_id: str
    partner: str
    rank: int | None
    place_in_line: int  # from 1; 0: not heard
    title: str
    start: str  # local
    status: str
    url: str
    first_seen: datetime
    gone_nights: int
    is_mixed: bool
    state: str  # of the source: ok, unchanged, failed, empty, held; removed from the folder
    message: str
    stale_since: date | None


@dataclass(frozen=True, slots=True)
class FieldOrigin:
    """One field: what is published, and who said what."""

    field: str
    value: str
    sources: tuple[str, ...]
    said: str  # by the sources; differs from the value where a person corrected it


@dataclass(frozen=True, slots=True)
class FacetOrigin:
    """One value of a facet, and the words it was read from; field "default": the source's own setting."""

    source_id: str
    facet: str
    value: str
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """A repair, or a record that could not be used."""

    source_id: str
    severity: str
    code: str
    detail: str
    url: str
    line: int | None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two own events that were compared, and what came of it."""

    event_id_a: str
    event_id_b: str
    is_one: bool
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the event, and how it differs from the one before."""

    sequence: int
    changed_at: datetime
    kind: str
    merged_into: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ListingVersion:
    """What a source said from a night on, as it differs from what it said before."""

    source_id: str
    event_id: str
    changed_at: datetime
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything that is known about one event."""

    event_id: str
    members: tuple[str, ...]  # ids that are this event, its own among them
    standing: Standing
    last_run: datetime | None
    listings: tuple[ListedAs, ...]
    fields: tuple[FieldOrigin, ...]
    facets: tuple[FacetOrigin, ...]
    troubles: tuple[Trouble, ...]
    comparisons: tuple[Comparison, ...]
    versions: tuple[Version, ...]
    listing_versions: tuple[ListingVersion, ...]
