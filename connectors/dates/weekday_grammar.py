"""Reads weekdays that stand without a day: "dienstags", "Mo–Fr", "jeden 2. und 4. Mittwoch im Monat"."""

from __future__ import annotations

from connectors.dates.joins import peek
from connectors.dates.phrases import Every, Read, Relative, Tokens, Weekdays
from connectors.dates.vocabulary import ARTICLES, EACH_WORDS, LIST_WORDS, NUMBERS, ORDINALS, RANGE_WORDS

_WORKDAYS = {"werktags", "wochentags", "werktäglich", "weekdays"}
_WEEKENDS = {"wochenende", "wochenenden", "weekend", "weekends"}
_DAILY = {"täglich", "tägl", "daily", "tgl"}
_PERIODS = {
    "wöchentlich": 7, "wöchentliche": 7, "wöchentlicher": 7, "weekly": 7, "vierzehntägig": 14,
    "vierzehntäglich": 14, "zweiwöchentlich": 14, "zweiwöchig": 14,
    "fortnightly": 14, "biweekly": 14, "dreiwöchentlich": 21,
}  # fmt: skip
_DAYS = {
    "heute": 0, "today": 0, "tonight": 0, "morgen": 1, "tomorrow": 1, "übermorgen": 2,
    "gestern": -1, "yesterday": -1, "vorgestern": -2,
}  # fmt: skip
_AFTER_A_DAY = {
    "end", "comma", "clock", "number", "pair", "line", "dash", "pipe", "colon", "weekday", "open",
    "um", "ab", "von", "zwischen", "früh", "vormittag", "mittag", "nachmittag", "abend", "nacht", "at",
    "from",
}  # fmt: skip
_THIS = {"diesen", "diesem", "dieser", "dies", "this"}
_NEXT = {"kommenden", "kommender", "kommendem", "nächsten", "nächster", "nächstem", "next", "coming"}


def read_relative(tokens: Tokens, at: int) -> Read:
    """ "heute", "übermorgen", "diesen Donnerstag" """
    token = peek(tokens, at)
    here = at
    if token.word in _THIS | _NEXT:
        while peek(tokens, here).word in _THIS | _NEXT:
            here += 1
        if peek(tokens, here).kind == "weekday":
            return Relative(weekday=tokens[here].value[0]), here + 1
        return None
    if token.word not in _DAYS or not _is_about_the_day(tokens, at):
        return None
    return Relative(days=_DAYS[token.word]), at + 1


def _is_about_the_day(tokens: Tokens, at: int) -> bool:
    """ "heute, 18 Uhr" is; "von damals bis heute" and "Guten Morgen" are not."""
    before, after = peek(tokens, at - 1), peek(tokens, at + 1)
    if before.kind in ("weekday", "dash", "masked") or before.word:
        return before.word in {"schon", "termin", "wann", "datum"}
    return after.kind in _AFTER_A_DAY or after.word in _AFTER_A_DAY


def read_weekdays(tokens: Tokens, at: int) -> Read:
    """Weekdays as a list or a range, with what makes them a series."""
    here, is_habit = at, False
    while peek(tokens, here).word in EACH_WORDS or (
        here > at and peek(tokens, here).word in {"am", "an", "on"}
    ):
        is_habit = is_habit or peek(tokens, here).word in EACH_WORDS - {"jeweils"}
        here += 1
    while peek(tokens, here).word in ARTICLES and here > at:
        here += 1
    ordinals, here = _ordinals(tokens, here)
    listed = _listed(tokens, here)
    if listed is None:
        return None
    days, is_range, is_series, here = listed
    is_monthly, here = _of_month(tokens, here) if ordinals else (False, here)
    lead = "after" if peek(tokens, at - 1).word == "nach" else ""
    is_habit = is_habit or is_series
    return Weekdays(frozenset(days), is_habit, is_range, tuple(ordinals), is_monthly, lead), here


def _ordinals(tokens: Tokens, at: int) -> tuple[list[int], int]:
    """ "2. und 4.", "ersten", "1./3." """
    found: list[int] = []
    here = at
    while True:
        token = peek(tokens, here)
        if token.kind == "ordinal" and 1 <= token.value[0] <= 5:
            found.append(token.value[0])
        elif token.word in ORDINALS:
            found.append(ORDINALS[token.word])
        else:
            break
        here += 1
        joined = here
        while peek(tokens, joined).kind in ("comma", "slash", "and") or peek(
            tokens, joined
        ).word in LIST_WORDS | {"jeden", "am", "den", "der"}:
            joined += 1
        if joined == here:
            break
        here = joined
    return found, here


def _listed(tokens: Tokens, at: int) -> tuple[set[int], bool, bool, int] | None:
    days: set[int] = set()
    is_range = is_series = False
    here, last = at, -1
    while True:
        token = peek(tokens, here)
        if token.kind in ("weekday", "weekly"):
            number = token.value[0]
            if last >= 0 and _is_range_before(tokens, here):
                days |= {(last + step) % 7 for step in range((number - last) % 7 + 1)}
                is_range = True
            days.add(number)
            is_series, last = is_series or token.kind == "weekly", number
        elif token.word in _WEEKENDS:
            days |= {5, 6}
        elif token.word in _WORKDAYS:
            days, is_range = days | {0, 1, 2, 3, 4}, True
        else:
            break
        here += 1
        end = here
        while (
            peek(tokens, here).kind in ("dash", "comma", "and", "slash", "stop")
            or peek(tokens, here).word in LIST_WORDS | RANGE_WORDS
        ):
            here += 1
        if here == end or peek(tokens, here).kind not in ("weekday", "weekly"):
            here = end
            break
        if _is_dated(tokens, here):
            here = end
            break
    return (days, is_range, is_series, here) if days else None


def _is_range_before(tokens: Tokens, at: int) -> bool:
    return peek(tokens, at - 1).kind == "dash" or peek(tokens, at - 1).word in RANGE_WORDS


def _is_dated(tokens: Tokens, at: int) -> bool:
    """Whether the weekday there has a day of its own; before a range behind a comma it does not."""
    here = at + 1
    while peek(tokens, here).kind in ("comma", "stop") or peek(tokens, here).word in ARTICLES:
        here += 1
    end = here + 1
    while peek(tokens, end).kind in ("month", "year"):
        end += 1
    is_range = peek(tokens, end).kind == "dash" or peek(tokens, end).word in RANGE_WORDS
    is_behind_comma = any(t.kind == "comma" for t in tokens[at:here])
    return peek(tokens, here).kind in ("date", "daymonth", "ordinal") and not (is_range and is_behind_comma)


def _of_month(tokens: Tokens, at: int) -> tuple[bool, int]:
    """ "im Monat", "des Monats", "eines jeden Monats", "of the month" """
    here = at
    while peek(tokens, here).word in {
        "im",
        "des",
        "eines",
        "jeden",
        "jedes",
        "in",
        "of",
        "the",
        "each",
        "every",
    }:
        here += 1
    is_month = peek(tokens, here).word in {"monat", "monats", "month"}
    return is_month, here + 1 if is_month else at


def read_every(tokens: Tokens, at: int) -> Read:
    """ "täglich", "wöchentlich", "14-tägig", "alle zwei Wochen", "monatlich" """
    token = peek(tokens, at)
    if token.word in _DAILY:
        return Every(days=1), at + 1
    if token.word in _PERIODS:
        return Every(days=_PERIODS[token.word]), at + 1
    if token.word in ("monatlich", "monthly"):
        return Every(months=1), at + 1
    if token.kind == "number":
        here = at + 1 + (peek(tokens, at + 1).kind == "dash")
        if peek(tokens, here).word in ("tägig", "täglich", "tägl"):
            return Every(days=token.value[0]), here + 1
        if peek(tokens, here).word in ("wöchentlich", "wöchig"):
            return Every(days=7 * token.value[0]), here + 1
    if token.word in ("alle", "every", "allen", "aller"):
        return _numbered_period(tokens, at + 1)
    if token.word in ("jede", "jeder") and peek(tokens, at + 1).word == "woche":
        return Every(days=7), at + 2
    return None


def _numbered_period(tokens: Tokens, at: int) -> Read:
    token = peek(tokens, at)
    number = token.value[0] if token.kind == "number" else NUMBERS.get(token.word, 0)
    if token.word in ("other", "second"):
        number = 2
        if peek(tokens, at + 1).kind in ("weekday", "weekly"):
            return Every(days=14), at + 1
    unit = peek(tokens, at + 1).word
    if not number:
        return None
    if unit in ("tage", "tagen", "days"):
        return Every(days=number), at + 2
    if unit in ("wochen", "week", "weeks"):
        return Every(days=7 * number), at + 2
    return (Every(months=number), at + 2) if unit in ("monate", "monaten", "months") else None
