"""The files that a web host or a crawler looks for, whatever the events."""

from __future__ import annotations

# Google Calendar obeys robots.txt: a calendar that it may not read stays empty in silence.
ROBOTS = b"User-agent: *\nAllow: /\n"


def site_files() -> dict[str, bytes]:
    """By path. GitHub Pages serves the folder as it is only where .nojekyll is present."""
    return {".nojekyll": b"", "robots.txt": ROBOTS}
