"""Within version 1 schemas only grow: held against those of the last release (tests/stored_schemas).

After a release, copy feeds/schemas/*.json there. A difference that breaks readers needs version 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import orjson
import pytest

from feeds.published_schemas import schema_files

STORED = Path(__file__).with_name("stored_schemas")
NOW = Path(__file__).parents[1] / "feeds" / "schemas"
NAMES = sorted(file.name for file in STORED.glob("*.schema.json"))
WORDS = {"title", "description", "$id", "$schema", "$defs"}  # what readers' programs do not go by


def schema(folder: Path, name: str) -> dict[str, Any]:
    document: dict[str, Any] = orjson.loads((folder / name).read_bytes())
    return document


def breaks(old: Any, new: Any, at: str = "") -> Iterator[str]:
    """What a reader of the old schema could stumble over in a document of the new one."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        if old != new:
            yield f"{at}: {old} became {new}"
        return
    for key in sorted((old.keys() | new.keys()) - WORDS):
        here = f"{at}/{key}"
        if key in ("properties", "$defs"):
            yield from _parts(old.get(key, {}), new.get(key, {}), here)
        elif key == "enum":
            yield from (
                f"{here}: {value} is gone" for value in old.get(key, []) if value not in new.get(key, [])
            )
        elif key == "required":
            for name in sorted(set(old.get(key, ())) ^ set(new.get(key, ()))):
                yield f"{here}: {name} was {'' if name in old.get(key, ()) else 'not '}required"
        else:
            yield from breaks(old.get(key), new.get(key), here)
    yield from _parts(old.get("$defs", {}), new.get("$defs", {}), f"{at}/$defs")


def _parts(old: dict[str, Any], new: dict[str, Any], at: str) -> Iterator[str]:
    for name, part in old.items():
        if name in new:
            yield from breaks(part, new[name], f"{at}/{name}")
        else:
            yield f"{at}/{name}: is gone"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_of_the_last_release_has_only_grown(name: str) -> None:
    assert list(breaks(schema(STORED, name), schema(NOW, name))) == []


def test_no_schema_is_gone() -> None:
    assert {f"v1/schema/{name}" for name in NAMES} <= schema_files().keys()
    assert NAMES


def test_a_reader_with_todays_schema_lets_later_keys_pass() -> None:
    assert not any(b'"additionalProperties": false' in raw for raw in schema_files().values())


def removed(document: dict[str, Any]) -> None:
    del document["$defs"]["event"]["properties"]["previous_start"]


def retyped(document: dict[str, Any]) -> None:
    document["$defs"]["event"]["properties"]["sequence"]["type"] = "number"


def narrowed(document: dict[str, Any]) -> None:
    document["$defs"]["event"]["properties"]["status"]["enum"].remove("postponed")


def required(document: dict[str, Any]) -> None:
    document["$defs"]["event"]["required"].append("url")


def no_longer_promised(document: dict[str, Any]) -> None:
    document["$defs"]["event"]["required"].remove("title")


def bounded(document: dict[str, Any]) -> None:
    document["$defs"]["web_url"]["maxLength"] = 100


def undefined(document: dict[str, Any]) -> None:
    del document["$defs"]["codes"]


@pytest.mark.parametrize(
    "change",
    [removed, retyped, narrowed, required, no_longer_promised, bounded, undefined],
    ids=lambda each: each.__name__,
)
def test_a_change_that_breaks_readers_is_found(change: Any) -> None:
    old = schema(STORED, "events.schema.json")
    new = deepcopy(old)
    change(new)
    assert len(list(breaks(old, new))) >= 1


def test_a_key_a_value_and_better_words_may_be_added() -> None:
    old = schema(STORED, "events.schema.json")
    new = deepcopy(old)
    new["title"] = "Events"
    new["$defs"]["event"]["properties"]["image"] = {"$ref": "#/$defs/web_url"}
    new["$defs"]["event"]["properties"]["status"]["enum"].append("moved_online")
    assert list(breaks(old, new)) == []
