"""`mintfeed check`: what a source gives and what is wrong with it, in words its webmaster can act on."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from connectors.errors import ConfigurationError
from flows.plain import plain
from tests.loopback import Reply, Route, partner
from tests.loopback_cluster import NOW, cluster_on_disk, declare, mintfeed, tree
from tests.nights import calendar, vevent

ROOT = Path(__file__).resolve().parents[1]
BROKEN = calendar(
    vevent("1", "Löten", "20261205T140000", "DTEND;TZID=Europe/Berlin:20261205T160000", "LOCATION:Werkstatt"),
    vevent("2", "Kometen", "20261341T200000"),
    vevent("3", "Fossilien", "20261212T100000", "DTEND;TZID=Europe/Berlin:20261212T090000"),
    vevent("4", "Ferienlabor", "20261221", "DTEND;VALUE=DATE:20261224", "STATUS:CANCELLED"),
    "UID:5\nDTSTART:20261213T100000Z",
)
LIST = "".join(
    f"<li class=termin><h3>Versuch {n}</h3><p class=wann>{n}. Dezember 2026, 14 Uhr</p></li>"
    for n in range(1, 7)
)
LISTING_PAGE = f"<html><head><title>Programm – Museum</title></head><body><ul>{LIST}</ul></body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def test_a_source_shows_its_events_and_what_is_wrong_and_how_to_mend_it(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    with partner({"/a.ics": BROKEN}) as site:
        declare(folder, "a", site.url("/a.ics"))
        result = mintfeed("check", str(folder))

    lines = [line.strip() for line in result.stdout.splitlines()]
    assert result.exit_code == 0, result.output
    assert "a Programm a · in Ordnung · 3 Termine · ics" in lines[0]
    rows = [" ".join(line.split()) for line in lines]
    assert "Sa 05.12.2026 14:00–16:00 Löten Werkstatt" in rows
    assert "Mo 21.12.2026 – Mi 23.12.2026 ganztägig [abgesagt] Ferienlabor –" in rows
    assert "Nicht übernommen (2)" in lines and "Repariert (1)" in lines
    where = lines.index(next(line for line in lines if "20261341" in line))
    assert lines[where].startswith("Zeile 11 · Kometen") and lines[where].endswith("/a.ics")
    assert "[date-unreadable]" in lines[where - 1] and lines[where + 1].startswith("Abhilfe: Schreiben Sie")
    assert any("[no-title]" in line for line in lines) and any("[end-before-start]" in line for line in lines)


def test_the_same_in_english(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    with partner({"/a.ics": BROKEN}) as site:
        declare(folder, "a", site.url("/a.ics"))
        result = mintfeed("check", str(folder), "a", "--language", "en")

    assert "line 11 · Kometen" in result.stdout and "How to mend it: Write date and time" in result.stdout
    assert "Mon 2026-12-21 – Wed 2026-12-23" in result.stdout and "[cancelled]" in result.stdout
    assert "Abhilfe" not in result.stdout


def test_an_address_is_found_out_and_comes_with_the_file_to_write(tmp_path: Path) -> None:
    with partner({"/programm": Reply(body=LISTING_PAGE.encode(), headers=HTML)}) as site:
        result = mintfeed("check", site.url("/programm"))
        asked = site.paths()

    assert result.exit_code == 0, result.output
    assert "Gelesen als html" in result.stdout and "Versuch 6" in result.stdout
    written = tomllib.loads(result.stdout[result.stdout.index("\nname = ") :])
    assert (
        written["kind"] == "html" and written["url"] == site.url("/programm") and written["options"]["title"]
    )
    assert asked.count("/programm") == 1


def test_more_events_than_fit_are_counted(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    many = calendar(*(vevent(str(n), f"Abend {n:02}", f"202612{n:02}T190000") for n in range(1, 28)))
    with partner({"/a.ics": many}) as site:
        declare(folder, "a", site.url("/a.ics"))
        result = mintfeed("check", str(folder))

    assert "Abend 20" in result.stdout and "Abend 21" not in result.stdout
    assert "… und 7 weitere" in result.stdout and "27 Termine" in result.stdout


def test_a_source_that_fails_ends_with_1_and_harms_no_other(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    with partner({"/good.ics": calendar(vevent("1", "Löten")), "/bad.ics": "<html>"}) as site:
        declare(folder, "bad", site.url("/bad.ics"))
        declare(folder, "good", site.url("/good.ics"))
        declare(folder, "gone", site.url("/gone.ics"))
        result = mintfeed("check", str(folder))
        alone = mintfeed("check", str(folder), "good")

    assert result.exit_code == 1 and alone.exit_code == 0
    heads = [line for line in result.stdout.splitlines() if line.startswith("●")]
    assert [head.split(" · ")[1] for head in heads] == ["gescheitert", "gescheitert", "in Ordnung"]
    assert "keine Kalenderdatei" in result.stdout and "HTTP 404" in result.stdout and "Löten" in result.stdout


def test_a_source_without_events_ends_with_1_unless_it_may_be_empty(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    with partner({"/a.ics": calendar()}) as site:
        declare(folder, "a", site.url("/a.ics"))
        empty = mintfeed("check", str(folder))
        declare(folder, "a", site.url("/a.ics"), more="may_be_empty = true\n")
        allowed = mintfeed("check", str(folder))

    assert empty.exit_code == 1 and "leer" in empty.stdout
    assert allowed.exit_code == 0


def test_a_source_whose_events_are_over_says_since_when(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    with partner({"/a.ics": calendar(vevent("1", "Alt", "20230503T140000"))}) as site:
        declare(folder, "a", site.url("/a.ics"))
        result = mintfeed("check", str(folder))
        asked = site.paths()

    assert result.exit_code == 1 and "nichts im Zeitraum" in result.stdout
    assert "Alle Termine sind vorbei. (Mi 03.05.2023)" in result.stdout
    assert asked.count("/a.ics") == 1


def test_json_is_one_document_with_listings_problems_and_advice(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    with partner({"/a.ics": BROKEN}) as site:
        declare(folder, "a", site.url("/a.ics"))
        declare(folder, "b", site.url("/b.ics"))
        result = mintfeed("check", str(folder), "--json", "--language", "en")

    first, second = json.loads(result.stdout)["sources"]
    assert result.exit_code == 1
    assert (first["id"], first["state"], first["is_well"], first["count"]) == ("a", "ok", True, 3)
    assert first["listings"][0] == {
        "uid": "1",
        "title": "Löten",
        "start": "2026-12-05T14:00:00+01:00",
        "end": "2026-12-05T16:00:00+01:00",
        "all_day": False,
        "timezone": "Europe/Berlin",
        "topics": ["technik"],
        "formats": ["workshop"],
        "status": "scheduled",
        "attendance": "offline",
        "location": {"name": "Werkstatt"},
    }
    (wrong,) = (each for each in first["problems"] if each["code"] == "date-unreadable")
    assert wrong["line"] == 11 and wrong["severity"] == "dropped" and wrong["detail"] == "20261341T200000"
    assert (
        wrong["meaning"] == "The date cannot be read."
        and wrong["mend"]
        and wrong["url"] == site.url("/a.ics")
    )
    assert second["state"] == "failed" and "404" in second["message"] and second["listings"] == []


def test_json_of_an_address_has_the_file_to_write(tmp_path: Path) -> None:
    with partner({"/programm": Reply(body=LISTING_PAGE.encode(), headers=HTML)}) as site:
        (source,) = json.loads(mintfeed("check", site.url("/programm"), "--json").stdout)["sources"]

    assert source["count"] == 6 and tomllib.loads(source["toml"])["kind"] == source["kind"] == "html"


def test_nothing_a_partner_writes_controls_the_terminal(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    nasty = calendar(
        vevent(
            "1",
            "\x1b]0;pwned\x07\x1b[31mRot[/red][bold] \u202eetl\x9b2J",
            "20261205T140000",
            "LOCATION:\x1b[2J",
        ),
        vevent("2", "\x1b[41mKomet", "20261341T20\x1b[5m"),
    )
    with partner({"/a.ics": nasty}) as site:
        declare(folder, "a", site.url("/a.ics"))
        shown, as_json = mintfeed("check", str(folder)), mintfeed("check", str(folder), "--json")
        stranger = mintfeed("check", site.url("/\x1b[31m"))

    assert "[/red][bold]" in shown.stdout
    for output in (shown.output, as_json.output, stranger.output):
        assert not [c for c in output if not c.isprintable() and c != "\n"]


def test_plain_keeps_words_and_drops_what_is_invisible() -> None:
    assert plain("a\x1b[1m\tb\nc\u202ed\xade\x9bf") == "a [1m b cde f"


def test_a_check_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = cluster_on_disk(tmp_path)
    monkeypatch.chdir(tmp_path)
    with partner({"/a.ics": BROKEN}) as site:
        declare(folder, "a", site.url("/a.ics"))
        before = tree(tmp_path)
        mintfeed("check", str(folder))
        mintfeed("check", site.url("/a.ics"))

    assert tree(tmp_path) == before


def test_an_address_that_robots_or_a_reservation_forbids_is_not_read() -> None:
    routes: dict[str, Route] = {"/robots.txt": "User-agent: *\nDisallow: /a.ics", "/a.ics": BROKEN}
    reserved = Reply(body=BROKEN, headers={"tdm-reservation": "1"})
    with partner(routes) as site, partner({"/a.ics": reserved}) as other:
        forbidden, mined = mintfeed("check", site.url("/a.ics")), mintfeed("check", other.url("/a.ics"))
        assert "/a.ics" not in site.paths()

    assert forbidden.exit_code == 1 and "robots.txt" in forbidden.stdout
    assert mined.exit_code == 1 and "Data-Mining" in mined.stdout and "Löten" not in mined.stdout


def test_a_typed_address_may_be_this_machine_but_no_other_private_one() -> None:
    result = mintfeed("check", "http://10.0.0.1/termine")

    assert result.exit_code == 1 and "privat" in result.stdout


def test_a_page_does_not_lead_to_odd_ports_or_private_hosts() -> None:
    with partner() as inside, partner() as site:
        links = f'<a href="{inside.url("/termine.ics")}">ics</a><a href="http://10.0.0.1/b.ics">ics</a>'
        site.routes["/"] = Reply(body=f"<html><body>{links}</body></html>".encode(), headers=HTML)
        result = mintfeed("check", site.url("/"))
        assert inside.requests == []

    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("https://museum.example/", "museum"), "museum"),
        (("nirgends",), "nirgends"),
        (("museum.example",), "https://"),
        (("{cluster}", "unbekannt"), "unbekannt"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_fetched(
    tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    folder = cluster_on_disk(tmp_path)
    result = mintfeed("check", *(word.format(cluster=folder) for word in words))

    assert isinstance(result.exception, ConfigurationError) and told in str(result.exception)


def test_check_and_add_start_without_prefect_and_end_with_2_in_one_line() -> None:
    code = (
        "import sys, flows.checking, flows.adding, flows.cli\n"
        "assert 'prefect' not in sys.modules\nflows.cli.main()"
    )
    process = subprocess.run(
        [sys.executable, "-c", code, "check", "nirgends", "--as-of", NOW],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert process.returncode == 2 and len(process.stderr.splitlines()) == 1
