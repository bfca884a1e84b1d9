"""What libical (Evolution, GNOME, KDE) reads; run by the system's Python, which has its bindings."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

# RFC 5546 wants an ORGANIZER in what is published; programs would offer to answer it.
HARMLESS = "Failed iTIP restrictions for ORGANIZER property"


def children(component: ICalGLib.Component) -> Iterator[ICalGLib.Component]:
    """Its direct parts."""
    child = component.get_first_component(ICalGLib.ComponentKind.ANY_COMPONENT)
    while child:
        yield child
        child = component.get_next_component(ICalGLib.ComponentKind.ANY_COMPONENT)


def errors(component: ICalGLib.Component) -> Iterator[str]:
    """What libical could not use, in the component and its parts."""
    found = component.get_first_property(ICalGLib.PropertyKind.XLICERROR_PROPERTY)
    while found:
        yield found.as_ical_string().replace("\r\n ", "").strip()
        found = component.get_next_property(ICalGLib.PropertyKind.XLICERROR_PROPERTY)
    for child in children(component):
        yield from errors(child)


def start(event: ICalGLib.Component) -> str:
    """In UTC, or a date."""
    time = event.get_dtstart()
    if time.is_date():
        return f"{time.get_year()}-{time.get_month():02}-{time.get_day():02}"
    instant = datetime.fromtimestamp(time.as_timet_with_zone(time.get_timezone()), UTC)
    return f"{instant:%Y-%m-%dT%H:%MZ}"


def main() -> None:
    """Prints version, events and errors of the file as JSON."""
    calendar = ICalGLib.Component.new_from_string(Path(sys.argv[1]).read_text("utf-8"))
    ICalGLib.restriction_check(calendar)
    found = [each for each in children(calendar) if each.isa() == ICalGLib.ComponentKind.VEVENT_COMPONENT]
    events = [(each.get_uid(), each.get_summary(), start(each)) for each in found]
    told = [each for each in errors(calendar) if HARMLESS not in each]
    print(json.dumps({"events": events, "errors": told}))


main()
