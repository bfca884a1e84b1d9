"""`make eval`: how well dates, facets and matching do on labelled and held-out sets, and where they err."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from tests import dates_scoring, facets_scoring, matching_cases
from tests.facets_scoring import Count
from tests.matching_cases import listing_of, scored
from tests.test_dates_wordings import CASES, read_wording, worded
from tests.test_matching import matched, warehouse

Scores = Mapping[str, Count]  # by what was scored


@dataclass(frozen=True)
class Labelled:
    """One set of examples with known answers."""

    name: str
    path: Path
    score: Callable[[], Scores]


def sets() -> Iterator[Labelled]:
    """The labelled sets beside the checkout, and the held-out ones in it."""
    yield Labelled("dates, labelled", dates_scoring.LABELLED, labelled_dates)
    yield Labelled("dates, held out", Path(__file__).with_name("dates_wordings.txt"), own_wordings)
    for name, path, cases in (
        ("facets, labelled", facets_scoring.LABELLED, facets_scoring.labelled),
        ("facets, held out", facets_scoring.HELD_OUT, facets_scoring.held_out),
    ):
        yield Labelled(name, path, partial(_facets, cases))
    held_out = sorted(Path(__file__).parent.glob("matching_heldout*.json"))
    for name, path in (
        ("duplicates, labelled", matching_cases.LABELLED),
        *((f"duplicates, held out ({path.stem})", path) for path in held_out),
    ):
        yield Labelled(name, path, partial(pairs, path))


def labelled_dates() -> Scores:
    """Occurrences by category, against the reading that fits best."""
    counts = {"all": Count(), "exact": Count()}
    for case in dates_scoring.labelled():
        found = dates_scoring.read_case(case)
        have = dates_scoring.spans_in(found, case)
        want = max(dates_scoring.readings_of(case), key=lambda reading: (len(reading & have), -len(reading)))
        for name in ("all", case["category"]):
            _count(counts.setdefault(name, Count()), have, want)
        is_right = dates_scoring.is_right(case)
        counts["exact"].right += is_right
        counts["exact"].extra += not is_right
        counts["exact"].missed += not is_right
        if not is_right:
            counts["exact"].wrong.append(_date_mistake(case, have - want, want - have))
    return counts


def _date_mistake(case: Mapping[str, Any], extra: set[Any], missed: set[Any]) -> str:
    return f"{case['id']} {case['text']!r} (as of {case['ref']}): +{_spans(extra)} -{_spans(missed)}"


def _spans(spans: set[Any]) -> list[str]:
    return sorted(f"{start}..{end}" if end else str(start) for start, end in spans)


def own_wordings() -> Scores:
    """Spans of our own wordings."""
    count = Count()
    for wording, meant in CASES:
        have = set(map(worded, read_wording(wording).spans))
        want = set(meant.split()) - {"none"}
        _count(count, have, want)
        if have != want:
            count.wrong.append(f"{wording!r}: +{sorted(have - want)} -{sorted(want - have)}")
    return {"all": count}


def _facets(cases: Callable[[], list[facets_scoring.Case]]) -> Scores:
    return facets_scoring.score(cases())


def pairs(path: Path) -> Scores:
    """Pairs of listings that are one event."""
    data = matching_cases.labelled(path)
    rows = {row["id"]: row for row in data["listings"]}
    listings = [listing_of(row) for row in rows.values()]
    with (
        tempfile.TemporaryDirectory() as folder,
        warehouse(Path(folder), listings, data["partners"]) as con,
    ):
        found = scored(matched(con), data["events"])
    wrong = [f"merged, but two: {_two(rows, pair)}" for pair in sorted(found.wrong)]
    wrong += [f"one, but left apart: {_two(rows, pair)}" for pair in sorted(found.missed)]
    return {"pairs": Count(found.right, len(found.wrong), len(found.missed), wrong)}


def _two(rows: Mapping[str, Mapping[str, Any]], pair: Sequence[str]) -> str:
    return " + ".join(f"{id_} {rows[id_]['title']!r} {rows[id_]['start'][:16]}" for id_ in pair)


def _count(count: Count, have: set[Any], want: set[Any]) -> None:
    count.right += len(have & want)
    count.extra += len(have - want)
    count.missed += len(want - have)


HEAD: Final = f"  {'':28}{'P':>7}{'R':>7}{'F1':>7}{'right':>8}{'extra':>7}{'missed':>7}"


def report(labelled: Labelled) -> Iterator[str]:
    """The figures of one set, then its mistakes; one line where the set is absent."""
    if not labelled.path.is_file():
        yield f"{labelled.name}: left out, {labelled.path.name} is not here ({labelled.path.parent})"
        return
    scores = labelled.score()
    yield labelled.name
    yield HEAD
    for name, count in scores.items():
        yield f"  {name:28}{_shares(count)}{count.right:8}{count.extra:7}{count.missed:7}"
    for name, count in scores.items():
        yield from (f"  ✗ {name}: {mistake}" for mistake in count.wrong)


def _shares(count: Count) -> str:
    if not count.right + count.extra + count.missed:  # rightly nothing: there is no share of it
        return f"{'–':>7}" * 3
    return "".join(f"{share:7.3f}" for share in (count.precision, count.recall, count.f1))


def main() -> None:
    for labelled in sets():
        for line in report(labelled):
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
