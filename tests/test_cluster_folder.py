"""Every mistake in a cluster's folder names the file and the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.declared.cluster_folder import known_kinds, load_cluster
from connectors.errors import ConfigurationError

CLUSTER = """
id = "probe"
name = "Probe"
base_url = "https://feed.probe.example/"
"""
PARTNERS = """
[museum]
name = "Museum"
category = "lernort"
"""
SOURCE = """
name = "Programm"
partner = "museum"
kind = "ics"
url = "https://museum.example/termine.ics"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "cluster.toml").write_text(CLUSTER)
    (tmp_path / "partners.toml").write_text(PARTNERS)
    (tmp_path / "sources" / "programm.toml").write_text(SOURCE)
    return tmp_path


def test_a_small_folder_is_enough_and_the_rest_has_defaults(folder: Path) -> None:
    cluster = load_cluster(folder)
    source = cluster.sources[0]
    assert (cluster.timezone, cluster.past_days, cluster.future_days) == ("Europe/Berlin", 30, 365)
    assert (cluster.guard.hold_nights, cluster.fetch.keep_pages_nights) == (3, 30)
    assert (cluster.base_url, cluster.host) == ("https://feed.probe.example", "feed.probe.example")
    assert (source.id, source.timezone, source.may_be_empty) == ("programm", "Europe/Berlin", False)
    assert cluster.partners["museum"].rank == 2


WRONG = {
    "an unknown key": ("sources/programm.toml", SOURCE + 'colour = "red"\n', "colour"),
    "an unknown kind": ("sources/programm.toml", SOURCE.replace('"ics"', '"icq"'), "kind"),
    "no such partner": ("sources/programm.toml", SOURCE.replace('"museum"', '"zoo"'), "partner"),
    "a file url": ("sources/programm.toml", SOURCE.replace("https://museum.example", "file:///etc"), "url"),
    "a url without a host": ("sources/programm.toml", SOURCE.replace("//museum.example", ""), "url"),
    "a url with a password": ("sources/programm.toml", SOURCE.replace("//m", "//a:b@m"), "url"),
    "a url with a bad port": ("sources/programm.toml", SOURCE.replace("example/", "example:x/"), "url"),
    "no name": ("sources/programm.toml", SOURCE.replace('name = "Programm"\n', ""), "name"),
    "an empty name": ("sources/programm.toml", SOURCE.replace('"Programm"', '" "'), "name"),
    "an option of no kind": ("sources/programm.toml", SOURCE + '[options]\nitem = "li"\n', "options.item"),
    "a filter on no field": ("sources/programm.toml", SOURCE + '[only]\ncolour = ["red"]\n', "only.colour"),
    "a filter that is no list": ("sources/programm.toml", SOURCE + '[only]\ntitle = "red"\n', "only.title"),
    "an unknown topic": ("sources/programm.toml", SOURCE + 'topics = ["astrologie"]\n', "topics"),
    "an unknown zone": ("sources/programm.toml", SOURCE + 'timezone = "Europe/Bochum"\n', "timezone"),
    "a flag that is a text": ("sources/programm.toml", SOURCE + 'mixed = "yes"\n', "mixed"),
    "neither kind nor parser": ("sources/programm.toml", SOURCE.replace('kind = "ics"\n', ""), "kind"),
    "an unknown category": ("partners.toml", PARTNERS.replace('"lernort"', '"zirkus"'), "museum.category"),
    "a rank out of range": ("partners.toml", PARTNERS + "rank = 0\n", "museum.rank"),
    "a number that is a text": ("cluster.toml", CLUSTER + '[window]\npast_days = "30"\n', "window.past_days"),
    "half a night": ("cluster.toml", CLUSTER + "[guard]\nhold_nights = 2.5\n", "guard.hold_nights"),
    "a table that is none": ("cluster.toml", CLUSTER + "fetch = 3\n", "fetch"),
    "an id with a slash": ("cluster.toml", CLUSTER.replace('"probe"', '"../x"'), "id"),
    "no base_url": ("cluster.toml", CLUSTER.replace("base_url", "homepage"), "base_url"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_names_the_file_and_the_key(folder: Path, case: str) -> None:
    name, text, key = WRONG[case]
    (folder / name).write_text(text)
    with pytest.raises(ConfigurationError) as error:
        load_cluster(folder)
    message = str(error.value)
    assert str(folder / name) in message and f" {key}:" in message and "\n" not in message


def test_broken_toml_names_the_file_and_the_line(folder: Path) -> None:
    (folder / "sources" / "programm.toml").write_text("name = \n")
    with pytest.raises(ConfigurationError, match=r"programm\.toml.*line 1"):
        load_cluster(folder)


@pytest.mark.parametrize("name", ["cluster.toml", "partners.toml"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ConfigurationError, match=name):
        load_cluster(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        load_cluster(tmp_path / "nowhere")


def test_a_special_site_needs_its_parser_beside_it(folder: Path) -> None:
    (folder / "sources" / "programm.toml").write_text(SOURCE.replace('kind = "ics"\n', ""))
    (folder / "sources" / "programm.py").write_text("")
    assert load_cluster(folder).sources[0].kind is None


def test_the_folder_of_kinds_is_their_registry() -> None:
    assert {"ics", "tribe", "jsonld", "html", "csv"} <= set(known_kinds())
