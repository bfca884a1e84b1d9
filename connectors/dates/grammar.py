"""Reads a text's tokens from left to right into phrases, marks and breaks."""

from __future__ import annotations

from connectors.dates.clock_grammar import read_clocks
from connectors.dates.day_grammar import read_days
from connectors.dates.joins import peek
from connectors.dates.marks import mark_of
from connectors.dates.period_grammar import read_feast, read_holidays, read_months, read_week
from connectors.dates.phrases import Break, Count, Length, Phrase, Read, Tokens, Year
from connectors.dates.vocabulary import ABBREVIATIONS, EACH_WORDS, FROM_WORDS, ORDINALS, UNTIL_WORDS
from connectors.dates.weekday_grammar import read_every, read_relative, read_weekdays

_NO_LABELS = FROM_WORDS | UNTIL_WORDS
_PARTICLES = {
    "ein",
    "an",
    "aus",
    "ab",
    "auf",
    "mit",
    "vor",
    "zu",
    "teil",
}  # of verbs, at the end of a sentence
_BREAKS = ("line", "tab", "stop", "open", "close")


def phrases(tokens: Tokens) -> list[Phrase]:
    """Every phrase in reading order; words that say nothing about time are left out."""
    found: list[Phrase] = []
    at = 0
    while at < len(tokens):
        read = _read(tokens, at)
        if read is None:
            at += 1
            continue
        meaning, end = read
        found.append(Phrase(meaning, at, end))
        at = end
    return found


def _read(tokens: Tokens, at: int) -> Read:
    token = tokens[at]
    if token.kind in _BREAKS:
        if _is_abbreviation(tokens, at):
            return None
        return Break("sentence" if _ends_sentence(tokens, at) else token.kind), at + 1
    if token.kind == "count":
        return Count(token.value[0]), at + 1
    if token.kind == "length":
        return _length(tokens, at)
    if token.kind in ("date", "daymonth"):
        return read_days(tokens, at)
    if token.kind == "word":
        return _read_word(tokens, at)
    if token.kind == "week":
        return read_week(tokens, at)
    if token.kind == "ordinal":
        return (
            read_feast(tokens, at)
            or read_holidays(tokens, at)
            or read_weekdays(tokens, at)
            or read_days(tokens, at)
        )
    if token.kind == "number":
        return read_every(tokens, at) or read_days(tokens, at) or read_clocks(tokens, at)
    if token.kind in ("weekday", "weekly", "month"):
        dated = read_days(tokens, at)
        return dated or read_feast(tokens, at) or read_weekdays(tokens, at) or read_months(tokens, at)
    if token.kind == "pair":
        return read_days(tokens, at) or read_clocks(tokens, at)
    if token.kind == "clock":
        return _short_length(tokens, at) or read_clocks(tokens, at)
    if token.kind == "monthyear":
        return read_months(tokens, at)
    return (Year(token.value[0]), at + 1) if token.kind == "year" else None


def _read_word(tokens: Tokens, at: int) -> Read:
    word = tokens[at].word
    if word in ORDINALS or word in EACH_WORDS:
        read = read_every(tokens, at) or read_holidays(tokens, at) or read_weekdays(tokens, at)
        if read:
            return read
    read = (
        read_relative(tokens, at)
        or read_every(tokens, at)
        or read_days(tokens, at)
        or read_clocks(tokens, at)
        or read_feast(tokens, at)
        or read_holidays(tokens, at)
        or read_months(tokens, at)
        or read_weekdays(tokens, at)
    )
    if read:
        return read
    if marked := mark_of(tokens, at):
        return marked
    is_label = (
        peek(tokens, at + 1).kind == "colon" and not peek(tokens, at - 1).word and word not in _NO_LABELS
    )
    return (Break("label"), at + 1) if is_label else None


def _is_abbreviation(tokens: Tokens, at: int) -> bool:
    """Whether the stop there only ends a short form, not a sentence."""
    before = peek(tokens, at - 1)
    if tokens[at].text != ".":
        return False
    return before.word in ABBREVIATIONS or before.kind in ("weekday", "month") or (len(before.word) == 1)


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    """Whether the stop there surely ends a sentence: not behind a word that may be a short form."""
    before = peek(tokens, at - 1)
    return (
        tokens[at].kind == "stop"
        and tokens[at].text != ";"
        and (not before.word or len(before.word) > 4 or before.word in _PARTICLES)
    )


def _length(tokens: Tokens, at: int) -> Read:
    """A duration, with the minutes behind its hours: "1 Std. 30 Min."."""
    here, minutes = at + 1, tokens[at].value[0]
    while (peek(tokens, here).kind == "stop" and peek(tokens, here).text == ".") or peek(
        tokens, here
    ).word == "und":
        here += 1
    if peek(tokens, here).kind == "length" and "m" in peek(tokens, here).text.lower():
        return Length(minutes + tokens[here].value[0]), here + 1
    return Length(minutes), at + 1


def _short_length(tokens: Tokens, at: int) -> Read:
    """ "Dauer: 2 h" reads like a clock time, but for the word before it."""
    here = at - 1
    while peek(tokens, here).kind in ("colon", "line") or peek(tokens, here).word in ("ca", "etwa", "circa"):
        here -= 1
    is_length = peek(tokens, here).word in ("dauer", "dauert", "lange", "länge", "duration")
    return (Length(tokens[at].value[0]), at + 1) if is_length else None
