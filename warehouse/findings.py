"""Remembers how sources of kind "auto" are read: as TOML that a person can take over into the cluster."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from connectors.cluster import Source
from connectors.collection import Collection
from connectors.discovery import Finding, as_toml


@dataclass(frozen=True, slots=True)
class Findings:
    """The folder findings/; to look anew at a source, delete its file or give it another url."""

    folder: Path

    def of(self, source: Source) -> Finding | None:
        """What an earlier night found at this very address; None if nothing, or if the file is spoilt."""
        path = self.folder / f"{source.id}.toml"
        try:
            text = path.read_text("utf-8")
            found = tomllib.loads(text)
        except (OSError, ValueError):
            return None
        if text.splitlines()[0] != _first_line(source) or "kind" not in found or "url" not in found:
            return None
        return Finding(
            kind=found["kind"], url=found["url"], options=found.get("options", {}), reason="", events=0
        )

    def keep(self, collection: Collection) -> None:
        """What tonight found, unless it is known already."""
        source, finding = collection.source, collection.finding
        if finding is None or self.of(source) is not None:
            return
        text = as_toml(finding, name=source.name, partner=source.partner)
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{source.id}.toml"
        aside = path.with_suffix(".part")
        aside.write_text(f"{_first_line(source)}\n{text}", "utf-8")
        aside.replace(path)

    def forget(self, source: Source) -> None:
        (self.folder / f"{source.id}.toml").unlink(missing_ok=True)


def _first_line(source: Source) -> str:
    return f"# {source.url}"
