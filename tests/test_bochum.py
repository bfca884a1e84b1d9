"""The Bochum cluster: its folder is sound, and its special sites are read as they were seen to write."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.cluster import CATEGORIES, Cluster, Source
from connectors.collect import collect
from connectors.collection import Collection, Memory
from connectors.columns import from_bytes
from connectors.declared.cluster_folder import load_cluster
from connectors.model import Link, Page, Problem, Record, Window
from connectors.reading import parser_for
from tests.fakes import FakeSite, SameProcess

CLUSTER = Path(__file__).parents[1] / "clusters" / "bochum"
RECORDED = Path(__file__).with_name("sources")
CASES = sorted(path.parent.name for path in RECORDED.glob("*/pages.json"))
SOURCES = sorted(path.stem for path in (CLUSTER / "sources").glob("*.toml"))
WINDOW = Window(start=date(2026, 10, 24), end=date(2027, 11, 23), today=date(2026, 11, 23))


@pytest.fixture(scope="module")
def bochum() -> Cluster:
    return load_cluster(CLUSTER)


def source_of(cluster: Cluster, id_: str) -> Source:
    return next(source for source in cluster.sources if source.id == id_)


def collected(cluster: Cluster, id_: str) -> Collection:
    files = json.loads((RECORDED / id_ / "pages.json").read_text("utf-8"))
    site = FakeSite({url: (RECORDED / id_ / file).read_bytes() for url, file in files.items()})
    found = collect(
        source_of(cluster, id_), fetching=site, reader=SameProcess(), memory=Memory(), window=WINDOW
    )
    assert {url for url, _ in site.asked} == set(files), "every recorded page is asked for, and no other"
    return found


def listings(collection: Collection) -> list[dict[str, Any]]:
    rows = [
        row
        for visit in collection.visits
        if visit.reading
        for row in from_bytes(visit.reading.listings).to_pylist()
    ]
    return sorted(rows, key=lambda row: (str(row["start_date"]), row["title"], str(row["start_at"])))


# What is always said, and what the facets' own tests are about.
SILENT = {
    "class_min", "class_max", "age_min", "age_max", "is_free", "amounts", "currency",
    "is_registration_required", "wheelchair", "accessibility_text", "evidence", "source_id",
    "timezone", "topics", "levels", "groups", "formats", "occurrence",
    "start_date", "start_at", "end_date", "end_at", "record_id", "school_holidays",
}  # fmt: skip


def told(rows: list[dict[str, Any]], zone: tzinfo) -> list[dict[str, Any]]:
    """What differs from an empty listing; listings that differ in their dates only stand together."""
    together: dict[str, dict[str, Any]] = {}
    for row in rows:
        said = {key: value for key, value in row.items() if value and key not in SILENT}
        key = json.dumps(said, sort_keys=True, default=str)
        together.setdefault(key, {"dates": []} | said)["dates"].append(when(row, zone))
    return [{key: plain(value) for key, value in said.items()} for said in together.values()]


def when(row: dict[str, Any], zone: tzinfo) -> str:
    """Wall times, or days with the end exclusive."""
    if row["start_at"] is None:
        return " – ".join(str(day) for day in (row["start_date"], row["end_date"]) if day)
    moments = (row["start_at"], row["end_at"])
    return " – ".join(f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" for moment in moments if moment)


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("id_", CASES)
def test_a_recorded_site_gives_the_expected_listings(bochum: Cluster, id_: str) -> None:
    collection = collected(bochum, id_)
    found = {
        "listings": told(listings(collection), bochum.zone),
        "problems": sorted(
            f"{each.severity}: {each.code}: {each.title}: {each.detail}" for each in collection.problems
        ),
        "failure": collection.failure,
    }
    expected = RECORDED / id_ / "expected.json"
    if not expected.exists():
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
        pytest.fail(f"{expected} is new: read it, then commit it")
    assert found == json.loads(expected.read_text("utf-8"))


def test_every_kind_of_partner_is_there(bochum: Cluster) -> None:
    assert {partner.category for partner in bochum.partners.values()} == set(CATEGORIES)
    assert {source.partner for source in bochum.sources} <= set(bochum.partners)


def test_a_city_calendar_never_outranks_the_organiser(bochum: Cluster) -> None:
    ranks = {id_: partner.rank for id_, partner in bochum.partners.items()}
    assert ranks["bochum-tourismus"] == ranks["stadt-bochum"] == 3
    assert ranks["planetarium"] == ranks["geopark"] == ranks["zeche-hannover"] == 1


@pytest.mark.parametrize("id_", SOURCES)
def test_every_source_says_what_is_known_of_it_and_from_where(id_: str) -> None:
    first = (CLUSTER / "sources" / f"{id_}.toml").read_text("utf-8").partition("\nname =")[0]
    assert all(line.startswith("#") for line in first.splitlines())
    assert len(first) > 100


def test_nothing_claims_to_be_compared_with_its_site_or_allowed_by_its_partner(
    bochum: Cluster,
) -> None:
    for source in bochum.sources:
        assert source.verified == "never"
        assert source.permission is not None and source.permission.basis == "none"
        assert "fulltext" not in source.permission.scope


def test_a_source_with_topics_of_its_own_announces_nothing_else(bochum: Cluster) -> None:
    labels = tomllib.loads((CLUSTER.parents[1] / "feeds" / "labels.toml").read_text("utf-8"))
    for source in bochum.sources:
        assert not (source.mixed and source.topics), f"{source.id}: everything there would count as MINT"
        for key in ("topics", "levels", "groups", "formats"):
            assert set(getattr(source, key)) <= set(labels[key])


def of_title(cluster: Cluster, id_: str, title: str) -> list[dict[str, Any]]:
    return [row for row in listings(collected(cluster, id_)) if row["title"] == title]


def test_a_programme_number_is_neither_date_nor_title(bochum: Cluster) -> None:
    (row,) = of_title(bochum, "sternwarte", "Der Mond im Fernrohr")
    assert when(row, bochum.zone) == "2026-12-12 19:30"


def test_doors_open_before_the_beginning_and_a_semicolon_divides_an_address(bochum: Cluster) -> None:
    (row,) = of_title(bochum, "sternwarte", "Der Klang der Satelliten")
    assert when(row, bochum.zone) == "2027-01-19 19:30"
    assert (row["street"], row["postal_code"], row["city"]) == ("Obernbaakstr. 6", "44797", "Bochum")


def test_whoever_leads_or_answers_questions_stays_on_the_partners_page(bochum: Cluster) -> None:
    for id_, name in (("sternwarte", "Musterfrau"), ("geopark", "Beispiel"), ("geopark", "Eva Muster")):
        assert name not in str(listings(collected(bochum, id_)))


def test_a_closing_date_left_over_from_another_year_is_none(bochum: Cluster) -> None:
    (row,) = of_title(bochum, "geopark", "Kohle, Korallen, Kalkstein")
    assert row["registration_deadline"] is None
    assert when(row, bochum.zone) == "2027-04-24 10:00 – 2027-04-24 17:00"
    assert row["categories"] == ["Exkursion"]


def test_six_days_with_three_times_each_are_eighteen_dates_under_their_heading(bochum: Cluster) -> None:
    rows = of_title(bochum, "bergbaumuseum", "AUS DER TIEFE")
    assert len({when(row, bochum.zone) for row in rows}) == 18
    assert when(rows[0], bochum.zone) == "2027-04-04 11:10 – 2027-04-04 11:50"
    assert {*rows[0]["categories"]} == {"FÜHRUNGEN UNTER TAGE"}
    assert rows[0]["price_text"] == "3 € zzgl. Eintritt"


def test_an_articles_day_gives_the_year(bochum: Cluster) -> None:
    dates = [when(row, bochum.zone) for row in of_title(bochum, "tierpark", "Winterforscher")]
    assert dates == [f"2027-01-0{day} 10:00 – 2027-01-0{day} 13:00" for day in (4, 5, 6)]


def test_several_dates_in_one_article_are_several_events_with_their_own_prices(bochum: Cluster) -> None:
    (row,) = of_title(bochum, "tierpark", "Fossilientag")
    assert row["price_text"] == "im Tierparkeintritt enthalten"
    assert when(row, bochum.zone) == "2027-03-14 11:00 – 2027-03-14 16:00"


def test_no_music_comes_from_the_planetarium(bochum: Cluster) -> None:
    kept = {row["title"] for row in listings(collected(bochum, "planetarium"))}
    assert kept == {
        "Ein Sternbild für Flappi", "Aufbruch zu den Monden", "Schwarze Löcher", "Teleskope bauen",
    }  # fmt: skip


def test_the_city_calendars_seconds_are_compared_with_what_people_read(bochum: Cluster) -> None:
    collection = collected(bochum, "bochum-tourismus")
    dates = {row["title"]: when(row, bochum.zone) for row in listings(collection)}
    assert dates["Sternenführung"] == "2027-01-08 19:30"  # a wall time, counted as if it were UTC
    assert [problem.code for problem in collection.problems] == ["time-contradicts"] * 2


def test_cards_that_lead_to_one_page_are_dates_of_one_series(bochum: Cluster) -> None:
    rows = of_title(bochum, "bochum-tourismus", "Roboter im Museum")
    assert [row["occurrence"] for row in rows] == ["20261205T140000", "20261212T140000"]
    assert "ab 8 Jahren" in rows[0]["description"]


def test_a_concert_in_the_city_calendar_is_not_even_asked_for(bochum: Cluster) -> None:
    asked = [visit.page.url for visit in collected(bochum, "bochum-tourismus").visits]
    assert not any("orgelnacht" in url for url in asked)


def specimens() -> Iterator[tuple[str, str, bytes]]:
    for id_ in CASES:
        if (CLUSTER / "sources" / f"{id_}.py").exists():
            for url, file in json.loads((RECORDED / id_ / "pages.json").read_text("utf-8")).items():
                yield id_, url, (RECORDED / id_ / file).read_bytes()


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_damaged_page_harms_no_special_parser(bochum: Cluster, data: st.DataObject) -> None:
    id_, url, body = data.draw(st.sampled_from(list(specimens())))
    begin, end = sorted(data.draw(st.tuples(*[st.integers(0, len(body))] * 2)))
    noise = data.draw(st.binary(max_size=20) | st.sampled_from([b"<h2>", b"Datum:", b"14.3.", b"</ul>"]))
    damaged = data.draw(
        st.sampled_from([body[:begin] + noise + body[end:], body[end:] + noise + body[:begin]])
    )
    page = Page(url=url, final_url=url, body=damaged, sha256="0", first_seen=WINDOW.today)
    source = source_of(bochum, id_)
    module = parser_for(source)
    known = Record(title="Sternabend", start=datetime(2026, 12, 5, 14, tzinfo=bochum.zone))
    items = list(module.parse(page, source))
    if hasattr(module, "parse_detail"):
        items += module.parse_detail(page, source, known)
    assert all(isinstance(item, Record | Link | Problem) for item in items)
    hosts = {urlsplit(item.url).hostname for item in items if isinstance(item, Link)}
    assert hosts <= {urlsplit(url).hostname} or id_ == "bochum-tourismus"
