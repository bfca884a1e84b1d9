"""Reads months, school holidays, feasts and weeks: "April bis September", "2. Woche der Osterferien"."""

from __future__ import annotations

import re

from connectors.dates.feasts import ADVENT, FEASTS
from connectors.dates.joins import peek
from connectors.dates.phrases import Feast, Holidays, Months, Read, Tokens, Week
from connectors.dates.vocabulary import ARTICLES, LIST_WORDS, ORDINALS, RANGE_WORDS

_HOLIDAYS = re.compile(
    r"(oster|pfingst|sommer|herbst|weihnachts)?(?:schul)?(ferien|ferienwoche|ferienwochen)"
)
_LEADS = {
    "nach": "after", "vor": "before", "bis": "until", "until": "until", "till": "until",
    "ab": "from", "seit": "from",
    "außer": "without", "ausser": "without", "nicht": "without", "ohne": "without", "außerhalb": "without",
    "ausgenommen": "without",
}  # fmt: skip
_EDGES = {
    "anfang": "early",
    "mitte": "mid",
    "ende": "late",
    "early": "early",
    "mid": "mid",
    "late": "late",
    "end": "late",
}


def lead_word(tokens: Tokens, at: int) -> str:
    """What stands before a period, over articles and the like: until, from, after, before, without."""
    here = at - 1
    while here >= 0 and at - here < 5:
        word = tokens[here].word
        if word in _LEADS:
            is_far = word == "nicht" or _LEADS[word] != "without" or at - here <= 3
            return _LEADS[word] if is_far else ""
        if word not in ARTICLES | {"zu", "zum", "kurz", "einschließlich", "während", "direkt"} and tokens[
            here
        ].kind not in ("ordinal",):
            return ""
        here -= 1
    return ""


def read_months(tokens: Tokens, at: int) -> Read:
    """Months as a list or a range, with their year if said."""
    if peek(tokens, at).kind == "monthyear":
        return Months(peek(tokens, at).value[:1], peek(tokens, at).value[1]), at + 1
    here = at
    if peek(tokens, at).word in _EDGES and peek(tokens, at + 1).kind == "month":
        here += 1
    if peek(tokens, here).kind != "month":
        return None
    months, end = _month_list(tokens, here)
    end += peek(tokens, end).kind == "stop" and peek(tokens, end).text == "."
    year = peek(tokens, end).value[0] if peek(tokens, end).kind == "year" else None
    edge = _EDGES.get(peek(tokens, at).word, "")
    return Months(tuple(months), year, lead_word(tokens, at), edge), end + (year is not None)


def _month_list(tokens: Tokens, at: int) -> tuple[list[int], int]:
    months = [tokens[at].value[0]]
    end = at + 1
    while len(months) <= 12:
        here = end + (peek(tokens, end).kind == "year" and peek(tokens, end + 1).word in RANGE_WORDS)
        join = peek(tokens, here)
        is_range = join.kind == "dash" or join.word in RANGE_WORDS
        if not is_range and join.kind not in ("comma", "and", "slash") and join.word not in LIST_WORDS:
            break
        here += 1
        while peek(tokens, here).word in LIST_WORDS | {"mitte", "ende", "anfang"}:
            here += 1
        if peek(tokens, here).kind != "month":
            break
        last = tokens[here].value[0]
        steps = range(1, (last - months[-1]) % 12) if is_range else range(0)
        months += [(months[-1] + step - 1) % 12 + 1 for step in steps] + [last]
        end = here + 1
    return months, end


def read_holidays(tokens: Tokens, at: int) -> Read:
    """School holidays, whole or a week of them."""
    if peek(tokens, at).word in ("advent", "adventszeit"):
        year, end = _year(tokens, at + 1)
        return Holidays(ADVENT, None, year, lead_word(tokens, at)), end
    here, week = at, _ordinal(tokens, at)
    if week is not None:
        here += 1
        if peek(tokens, here).word in ("woche", "ferienwoche", "week"):
            here += 1
            while peek(tokens, here).word in ARTICLES:
                here += 1
    form = _HOLIDAYS.fullmatch(peek(tokens, here).word)
    if not form:
        return None
    if week is not None and here == at + 1 and form[2] == "ferien":
        return None  # "erste Osterferien…" says nothing
    here += 1
    year, here = _year(tokens, here)
    behind = here + (peek(tokens, here).kind in ("comma", "open", "dash"))
    if (
        week is None
        and peek(tokens, behind).word == "woche"
        and peek(tokens, behind + 1).kind in ("number", "ordinal")
    ):
        week, here = tokens[behind + 1].value[0], behind + 2
    elif week is None and peek(tokens, behind).kind == "ordinal" and peek(tokens, behind + 1).word == "woche":
        week, here = tokens[behind].value[0], behind + 2
    if year is None:
        year, here = _year(tokens, here)
    return Holidays(form[1] or "", week, year, lead_word(tokens, at)), here


def _ordinal(tokens: Tokens, at: int) -> int | None:
    token = peek(tokens, at)
    return token.value[0] if token.kind == "ordinal" else ORDINALS.get(token.word)


def _year(tokens: Tokens, at: int) -> tuple[int | None, int]:
    here = at + (peek(tokens, at).kind in ("comma", "open"))
    return (tokens[here].value[0], here + 1) if peek(tokens, here).kind == "year" else (None, at)


def read_week(tokens: Tokens, at: int) -> Read:
    """ "KW 12/2026", "30. KW 2026" """
    token = peek(tokens, at)
    if token.kind != "week" or not 1 <= token.value[0] <= 53:
        return None
    year, end = _year(tokens, at + 1)
    weeks = [number for number in token.value if number <= 53]
    printed = [number for number in token.value if number > 53]
    return Week(weeks[0], weeks[-1], printed[0] if printed else year), end


def read_feast(tokens: Tokens, at: int) -> Read:
    """A feast by its name: "2. Advent", "Dienstag nach Pfingsten", "Tag der Deutschen Einheit"."""
    if peek(tokens, at).kind == "weekday" and peek(tokens, at + 1).word == "nach":
        named = _feast_name(tokens, at + 2)
        if named:
            year, end = _year(tokens, named[1])
            return Feast(named[0], year, tokens[at].value[0]), end
    if peek(tokens, at).word.startswith("adventssonntag"):
        year, end = _year(tokens, at + 1)
        return Feast(ADVENT, year), end
    if listed := _listed_feast(tokens, at):
        return Feast(listed), at + 1
    named = _feast_name(tokens, at)
    if not named or (peek(tokens, named[1]).kind == "dash" and peek(tokens, named[1] + 1).word):
        return None
    if lead_word(tokens, at) in ("after", "before"):
        return None
    year, end = _year(tokens, named[1])
    return Feast(named[0], year), end


def _listed_feast(tokens: Tokens, at: int) -> str:
    """The feast of the first number in "1. und 2. Advent"."""
    here = at
    while peek(tokens, here).kind in ("ordinal", "comma", "and") or peek(tokens, here).word in LIST_WORDS:
        here += 1
    name = f"{_ordinal(tokens, at)}. {peek(tokens, here).word}"
    return name if here > at + 1 and name in FEASTS else ""


def _feast_name(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """The longest name of the table that stands here, and the index after it."""
    number = _ordinal(tokens, at)
    words = [f"{number}."] if number is not None else []
    here = at + (number is not None)
    best: tuple[str, int] | None = None
    while here < len(tokens) and len(words) < 5:
        token = tokens[here]
        if token.kind == "other" and token.text == "'":
            here += 1
            continue
        if token.kind not in ("word", "month", "weekday"):
            break
        words.append(token.text.lower())
        here += 1
        if (name := " ".join(words)) in FEASTS:
            best = name, here
    return best
