"""The table of threats names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs" / "security.md").read_text("utf-8")


def test_every_test_that_the_table_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", TABLE))
    suite = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "tests").glob("test_*.py")))
    there = set(re.findall(r"^(?:    )?def (test_\w+)", suite, re.MULTILINE))
    assert named and named <= there, named - there


def test_every_threat_has_a_defence_and_a_test() -> None:
    rows = re.findall(r"^\| ([^*|-][^|]*) \| ([^|]*) \| ([^|]*) \|$", TABLE, re.MULTILINE)[1:]
    assert len(rows) > 20
    for threat, defence, test in rows:
        assert defence.strip() and "`test_" in test, threat


def test_how_to_report_a_weakness_is_said() -> None:
    assert "contact" in (ROOT / "SECURITY.md").read_text("utf-8")
