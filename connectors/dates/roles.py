"""Gives each phrase its role: the event's own, its begin, its end, a deadline, an exception."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from connectors.dates.phrases import (
    Break,
    Clocks,
    DayRange,
    Days,
    Every,
    Feast,
    Holidays,
    Mark,
    Months,
    Phrase,
    Tokens,
    Weekdays,
)
from connectors.dates.replaced import without_cancelled, without_moved
from connectors.dates.vocabulary import ARTICLES, LIST_WORDS

_NEAR = 6  # tokens between a word like "veröffentlicht" and its day
_DAYLIKE = (Days, Weekdays, Months, Holidays, Feast)
_BETWEEN = ARTICLES | LIST_WORDS | {"während", "zu", "zum", "zur", "vom", "jedoch", "aber", "je"}


@dataclass(slots=True)
class _Scope:
    """What the words read so far say about the phrases to come."""

    tokens: Tokens
    done: list[Phrase] = field(default_factory=list)
    role: str = ""
    is_registration: bool = False
    marked_at: int = -1  # the index after the last mark
    is_used: bool = False  # a phrase has come since the last mark

    def close(self) -> None:
        self.role, self.is_registration, self.is_used = "", False, False

    def distance(self, phrase: Phrase) -> int:
        return phrase.start - self.marked_at


def with_roles(phrases: list[Phrase], tokens: Tokens) -> list[Phrase]:
    """The phrases, each with its role; marks and breaks stay among them."""
    scope = _Scope(tokens)
    for phrase in phrases:
        meaning = phrase.meaning
        if isinstance(meaning, Break):
            _on_break(scope, meaning.kind)
            scope.done.append(phrase)
        elif isinstance(meaning, Mark):
            _on_mark(scope, phrase, meaning)
        else:
            scope.done.append(replace(phrase, role=_role(scope, phrase)))
            scope.is_used = True
    return without_cancelled(without_moved(scope.done, tokens))


def _on_break(scope: _Scope, kind: str) -> None:
    if kind == "line" and not scope.is_used and scope.role in ("deadline", "doors", "start", "end", "hours"):
        return  # a label with its value on the next line
    if kind in ("tab", "open") or (kind == "label" and not scope.is_used and scope.role == "hours"):
        return
    scope.close()


def _on_mark(scope: _Scope, phrase: Phrase, mark: Mark) -> None:
    if mark.role == "register":
        _bring_back_deadline(scope, phrase)
        scope.is_registration = True
    elif mark.role == "off":
        _drop_cancelled_day(scope, phrase)
    elif mark.role == "hours":
        scope.role = "hours" if _drop_hours_before(scope) else ""
    elif mark.role == "except" and mark.word == "entfällt":
        _drop_cancelled_day(scope, phrase)
        scope.role = "except"
    elif mark.role != "length":
        scope.role = mark.role
    scope.marked_at, scope.is_used = phrase.end, False
    scope.done.append(phrase)


def _role(scope: _Scope, phrase: Phrase) -> str:
    meaning = phrase.meaning
    if isinstance(meaning, Days):
        return _role_of_days(scope, phrase, meaning)
    if isinstance(meaning, Clocks):
        return _role_of_clocks(scope, phrase)
    if scope.role == "except" and isinstance(meaning, _DAYLIKE):
        return "except" if _is_excepted(scope, phrase) else ""
    if scope.role == "hours" and isinstance(meaning, (Weekdays, Every)):
        return "other"
    if isinstance(meaning, Holidays) and meaning.lead == "without":
        return "except"
    return scope.role if scope.role in ("start", "end") else ""


def _role_of_days(scope: _Scope, phrase: Phrase, days: Days) -> str:
    role = scope.role
    if role == "deadline":
        scope.close()
        return "deadline"
    if role == "except":
        return "except" if _is_excepted(scope, phrase) else ""
    if role in ("other", "moved"):
        scope.role = ""
        is_old = role == "other" or scope.tokens[phrase.start].word in ("vom", "von")
        return "other" if is_old and scope.distance(phrase) <= _NEAR else ""
    if role == "fallback":
        return "fallback"
    if scope.is_registration and (days.lead in ("until", "from") or isinstance(days.parts[0], DayRange)):
        is_range_of_it = (
            isinstance(days.parts[0], DayRange) and days.lead == "" and scope.distance(phrase) > 2
        )
        if not is_range_of_it:
            scope.is_registration = False
            return (
                "other"
                if days.lead == "from" and isinstance(days.parts[0], DayRange) is False
                else "deadline"
            )
    if role in ("hours", "after", "doors", "leave"):
        scope.role = ""
        return ""
    return role if role in ("start", "end") else ""


def _role_of_clocks(scope: _Scope, phrase: Phrase) -> str:
    role = scope.role
    if _belongs_to_deadline(scope, phrase):
        return "deadline"
    if scope.is_registration and scope.distance(phrase) <= 1:
        return "other"
    if role == "doors":
        scope.role = ""
        return "other"
    if scope.tokens[phrase.start - 1].word in ("bis", "until") and phrase.start:
        return "end"
    if role in ("hours", "fallback"):
        return "fallback" if role == "fallback" else "other"
    if role == "after":
        return "other" if any(isinstance(p.meaning, Clocks) for p in scope.done) else ""
    if role in ("start", "end", "leave"):
        scope.role = ""
        return role
    return ""


def _belongs_to_deadline(scope: _Scope, phrase: Phrase) -> bool:
    """ "bis 10.4., 12 Uhr": one time right behind the deadline."""
    last = scope.done[-1] if scope.done else None
    is_single = isinstance(phrase.meaning, Clocks) and phrase.meaning.times[0][1] is None
    return last is not None and last.role == "deadline" and phrase.start - last.end <= 2 and is_single


def _is_excepted(scope: _Scope, phrase: Phrase) -> bool:
    """Whether the exception's word reaches this phrase: only small words between, or an exception."""
    last = scope.done[-1] if scope.done else None
    is_first = last is not None and isinstance(last.meaning, Mark)
    begin = last.end if last else 0
    between = scope.tokens[begin : phrase.start]
    nouns = [t for t in between if t.word and t.word not in _BETWEEN]
    mark = last.meaning.word if last and isinstance(last.meaning, Mark) else ""
    allowed = 1 if mark.startswith("kein") else 2 if mark == "entfällt" else 0
    is_near = len(nouns) <= allowed and len(between) <= 5
    return is_near and (is_first or (last is not None and last.role == "except"))


def _bring_back_deadline(scope: _Scope, mark: Phrase) -> None:
    """ "Bitte bis zum 2.10. anmelden": the day stands before the word that says what it is."""
    for index in range(len(scope.done) - 1, -1, -1):
        before = scope.done[index]
        if isinstance(before.meaning, (Break, Mark)):
            return
        if isinstance(before.meaning, Days) and before.meaning.lead == "until" and not before.role:
            between = scope.tokens[before.end : mark.start]
            is_verb = scope.tokens[mark.start].word.endswith(("en", "et", "ply", "ter"))
            if is_verb or (len(between) <= 2 and not any(t.kind == "comma" for t in between)):
                scope.done[index] = replace(before, role="deadline")
            return


def _drop_cancelled_day(scope: _Scope, mark: Phrase) -> None:
    """ "14.3., 21.3. (entfällt), 28.3.": only the day before the bracket is off."""
    if len(scope.done) < 2 or not (
        isinstance(scope.done[-1].meaning, Break) and scope.done[-1].meaning.kind == "open"
    ):
        return
    before = scope.done[-2]
    if (
        isinstance(before.meaning, Days)
        and mark.start - before.end <= 1
        and _is_one_of_several(scope, before, mark)
    ):
        kept, dropped = before.meaning.parts[:-1], before.meaning.parts[-1:]
        scope.done[-2:-1] = [
            replace(before, meaning=replace(before.meaning, parts=part), role=role)
            for part, role in ((kept, before.role), (dropped, "except"))
            if part
        ]


def _is_one_of_several(scope: _Scope, before: Phrase, mark: Phrase) -> bool:
    assert isinstance(before.meaning, Days)
    behind = (t.kind in ("date", "daymonth", "ordinal") for t in scope.tokens[mark.end : mark.end + 8])
    return len(before.meaning.parts) > 1 or any(behind)


def _drop_hours_before(scope: _Scope) -> bool:
    """ "Mo–Fr 9–15 Uhr erreichbar": what stands before it on the line is no event, but for days."""
    line: list[int] = []
    for index in range(len(scope.done) - 1, -1, -1):
        meaning = scope.done[index].meaning
        if isinstance(meaning, Break) and meaning.kind in ("line", "stop", "sentence", "label"):
            break
        if isinstance(meaning, Days):
            return False
        line.append(index)
    for index in line:
        if isinstance(scope.done[index].meaning, (Weekdays, Clocks, Every, Feast, Holidays)):
            scope.done[index] = replace(scope.done[index], role="other")
    return True
