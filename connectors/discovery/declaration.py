"""Writes a finding as the TOML file of a source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from connectors.discovery.finding import Finding

_ORDER: Final = (
    "item", "begin", "title", "title_above", "when", "when_above", "location", "description", "categories",
    "price", "registration", "registration_url", "status", "url", "follow", "next", "date",
)  # fmt: skip
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+\Z")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]+")


def as_toml(finding: Finding, *, name: str, partner: str) -> str:
    """The source file, with a comment saying how it was found."""
    lines = [
        f"# {_CONTROL.sub(' ', finding.reason)}",
        f"name = {_text(name)}",
        f"partner = {_text(partner)}",
        f"kind = {_text(finding.kind)}",
        f"url = {_text(finding.url)}",
    ]
    if finding.options:
        lines += ["", *_table("options", finding.options)]
    return "\n".join(lines) + "\n"


def _table(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Plain keys first, then the tables in it, as TOML wants them."""
    yield f"[{name}]"
    ordered = sorted(values.items(), key=lambda each: _place(each[0]))
    for key, value in ordered:
        if not isinstance(value, Mapping):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in ordered:
        if isinstance(value, Mapping):
            yield ""
            yield from _table(f"{name}.{_key(key)}", value)


def _place(key: str) -> int:
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)


def _key(key: str) -> str:
    return key if _BARE.match(key) else _text(key)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
    return _text(str(value))


def _text(words: str) -> str:
    """JSON's strings are TOML's basic strings, but for the control character DEL."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
