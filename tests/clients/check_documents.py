"""Every page is valid HTML, and every feed is what it says it is."""

from __future__ import annotations

import json
from math import ceil
from pathlib import Path

from tests.clients.client_table import Result, Table
from tests.clients.feed_rules import atom_problems, json_feed_problems
from tests.clients.programs import HERE, run

CHECKER = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"
ATOM = ("v1/atom.xml", "neuigkeiten.atom")
# Our addresses say `after`; the validator looks for `afterChangeNumber` there before it tries the last page.
OWN_NAME = "no_last_page_check"


def test_every_page_is_valid_html(site: Path, table: Table) -> None:
    options = ("--errors-only", "--format", "json", "--exit-zero-always", "--skip-non-html")
    told = json.loads("".join(run("java", "-Xss8m", "-jar", CHECKER, *options, site)))
    found = [f"{each['url'].partition(site.name)[2]}: {each['message']}" for each in told["messages"]]
    pages = sum(1 for _ in site.rglob("*.html"))
    table.results["Nu HTML checker"] = Result(told["version"].split()[0], pages, tuple(found[:10]))
    assert not found


def test_the_atom_feeds_are_what_rfc_4287_demands(site: Path, table: Table) -> None:
    found = [f"{path}: {problem}" for path in ATOM for problem in atom_problems((site / path).read_bytes())]
    table.results["RFC 4287"] = Result("–", len(ATOM), tuple(found[:10]))
    assert not found


def test_the_json_feed_is_what_jsonfeed_org_demands(site: Path, table: Table) -> None:
    found = list(json_feed_problems(json.loads((site / "v1/feed.json").read_bytes())))
    table.results["JSON Feed 1.1"] = Result("–", 1, tuple(found[:10]))
    assert not found


def test_the_rules_find_what_is_wrong() -> None:
    assert list(atom_problems(b'<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id></feed>'))
    assert list(json_feed_problems({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1}]}))


def test_the_changes_are_a_feed_of_openactive(asked: str, site: Path, table: Table) -> None:
    items = json.loads((site / "v1/changes.json").read_bytes())["items"]
    told = json.loads(run("node", HERE / "rpde.mjs", f"{asked}/v1/changes.json?after=0&limit=50")[0])
    found = [f"{kind}: {message}" for kind, message in told["found"] if kind != OWN_NAME]
    table.results["RPDE validator"] = Result(told["version"], told["pages"], tuple(found[:10]))
    assert not found
    assert told["pages"] == ceil(len(items) / 50) + 1  # the last one is empty
