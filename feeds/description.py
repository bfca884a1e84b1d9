"""The plain text that a calendar shows under an event."""

from __future__ import annotations

from dataclasses import dataclass

from feeds import wording
from feeds.text import one_line, paragraphs, shortened, web_url
from warehouse.events import Event

LENGTH = 600  # Google reads about 1 MB of a calendar, which is about 1,000 events of this size
SHORTEST_BODY = 200  # of the partner's own words, however much else there is to say


@dataclass(frozen=True, slots=True)
class Room:
    """How many characters a description may have."""

    total: int
    body: int  # that the partner's own words get in any case


FULL = Room(LENGTH, SHORTEST_BODY)
BRIEF = Room(250, 100)  # in a calendar that would grow too large


def describe(event: Event, room: Room = FULL) -> str:
    """The partner's words, what it costs, how one registers, who answers for it and where it stands."""
    tail = "\n".join(facts(event))
    left = max(room.body, room.total - len(tail))
    body = shortened(paragraphs(event.description) or paragraphs(event.summary), left)
    return "\n\n".join(part for part in (body, tail) if part)


def facts(event: Event) -> list[str]:
    """What it costs, how one registers and so on, a line for each."""
    previous, host = event.previous_start, event.organizer
    known = {
        "Bisheriger Termin": wording.moment(previous, event.timezone) if previous else "",
        "Für": wording.audience(event.audience),
        "Kosten": wording.price(event.price),
        "Anmeldung": wording.registration(event.registration),
        "Online": web_url(event.online_url),
        "Barrierefreiheit": wording.access(event.accessibility),
        "Veranstalter": one_line(host.name) if host else "",
        "Quelle": source_url(event),
    }
    return [f"{name}: {words}" for name, words in known.items() if words]


def source_url(event: Event) -> str:
    """The partner's page about it: its own, else the first listing's."""
    urls = (event.url, *(listing.url for listing in event.listings))
    return next((safe for url in urls if (safe := web_url(url))), "")
