"""Times matching on 100,000 invented listings of 800 sources: `python -m tests.bench_matching [listings]`."""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from connectors.model import Listing, Place
from tests.matching_cases import put_listings, put_partners
from warehouse.matching.step import match
from warehouse.store import one_transaction, open_warehouse

_SOURCES: Final = 800
_BERLIN: Final = ZoneInfo("Europe/Berlin")
_FIRST: Final = datetime(2026, 3, 2, tzinfo=_BERLIN)
_WHAT: Final = (
    "Workshop",
    "Führung",
    "Vortrag",
    "Show",
    "Feriencamp",
    "Kurs",
    "Exkursion",
    "Labor",
    "Rundgang",
)
_BEGINNINGS: Final = (
    *("Stern", "Planet", "Mond", "Sonnen", "Kristall", "Vulkan", "Fossil", "Roboter", "Drohnen", "Brücken"),
    *("Solar", "Wasser", "Energie", "Gehirn", "Insekten", "Fledermaus", "Wald", "Magnet", "Licht", "Farb"),
    *("Klang", "Zahlen", "Code", "Spiel", "Flug", "Raketen", "Wetter", "Klima", "Moor", "Fluss"),
)
_ENDINGS: Final = (
    *("reise", "welten", "geheimnisse", "forscher", "werkstatt", "rätsel", "kunde", "nacht", "zauber"),
    *("detektive", "bau", "jagd", "geschichten", "technik", "wunder", "spuren", "küche", "salon", "atlas"),
)
_PLACES: Final = ("Museum", "Bürgerhaus", "Bibliothek", "Sternwarte", "Gymnasium", "Technikum", "Schloss")
_STREETS: Final = ("Linden", "Eichen", "Hafen", "Berg", "Kirch", "Garten", "Schiller", "Kepler", "Humboldt")


def listings(count: int, seed: int = 1) -> Iterator[Listing]:
    """Series and single dates; two of five events are listed by another source too, in other words."""
    dice = random.Random(seed)
    made = 0
    while made < count:
        source = dice.randrange(_SOURCES)
        theme = dice.choice(_BEGINNINGS) + dice.choice(_ENDINGS)
        other = dice.choice(_BEGINNINGS) + dice.choice(_ENDINGS)
        what, about = dice.choice(_WHAT), f"{theme.capitalize()} und {other}"
        place = _place(source)
        day, minute = dice.randrange(360), dice.randrange(9 * 4, 20 * 4) * 15
        teller = dice.randrange(_SOURCES) if dice.random() < 0.4 else None
        for week in range(dice.choice((1, 1, 1, 4, 10))):
            start = _FIRST + timedelta(days=(day + 7 * week) % 360, minutes=minute)
            one = Listing(
                source_id=f"s{source}",
                uid=f"e{made}",
                occurrence=str(week),
                url=f"https://s{source}.example/e{made}",
                title=f"{what}: {about}",
                start=start,
                end=start + timedelta(minutes=90),
                timezone="Europe/Berlin",
                description=f"Wir entdecken {theme} und {other} mit vielen Experimenten. " * 4,
                place=place,
            )
            yield one
            made += 1
            if teller is not None and teller != source:
                title = f"{about} ({what} im {place.name.split(' ')[0]})"
                street = Place(street=place.street, city=place.city)
                url = f"https://s{teller}.example/e{made}"
                yield replace(
                    one, source_id=f"s{teller}", uid=f"e{made}", title=title, place=street, url=url, end=None
                )
                made += 1


def _place(source: int) -> Place:
    dice = random.Random(source)
    name = f"{dice.choice(_PLACES)} {dice.choice(_BEGINNINGS)}hausen"
    street = f"{dice.choice(_STREETS)}straße {dice.randrange(1, 150)}"
    return Place(name=name, street=street, postal_code="44787", city="Musterstadt")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    partners = {
        f"s{n}": {"name": f"Partner {n} {_place(n).name}", "rank": 1 + n % 3} for n in range(_SOURCES)
    }
    with tempfile.TemporaryDirectory() as folder, open_warehouse(Path(folder) / "w.duckdb") as con:
        con.execute("set threads = 2")
        put_partners(con, partners)
        put_listings(con, list(listings(count)))
        print(f"{count} listings of {_SOURCES} sources")
        for name, change in (
            ("all new", None),
            ("nothing new", None),
            (
                "1 % changed",
                "update core.listings set description = description || '!' where hash(uid) % 100 = 0",
            ),
            (
                "1 % other titles",
                "update core.listings set title = title || ' neu' where hash(uid) % 100 = 1",
            ),
        ):
            if change:
                con.execute(change)
            began = time.perf_counter()
            with one_transaction(con):
                match(con)
            seconds = time.perf_counter() - began
            print(f"  {name:16} {seconds:6.2f} s, peak {_peak():.0f} MB")
        for table in ("match_scores", "match_pairs", "match_doubts"):
            print(f"  {table}: {con.execute(f'select count(*) from core.{table}').fetchall()[0][0]}")
        groups = con.execute("select count(distinct group_id) from core.groups").fetchall()[0][0]
        print(f"  groups: {groups}")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
