"""`mintfeed add`: finds out how a site can be read, shows it, and writes the source's file if one agrees."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from rich.console import Console
from rich.text import Text

from connectors.cluster import CATEGORIES, Cluster
from connectors.declared.cluster_folder import known_kinds
from connectors.discovery import as_toml
from connectors.errors import ConfigurationError, ParseFailed
from flows.asking import Asking
from flows.check_words import words_of
from flows.checking import asking_for, looking, show_ways
from flows.finding_out import FoundOut, Way, find_out
from flows.findings_table import show
from flows.plain import plain
from flows.politeness import settings_of
from flows.source_file import Draft, free_id, path_of, slugged, write
from flows.whose import names_of, partner_of
from warehouse.night import night_of

NEW: Final = "neu"
NAME: Final = "Veranstaltungen"
ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the command line says; what is empty is found out or asked."""

    cluster: Cluster
    url: str
    now: datetime
    partner: str = ""
    name: str = ""
    id: str = ""
    kind: str | None = None
    category: str = ""  # of a partner that is new


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose source it becomes; with `toml` if it is a new partner's."""

    id: str
    name: str
    toml: str = ""


def add(order: Order, asking: Asking, console: Console, progress: Console) -> bool:
    """Whether the source was written. Raises Forbidden where robots.txt or a reservation says no."""
    _check(order)
    window = night_of(order.cluster, order.now).window
    with asking_for(progress) as told, looking(settings_of(order.cluster), window, 1, told) as at:
        found = find_out(order.url, at, timezone=order.cluster.timezone, kind=order.kind)
    best = _shown(found, console)
    owner = _owner(order, found, asking)
    draft = _draft(order, found, best, owner)
    _show_draft(order, draft, console)
    if not asking.agrees("So schreiben (write this)?"):
        _say(console, "Nichts geschrieben; --yes schreibt ohne Frage (nothing written; --yes writes it).")
        return False
    path = write(order.cluster, draft)
    _say(console, f"Geschrieben (written): {path}")
    return True


def _check(order: Order) -> None:
    """Everything that can be wrong before anything is fetched."""
    cluster = order.cluster
    if urlsplit(order.url).scheme not in ("http", "https", "webcal"):
        raise ConfigurationError(
            f"{order.url}: eine Adresse mit https:// angeben (give an address with https://)"
        )
    if order.partner and order.partner not in cluster.partners and not order.category:
        raise ConfigurationError(_unknown(cluster, f"--partner {order.partner}"))
    if order.category and order.category not in CATEGORIES:
        raise ConfigurationError(f"--category {order.category}: eine von (one of) {', '.join(CATEGORIES)}")
    if order.kind is not None and order.kind not in known_kinds():
        raise ConfigurationError(f"--kind {order.kind}: eine von (one of) {', '.join(known_kinds())}")
    if order.id and not ID.fullmatch(order.id):
        raise ConfigurationError(f"--id {order.id}: nur a–z, 0–9, _ und - (only a–z, 0–9, _ and -)")
    if order.id and path_of(cluster, order.id).exists():
        raise ConfigurationError(f"{path_of(cluster, order.id)}: gibt es schon (exists already)")


def _unknown(cluster: Cluster, what: str) -> str:
    return (
        f"{what}: kein Partner in {cluster.folder / 'partners.toml'}; dort eintragen oder mit --partner "
        f"wählen: {', '.join(cluster.partners)}; --category legt einen neuen an: {', '.join(CATEGORIES)} "
        "(no such partner; enter it there, choose one with --partner, or create one with --category)"
    )


def _shown(found: FoundOut, console: Console) -> Way:
    """The best way, with everything that was tried and read shown. Raises ParseFailed where there is none."""
    words = words_of("de")
    show_ways(found, words, console)
    best = found.best
    if best is None:
        tried = ", ".join(dict.fromkeys(way.finding.kind for way in found.ways)) or "nichts (nothing)"
        raise ParseFailed(
            f"{found.page.url}: keine Termine gefunden, versucht: {tried}; die Adresse der Terminliste "
            "selbst oder --kind angeben (no events found; give the address of the list itself, or --kind)"
        )
    show(console, best.seen, words)
    return best


def _owner(order: Order, found: FoundOut, asking: Asking) -> Owner:
    """As ordered, else as it can be told, else as asked. Raises ConfigurationError where nobody knows."""
    partners = order.cluster.partners
    if order.partner in partners:
        return Owner(order.partner, partners[order.partner].name)
    if order.category:
        return _new_owner(order, found, order.category)
    if known := partner_of(order.cluster, order.url, found.page):
        return Owner(known.id, known.name)
    question = f"Welcher Partner (which partner; »{NEW}«: a new one)?"
    answer = asking.choice(question, [*partners, NEW], default="")
    if answer in partners:
        return Owner(answer, partners[answer].name)
    if answer != NEW:
        raise ConfigurationError(_unknown(order.cluster, order.url))
    category = asking.choice("Was ist er (what is it)?", CATEGORIES, default="")
    name = asking.text("Wie heißt er (what is it called)?", _site_name(order.url, found))
    return _new_owner(order, found, category, name)


def _new_owner(order: Order, found: FoundOut, category: str, name: str = "") -> Owner:
    name = name or _site_name(order.url, found)
    parts = urlsplit(order.url)
    labels = (parts.hostname or "").removeprefix("www.").split(".")
    id_ = order.partner or slugged(labels[-2] if len(labels) > 1 and not labels[-1].isdigit() else name)
    if id_ in order.cluster.partners:
        raise ConfigurationError(
            _unknown(order.cluster, f"{order.url} ({id_} gibt es schon, exists already)")
        )
    lines = (
        "# mit »mintfeed add« angelegt; bitte Namen und Art prüfen (please check name and category)",
        f"[{id_}]",
        f"name = {_toml(name)}",
        f"category = {_toml(category)}",
        f"homepage = {_toml(f'{parts.scheme}://{parts.netloc}')}",
    )
    return Owner(id_, name, "\n".join(lines) + "\n")


def _site_name(url: str, found: FoundOut) -> str:
    return next(reversed(names_of(found.page)), "") or urlsplit(url).hostname or url


def _draft(order: Order, found: FoundOut, best: Way, owner: Owner) -> Draft:
    called = [name for name in names_of(found.page) if name.casefold() not in owner.name.casefold()]
    name = order.name or (called[0] if called else NAME)
    return Draft(
        id=order.id or free_id(order.cluster, owner.id),
        source=as_toml(best.finding, name=plain(name), partner=owner.id),
        partner=owner.toml,
    )


def _show_draft(order: Order, draft: Draft, console: Console) -> None:
    for source in order.cluster.sources:
        if f"url = {_toml(source.url)}\n" in draft.source:
            _say(console, f"Wird schon gelesen (is read already): {source.path}")
    if draft.partner:
        _say(console, f"Neu in (new in) {order.cluster.folder / 'partners.toml'}:\n\n{draft.partner}")
    _say(console, f"Neue Datei (new file) {path_of(order.cluster, draft.id)}:\n\n{draft.source}")


def _toml(words: str) -> str:
    """JSON's strings are TOML's."""
    return json.dumps(plain(words), ensure_ascii=False)


def _say(console: Console, words: str) -> None:
    console.print(Text(words), soft_wrap=True, highlight=False)
