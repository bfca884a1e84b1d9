"""Reads a cluster's folder and checks it; every complaint names the file and the key."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from connectors.cluster import CATEGORIES, FILTERABLE, Cluster, Fetch, Guard, Partner, Source
from connectors.declared.curation import FILE as CURATION
from connectors.declared.curation import read_curation
from connectors.declared.curation_fields import facet_codes
from connectors.declared.look import read_look
from connectors.declared.notifying import read_notify
from connectors.declared.permissions import read_day, read_permission
from connectors.declared.running import read_running
from connectors.declared.tables import Table, read_table
from connectors.errors import ConfigurationError

KINDS: Final = Path(__file__).parents[1] / "kinds"
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_BAD_ID = "nur a–z, 0–9, _ und -, höchstens 64 (only a–z, 0–9, _ and -, at most 64)"


def load_cluster(folder: Path) -> Cluster:
    """Read and check the whole folder. Raises ConfigurationError before anything is fetched."""
    if not folder.is_dir():
        raise ConfigurationError(f"{folder}: kein solcher Ordner (no such folder)")
    table = read_table(folder / "cluster.toml")
    table.allow((
        "id", "name", "timezone", "language", "homepage", "base_url", "contact", "licence",
        "window", "guard", "fetch", "look", "run", "notify",
    ))  # fmt: skip
    window = table.table("window")
    window.allow(("past_days", "future_days"))
    timezone = _timezone(table, "Europe/Berlin")
    partners = _partners(read_table(folder / "partners.toml"))
    return Cluster(
        folder=folder,
        id=_identifier(table, "id"),
        name=table.text("name"),
        timezone=timezone,
        language=table.text("language", "de"),
        homepage=_web_address(table, "homepage", ""),
        base_url=_web_address(table, "base_url", None).rstrip("/"),
        contact=table.text("contact", ""),
        licence=table.text("licence", ""),
        past_days=window.whole("past_days", 30, least=0, most=3660),
        future_days=window.whole("future_days", 365, least=1, most=3660),
        guard=_guard(table.table("guard")),
        fetch=_fetch(table.table("fetch")),
        partners=partners,
        sources=_sources(folder / "sources", partners, timezone),
        curation=read_curation(folder / CURATION, ZoneInfo(timezone)),
        look=read_look(table.table("look"), folder),
        run=read_running(table.table("run")),
        notify=read_notify(table.table("notify")),
    )


@dataclass(frozen=True, slots=True)
class Name:
    """What a cluster is called, and whose clock it goes by."""

    id: str
    zone: ZoneInfo


def load_name(folder: Path) -> Name:
    """From cluster.toml alone, without reading every source's file. Raises ConfigurationError."""
    table = read_table(folder / "cluster.toml")
    return Name(_identifier(table, "id"), ZoneInfo(_timezone(table, "Europe/Berlin")))


def _guard(table: Table) -> Guard:
    table.allow(("hold_nights", "max_drop"))
    return Guard(
        hold_nights=table.whole("hold_nights", 3, least=0, most=365),
        max_drop=table.number("max_drop", 0.5, least=0, most=1),
    )


def _fetch(table: Table) -> Fetch:
    table.allow(("delay_seconds", "timeout_seconds", "max_bytes", "allow_hosts", "keep_pages_nights"))
    return Fetch(
        delay_seconds=table.number("delay_seconds", 1.0, least=0, most=3600),
        timeout_seconds=table.number("timeout_seconds", 60, least=0.1, most=3600),
        max_bytes=table.whole("max_bytes", 10_000_000, least=1000, most=1_000_000_000),
        allow_hosts=table.texts("allow_hosts"),
        keep_pages_nights=table.whole("keep_pages_nights", 30, least=1, most=3660),
    )


def _partners(table: Table) -> Mapping[str, Partner]:
    return {id_: _partner(id_, table) for id_ in table.values}


def _partner(id_: str, partners: Table) -> Partner:
    table = partners.table(id_)
    if not _ID.fullmatch(id_):
        raise partners.complaint(id_, _BAD_ID)
    table.allow(("name", "category", "homepage", "address", "rank"))
    category = table.text("category")
    if category not in CATEGORIES:
        raise table.complaint("category", f"muss eines sein von (must be one of): {', '.join(CATEGORIES)}")
    return Partner(
        id=id_,
        name=table.text("name"),
        category=category,
        homepage=_web_address(table, "homepage", ""),
        address=table.text("address", ""),
        rank=table.whole("rank", 2, least=1, most=9),
    )


def _sources(folder: Path, partners: Mapping[str, Partner], timezone: str) -> tuple[Source, ...]:
    if not folder.is_dir():
        raise ConfigurationError(f"{folder}: der Ordner fehlt (no such folder)")
    return tuple(_source(path, partners, timezone) for path in sorted(folder.glob("*.toml")))


def _source(path: Path, partners: Mapping[str, Partner], timezone: str) -> Source:
    table = read_table(path)
    table.allow((
        "name", "partner", "kind", "url", "timezone", "may_be_empty", "mixed",
        "topics", "levels", "groups", "formats", "only", "never", "options", "verified", "permission",
    ))  # fmt: skip
    if not _ID.fullmatch(path.stem):
        raise ConfigurationError(f"{path}: Dateiname: {_BAD_ID}")
    partner = table.text("partner")
    if partner not in partners:
        raise table.complaint("partner", f"kein Partner »{partner}« in partners.toml (no such partner)")
    return Source(
        id=path.stem,
        path=path,
        name=table.text("name"),
        partner=partner,
        url=_web_address(table, "url", None),
        timezone=_timezone(table, timezone),
        kind=_kind(table, path),
        may_be_empty=table.flag("may_be_empty", False),
        mixed=table.flag("mixed", False),
        topics=_codes(table, "topics"),
        levels=_codes(table, "levels"),
        groups=_codes(table, "groups"),
        formats=_codes(table, "formats"),
        only=_words(table.table("only")),
        never=_words(table.table("never")),
        options=_options(table),
        verified=_verified(table),
        permission=read_permission(table.table("permission")) if "permission" in table.values else None,
    )


def _verified(table: Table) -> str:
    """ "never" or an ISO date."""
    if table.text("verified", "never") == "never":
        return "never"
    return read_day(table, "verified").isoformat()


def known_kinds() -> tuple[str, ...]:
    """Every kind there is a module for; the folder is the registry."""
    return tuple(sorted(path.stem.removeprefix("from_") for path in KINDS.glob("from_*.py")))


def _kind(table: Table, path: Path) -> str | None:
    if "kind" in table.values:
        kind = table.text("kind")
        if kind not in known_kinds():
            known = ", ".join(known_kinds())
            raise table.complaint("kind", f"unbekannte Art »{kind}« (unknown kind; known: {known})")
        return kind
    if not path.with_suffix(".py").is_file():
        beside = path.with_suffix(".py").name
        raise table.complaint("kind", f"fehlt, und {beside} daneben auch (missing, and so is {beside})")
    return None


def _options(table: Table) -> Mapping[str, Any]:
    options = table.table("options")
    if "kind" in table.values:
        module = importlib.import_module(f"connectors.kinds.from_{table.text('kind')}")
        check = getattr(module, "check_options", None)
        complaints = check(options.values) if check else _all_unknown(options)
        for complaint in complaints:
            key, _, reason = complaint.partition(":")
            raise options.complaint(key, reason.strip())
    return options.values


def _all_unknown(options: Table) -> list[str]:
    return [f"{key}: diese Art hat keine Optionen (this kind has no options)" for key in options.values]


def _codes(table: Table, facet: str) -> tuple[str, ...]:
    known = facet_codes(facet)
    for code in table.texts(facet):
        if code not in known:
            raise table.complaint(facet, f"unbekannt »{code}« (unknown; known: {', '.join(known)})")
    return table.texts(facet)


def _words(table: Table) -> Mapping[str, tuple[str, ...]]:
    table.allow(FILTERABLE)
    return {key: table.texts(key) for key in table.values}


def _identifier(table: Table, key: str) -> str:
    value = table.text(key)
    if not _ID.fullmatch(value):
        raise table.complaint(key, _BAD_ID)
    return value


def _timezone(table: Table, default: str) -> str:
    name = table.text("timezone", default)
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise table.complaint("timezone", f"unbekannte Zeitzone »{name}« (unknown time zone)") from None
    return name


def _web_address(table: Table, key: str, default: str | None) -> str:
    value = table.text(key, default)
    if not value:
        return value
    try:
        parts = urlsplit(value)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        raise table.complaint(key, f"keine gültige Adresse »{value}« (not a valid URL)") from None
    if parts.scheme not in ("http", "https", "webcal") or not parts.hostname or not port_fits:
        raise table.complaint(key, f"nur http und https, nicht »{value}« (only http and https)")
    if parts.username is not None:
        raise table.complaint(key, "ohne Benutzer und Passwort (no user and password in it)")
    return value
