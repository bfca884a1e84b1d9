"""What a partner has allowed to be passed on of its texts."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from connectors.declared.tables import Table

BASES: Final = ("agreement", "open-licence", "own-data", "none")
SCOPES: Final = ("facts", "summary", "fulltext", "image")
DEFAULT_SCOPE: Final = ("facts", "summary")
SUMMARY: Final = 200  # characters
_KEYS: Final = ("basis", "since", "scope", "contact_role")
_SENTENCE_END: Final = re.compile(r"[.!?…][\"“”»«)]*(?=\s|$)")
_ABBREVIATED: Final = re.compile(
    r"(?:\b\w|\b\d+|\b(?:ca|bzw|inkl|zzgl|max|min|evtl|ggf|Nr|Dr|Prof|St|Tel))\.$", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """On what ground a source is republished, and how much of it. Facts are free in any case."""

    basis: str
    scope: tuple[str, ...] = DEFAULT_SCOPE
    since: date | None = None
    contact_role: str = ""  # whom to ask there: a role, never a name


def read_permission(table: Table) -> Permission:
    """The table [permission] of a source. Raises ConfigurationError."""
    table.allow(_KEYS)
    basis = _one_of(table, "basis", BASES)
    scope = table.texts("scope") if "scope" in table.values else DEFAULT_SCOPE
    for each in scope:
        if each not in SCOPES:
            raise table.complaint("scope", f"muss aus diesen sein (must be of these): {', '.join(SCOPES)}")
    since = read_day(table, "since") if "since" in table.values else None
    if since is None and basis in ("agreement", "open-licence"):
        raise table.complaint("since", f"fehlt bei basis = »{basis}« (is missing)")
    return Permission(basis=basis, scope=scope, since=since, contact_role=table.text("contact_role", ""))


def read_day(table: Table, key: str) -> date:
    """A day written YYYY-MM-DD. Raises ConfigurationError."""
    words = table.text(key)
    try:
        if len(words) == len("2026-11-23"):
            return date.fromisoformat(words)
    except ValueError:
        pass
    raise table.complaint(key, "muss ein Tag wie »2026-11-23« sein (must be a day such as 2026-11-23)")


def permitted(description: str, permission: Permission | None) -> str:
    """As much of a plain text as may be shown; without a [permission] all of it."""
    if permission is None or "fulltext" in permission.scope:
        return description
    return summary(description) if "summary" in permission.scope else ""


def summary(text: str, limit: int = SUMMARY) -> str:
    """The whole sentences that fit; else the words that fit, and an ellipsis."""
    if len(text) <= limit:
        return text
    ends = [end for found in _SENTENCE_END.finditer(text) if (end := found.end()) <= limit]
    for end in reversed(ends):
        if end >= limit // 4 and not _ABBREVIATED.search(text[:end]):
            return text[:end]
    head = text[: limit - 1]
    if not text[limit - 1].isspace():
        head = head[: max(head.rfind(" "), head.rfind("\n"))] if re.search(r"\s", head) else head
    return head.rstrip(" \n\t,;:–-(") + "…"


def _one_of(table: Table, key: str, allowed: Collection[str]) -> str:
    value = table.text(key)
    if value not in allowed:
        raise table.complaint(key, f"muss eines sein von (must be one of): {', '.join(allowed)}")
    return value
