"""Five nights of a small cluster, and replaying them in this process."""

from __future__ import annotations

from flows.errand import errand
from flows.replay_order import Replayed, ReplayOrder, carry_out
from tests.fakes import SameProcess
from tests.nights import ClusterOnDisk, Result, calendar, vevent
from warehouse.data_folder import DataFolder

NIGHTS = tuple(f"2026-11-{day}T03:15:00+01:00" for day in range(24, 29))
NEXT = "2026-11-28T09:00:00+01:00"
CITY_PAGE = "https://stadt.example/termine/"


def html_source() -> str:
    return (
        f'name = "Termine"\npartner = "stadt"\nkind = "html"\nurl = "{CITY_PAGE}"\n'
        f'[options]\nitem = "li"\ntitle = "h3"\nwhen = ".wann"\n'
    )


def listing(*items: tuple[str, str]) -> bytes:
    rows = "".join(f'<li><h3>{title}</h3><p class="wann">{when}</p></li>' for title, when in items)
    return f"<html><body><ul>{rows}</ul></body></html>".encode()


def at(path: str) -> str:
    return f"URL:https://museum.example/{path}"


SOLDER = vevent("a", "Löten", "20261205T140000", at("1"))
RENAMED = vevent("neu", "Löten für alle", "20261205T140000", at("1"))
STARS, MOVED = (vevent("b", "Sterne", f"{start}T190000") for start in ("20261206", "20261213"))
FOSSILS = vevent("c", "Fossilien", "20261207T100000")
ROBOTS = vevent("d", "Roboter", "20261208")
CITY = listing(("Fest der Technik", "12. Dezember, 14 Uhr"))
LAST_PAGES = {"https://museum.example/programm.ics": calendar(RENAMED, MOVED, ROBOTS), CITY_PAGE: CITY}


def run_five_nights(cluster: ClusterOnDisk) -> None:
    """A rename under a new UID, a move, a partner that is down, a delisting."""
    url = cluster.calendar("programm")
    cluster.source("stadt", html_source())
    pages = (
        (calendar(SOLDER, STARS, FOSSILS, ROBOTS), CITY),
        (calendar(RENAMED, STARS, FOSSILS, ROBOTS), CITY),
        (calendar(RENAMED, MOVED, FOSSILS, ROBOTS), None),
        (calendar(RENAMED, MOVED, ROBOTS), CITY),
        (calendar(RENAMED, MOVED, ROBOTS), CITY),
    )
    for as_of, (museum, stadt) in zip(NIGHTS, pages, strict=True):
        cluster.pages = {url: museum} | ({CITY_PAGE: stadt} if stadt else {})
        cluster.night(as_of)


def replayed(
    cluster: ClusterOnDisk, *, until: str | None = None, into: str = "", restore: bool = False
) -> Replayed:
    order = ReplayOrder(until=until, into=cluster.root / into if into else None, restore=restore)
    task = errand(str(cluster.folder), str(cluster.root / "data"), None, None)
    return carry_out(task, order, SameProcess(), lambda night: None)


def published(cluster: ClusterOnDisk) -> Result:
    return Result(cluster.root / "data" / "site", [], [])


def stored(cluster: ClusterOnDisk) -> list[str]:
    nights = DataFolder(cluster.root / "data").journals.nights()
    return [night.isoformat() for night in nights]


def kept(cluster: ClusterOnDisk, into: str) -> Result:
    return Result(cluster.root / into / "site", [], [])


def lose_the_warehouse(cluster: ClusterOnDisk) -> None:
    for path in (cluster.root / "data").glob("warehouse.duckdb*"):
        path.unlink()
