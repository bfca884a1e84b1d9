"""Writes the command that decides something as a person would type it, to be copied."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from connectors.declared.curation import Verb


@dataclass(frozen=True, slots=True)
class Deciding:
    """The cluster and the data folder as they were typed."""

    cluster: str
    data: str | None

    def line(self, verb: Verb, *events: str) -> str:
        """Quoted for a shell."""
        where = ("--data", self.data) if self.data is not None else ()
        return shlex.join(("mintfeed", verb.value, self.cluster, *events, *where))
