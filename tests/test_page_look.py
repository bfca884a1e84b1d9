"""The cluster's colour and logo: from its folder, checked before the night, readable on every page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from connectors.cluster import Look
from connectors.declared.cluster_folder import load_cluster
from connectors.errors import ConfigurationError
from feeds.asset_files import ASSETS, STYLE, asset_files
from feeds.colours import DARK, LIGHT, accent_and_soft, contrast
from feeds.edition import Edition
from feeds.legal_pages import legal_pages
from feeds.publication import publisher_of
from tests.nights import ClusterOnDisk
from tests.published import PUBLISHER

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
CIRCLE = SVG.format('<defs><circle id="c" r="4"/></defs><use href="#c" fill="url(#g)"/>')


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    return ClusterOnDisk.made(tmp_path)


def looks(cluster: ClusterOnDisk, toml: str) -> Look:
    file = cluster.folder / "cluster.toml"
    file.write_text(f"{file.read_text('utf-8')}\n[look]\n{toml}", "utf-8")
    return load_cluster(cluster.folder).look


@given(st.integers(0, 0xFFFFFF), st.sampled_from((LIGHT, DARK)))
def test_any_colour_can_be_read_on_every_ground(colour: int, on: object) -> None:
    assert on in (LIGHT, DARK)
    ground = LIGHT if on is LIGHT else DARK
    accent, soft = accent_and_soft(f"#{colour:06x}", ground)
    assert min(contrast(accent, each) for each in (ground.ground, ground.card, soft)) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert accent_and_soft("#005f5e", LIGHT)[0] == "#005f5e"
    assert accent_and_soft("#ffffff", DARK)[0] == "#ffffff"


def test_the_grounds_are_those_of_the_style() -> None:
    style = (ASSETS / "style.css").read_text("utf-8")
    for ground in (LIGHT, DARK):
        assert f"--ground: {ground.ground};" in style and f"--card: {ground.card};" in style


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_other_inks_can_be_read_too(scheme: str) -> None:
    style = (ASSETS / "style.css").read_text("utf-8").split("@media (prefers-color-scheme: dark)")
    block = style[0] if scheme == "light" else style[1]
    inks = dict(
        line.strip().rstrip(";").split(": ") for line in block.splitlines() if line.strip().startswith("--")
    )
    for ink in ("--ink", "--quiet", "--alert"):
        assert min(contrast(inks[ink], inks[on]) for on in ("--ground", "--card")) >= 4.5
    assert contrast(inks["--alert"], inks["--alert-soft"]) >= 4.5


def test_colour_and_logo_of_the_folder_are_published(cluster: ClusterOnDisk) -> None:
    (cluster.folder / "logo.svg").write_text(CIRCLE, "utf-8")
    looks(cluster, 'colour = "#7A1F5C"\nlogo = "logo.svg"')
    publisher = publisher_of(load_cluster(cluster.folder))
    files = asset_files(publisher)
    assert files["assets/logo.svg"] == CIRCLE.encode()
    assert b"--accent: #7a1f5c;" in files[STYLE]
    page = BeautifulSoup(dict(legal_pages(Edition(publisher, "en")))["impressum/index.html"], "lxml")
    assert page.select('a.home img[src="../../assets/logo.svg"][alt=""]')
    assert page.select('link[rel=icon][href="../../assets/logo.svg"]')


def test_without_them_the_pages_have_ours() -> None:
    files = asset_files(PUBLISHER)
    assert b"--accent: #005f5e;" in files[STYLE] and "assets/icon.svg" in files
    assert asset_files(replace(PUBLISHER, colour="#7a1f5c"))[STYLE] != files[STYLE]


@pytest.mark.parametrize(
    ("toml", "key"),
    [
        ('colour = "teal"', "look.colour"),
        ('colour = "#fff"', "look.colour"),
        ('logo = "../logo.svg"', "look.logo"),
        ('logo = "logo.jpg"', "look.logo"),
        ('logo = "fehlt.svg"', "look.logo"),
        ('font = "Comic Sans"', "look.font"),
    ],
)
def test_a_wrong_look_is_told_by_file_and_key(cluster: ClusterOnDisk, toml: str, key: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"cluster\.toml: {key}: "):
        looks(cluster, toml)


@pytest.mark.parametrize(
    "content",
    [
        SVG.format("<script>alert(1)</script>"),
        SVG.format('<circle onclick="alert(1)"/>'),
        SVG.format('<image href="https://elsewhere.example/x.png"/>'),
        SVG.format('<a href="javascript:alert(1)"/>'),
        SVG.format("<style>@import 'https://elsewhere.example/x.css'</style>"),
        SVG.format('<rect fill="url(https://elsewhere.example/x#y)"/>'),
        SVG.format("<foreignObject/>"),
        '<?xml-stylesheet href="https://elsewhere.example/x.css"?>' + CIRCLE,
        "<html/>",
        "no picture",
        SVG.format("<!--" + "x" * 200_000 + "-->"),
    ],
)
def test_a_logo_that_runs_or_loads_something_is_refused(cluster: ClusterOnDisk, content: str) -> None:
    (cluster.folder / "logo.svg").write_text(content, "utf-8")
    with pytest.raises(ConfigurationError, match=r"logo\.svg: "):
        looks(cluster, 'logo = "logo.svg"')


def test_a_png_is_one(cluster: ClusterOnDisk) -> None:
    (cluster.folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n...")
    assert looks(cluster, 'logo = "logo.png"').logo == cluster.folder / "logo.png"
    (cluster.folder / "logo.png").write_bytes(b"GIF89a")
    with pytest.raises(ConfigurationError, match="PNG"):
        load_cluster(cluster.folder)
