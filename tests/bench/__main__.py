"""`make bench`: how long reading takes, against what the same bytes cost the libraries alone."""

from __future__ import annotations

from rich.console import Console

from tests.bench.nights import nights_table
from tests.bench.reading import reading_table
from tests.bench.serving import serving_table


def main() -> None:
    console = Console()
    console.print(reading_table())
    console.print(nights_table())
    console.print(serving_table())


if __name__ == "__main__":
    main()
