"""Which times belong to which days: groups of a subject and the times that stand with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from connectors.dates.phrases import Break, Clocks, Length, Mark, Phrase, Tokens, Weekdays
from connectors.dates.stays import Dated, Stay

Time = tuple[int, int | None]  # minutes since midnight, with the end if one is given
_WHOLE_DAY = (24 * 60 - 1, 24 * 60)
_TRAVEL = {"anreise", "anfahrt", "fahrt", "fahrzeit", "fußweg", "weg", "pause", "gehzeit", "bahn", "bus"}
_LENGTH_WORDS = {
    "ca",
    "je",
    "jeweils",
    "etwa",
    "circa",
    "dauer",
    "dauert",
    "lange",
    "à",
    "a",
    "insgesamt",
    "rund",
    "und",
    "von",
}


@dataclass(slots=True)
class Group:
    """Days or weekdays (or neither yet) and the times that stand with them."""

    stays: list[Stay] = field(default_factory=list)
    weekdays: frozenset[int] = frozenset()
    clocks: list[Phrase] = field(default_factory=list)
    is_slashed: bool = False
    is_night: bool = False
    sentence: int = 0  # the one with the first times
    is_last: bool = False  # worded as the last date: its time is no end


def groups(phrases: list[Phrase], days: list[Dated]) -> list[Group]:
    """The groups in reading order; the first may have times only."""
    by_phrase = {id(d.phrase): d for d in days}
    found = [Group()]
    sentence = 0
    for phrase in phrases:
        sentence += isinstance(phrase.meaning, Break) and phrase.meaning.kind == "sentence"
        meaning, last = phrase.meaning, found[-1]
        if id(phrase) in by_phrase:
            if not last.stays or last.clocks:
                found.append(last := Group())
            last.stays += by_phrase[id(phrase)].stays
            last.is_last = phrase.role == "end"
            last.is_slashed = getattr(meaning, "is_slashed", False)
            last.is_night = getattr(meaning, "is_night", False)
        elif isinstance(meaning, Weekdays) and not phrase.role and not meaning.ordinals:
            if not last.weekdays or last.clocks:
                found.append(last := Group())
            last.weekdays |= meaning.days
        elif isinstance(meaning, Clocks) and phrase.role in ("", "start", "end", "leave"):
            last.sentence = sentence if not last.clocks else last.sentence
            if phrase.role or sentence == last.sentence:  # later sentences tell of the programme
                last.clocks.append(replace(phrase, role="") if last.is_last else phrase)
    return _times_first([group for group in found if group.stays or group.weekdays or group.clocks])


def _times_first(found: list[Group]) -> list[Group]:
    """ "10 Uhr: 14.3. / 12 Uhr: 21.3.": each time stands before its day."""
    is_so = (
        len(found) > 2 and not (found[0].stays or found[0].weekdays) and not found[-1].clocks
        and all(group.clocks for group in found[:-1]) and all(group.stays for group in found[1:])
    )  # fmt: skip
    if not is_so:
        return found
    return [Group(day.stays, clocks=time.clocks) for time, day in pairwise(found)]


def times_of(clocks: list[Phrase], minutes: int | None) -> list[Time]:
    """The sessions of one day from its times, their roles, and how long it takes."""
    by_role: dict[str, list[Time]] = {"": [], "start": [], "end": [], "leave": []}
    for phrase in clocks:
        assert isinstance(phrase.meaning, Clocks)
        by_role[phrase.role] += phrase.meaning.times
    plain, starts, ends = by_role[""], by_role["start"], by_role["end"]
    has_range = any(end is not None for _, end in plain)
    chosen = plain if has_range or not starts else starts
    chosen = chosen or by_role["leave"]
    end = ends[-1][0] if ends else None
    if end is not None and len(chosen) == 1 and chosen[0][1] is None:
        chosen = [(chosen[0][0], end)]
    if minutes:
        chosen = [(start, start + minutes if stop is None else stop) for start, stop in chosen]
    return sorted(set(chosen), key=lambda time: (time[0], time[1] or 0))


def is_whole_day(times: list[Time], clocks: list[Phrase]) -> bool:
    """Whether the times only say that no time is known: 00:00 as systems print it, or 0 to 24."""
    if len(times) != 1:
        return False
    start, end = times[0]
    flags = {flag for p in clocks if isinstance(p.meaning, Clocks) for flag in p.meaning.flags}
    is_printed = "printed_midnight" in flags and end in (None, 0)
    return start == 0 and (is_printed or end in _WHOLE_DAY)


def length_of(phrases: list[Phrase], tokens: Tokens) -> int | None:
    """How long it lasts, where a duration is worded as the event's own."""
    found: list[tuple[bool, int]] = []
    for index, phrase in enumerate(phrases):
        if not isinstance(phrase.meaning, Length) or not 5 <= phrase.meaning.minutes <= 14 * 60:
            continue
        before = _before(tokens, phrase.start)
        is_labelled = _is_labelled(phrases[:index])
        if any(token.word in _TRAVEL for token in tokens[max(0, phrase.start - 5) : phrase.end + 3]):
            continue
        is_adjective = (
            tokens[phrase.start].text.lower().rstrip("erns").endswith("ündig")
            or "ütig" in tokens[phrase.start].text.lower()
        )
        if is_labelled or is_adjective or not before or before in _LENGTH_WORDS:
            found.append((is_labelled, phrase.meaning.minutes))
    labelled = [minutes for is_labelled, minutes in found if is_labelled]
    return next(iter(labelled or [minutes for _, minutes in found]), None)


def _before(tokens: Tokens, at: int) -> str:
    return tokens[at - 1].word if at else ""


def _is_labelled(before: list[Phrase]) -> bool:
    for phrase in reversed(before[-3:]):
        if isinstance(phrase.meaning, Mark):
            return phrase.meaning.role == "length"
        if not isinstance(phrase.meaning, Break):
            return False
    return False
