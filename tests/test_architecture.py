"""The shape of the code: data flows right, imports point left, and each door has one key."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("connectors", "warehouse", "feeds", "flows")  # each may import itself and those before it
FILES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))
SPECIAL = sorted((ROOT / "clusters").glob("*/sources/*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def importers(*modules: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in FILES
        for name in imports(path)
        if any(name == module or name.startswith(f"{module}.") for module in modules)
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_left(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0]
    forbidden = set(LAYERS[LAYERS.index(layer) + 1 :]) | {"tests", "clusters"}
    assert not {name.partition(".")[0] for name in imports(path)} & forbidden


@pytest.mark.parametrize("path", SPECIAL, ids=lambda path: path.stem)
def test_a_special_sites_parser_imports_connectors_only(path: Path) -> None:
    ours = {name.partition(".")[0] for name in imports(path)} & set(LAYERS)
    assert ours <= {"connectors"}


def test_only_the_fetcher_opens_a_socket_to_a_partner() -> None:
    doors = importers("httpx", "httpcore", "socket", "requests", "urllib.request", "http.client", "aiohttp")
    # Prefect's client raises httpx's errors as they are; only those are imported there.
    assert all(path.startswith("connectors/fetching/") for path in doors - {"flows/prefect_quietly.py"})


def test_only_the_demo_serves() -> None:
    assert importers("http.server", "socketserver") <= {"flows/demo_site.py"}


def test_only_the_store_opens_duckdb() -> None:
    opening = {
        path.relative_to(ROOT).as_posix() for path in FILES if "duckdb.connect(" in path.read_text("utf-8")
    }
    assert opening == {"warehouse/store.py"}


def test_only_flows_import_prefect() -> None:
    assert all(path.startswith("flows/") for path in importers("prefect"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_is_named_like_a_standard_or_installed_one(path: Path) -> None:
    taken = set(sys.stdlib_module_names) | set(packages_distributions())
    own = {*LAYERS, "clusters", "tests"}
    assert path.stem == "__init__" or path.stem not in taken - own


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_says_in_one_line_what_it_answers_for(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert docstring and docstring.splitlines()[0].endswith((".", ":", "?"))


def test_nothing_is_called_by_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "manager", "managers", "base", "common", "misc"}
    assert not {path.stem for path in FILES} & empty


def test_the_clock_is_read_in_one_place() -> None:
    reading = {
        path.relative_to(ROOT).as_posix()
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today")
        and isinstance(node.value, ast.Name) and node.value.id in ("datetime", "date")
    }  # fmt: skip
    assert reading == {"flows/errand.py"}
