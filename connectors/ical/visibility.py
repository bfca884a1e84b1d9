"""Says which entries of a calendar are not announcements: private ones, and bare availability."""

from __future__ import annotations

from connectors.ical.components import Component

PUBLIC = frozenset({"", "PUBLIC"})
CLOSED_ACCESS = frozenset({"PRIVATE", "CONFIDENTIAL", "RESTRICTED"})
AVAILABILITY = frozenset(  # what Exchange and Google put in place of a title that they keep back
    {
        "abwesend",
        "an anderem ort tätig",
        "away",
        "beschäftigt",
        "busy",
        "frei",
        "free",
        "gebucht",
        "mit vorbehalt",
        "nicht verfügbar",
        "not available",
        "out of office",
        "private appointment",
        "privater termin",
        "tentative",
        "unavailable",
        "working elsewhere",
    }
)


def is_private(event: Component) -> bool:
    """CLASS; a class that we do not know is to be treated as private (RFC 5545 §3.8.1.3)."""
    if "CLASS" in event.found and event.value("CLASS").upper() not in PUBLIC:
        return True
    return (
        "X-CALENDARSERVER-ACCESS" in event.found
        and event.value("X-CALENDARSERVER-ACCESS").upper() in CLOSED_ACCESS
    )


def is_availability(title: str, description: str, url: str) -> bool:
    return not description and not url and title.strip(" .!*").lower() in AVAILABILITY
