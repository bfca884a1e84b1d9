"""Writes people's decisions into the text of curation.toml, and leaves every other line as it is."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import tomlkit
from tomlkit.items import AoT

from connectors.declared.curation import Curation, Decision, curation_of
from connectors.declared.tables import Table
from connectors.errors import ConfigurationError

HEADER: Final = """\
# Entscheidungen von Menschen; kein Lesen einer Quelle macht sie rückgängig. Kommentare bleiben stehen.
# People's decisions; no reading of a source undoes them. Comments stay. So:
#
#   [[set]]                  # so ist es richtig (this is right)
#   event = "0123456789abcdef"  # »mintfeed why« zeigt sie (shows it)
#   field = "title"
#   value = "Löten für alle"
#   author = "Büro"
#   note = "Tippfehler auf der Seite"
#   since = 2026-11-24
#
#   [[clear]]      event, field             das stimmt nicht: leer lassen (leave it empty)
#   [[hide]]       event                    nicht veröffentlichen (do not publish)
#   [[pin]]        event                    veröffentlichen, auch ohne Thema (publish, even without a topic)
#   [[same]]       events = ["…", "…"]      ein und derselbe Termin (one event)
#   [[different]]  events = ["…", "…"]      zwei Termine (two events)
"""
_HEAD: Final = re.compile(r"[ \t]*\[\[?\s*\"?([A-Za-z_]+)")
_LF: Final = "\n"
_BLANK: Final = " \t\r\n"
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")  # TOML knows no other end of a line
_NO_VALUE: Final = re.compile(r"\s*(#.*)?$")


@dataclass(frozen=True, slots=True)
class CurationText:
    """The text of curation.toml; every change gives a new one."""

    path: Path  # for complaints
    text: str
    zone: ZoneInfo

    @property
    def curation(self) -> Curation:
        """Raises ConfigurationError."""
        try:
            values = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise ConfigurationError(f"{self.path}: kein gültiges TOML (not valid TOML): {error}") from None
        return curation_of(Table(self.path, values), self.zone)

    def decided(self, decision: Decision, value: str | list[str] | None = None) -> CurationText:
        """With this decision in the place of any about the same; `value` of `set` is as people write it.

        Raises ConfigurationError if it does not fit.
        """
        before = self.curation.decisions
        old = [each for each in before if _is_about_the_same(each, decision)]
        if [each.verb for each in old] == [decision.verb]:
            changed = self._rewritten(old[0], lambda block: self._updated(block, decision, value))
        else:
            kept = self.taken_back(decision).text.rstrip(_BLANK) or HEADER.rstrip()
            added = self._updated(f"[[{decision.verb.value}]]\n", decision, value)
            changed = replace(self, text=f"{kept}{2 * self._newline}{added}")
        if len(changed.curation.decisions) != len(before) - len(old) + 1:
            raise self._by_hand()
        return changed

    def taken_back(self, decision: Decision) -> CurationText:
        """Without any decision about the same; itself if there is none. Raises ConfigurationError."""
        before = self.curation.decisions
        old = [each for each in before if _is_about_the_same(each, decision)]
        changed = self
        for each in reversed(old):
            changed = changed._rewritten(each, lambda block: "")
        kept = [replace(each, place="") for each in before if each not in old]
        if [replace(each, place="") for each in changed.curation.decisions] != kept:
            raise self._by_hand()
        return changed

    def _rewritten(self, decision: Decision, rewrite: Callable[[str], str]) -> CurationText:
        """With another text in the place of that table; where it goes, a blank line behind it goes too."""
        lines = _LINE.findall(self.text)
        start, end = self._block(lines, decision.place)
        instead = rewrite("".join(lines[start:end]))
        if not instead and end < len(lines) and not lines[end].strip():
            end += 1
        return replace(self, text="".join([*lines[:start], instead, *lines[end:]]))

    def _block(self, lines: Sequence[str], place: str) -> tuple[int, int]:
        """The lines of the table at a place such as "hide[2]", from its head to its last value."""
        heads = [(number, found[1]) for number, line in enumerate(lines) if (found := _HEAD.match(line))]
        ends = [number for number, _ in heads[1:]] + [len(lines)]
        counts: Counter[str] = Counter()
        for (start, verb), end in zip(heads, ends, strict=False):
            counts[verb] += 1
            if f"{verb}[{counts[verb]}]" == place:
                while _NO_VALUE.match(lines[end - 1]):  # what stands before the next table is about that
                    end -= 1
                return start, end
        raise self._by_hand()

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _updated(self, block: str, decision: Decision, value: str | list[str] | None) -> str:
        return _updated(block.replace("\r\n", _LF), decision, value).replace(_LF, self._newline)

    def _by_hand(self) -> ConfigurationError:
        return ConfigurationError(
            f"{self.path}: ungewohnt geschrieben, bitte von Hand ändern (written in an unusual way, please "
            "edit it by hand)"
        )


def _is_about_the_same(one: Decision, other: Decision) -> bool:
    if one.is_about_two or other.is_about_two:
        return one.is_about_two == other.is_about_two and set(one.events) == set(other.events)
    return (
        one.events == other.events
        and (one.verb is other.verb or one.field != "")
        and one.field == other.field
    )


def _updated(block: str, decision: Decision, value: str | list[str] | None) -> str:
    """The text of one table, with comments as they are and the values of this decision."""
    document = tomlkit.parse(block)
    tables = document[decision.verb.value]
    assert isinstance(tables, AoT)
    told = {
        "events" if decision.is_about_two else "event": _ids(decision),
        "field": decision.field,
        "value": value,
        "author": decision.author,
        "note": decision.note,
        "since": decision.since,
    }
    for key, each in told.items():
        if each:
            tables[0][key] = each
        else:
            tables[0].pop(key, None)
    return tomlkit.dumps(document)


def _ids(decision: Decision) -> str | list[str]:
    return list(decision.events) if decision.is_about_two else decision.events[0]
