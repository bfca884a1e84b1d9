"""Tells as of when the published folder is: whatever else is said of a night, this is what became of it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path


def last_published(site: Path) -> datetime | None:
    """The as-of time of the last night that was published; None before the first."""
    try:
        status = json.loads((site / "v1/status.json").read_bytes())
        return datetime.fromisoformat(status["run"]["as_of"])
    except (OSError, ValueError, KeyError):
        return None
