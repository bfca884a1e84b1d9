"""Every problem can be told to a webmaster: what it means and how it is mended."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.advice import LANGUAGES, Advice, advice, advice_on_hint, known_codes
from connectors.advice.hints import Hint, hints
from connectors.model import Attendance, Listing, Place
from connectors.normalising.occurrences import _ODD

ROOT = Path(__file__).resolve().parents[1]
BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 25)
CODE = re.compile(r"[a-z]+(-[a-z]+)*")
CARRIERS = {"Problem", "Flaw", "Repair", "Span", "_problem"}  # what a code is given to
NAMING = {"_why_not", "_trouble"}  # functions that return one
UNTOLD = {"", "private", "none", "invalid"}  # never told: left out in silence, or told by another code
LISTING = Listing(
    source_id="x",
    uid="",
    occurrence="",
    url="https://museum.example/1",
    title="Löten",
    start=datetime(2026, 12, 5, 14, tzinfo=BERLIN),
    end=datetime(2026, 12, 5, 16, tzinfo=BERLIN),
    timezone="Europe/Berlin",
    description="Wir löten.",
    place=Place("Museum"),
)


def texts_in(node: ast.AST) -> Iterator[str]:
    """String constants, those of both branches of a condition included, but not those of calls within."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts_in(node.body)
        yield from texts_in(node.orelse)


def codes_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            if name in CARRIERS:
                for given in (
                    *node.args[:2],
                    *(k.value for k in node.keywords if k.arg in ("code", "repair")),
                ):
                    yield from texts_in(given)
        elif isinstance(node, ast.FunctionDef) and node.name in NAMING:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield from texts_in(inner.value)
        elif (
            isinstance(node, ast.Tuple) and getattr(node.elts[0] if node.elts else None, "id", "") == "REPAIR"
        ):
            yield from texts_in(node.elts[1])
        elif "dates" in path.parts and isinstance(node, ast.Constant):
            yield from filter(is_told, texts_in(node))


def is_told(flag: str) -> bool:
    """Whether normalise tells a flag of the date reader as a repair."""
    return re.fullmatch(r"[a-z]+(_[a-z]+)+", flag) is not None and _ODD.search(flag) is not None


def codes_of_the_source_tree() -> set[str]:
    found = {
        code.replace("_", "-") for path in (ROOT / "connectors").rglob("*.py") for code in codes_in(path)
    }
    return {code for code in found if CODE.fullmatch(code)} - UNTOLD


def test_every_code_in_the_source_tree_has_its_advice() -> None:
    found = codes_of_the_source_tree()
    assert {"no-title", "weekday-conflict", "end-inclusive", "month-only", "line-break", "truncated"} <= found
    assert found - known_codes() == set()


def test_every_code_that_recorded_pages_give_has_its_advice() -> None:
    expected = [*(ROOT / "tests/kinds").rglob("*.json"), *(ROOT / "tests/sources").rglob("expected.json")]
    codes = {
        code for path in expected for code in re.findall(r'"code": "([a-z-]+)"', path.read_text("utf-8"))
    }
    assert codes and codes <= known_codes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_advice_is_whole_sentences_in_both_languages(language: str) -> None:
    for code in known_codes():
        told = advice(code, language)
        assert told.meaning.endswith(".") and told.mend.rstrip("»”)").endswith((".", "3")), code
    assert advice("no-title", "de") != advice("no-title", "en")


def test_a_code_without_advice_is_told_by_its_name() -> None:
    assert advice("never-heard-of", "de") == Advice("never-heard-of")
    assert advice_on_hint("never-heard-of", "en").meaning == "never-heard-of"


def test_sound_listings_give_no_hint() -> None:
    assert hints([LISTING] * 5, today=TODAY, newest=date(2026, 12, 5)) == []


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"end": None}, Hint("no-ends", 3)),
        ({"place": None}, Hint("no-places", 3)),
        ({"place": Place()}, Hint("no-places", 3)),
        ({"description": ""}, Hint("no-descriptions", 3)),
        ({"start": datetime(2026, 12, 5, tzinfo=BERLIN)}, Hint("all-at-midnight", 3)),
        ({"start": datetime(2026, 12, 5, 2, tzinfo=BERLIN)}, Hint("in-the-small-hours", 3)),
    ],
)
def test_what_all_listings_lack_is_hinted_at(changes: dict[str, object], hint: Hint) -> None:
    odd = replace(LISTING, **changes)  # type: ignore[arg-type]

    assert hints([odd] * 3, today=TODAY, newest=TODAY) == [hint]
    assert advice_on_hint(hint.code, "de").mend


def test_one_listing_that_has_it_is_enough() -> None:
    bare = replace(LISTING, end=None, place=None, description="")

    assert hints([bare, bare, bare, LISTING], today=TODAY, newest=TODAY) == []
    online = replace(bare, online_url="https://meet.example/1", attendance=Attendance.ONLINE)
    assert "no-places" not in {hint.code for hint in hints([bare, bare, online], today=TODAY, newest=TODAY)}


def test_days_without_times_need_no_ends() -> None:
    days = [replace(LISTING, start=TODAY + timedelta(days=n), end=None) for n in range(4)]

    assert hints(days, today=TODAY, newest=TODAY) == []


def test_a_source_whose_events_are_all_over_says_since_when() -> None:
    assert hints([], today=TODAY, newest=date(2025, 6, 1)) == [Hint("nothing-ahead", day=date(2025, 6, 1))]
    assert hints([], today=TODAY, newest=date(2031, 6, 1)) == [Hint("far-ahead", day=date(2031, 6, 1))]
    assert hints([], today=TODAY, newest=None) == []
