"""What is written to a partner and to the readers of a newsletter."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.nights import ClusterOnDisk, calendar, vevent
from tests.typed_commands import Said, mintfeed

FIRST = "2026-11-02T03:15:00+01:00"
SECOND = "2026-11-03T03:15:00+01:00"


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    """A museum with two broken entries, and a night later a move, a cancellation and something new."""
    cluster = ClusterOnDisk.made(tmp_path)
    url = cluster.calendar("museum")
    sound = vevent(
        "1", "Löten & <b>Messen</b>", "20261205T140000", "LOCATION:Halle", "DESCRIPTION:Wir löten."
    )
    broken = [vevent("2", "", "20261206T100000"), vevent("3", "Fräsen", "20261331T100000")]
    moved = vevent("4", "Bohren", "20261207T100000", "LOCATION:Halle")
    cluster.pages[url] = calendar(sound, *broken, moved, vevent("5", "Sägen", "20261208T100000"))
    cluster.night(FIRST)
    cluster.pages[url] = calendar(
        sound, *broken, moved.replace("20261207", "20261209"),
        vevent("5", "Sägen", "20261208T100000", "STATUS:CANCELLED"), vevent("6", "Neu_es", "20261210T100000"),
    )  # fmt: skip
    cluster.night(SECOND)
    return cluster


def said(cluster: ClusterOnDisk, *words: str) -> Said:
    return mintfeed(cluster, *words, "--as-of", SECOND)


def test_a_partner_is_told_what_is_wrong_where_and_how_it_is_mended(cluster: ClusterOnDisk) -> None:
    mail = said(cluster, "report", "museum").out
    assert "https://museum.example/museum.ics" in mail and "kommende Termine" in mail
    assert "keinen Titel" in mail and "„Fräsen“" in mail and "Zeile" in mail
    assert re.search(r"Schreiben Sie Datum und Uhrzeit", mail)


def test_the_snippet_is_json_ld_for_the_partners_own_page(cluster: ClusterOnDisk) -> None:
    mail = said(cluster, "report", "museum").out
    block = mail.split('<script type="application/ld+json">')[1].split("</script>")[0]
    event = json.loads(block)
    assert event["name"] == "Löten & Messen" and event["startDate"] == "2026-12-05T14:00:00+01:00"
    assert "feed.probe.example" not in block and "<" not in block


def test_the_page_shows_the_same_and_escapes_a_partners_words(cluster: ClusterOnDisk) -> None:
    page = said(cluster, "report", "museum", "--html").out
    assert page.startswith("<!doctype html>") and "keinen Titel" in page and "<b>" not in page


def test_a_partner_without_trouble_is_thanked(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    cluster.pages[cluster.calendar("museum")] = calendar(vevent("1", "Löten", "20261205T140000"))
    cluster.night(SECOND)
    assert "Alles in Ordnung, danke!" in said(cluster, "report", "museum").out


def test_a_partner_that_is_down_is_told_why(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    cluster.calendar("museum")
    cluster.night(SECOND)
    mail = said(cluster, "report", "museum").out
    assert "museum.example/museum.ics" in mail and "danke" not in mail


def test_an_unknown_partner_is_named_with_the_known_ones(cluster: ClusterOnDisk) -> None:
    answer = said(cluster, "report", "niemand")
    assert answer.code == 2 and "museum, stadt" in answer.err


def test_before_the_first_night_there_is_nothing_to_report(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    for words in (("report", "museum"), ("digest",)):
        answer = said(cluster, *words)
        assert answer.code == 1 and "mintfeed nightly" in answer.err


def test_the_digest_tells_what_is_new_moved_and_cancelled(cluster: ClusterOnDisk) -> None:
    digest = said(cluster, "digest", "--days", "1").out
    cancelled, moved, new = (digest.index(f"## {each}") for each in ("Abgesagt", "Verlegt", "Neu"))
    assert cancelled < moved < new
    assert "[Sägen](https://feed.probe.example/termin/" in digest[cancelled:moved]
    assert "Bohren" in digest[moved:new] and "Bisher: 7. Dezember 2026" in digest[moved:new]
    assert "Neu\\_es" in digest[new:] and "Löten" not in digest


def test_the_digest_of_a_week_holds_the_first_night_as_well(cluster: ClusterOnDisk) -> None:
    assert "Löten & Messen".replace("&", "\\&") in said(cluster, "digest").out


def test_the_digest_as_html_escapes_a_partners_words(cluster: ClusterOnDisk) -> None:
    digest = said(cluster, "digest", "--html").out
    assert "Löten &amp; Messen" in digest and "<h2>Abgesagt</h2>" in digest


def test_a_week_without_news_says_so(cluster: ClusterOnDisk) -> None:
    later = mintfeed(cluster, "digest", "--as-of", "2026-11-20T08:00:00+01:00")
    assert "Nichts Neues." in later.out
