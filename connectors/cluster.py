"""Who is read and how: cluster, partners and sources as the cluster's folder declares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from connectors.declared.curation import Curation
from connectors.declared.notifying import Notify
from connectors.declared.permissions import Permission
from connectors.declared.running import Running

CATEGORIES: Final = ("schule", "lernort", "wissenschaft", "wirtschaft", "stadt", "netzwerk")
FILTERABLE: Final = (
    "title", "categories", "description", "location", "organizer", "price", "audience",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One feed or page of a partner: one TOML file, whose name is the source's id."""

    id: str
    path: Path  # the TOML file
    name: str
    partner: str
    url: str
    timezone: str
    kind: str | None = None  # None: the .py beside the TOML parses it
    may_be_empty: bool = False
    mixed: bool = False
    topics: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    never: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    verified: str = "never"  # or the ISO date on which someone last compared it with the live site
    permission: Permission | None = None  # None: not restricted


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation whose events are carried."""

    id: str
    name: str
    category: str
    homepage: str = ""
    address: str = ""
    rank: int = 2  # 1 organiser, 2 venue, 3 city calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """When a source is not believed."""

    hold_nights: int = 3
    max_drop: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """How partners' sites are asked."""

    delay_seconds: float = 1.0
    timeout_seconds: float = 60
    max_bytes: int = 10_000_000
    allow_hosts: tuple[str, ...] = ()
    keep_pages_nights: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the pages look like."""

    colour: str = "#005f5e"  # of links and buttons; made darker or lighter where it could not be read
    logo: Path | None = None  # an SVG or PNG


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A cluster: its own data, its partners and its sources."""

    folder: Path
    id: str
    name: str
    timezone: str
    language: str
    homepage: str
    base_url: str  # without a slash at the end
    contact: str
    licence: str
    past_days: int
    future_days: int
    guard: Guard
    fetch: Fetch
    partners: Mapping[str, Partner]
    sources: tuple[Source, ...]  # by id
    curation: Curation = field(default_factory=Curation)
    look: Look = field(default_factory=Look)
    run: Running = field(default_factory=Running)
    notify: Notify = field(default_factory=Notify)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def host(self) -> str:
        """The right side of every published UID."""
        return urlsplit(self.base_url).hostname or ""
