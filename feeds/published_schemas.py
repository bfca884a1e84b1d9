"""The JSON Schemas of what is published: as files, and to hold a document against."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jsonschema_rs
import orjson

FOLDER = Path(__file__).with_name("schemas")
PROBLEMS_SHOWN = 5


def schema_files() -> dict[str, bytes]:
    """Every schema under the path at which it is published."""
    return {f"v1/schema/{file.name}": file.read_bytes() for file in sorted(FOLDER.glob("*.schema.json"))}


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
    schema = orjson.loads((FOLDER / f"{name}.schema.json").read_bytes())
    return jsonschema_rs.Draft202012Validator(schema)
