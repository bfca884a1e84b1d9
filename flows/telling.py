"""Decides what people are told after a night: each trouble once when it begins, and once when it is over."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from flows.plain import plain
from flows.report import HOLIDAYS_AHEAD
from warehouse.published import SourceHealth

RED: Final = ("failed", "empty", "held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What people know already."""

    red: Mapping[str, str] = field(default_factory=dict)  # since which night, by source
    unpublished: str = ""  # the first of the nights on which nothing was published
    holidays: str = ""  # until when they were known, when the warning went out


@dataclass(frozen=True, slots=True)
class Message:
    """One message to all who are told; nothing to say is no message."""

    title: str
    body: str


def after_published(
    told: Told, cluster: str, health: Sequence[SourceHealth], today: date, holidays_until: date, link: str
) -> tuple[Message | None, Told]:
    """What a published night has to say, and what is known once it is said."""
    red = {each.source_id: each for each in health if each.state in RED}
    began = sorted(red.keys() - told.red.keys())
    over = sorted(told.red.keys() & {each.source_id for each in health} - red.keys())
    lines = [_in_trouble(red[id_]) for id_ in began]
    lines += [f"Wieder gut (well again): {plain(id_)}, seit (since) {told.red[id_]} in Not" for id_ in over]
    if told.unpublished:
        lines.insert(
            0, f"Wieder veröffentlicht (published again), zum ersten Mal seit (since) {told.unpublished}"
        )
    is_warned = told.holidays == holidays_until.isoformat()
    is_due = holidays_until - today < HOLIDAYS_AHEAD
    if is_due and not is_warned:
        lines.append(
            f"Schulferien nur bis {holidays_until} bekannt: connectors/dates/nrw_school_holidays.toml "
            "ergänzen (school holidays are not known for long; add the coming years)"
        )
    known = Told(
        red={id_: told.red.get(id_, today.isoformat()) for id_ in sorted(red)},
        holidays=holidays_until.isoformat() if is_due else "",
    )
    if not lines:
        return None, known
    return Message(_title(cluster, len(began), len(over)), "\n".join([*lines, link])), known


def after_failure(told: Told, cluster: str, reason: str, today: date) -> tuple[Message | None, Told]:
    """What a night on which nothing was published has to say."""
    known = Told(red=told.red, unpublished=told.unpublished or today.isoformat(), holidays=told.holidays)
    if told.unpublished:
        return None, known
    body = (
        f"{plain(reason)}\nDer letzte Stand bleibt veröffentlicht. Was zu tun ist, zeigt »mintfeed doctor« "
        "(the last release stands; see what »mintfeed doctor« says)."
    )
    return Message(f"{cluster}: nichts veröffentlicht (nothing was published)", body), known


def read_told(path: Path) -> Told:
    """A file that is lost or spoilt means that nobody was told yet."""
    try:
        document = json.loads(path.read_text("utf-8"))
        return Told(**document) if isinstance(document["red"], dict) else Told()
    except (OSError, ValueError, TypeError, KeyError):
        return Told()


def write_told(path: Path, told: Told) -> None:
    aside = path.with_suffix(".part")
    aside.write_text(json.dumps(asdict(told), ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
    aside.replace(path)


def _in_trouble(source: SourceHealth) -> str:
    reason = plain(source.message) or str(source.state)
    return f"In Not (in trouble): {plain(source.source_id)} ({source.state}): {reason}"


def _title(cluster: str, began: int, over: int) -> str:
    parts = []
    if began:
        parts.append(f"{began} {'Quelle' if began == 1 else 'Quellen'} in Not (in trouble)")
    if over:
        parts.append(f"{over} wieder gut (well again)")
    return f"{cluster}: {', '.join(parts) or 'Hinweis (notice)'}"
