"""Reads clock times, ranges and lists of them: "14–16 Uhr", "10, 12 und 14 Uhr", "2–4:30 pm", "halb drei"."""

from __future__ import annotations

from connectors.dates.joins import peek, read_join, skip_lines
from connectors.dates.phrases import Clocks, Read, Tokens
from connectors.dates.tokens import Token
from connectors.dates.vocabulary import AT_WORDS, DAYPARTS, LIST_WORDS, NUMBERS, RANGE_WORDS

MOST_TIMES = 40
_MOST_WORDS = 6  # before a time: "jeweils von ca."
_NOON, _MIDNIGHT = 12 * 60, 24 * 60
_APPROXIMATE = {"ca", "circa", "etwa", "gegen"}
_LABELS = {
    "uhrzeit", "uhrzeiten", "zeit", "zeiten", "beginn", "start", "einlass", "ende", "uhr", "anfang", "time",
    "begin",
    "beginnt", "endet", "kurszeiten", "kurszeit", "anfangszeiten", "anfangszeit", "shows", "vorstellungen",
}  # fmt: skip
_NUMERIC = ("clock", "pair", "number")
_AROUND_DATES = ("date", "daymonth", "year", "month", "weekday", "close")


def read_clocks(tokens: Tokens, at: int) -> Read:
    """A list of times from here, if there is one that is surely about the clock."""
    here, lead = _lead(tokens, at)
    first = _element(tokens, here)
    if first is None:
        return None
    starts = here
    times: list[tuple[int, int | None]] = [(first[0], None)]
    end, flags = first[1], []
    while len(times) < MOST_TIMES and (
        joined := _join(tokens, end, is_between=lead == "between" and len(times) == 1)
    ):
        join, after = joined
        following = _element(tokens, after)
        if following is None or (join == "range" and times[-1][1] is not None):
            break
        if peek(tokens, following[1] - 1).kind == "number" and not _may_end_with(tokens, following[1], join):
            break
        flags += (
            ["end_approx"]
            if peek(tokens, after - 1).word in _APPROXIMATE or peek(tokens, after - 2).word in _APPROXIMATE
            else []
        )
        times = (
            [*times[:-1], (times[-1][0], following[0])] if join == "range" else [*times, (following[0], None)]
        )
        end = following[1]
    if not _is_sure(tokens, starts, end, lead):
        return None
    end = _behind(tokens, end, times, flags)
    if lead == "from" and times[0][1] is None:
        flags.append("open_end")
    return Clocks(tuple(times), lead, tuple(flags + _midnight(tokens, starts, end))), end


def _may_end_with(tokens: Tokens, at: int, join: str) -> bool:
    """Whether a number without "Uhr" may be a time here: not before a month; in a list only before a time."""
    if join == "range":
        return peek(tokens, at).kind != "month"
    here = at
    while peek(tokens, here).kind in ("number", "comma", "and", "slash", "pipe", "dash", "pair"):
        here += 1
    while peek(tokens, here).word in LIST_WORDS | RANGE_WORDS | AT_WORDS:
        here += 1
    while peek(tokens, here).kind == "number":
        here += 1
    return peek(tokens, here).kind == "clock"


def _lead(tokens: Tokens, at: int) -> tuple[int, str]:
    here, lead = at, ""
    while here < at + _MOST_WORDS and (
        (word := peek(tokens, here).word) in AT_WORDS or (peek(tokens, here).kind == "stop" and lead)
    ):
        if word in ("zwischen", "between"):
            lead = "between"
        elif word in ("ab", "von", "from"):
            lead = "from" if word == "ab" else "at"
        elif word in ("um", "gegen", "at"):
            lead = "at"
        else:
            lead = lead or "each"
        here += 1
    return (skip_lines(tokens, here) if lead else here), lead


def _element(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """One time in minutes, however sure, and the index after it."""
    token = peek(tokens, at)
    if token.kind == "clock":
        return token.value[0], at + 1
    if (
        token.kind == "pair"
        and len(token.text.split(".")[1]) == 2
        and token.value[0] <= 24
        and token.value[1] < 60
    ):
        return token.value[0] * 60 + token.value[1], at + 1
    if token.kind == "number" and token.value[0] <= 24:
        return token.value[0] * 60, at + 1
    if token.word in ("noon", "midday"):
        return _NOON, at + 1
    if token.word in ("mitternacht", "midnight"):
        return _MIDNIGHT, at + 1
    return _spoken(tokens, at)


def _spoken(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """ "halb drei", "Viertel nach vier": early hours mean the afternoon; "halb acht" may be either."""
    word = peek(tokens, at).word
    shift, here = 0, at + 1
    if word == "halb":
        shift = -30
    elif word == "viertel" and peek(tokens, here).word in ("nach", "vor"):
        shift, here = (15 if tokens[here].word == "nach" else -15), here + 1
    else:
        return None
    hour = NUMBERS.get(peek(tokens, here).word) or (peek(tokens, here).value[:1] or (0,))[0]
    if not 1 <= hour <= 12:
        return None
    minutes = hour * 60 + shift
    if peek(tokens, here + 1).word in DAYPARTS:
        return minutes, here + 1
    if 7 * 60 < minutes < 8 * 60 + 30:
        return None
    return (minutes + _NOON if minutes < 7 * 60 else minutes), here + 1


def _join(tokens: Tokens, at: int, *, is_between: bool) -> tuple[str, int] | None:
    """The join to the next time, over the words that may stand before it."""
    if is_between and peek(tokens, at).word in LIST_WORDS:
        return "range", at + 1
    if (
        peek(tokens, at).kind == "tab"
        and peek(tokens, at + 1).kind == "clock"
        and peek(tokens, at - 2).kind == "tab"
    ):
        return "range", at + 1
    joined = read_join(tokens, at) or (("list", at + 1) if peek(tokens, at).kind == "pipe" else None)
    if not joined:
        return None
    kind, here = joined
    while peek(tokens, here).word in AT_WORDS or (
        peek(tokens, here).kind == "stop" and peek(tokens, here - 1).word in AT_WORDS
    ):
        here += 1
    return kind, here


def _is_sure(tokens: Tokens, start: int, end: int, lead: str) -> bool:
    """Whether these numbers are times: a clock among them, a label before them, or a date."""
    inside = [
        t
        for t in tokens[start:end]
        if t.kind in _NUMERIC or t.word in ("halb", "viertel", "noon", "midnight", "mitternacht")
    ]
    kinds = {t.kind for t in inside}
    has_clock = "clock" in kinds or "word" in kinds
    before, label = peek(tokens, start - 1), _label(tokens, start)
    if has_clock:
        is_counted = inside[0].kind == "number" and any(
            t.kind in ("comma", "slash", "pipe") for t in tokens[start : start + 2]
        )
        return not (is_counted and before.word and before.word not in AT_WORDS | LIST_WORDS and not label)
    if peek(tokens, end + (peek(tokens, end).kind == "open")).kind == "quarter":
        return True
    is_followed_by_word = (
        bool(peek(tokens, end).word and peek(tokens, end).word not in DAYPARTS)
        or peek(tokens, end).kind == "masked"
    )
    if label or lead in ("between", "at"):
        needs_two = (
            lead == "at" and not label and peek(tokens, start - 1).word in ("von", "from") and len(inside) < 2
        )
        return not needs_two and not (is_followed_by_word and kinds == {"number"})
    return _follows_a_date(tokens, start, lead) and _is_plain_range(
        tokens, start, end, inside, is_followed_by_word
    )


def _follows_a_date(tokens: Tokens, start: int, lead: str) -> bool:
    """Whether a date stands right before, with at most a sign between."""
    before = peek(tokens, start - 1)
    is_near = before.kind in ("comma", "pipe", "tab", "line", "colon")
    return (
        lead == "each"
        or before.kind in _AROUND_DATES
        or (is_near and peek(tokens, start - 2).kind in _AROUND_DATES)
    )


def _is_plain_range(
    tokens: Tokens, start: int, end: int, inside: list[Token], is_followed_by_word: bool
) -> bool:
    """ "10.30", "10.30-12.00" or "10-12", as they stand behind a date."""
    kinds = {t.kind for t in inside}
    if kinds == {"pair"}:
        return not is_followed_by_word or any(not 1 <= t.value[1] <= 12 for t in inside)
    is_range = len(inside) == 2 and end == start + 3 and peek(tokens, start + 1).kind == "dash"
    return is_range and not is_followed_by_word


def _label(tokens: Tokens, start: int) -> bool:
    """Whether a label for times stands before: "Uhrzeit: 17"."""
    here = start - 1
    while peek(tokens, here).kind in ("colon", "line") or peek(tokens, here).word in AT_WORDS:
        here -= 1
    return peek(tokens, here).word in _LABELS


def _behind(tokens: Tokens, end: int, times: list[tuple[int, int | None]], flags: list[str]) -> int:
    """Takes in what stands behind the times: c.t., s.t., abends, bis Sonnenaufgang."""
    if peek(tokens, end).word == "uhr":
        end += 1
    here = end + (peek(tokens, end).kind in ("open", "comma"))
    if peek(tokens, here).kind == "quarter":
        if tokens[here].text[0] in "cC":
            times[:] = [(start + 15, stop) for start, stop in times]
            flags.append("academic_quarter")
        end = here + 1
    while peek(tokens, end).word in ("in", "the", "am"):
        if peek(tokens, end + 1).word not in DAYPARTS and peek(tokens, end + 1).word != "the":
            break
        end += 1
    if part := DAYPARTS.get(peek(tokens, end).word):
        times[:] = [(_moved(start, part), stop and _moved(stop, part)) for start, stop in times]
        end += 1
    if peek(tokens, end).word == "bis" and peek(tokens, end + 1).word:
        flags.append("end_text")
    return end


def _moved(minutes: int, part: tuple[int, int]) -> int:
    shift, earliest = part
    return minutes + shift * 60 if earliest * 60 <= minutes < _NOON else minutes


def _midnight(tokens: Tokens, start: int, end: int) -> list[str]:
    """Systems print 00:00 where they know no time; people write "0 Uhr"."""
    printed = [t.text for t in tokens[start:end] if t.kind == "clock" and t.value[0] == 0]
    return ["printed_midnight"] if any(":" in text or "." in text for text in printed) else []
