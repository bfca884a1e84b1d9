"""A cluster's folder whose partners are served on loopback, and the command line run upon it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from flows.cli import commands
from tests.loopback import HOST

NOW = "2026-11-25T12:00:00+01:00"
CLUSTER = f"""
id = "probe"
name = "Probe"
timezone = "Europe/Berlin"
homepage = "https://probe.example"
base_url = "https://feed.probe.example"
licence = "DL-DE-BY-2.0"
[fetch]
delay_seconds = 0.0
timeout_seconds = 5
allow_hosts = ["{HOST}"]
"""
PARTNERS = """
[museum]
name = "Technikmuseum Musterstadt"
category = "lernort"
homepage = "https://museum.example"

[zoo]
name = "Zoo Musterstadt"
category = "lernort"
homepage = "https://zoo.example"
"""


def cluster_on_disk(root: Path) -> Path:
    """A folder without sources."""
    folder = root / "cluster"
    (folder / "sources").mkdir(parents=True)
    (folder / "cluster.toml").write_text(CLUSTER, "utf-8")
    (folder / "partners.toml").write_text(PARTNERS, "utf-8")
    return folder


def declare(folder: Path, id_: str, url: str, kind: str = "ics", more: str = "") -> None:
    """A source of the museum."""
    text = f'name = "Programm {id_}"\npartner = "museum"\nkind = "{kind}"\nurl = "{url}"\n{more}'
    (folder / "sources" / f"{id_}.toml").write_text(text, "utf-8")


def mintfeed(*words: str) -> Result:
    """The command, in this process, wide enough that no cell is folded, as of NOW."""
    return CliRunner(env={"COLUMNS": "300"}).invoke(commands, [*words, "--as-of", NOW])


def tree(folder: Path) -> dict[str, bytes]:
    """Every file's bytes, to see that nothing changed."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
