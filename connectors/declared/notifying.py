"""Reads who is told about trouble ([notify] of cluster.toml): names of secrets, never secrets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from connectors.declared.tables import Table

_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_BLOCK: Final = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """Where the addresses of those who are told stand."""

    variables: tuple[str, ...] = ()  # of the environment; each holds one or more Apprise URLs
    blocks: tuple[str, ...] = ()  # Secret blocks of Prefect, each with the same

    @property
    def is_wanted(self) -> bool:
        return bool(self.variables or self.blocks)


def read_notify(table: Table) -> Notify:
    """Raises ConfigurationError; an address in the file itself is a mistake, since it holds a password."""
    table.allow(("variables", "blocks"))
    return Notify(
        variables=_names(table, "variables", _VARIABLE, "MINTFEED_NOTIFY"),
        blocks=_names(table, "blocks", _BLOCK, "mintfeed-notify"),
    )


def _names(table: Table, key: str, pattern: re.Pattern[str], example: str) -> tuple[str, ...]:
    names = table.texts(key)
    for name in names:
        if not pattern.fullmatch(name):
            raise table.complaint(
                key,
                f'nur Namen wie "{example}"; Adressen mit Passwort gehören nicht in den Ordner '
                "(only names; addresses with passwords do not belong into the folder)",
            )
    return names
