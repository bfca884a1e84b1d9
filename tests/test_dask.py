"""The same night on a Dask cluster: the same files, one request at a time per host, a worker that dies."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from connectors.cluster import Source
from connectors.collection import Memory
from connectors.declared.cluster_folder import load_cluster
from connectors.errors import ConfigurationError, NightFailed
from connectors.model import Page
from flows import collecting
from flows.batches import even_batches, host_batches, host_groups
from flows.elsewhere import require_dask
from tests.bench.scale import plain_night
from tests.dask_machines import Machines, machines
from tests.loopback import Seen, partner
from tests.loopback_cluster import cluster_on_disk, declare
from tests.nights import calendar, vevent

ROOT = Path(__file__).resolve().parents[1]
NOW = "2026-11-25T03:15:00+01:00"
HOSTS = ("127.0.0.1", "localhost")  # two hosts, as far as turns go


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with machines(tmp_path_factory.mktemp("dask")) as running:
        yield running


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    home = tmp_path_factory.mktemp("prefect")
    return {**os.environ, "PREFECT_HOME": str(home), "COLUMNS": "200", "NO_COLOR": "1"}


def nightly(environment: Mapping[str, str], folder: Path, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows", "nightly", str(folder), "--data", str(data), "--as-of", NOW],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def with_dask(folder: Path, address: str) -> Path:
    text = (folder / "cluster.toml").read_text("utf-8").replace('["127.0.0.1"]', '["127.0.0.1", "localhost"]')
    more = f'\n[run]\ntasks = "dask"\ndask_address = "{address}"\n' if address else ""
    (folder / "cluster.toml").write_text(text + more, "utf-8")
    return folder


def published(data: Path) -> dict[str, bytes]:
    """Every file but the status of the run, which tells how long it took."""
    site = data / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and not path.name.startswith("status.json") and path.parent.name != "status"
    }


def test_the_same_cluster_publishes_the_same_bytes_and_asks_each_host_for_one_page_at_a_time(
    tmp_path: Path, environment: Mapping[str, str], dask: Machines
) -> None:
    at_once = _AtOnce()
    routes = {f"/{n}.ics": at_once.slowly(calendar(vevent(f"e{n}", f"Kurs {n}"))) for n in range(8)}
    here, there = cluster_on_disk(tmp_path / "threads"), cluster_on_disk(tmp_path / "dask")
    with partner(routes) as site:
        for folder, address in ((here, ""), (there, dask.address)):
            with_dask(folder, address)
            for n in range(8):
                declare(folder, f"s{n}", site.url(f"/{n}.ics", HOSTS[n % 2]))
            declare(folder, "weg", site.url("/weg.ics"))
        plain_night(here, tmp_path / "threads/data", NOW)
        process = nightly(environment, there, tmp_path / "dask/data")

    assert process.returncode == 0, process.stderr
    by_threads, by_dask = published(tmp_path / "threads/data"), published(tmp_path / "dask/data")
    assert by_dask == by_threads and b"Kurs 7" in by_dask["calendar.ics"]
    assert at_once.most == {"127.0.0.1": 1, "localhost": 1}
    assert "weg: failed" in process.stderr


def test_a_worker_that_dies_in_the_middle_costs_nothing(
    tmp_path: Path, environment: Mapping[str, str], dask: Machines
) -> None:
    folder = with_dask(cluster_on_disk(tmp_path), dask.address)
    killed = []

    def deadly(seen: Seen) -> bytes:
        if seen.number == 1:
            killed.append(dask.kill_who_works())
        return calendar(vevent("a", "Löten"))

    with partner({"/a.ics": deadly, "/b.ics": calendar(vevent("b", "Sterne"))}) as site:
        declare(folder, "a", site.url("/a.ics"))
        declare(folder, "b", site.url("/b.ics"))
        process = nightly(environment, folder, tmp_path / "data")

    assert process.returncode == 0, process.stderr
    assert killed == [1] and site.paths().count("/a.ics") == 2
    assert process.stderr.count(": ok") == 2
    assert published(tmp_path / "data")["calendar.ics"].count(b"BEGIN:VEVENT") == 2


def test_without_a_scheduler_the_night_says_where_none_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "CONNECT_SECONDS", 0.2)

    with pytest.raises(NightFailed, match=r"tcp://127\.0\.0\.1:9: kein Dask-Scheduler"):
        collecting.dask_runner("tcp://127.0.0.1:9")


def test_without_the_extra_the_night_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prefect_dask", None)

    with pytest.raises(ConfigurationError, match=r"pip install -e .*\[dask\]"):
        require_dask()


@pytest.mark.parametrize(
    ("toml", "key"),
    [
        ('tasks = "ray"', "run.tasks"),
        ('tasks = "dask"', "run.dask_address"),
        ('dask_address = "tcp://127.0.0.1:8786"', "run.dask_address"),
        ('tasks = "dask"\ndask_address = "127.0.0.1"', "run.dask_address"),
        ('tasks = "dask"\ndask_address = "tcp://127.0.0.1:x"', "run.dask_address"),
        ("workers = 3", "run.workers"),
    ],
)
def test_a_wrong_run_table_names_its_key(tmp_path: Path, toml: str, key: str) -> None:
    folder = cluster_on_disk(tmp_path)
    path = folder / "cluster.toml"
    path.write_text(f"{path.read_text('utf-8')}\n[run]\n{toml}\n", "utf-8")

    with pytest.raises(ConfigurationError, match=f"cluster.toml: {key}"):
        load_cluster(folder)


def source(id_: str, url: str) -> Source:
    path = Path("sources") / f"{id_}.toml"
    return Source(id=id_, path=path, name=id_, partner="museum", url=url, timezone="Europe/Berlin")


def led_to(url: str, final_url: str) -> Memory:
    page = Page(url=url, final_url=final_url, body=b"", sha256="")
    return Memory(pages={url: page})


def test_sources_that_earlier_nights_led_to_one_host_stay_together() -> None:
    sources = [
        source("a", "https://a.example/termine"),
        source("b", "https://b.example/"),
        source("c", "https://C.example./"),
        source("d", "https://a.example/andere"),
    ]
    memories = {"b": led_to("https://b.example/", "https://c.example/neu")}

    groups = host_groups(sources, memories)

    assert [[each.id for each in group] for group in groups] == [["a", "d"], ["b", "c"]]


def test_batches_hold_every_source_once_and_are_even() -> None:
    sources = [source(f"s{n}", f"https://h{n % 7}.example/{n}") for n in range(100)]

    even = even_batches(sources, 32)
    by_host = host_batches(host_groups(sources, {}), 3)

    assert [each for batch in even for each in batch] == sources and {len(b) for b in even} == {3, 4}
    assert sorted(each.id for batch in by_host for group in batch for each in group) == sorted(
        each.id for each in sources
    )
    assert max(sum(map(len, batch)) for batch in by_host) <= 45
    assert even_batches([], 32) == [] and host_batches([], 32) == []


@dataclass
class _AtOnce:
    """How many requests each host ever had at the same time."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    now: dict[str, int] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)

    def slowly(self, body: bytes) -> Callable[[Seen], bytes]:
        def answer(seen: Seen) -> bytes:
            host = seen.headers["host"].partition(":")[0]
            with self.lock:
                self.now[host] = self.now.get(host, 0) + 1
                self.most[host] = max(self.most.get(host, 0), self.now[host])
            seen.pause(0.05)
            with self.lock:
                self.now[host] -= 1
            return body

        return answer
