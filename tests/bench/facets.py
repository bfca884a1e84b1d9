"""How many texts a second facets are read from, against finding their words alone."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from rich.table import Table

from connectors.facets import Wording, read_facets
from tests.facets_scoring import LABELLED, held_out, labelled

ROUNDS = 3
VARIANTS = 4  # of each text: the same sentences in another order, so that no text is known already
WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def facets_table() -> Table:
    """Once with words that were never seen, then with a known vocabulary, as in a night."""
    cases = [*held_out(), *(labelled() if LABELLED.is_file() else ())]
    wordings = [case.wording for case in cases]
    shuffled = random.Random(1)
    table = Table(title=f"Facets of {len(wordings)} texts and of {VARIANTS} variants of each")
    for name in ("run", "texts a second", "× finding the words"):
        table.add_column(name, justify="right")
    runs = [("first", wordings)]
    runs += [
        ("later", [_variant(each, shuffled) for _ in range(VARIANTS) for each in wordings])
        for _ in range(ROUNDS)
    ]
    for name, texts in runs:
        reading = _seconds(lambda texts=texts: [read_facets(each) for each in texts])  # type: ignore[misc]
        alone = min(_seconds(lambda texts=texts: _find_words(texts)) for _ in range(ROUNDS))  # type: ignore[misc]
        table.add_row(name, f"{len(texts) / reading:,.0f}", f"{reading / alone:.0f}")
    return table


def _variant(wording: Wording, shuffled: random.Random) -> Wording:
    sentences = SENTENCE.split(wording.description)
    shuffled.shuffle(sentences)
    return replace(
        wording, title=f"{wording.title} {shuffled.randrange(100)}", description=" ".join(sentences)
    )


def _find_words(texts: Sequence[Wording]) -> None:
    for each in texts:
        WORD.findall(each.description.lower())


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
