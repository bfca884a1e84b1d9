"""`mintfeed add`: finds out how a site can be read, shows it, and writes the source if one agrees."""

from __future__ import annotations

import io
import shutil
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from rich.console import Console

from connectors.declared.cluster_folder import load_cluster
from connectors.errors import CollectionError, ConfigurationError, Forbidden
from connectors.model import Page
from flows.adding import Order, add
from flows.demo_site import serve_demo
from flows.source_file import Draft, free_id, slugged, write
from flows.whose import names_of, partner_of
from tests.loopback import HOST, Reply, partner
from tests.loopback_cluster import NOW, cluster_on_disk, declare, mintfeed, tree
from tests.nights import calendar, vevent

DEMO = Path(__file__).parents[1] / "clusters" / "demo"
ICS = calendar(vevent("1", "Löten"), vevent("2", "Kometen", "20261212T200000"))
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Answers:
    """A person who gives these answers, one after the other; questions are remembered."""

    given: list[str]
    asked: list[str] = field(default_factory=list)

    def agrees(self, question: str) -> bool:
        return self._next(question) == "ja"

    def choice(self, question: str, choices: Sequence[str], default: str) -> str:
        answer = self._next(question)
        assert answer in choices
        return answer

    def text(self, question: str, default: str) -> str:
        return self._next(question) or default

    def _next(self, question: str) -> str:
        self.asked.append(question)
        return self.given.pop(0)


def page(title: str, body: str = "") -> Reply:
    return Reply(
        body=f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode(), headers=HTML
    )


def ordered(folder: Path, url: str, answers: Answers, **more: str) -> bool:
    order = Order(cluster=load_cluster(folder), url=url, now=datetime.fromisoformat(NOW), **more)
    return add(order, answers, Console(file=io.StringIO()), Console(file=io.StringIO()))


def sources(folder: Path) -> dict[str, dict[str, object]]:
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (folder / "sources").glob("*.toml")}


def test_every_site_of_the_sample_cluster_that_can_be_read_is_added(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    today = datetime.fromisoformat(NOW).date()
    with serve_demo(DEMO / "sites", today, port=0) as port:
        shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("sites", "sources"))
        (folder / "sources").mkdir()
        wanted = {source.id: source for source in load_cluster(DEMO).sources if source.id != "wirtschaft"}
        added = {}
        for source in wanted.values():
            url = source.url.replace("127.0.0.1:8471", f"{HOST}:{port}")
            added[source.id] = mintfeed("add", str(folder), url, "--yes").exit_code == 0
        written = sources(folder)
        checked = mintfeed("check", str(folder), "--json")

    failed = [id_ for id_, is_added in added.items() if not is_added]
    assert len(wanted) >= 20 and len(failed) * 10 <= len(wanted), failed
    assert checked.exit_code == 0, checked.output
    theirs = {source.partner for source in wanted.values() if source.id not in failed}
    assert {source["partner"] for source in written.values()} == theirs


def test_a_home_page_without_events_leads_to_the_list(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    with partner(
        {"/": page("Start", "<a href='/agenda'>Alle Termine</a><a href='/archiv'>Archiv</a>")}
    ) as site:
        site.routes["/agenda"] = page("Agenda", "<a href='/alle.ics'>abonnieren</a>")
        site.routes["/alle.ics"] = ICS
        result = mintfeed("add", str(folder), site.url("/"), "--partner", "zoo", "--yes")
        assert "/archiv" not in site.paths()

    assert result.exit_code == 0, result.output
    assert sources(folder)["zoo"]["url"] == site.url("/alle.ics")


@pytest.mark.parametrize("where", ["robots", "header", "rules", "meta"])
def test_what_robots_or_a_reservation_forbids_is_told_and_not_written(tmp_path: Path, where: str) -> None:
    folder = cluster_on_disk(tmp_path)
    before = tree(folder)
    with partner({"/a.ics": ICS}) as site:
        if where == "robots":
            site.routes["/robots.txt"] = "User-agent: mintfeed\nDisallow: /"
        elif where == "header":
            site.routes["/a.ics"] = Reply(body=ICS, headers={"tdm-reservation": "1"})
        elif where == "rules":
            site.routes["/.well-known/tdmrep.json"] = '[{"location": "/", "tdm-reservation": 1}]'
        else:
            site.routes["/a.ics"] = "<html><head><meta name=tdm-reservation content=1></head></html>"
        result = mintfeed("add", str(folder), site.url("/a.ics"), "--partner", "zoo", "--yes")
        assert where != "robots" or "/a.ics" not in site.paths()

    assert isinstance(result.exception, Forbidden), result.output
    assert tree(folder) == before


def test_a_calendar_behind_the_page_is_not_read_where_it_is_reserved(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    with partner({"/": page("Start", "<a href='/a.ics'>abonnieren</a>")}) as site:
        site.routes["/a.ics"] = Reply(body=ICS, headers={"tdm-reservation": "1"})
        result = mintfeed("add", str(folder), site.url("/"), "--partner", "zoo", "--yes")

    assert isinstance(result.exception, CollectionError) and "Data-Mining" in result.stdout
    assert sources(folder) == {}


def test_without_a_terminal_and_yes_it_only_says_what_it_would_write(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    before = tree(folder)
    with partner({"/a.ics": ICS}) as site:
        result = mintfeed("add", str(folder), site.url("/a.ics"), "--partner", "zoo")

    assert result.exit_code == 1 and tree(folder) == before
    assert 'kind = "ics"' in result.stdout and "--yes" in result.stdout and "Kometen" in result.stdout


def test_a_person_is_asked_and_may_decline(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    before = tree(folder)
    with partner({"/a.ics": ICS}) as site:
        assert not ordered(folder, site.url("/a.ics"), Answers(["museum", "nein"]))
        assert tree(folder) == before
        assert ordered(folder, site.url("/a.ics"), Answers(["museum", "ja"]), name="Abende", id="abende")

    assert sources(folder)["abende"]["name"] == "Abende" and sources(folder)["abende"]["partner"] == "museum"


def test_a_new_partner_is_entered_with_its_source(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    with partner(
        {"/": page("Termine – Sternwarte Neustadt", "<a href='/a.ics'>ics</a>"), "/a.ics": ICS}
    ) as site:
        assert ordered(folder, site.url("/"), Answers(["neu", "lernort", "", "ja"]))

    cluster = load_cluster(folder)
    assert cluster.partners["sternwarte-neustadt"].name == "Sternwarte Neustadt"
    assert list(cluster.partners)[:2] == ["museum", "zoo"]
    assert [(source.id, source.name) for source in cluster.sources] == [("sternwarte-neustadt", "Termine")]


def test_with_yes_a_new_partner_needs_its_category(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    before = tree(folder)
    with partner({"/a.ics": ICS}) as site:
        unknown = mintfeed("add", str(folder), site.url("/a.ics"), "--yes")
        assert isinstance(unknown.exception, ConfigurationError) and tree(folder) == before
        assert "museum, zoo" in str(unknown.exception) and "--category" in str(unknown.exception)
        known = mintfeed(
            "add",
            str(folder),
            site.url("/a.ics"),
            "--yes",
            "--partner",
            "imkerei",
            "--category",
            "wirtschaft",
        )

    assert known.exit_code == 0, known.output
    assert load_cluster(folder).partners["imkerei"].category == "wirtschaft"
    assert sources(folder)["imkerei"]["partner"] == "imkerei"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("museum.example",), "https://"),
        (("https://museum.example/", "--partner", "niemand"), "museum, zoo"),
        (("https://museum.example/", "--kind", "icq"), "ics"),
        (("https://museum.example/", "--category", "verein"), "lernort"),
        (("https://museum.example/", "--id", "../x"), "--id"),
        (("https://museum.example/", "--id", "a"), "a.toml"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_fetched(
    tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    folder = cluster_on_disk(tmp_path)
    declare(folder, "a", "https://museum.example/a.ics")
    result = mintfeed("add", str(folder), *words, "--yes")

    assert isinstance(result.exception, ConfigurationError) and told in str(result.exception)


def test_a_page_without_events_is_told_with_what_was_tried(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    with partner({"/": page("Start", "<p>Willkommen</p>")}) as site:
        result = mintfeed("add", str(folder), site.url("/"), "--partner", "zoo", "--yes")

    assert isinstance(result.exception, CollectionError) and "--kind" in str(result.exception)


def test_no_file_is_ever_written_over(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    declare(folder, "zoo", "https://zoo.example/alt.ics")
    before = tree(folder)
    with pytest.raises(ConfigurationError, match="exists already"):
        write(load_cluster(folder), Draft(id="zoo", source="name = 1"))

    assert tree(folder) == before and free_id(load_cluster(folder), "zoo") == "zoo-2"


def test_a_folder_that_would_not_load_is_left_as_it_was(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    before = tree(folder)
    with pytest.raises(ConfigurationError, match="icq"):
        write(
            load_cluster(folder),
            Draft(
                id="neu",
                source='name = "x"\npartner = "imker"\nkind = "icq"\nurl = "https://a.example/"\n',
                partner='[imker]\nname = "Imker"\ncategory = "wirtschaft"\n',
            ),
        )

    assert tree(folder) == before


def test_an_address_that_is_read_already_is_told(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    with partner({"/a.ics": ICS}) as site:
        declare(folder, "alt", site.url("/a.ics"))
        result = mintfeed("add", str(folder), site.url("/a.ics"))

    assert (
        "is read already" in result.stdout
        and "alt.toml" in result.stdout
        and 'partner = "museum"' in result.stdout
    )


@pytest.mark.parametrize(
    ("url", "title", "whose"),
    [
        ("https://www.museum.example/termine", "", "museum"),
        ("https://zoo.example/", "", "zoo"),
        ("https://stadt.example/", "Termine | Zoo Musterstadt", "zoo"),
        ("https://stadt.example/zoo/kalender", "", "zoo"),
        ("https://stadt.example/", "Zoo", None),  # any zoo
        ("https://stadt.example/", "Kalender der Stadt", None),
        ("https://museum.example.org/", "", None),
    ],
)
def test_whose_a_site_is_goes_by_homepage_name_and_path(
    tmp_path: Path, url: str, title: str, whose: str | None
) -> None:
    body = f"<html><head><title>{title}</title></head></html>".encode()
    known = Page(url=url, final_url=url, body=body, sha256="", media_type="text/html")
    found = partner_of(load_cluster(cluster_on_disk(tmp_path)), url, known)

    assert (found.id if found else None) == whose


def test_names_and_ids_are_taken_from_a_pages_head() -> None:
    body = "<html><head><title>Programm · Übersicht – Zoo</title></head></html>".encode()
    known = Page(
        url="https://a.example/", final_url="https://a.example/", body=body, sha256="", media_type="text/html"
    )

    assert names_of(known) == ["Programm", "Übersicht", "Zoo"]
    assert slugged("Größe & Maß: Übersicht!") == "groesse-mass-uebersicht"
