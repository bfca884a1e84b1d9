"""What the program is built from: locked with hashes, its licences listed, its weaknesses asked for."""

from __future__ import annotations

import json
import re

import httpx
import pytest

from tests.audit import audit, queries
from tests.licences import LOCK, PAGE, ROOT, locked

VERSIONS = {"lxml": "6.1.1", "httpx": "0.28.1"}


def answering(status: int, body: object) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(status, json=body)))


def test_every_locked_package_has_its_hashes() -> None:
    text = LOCK.read_text("utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(locked(text)) > 50
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?://|--index|--find-links", text)


def test_the_page_of_licences_names_everything_that_is_locked() -> None:
    rows = dict(re.findall(r"^\| ([^ |]+) \| ([^ |]+) \| [^|]+ \|$", PAGE.read_text("utf-8"), re.MULTILINE))
    rows.pop("package")
    assert rows == locked(LOCK.read_text("utf-8")), "run python -m tests.licences"


def test_each_locked_version_is_asked_for_once() -> None:
    asked = queries(locked(LOCK.read_text("utf-8")))
    assert len({json.dumps(each) for each in asked}) == len(asked)
    assert {"package": {"ecosystem": "PyPI", "name": "httpx"}, "version": "0.28.1"} in asked


def test_a_known_vulnerability_fails_the_audit_and_is_named() -> None:
    body = {"results": [{"vulns": [{"id": "GHSA-xxxx", "modified": "2026-01-01T00:00:00Z"}]}, {}]}
    code, words = audit(VERSIONS, answering(200, body))
    assert code == 1 and "lxml 6.1.1: GHSA-xxxx" in words and "httpx 0.28.1" not in words


def test_nothing_known_is_said_in_one_line() -> None:
    code, words = audit(VERSIONS, answering(200, {"results": [{}, {}]}))
    assert code == 0 and "nothing known against 2" in words


@pytest.mark.parametrize(
    ("status", "body"), [(503, {}), (200, {"results": []}), (200, []), (200, "x")], ids=str
)
def test_a_service_that_cannot_be_asked_is_no_finding(status: int, body: object) -> None:
    code, words = audit(VERSIONS, answering(status, body))
    assert code == 0 and "not checked" in words and "\n" not in words


def test_without_a_network_the_audit_says_so_and_ends_well() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route", request=request)

    code, words = audit(VERSIONS, httpx.Client(transport=httpx.MockTransport(refuse)))
    assert code == 0 and "not checked" in words and "no route" in words


def test_continuous_integration_asks() -> None:
    assert "make audit" in (ROOT / ".ci" / "run").read_text("utf-8")
