"""The demo's published folder, served; a browser; and the table that every check fills."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.clients.browsing import AS_OF
from tests.clients.client_table import Table
from tests.clients.hosting import ROOT, free_port, hosted, served
from tests.clients.reading import Events, published

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `mintfeed demo` publishes; or, to try one check quickly, what MINTFEED_SITE names."""
    if known := os.environ.get("MINTFEED_SITE"):
        return Path(known).resolve()
    data = tmp_path_factory.mktemp("demo")
    command = [ROOT / ".venv/bin/mintfeed", "demo", "--as-of", AS_OF, "--data", data]
    subprocess.run([*map(str, command), "--port", str(free_port())], check=True, timeout=300)
    return (data / "site").resolve()


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the folder is served."""
    with hosted(site, tmp_path_factory.mktemp("nginx")) as found:
        yield found


@pytest.fixture(scope="session")
def asked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `mintfeed serve` answers."""
    with served(site, tmp_path_factory.mktemp("serve")) as found:
        yield found


@pytest.fixture(scope="session")
def expected(site: Path) -> Events:
    """Every published event."""
    return published(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    unsafe = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=unsafe)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def table() -> Table:
    """What docs/clients.md says after this run."""
    return Table()
