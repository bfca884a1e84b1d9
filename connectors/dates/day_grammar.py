"""Reads days, lists of days and ranges of days: "Sa., 14. und 21. März", "3.–7.8.2026", "Oct 6–8, 2026"."""

from __future__ import annotations

from dataclasses import replace

from connectors.dates.day_lists import with_months
from connectors.dates.joins import peek, read_join, skip_lines
from connectors.dates.phrases import Day, DayRange, Days, Read, Tokens
from connectors.dates.vocabulary import ARTICLES, FROM_WORDS, LIST_WORDS, RANGE_WORDS, UNTIL_WORDS

LONGEST_LIST = 120
_LISTED = {"number", "ordinal", "comma", "and", "dash", "slash", "weekday", "line"}
_BEHIND_A_DAY = LIST_WORDS | RANGE_WORDS | {"um", "von", "ab", "je", "jeweils", "auf"}
_MOVED = {"verschoben", "verlegt", "verschiebt", "verschiebung", "verlegung", "wechselt"}
_ISOLATED_SPAN = {"dash", "and", "slash"}

Found = tuple[Day, int] | None


def read_days(tokens: Tokens, at: int) -> Read:
    """A list of days from here, if there is one."""
    found = _read_day(tokens, at, bare=_opens_a_list(tokens, at))
    if not found:
        return None
    day, end = found
    parts: list[Day | DayRange] = [day]
    while len(parts) < LONGEST_LIST and (joined := read_join(tokens, end) or _night(tokens, end)):
        join, after = joined
        is_bare_ok = join == "range" or parts[-1] == day
        following = _read_day(tokens, after, bare=is_bare_ok and _may_be_bare(tokens, after))
        is_new_clause = (
            join == "range" and peek(tokens, end).kind == "comma" and peek(tokens, after).kind != "weekday"
        )
        if not following or is_new_clause or (join == "range" and isinstance(parts[-1], DayRange)):
            break
        last, end = parts[-1], following[1]
        if join == "range" and isinstance(last, Day):
            parts[-1] = DayRange(last, following[0])
        else:
            parts.append(following[0])
    completed = with_months(parts)
    if not _is_a_date(completed):
        return None
    is_slashed = any(token.kind == "slash" for token in tokens[at:end])
    is_night = any(token.word == "auf" for token in tokens[at:end])
    return Days(tuple(completed), _lead(tokens, at), is_slashed, is_night), end


def _night(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """ "in der Nacht vom 14. auf den 15.", unless something is moved from the one day to the other."""
    if peek(tokens, at).word != "auf" or any(token.word in _MOVED for token in tokens):
        return None
    return "range", at + 1 + (peek(tokens, at + 1).word in ARTICLES)


def _opens_a_list(tokens: Tokens, at: int) -> bool:
    """Whether a number without a dot begins a list of days: "6–8 November", "3 und 4. Mai"."""
    here = at + 1
    if peek(tokens, at).kind in ("weekday", "comma") or peek(tokens, at).word in ARTICLES:
        return _may_be_bare(tokens, at)
    return (
        peek(tokens, at).kind == "number"
        and _may_be_bare(tokens, at)
        and (peek(tokens, here).kind in _ISOLATED_SPAN or peek(tokens, here).word in RANGE_WORDS | LIST_WORDS)
    )


def _may_be_bare(tokens: Tokens, at: int) -> bool:
    """Whether a day's number may stand without its dot: its list leads to a month, or comes from one."""
    here = at + 1
    while (
        peek(tokens, here).kind in _LISTED or peek(tokens, here).word in LIST_WORDS | RANGE_WORDS | ARTICLES
    ):
        here += 1
    after, before = peek(tokens, here), peek(tokens, here - 1)
    if after.kind == "month" or (
        after.kind in ("date", "daymonth") and here == at + 2 and before.kind == "dash"
    ):
        return here > at
    here = at - 1
    while (
        peek(tokens, here).kind in ("number", "comma", "and", "dash") or peek(tokens, here).word in LIST_WORDS
    ):
        here -= 1
    return peek(tokens, here).kind == "month" and here < at - 2 and peek(tokens, here + 1).kind == "number"


def _read_day(tokens: Tokens, at: int, *, bare: bool) -> Found:
    """One day with the weekday before or behind it."""
    here, weekday = _weekday_before(tokens, at)
    found = _read_date(tokens, here, has_weekday=weekday is not None, bare=bare)
    if not found:
        return None
    day, end = found
    if weekday is None:
        weekday, end = _weekday_behind(tokens, end)
    return replace(day, weekday=weekday), end


def _weekday_before(tokens: Tokens, at: int) -> tuple[int, int | None]:
    here, weekday = at, None
    while peek(tokens, here).word in ARTICLES | {
        "vom",
        "zum",
        "morgigen",
        "heutigen",
        "kommenden",
        "nächsten",
    }:
        here += 1
    if peek(tokens, here).kind == "weekday":
        weekday = tokens[here].value[0]
        here += 1
        while (
            peek(tokens, here).kind in ("comma", "stop", "line", "pipe", "colon")
            and peek(tokens, here).text != ";"
        ):
            here += 1
        while peek(tokens, here).word in ARTICLES:
            here += 1
    return here, weekday


def _weekday_behind(tokens: Tokens, end: int) -> tuple[int | None, int]:
    """ "31.03.2021 (Mi)": the weekday in brackets belongs to the day before it."""
    if peek(tokens, end).kind == "open" and peek(tokens, end + 1).kind == "weekday":
        here = end + 2 + (peek(tokens, end + 2).kind == "stop")
        if peek(tokens, here).kind == "close":
            return tokens[end + 1].value[0], here + 1
    return None, end


def _read_date(tokens: Tokens, at: int, *, has_weekday: bool, bare: bool) -> Found:
    token = peek(tokens, at)
    if token.kind == "date":
        return Day(*token.value), at + 1
    if token.kind == "daymonth":
        return _year_behind(tokens, Day(*token.value), at + 1)
    if token.kind in ("ordinal", "number"):
        return _named_month(tokens, at) or _lone_day(tokens, at, bare=bare)
    if token.kind == "month":
        return _month_first(tokens, at)
    is_month = token.kind == "pair" and 1 <= token.value[1] <= 12
    if is_month and (has_weekday or _pair_is_date(tokens, at)):
        return Day(*token.value), at + 1
    return None


def _named_month(tokens: Tokens, at: int) -> Found:
    """ "14. März 2026", "14th of March", and a calendar tile with one of them a line."""
    here = skip_lines(tokens, at + 1)
    if peek(tokens, here).word == "of":
        here += 1
    if peek(tokens, here).kind != "month":
        return None
    day = Day(tokens[at].value[0], tokens[here].value[0])
    return _short_year_behind(tokens, day, here + 1) or _year_behind(tokens, day, here + 1)


def _lone_day(tokens: Tokens, at: int, *, bare: bool) -> Found:
    """A day whose month is said elsewhere; never a number that counts the thing behind it."""
    if not 1 <= tokens[at].value[0] <= 31 or (tokens[at].kind == "number" and not bare):
        return None
    behind = peek(tokens, at + 1).word
    if behind and behind not in _BEHIND_A_DAY:
        return None
    return Day(tokens[at].value[0]), at + 1


def _month_first(tokens: Tokens, at: int) -> Found:
    """ "March 14, 2026", "Oct 6–8, 2026"; "März 2026" is none."""
    here = at + 1
    while peek(tokens, here).kind in ("stop", "line"):
        here += 1
    number = peek(tokens, here)
    if number.kind not in ("number", "ordinal") or not 1 <= number.value[0] <= 31:
        return None
    if number.kind == "ordinal" and number.text.endswith(".") and peek(tokens, here + 1).kind == "month":
        return None  # a heading over "14. März"
    return _year_behind(tokens, Day(number.value[0], tokens[at].value[0]), here + 1)


def _year_behind(tokens: Tokens, day: Day, at: int) -> tuple[Day, int]:
    here = at
    while peek(tokens, here).kind in ("stop", "comma", "line") and here < at + 2:
        here += 1
    token = peek(tokens, here)
    if token.kind == "year":
        return replace(day, year=token.value[0]), here + 1
    end = at + (
        peek(tokens, at).kind == "stop"
        and peek(tokens, at - 1).kind == "month"
        and peek(tokens, at).text == "."
    )
    return day, end


def _short_year_behind(tokens: Tokens, day: Day, at: int) -> Found:
    """ "14. März 26": two digits that no hour has."""
    token, after = peek(tokens, at), peek(tokens, at + 1)
    is_year = (
        token.kind == "number"
        and 25 <= token.value[0] <= 49
        and not after.word
        and after.kind not in ("dash", "slash", "and")
    )
    return (replace(day, year=2000 + token.value[0]), at + 1) if is_year else None


def _pair_is_date(tokens: Tokens, at: int) -> bool:
    """Whether "14.3" without its last dot is a day: a date's word before it, a year or full date behind."""
    token, before, after = tokens[at], peek(tokens, at - 1), peek(tokens, at + 1)
    if not (1 <= token.value[1] <= 12 and 1 <= token.value[0] <= 31):
        return False
    is_joined = after.kind == "dash" or after.word in RANGE_WORDS
    if after.kind == "year" or (is_joined and peek(tokens, at + 2).kind in ("date", "daymonth")):
        return True
    if before.kind == "dash":
        first = peek(tokens, at - 2)
        return first.kind == "daymonth" or (first.kind == "pair" and _pair_is_date(tokens, at - 2))
    if before.word in {"am", "vom", "den", "dem", "zum"}:
        return True
    return at == 0 and after.kind == "comma" and peek(tokens, at + 2).kind == "clock"


def _is_a_date(parts: list[Day | DayRange]) -> bool:
    """Lone numbers with dots are days only where a weekday or a second one stands with them."""
    first = parts[0].first if isinstance(parts[0], DayRange) else parts[0]
    return bool(first.month or first.weekday is not None or len(parts) > 1)


def _lead(tokens: Tokens, at: int) -> str:
    """What stands before the days: "from" (ab, seit), "until" (bis), "range" (a dash)."""
    here = at - 1
    while here >= 0 and at - here < 8:
        token = tokens[here]
        if token.word in UNTIL_WORDS:
            return "until"
        if token.word in FROM_WORDS:
            return "from"
        if token.kind == "dash":
            return "range"
        is_filler = token.word in ARTICLES | {"zum", "einschließlich", "samstag", "auf"} or token.kind in (
            "colon", "line", "comma", "weekday", "stop",
        )  # fmt: skip
        if not is_filler or (token.kind == "stop" and peek(tokens, here - 1).kind != "weekday"):
            return ""
        here -= 1
    return ""
