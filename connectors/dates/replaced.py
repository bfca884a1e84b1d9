"""Finds the days that another day replaces: moved ones, and cancelled ones beside others."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from connectors.dates.phrases import Break, Clocks, Days, Mark, Phrase, Tokens


def without_moved(phrases: list[Phrase], tokens: Tokens) -> list[Phrase]:
    """ "von Samstag, 3.5., auf Samstag, 10.5., verschoben": the first day is the old one."""
    if not any(isinstance(p.meaning, Mark) and p.meaning.role == "moved" for p in phrases):
        return phrases
    done = list(phrases)
    days = [index for index, p in enumerate(phrases) if isinstance(p.meaning, Days) and not p.role]
    for old, new in pairwise(days):
        between = tokens[phrases[old].end : phrases[new].start]
        if any(t.word == "auf" for t in between) and not any(t.kind == "stop" for t in between):
            done[old] = replace(phrases[old], role="other")
            for index in range(old + 1, new):
                if isinstance(done[index].meaning, Clocks):
                    done[index] = replace(done[index], role="other")
    return done


def without_cancelled(phrases: list[Phrase]) -> list[Phrase]:
    """ "Der Termin am 3.5. entfällt. Nächster Termin: 10.5.": the first is no longer one."""
    clause, of_clause = 0, []
    for phrase in phrases:
        is_end = isinstance(phrase.meaning, Break) and phrase.meaning.kind in ("stop", "sentence", "line")
        clause += is_end
        of_clause.append(clause)
    off = {
        number
        for number, phrase in zip(of_clause, phrases, strict=True)
        if isinstance(phrase.meaning, Mark)
        and (phrase.meaning.role == "off" or phrase.meaning.word in ("entfällt", "entfallen"))
    }
    dated = {
        n
        for n, p in zip(of_clause, phrases, strict=True)
        if isinstance(p.meaning, Days) and p.role in ("", "start")
    }
    if not off & dated or not dated - off:
        return phrases
    return [
        replace(p, role="other")
        if n in off and isinstance(p.meaning, (Days, Clocks)) and p.role in ("", "start", "end")
        else p
        for n, p in zip(of_clause, phrases, strict=True)
    ]
