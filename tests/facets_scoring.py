"""Counts how well facets are read on labelled announcements, field by field."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from connectors.facets import Facets, Wording, read_facets

LABELLED = Path(__file__).parents[1] / ".." / "shared" / "labelled" / "facets.json"
HELD_OUT = Path(__file__).parent / "facets_heldout.toml"
SETS = ("topics", "formats", "levels", "groups", "languages")
VALUES = ("class_min", "class_max", "age_min", "age_max", "is_free", "required")
GENERAL = {"mint_allgemein", "naturwissenschaften_allg"}  # beside a special topic they also pass
YOUNG = {"kinder", "jugendliche", "schueler"}  # who is meant by one is often called another


@dataclass(frozen=True)
class Case:
    """An announcement and what it plainly says; `may` also passes, `unscored` is too vague."""

    name: str
    wording: Wording
    label: dict[str, Any]
    may: dict[str, list[Any]]
    unscored: frozenset[str] = frozenset()


@dataclass
class Count:
    """Right, too many, missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.extra)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.extra + self.missed)


def labelled() -> list[Case]:
    items = json.loads(LABELLED.read_text("utf-8"))["items"]
    return [
        Case(
            item["id"],
            Wording(
                title=item["title"],
                description=item["description"],
                categories=tuple(item["categories"].split(", ")) if item.get("categories") else (),
                price=item.get("price", ""),
                registration=item.get("registration", ""),
                place=item["location"],
            ),
            item["label"],
            item["label"].get("may", {}),
            frozenset(item["label"].get("unscored", [])),
        )
        for item in items
    ]


def held_out() -> list[Case]:
    events = tomllib.loads(HELD_OUT.read_text("utf-8"))["event"]
    return [_held_out(event) for event in events]


def _held_out(event: dict[str, Any]) -> Case:
    label = event["label"]
    may = {name.removeprefix("may_"): list(value) for name, value in label.items() if name[:4] == "may_"}
    if label["topics"]:
        may["topics"] = [*may.get("topics", []), *GENERAL]
    also = YOUNG if label.get("groups") else {"schueler"}
    may["groups"] = [*may.get("groups", []), "erwachsene", *also]
    wording = Wording(
        title=event["title"],
        description=event["description"],
        categories=tuple(event.get("categories", ())),
    )
    return Case(event["title"], wording, label, may)


def score(cases: Iterable[Case]) -> dict[str, Count]:
    """By field, and "mint": whether a topic was found where there is one."""
    counts = {name: Count() for name in (*SETS, *VALUES, "mint")}
    for case in cases:
        facets = read_facets(case.wording)
        for name in SETS:
            _count_set(counts[name], case, name, set(getattr(facets, name)))
        for name, value in _values(facets).items():
            _count_value(counts[name], case, name, value)
        _count_mint(counts["mint"], case, facets)
    return counts


def _values(facets: Facets) -> dict[str, Any]:
    values = {name: getattr(facets, name) for name in VALUES if name != "required"}
    return values | {"required": facets.is_registration_required}


def _count_set(count: Count, case: Case, name: str, have: set[str]) -> None:
    want = set(case.label.get(name, []))
    passes = set(case.may.get(name, [])) | ({"de"} if name == "languages" and not want else set())
    extra, missed = have - want - passes, want - have
    count.right += len(want & have)
    count.extra += len(extra)
    count.missed += len(missed)
    if extra or missed:
        count.wrong.append(f"{case.name}: +{sorted(extra)} -{sorted(missed)}")


def _count_value(count: Count, case: Case, name: str, have: Any) -> None:
    want = case.label.get(name)
    if name in case.unscored or (have != want and have in case.may.get(name, [])):
        return
    count.right += want is not None and have == want
    count.extra += have is not None and have != want
    count.missed += want is not None and have != want
    if have != want:
        count.wrong.append(f"{case.name}: {have!r}, not {want!r}")


def _count_mint(count: Count, case: Case, facets: Facets) -> None:
    is_mint, is_found = bool(case.label["topics"]), bool(facets.topics)
    if not is_mint and case.may.get("topics"):
        return
    count.right += is_mint and is_found
    count.extra += is_found and not is_mint
    count.missed += is_mint and not is_found
    if is_mint != is_found:
        count.wrong.append(f"{case.name}: {facets.topics}")
