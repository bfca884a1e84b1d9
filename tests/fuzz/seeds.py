"""What fuzzing begins with: the recorded pages, and wordings of dates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.fuzz.targets import ONE_TARGET, TARGETS

TESTS: Final = Path(__file__).parents[1]
NOT_PAGES: Final = {"source.toml", "pages.json", "expected.json"}


def seeds(target: str) -> Iterator[bytes]:
    if target == "any":
        for number, name in enumerate(ONE_TARGET):
            yield from (bytes([number]) + seed for seed in seeds(name))
    elif target == "dates":
        yield from _wordings()
    elif target == "ics":
        yield from (path.read_bytes() for path in sorted((TESTS / "kinds").rglob("*.ics")))
    else:
        yield from _pages("*" if target == "auto" else target)


def _pages(kind: str) -> Iterator[bytes]:
    for path in sorted((TESTS / "kinds").glob(f"{kind}/*/*")):
        if path.is_file() and path.name not in NOT_PAGES:
            yield path.read_bytes()


def _wordings() -> Iterator[bytes]:
    for line in (TESTS / "dates_wordings.txt").read_text("utf-8").splitlines():
        wording, arrow, _ = line.partition(" => ")
        if arrow:
            yield wording.partition(" @ ")[0].replace("|", "\n").encode()


assert set(TARGETS) - set(ONE_TARGET) == {"any"}
