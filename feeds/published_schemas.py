"""The JSON Schemas of what is published: as files, and to hold a document against."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson

FOLDER = Path(__file__).with_name("schemas")
PROBLEMS_SHOWN = 5
OTHERS = ("events",)  # schemas that others refer to
CLOSED = ("additionalProperties", False)


def schema_files() -> dict[str, bytes]:
    """Every schema under the path at which it is published, each complete in itself.

    Keys may be added within version 1, so a reader who checks with a copy of today's schema lets unknown
    ones pass; before we publish, none does.
    """
    names = sorted(file.name.removesuffix(".schema.json") for file in FOLDER.glob("*.schema.json"))
    return {f"v1/schema/{name}.schema.json": _file(name) for name in names}


def schema_problems(name: str, document: object) -> list[str]:
    """What is wrong with the document by the schema of that name, the first few."""
    problems = []
    for error in _validator(name).iter_errors(document):
        where = "/".join(str(step) for step in error.instance_path)
        problems.append(f"{where}: {str(error.message)[:200]}")
        if len(problems) == PROBLEMS_SHOWN:
            break
    return problems


@cache
def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_complete(name))


def _file(name: str) -> bytes:
    return orjson.dumps(_open(_complete(name)), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


@cache
def _complete(name: str) -> dict[str, Any]:
    """The schema with those that it refers to within (JSON Schema 2020-12 §9.3, a compound document)."""
    raw = (FOLDER / f"{name}.schema.json").read_bytes()
    schema: dict[str, Any] = orjson.loads(raw)
    for other in OTHERS:
        if f'"urn:mintfeed:schema:{other}:1.0#'.encode() in raw:
            schema["$defs"] = {**schema.get("$defs", {}), other: _complete(other)}
    return schema


def _open(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _open(part) for key, part in schema.items() if (key, part) != CLOSED}
    return [_open(part) for part in schema] if isinstance(schema, list) else schema
