"""How the next events are called where only their title is seen, and how many a feed has."""

from __future__ import annotations

from feeds import wording
from warehouse.events import Event

COUNT = 100


def heading(event: Event) -> str:
    """The title, with the mark that it is not on: a reader shows nothing else of it."""
    return wording.PREFIXES.get(event.status, "") + wording.title(event)
