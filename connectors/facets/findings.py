"""What facets are read from, and what is found: every finding with the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from connectors.model import Availability, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a listing says, as plain text."""

    title: str
    description: str = ""
    categories: tuple[str, ...] = ()
    price: str = ""
    registration: str = ""
    audience: str = ""
    place: str = ""
    language: str = ""  # as the source tags it: "de", "en-GB"; may be several


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What was found; empty or None is not said. Codes are those of the feed."""

    topics: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    class_min: int | None = None
    class_max: int | None = None
    age_min: int | None = None
    age_max: int | None = None
    is_free: bool | None = None
    amounts: tuple[float, ...] = ()
    currency: str = ""  # ISO 4217
    is_registration_required: bool | None = None
    availability: Availability | None = None
    languages: tuple[str, ...] = ()  # BCP 47
    school_holidays: tuple[str, ...] = ()  # as the words say; the dates may speak against them
    wheelchair: str = ""  # yes | limited | no
    accessibility_text: str = ""
    evidence: tuple[Evidence, ...] = ()
