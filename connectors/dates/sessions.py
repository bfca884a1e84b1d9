"""Makes spans of days and times: one session a day, one stretch of days, or from one moment to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from connectors.dates.instants import DAY, all_day, aware, session
from connectors.dates.phrases import Clocks, Phrase
from connectors.dates.result import Span
from connectors.dates.series import Skips
from connectors.dates.stays import Dated, Stay
from connectors.dates.timetable import Group, Time, groups, is_whole_day, times_of

LONGEST_COURSE = 7  # days up to which a range with times is a session a day
MOST = 400  # spans of one wording


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for every session of the wording."""

    zone: ZoneInfo
    minutes: int | None  # how long one takes, if said
    skips: Skips
    flags: set[str]


def spans_of(phrases: list[Phrase], days: list[Dated], frame: Frame) -> list[Span]:
    """The spans of a wording that names its days."""
    found, rest, left = _stretches(phrases, days, frame)
    table = groups(left, rest)
    by_weekday = [group for group in table if group.weekdays and group.clocks]
    leading = table[0].clocks if table and not (table[0].stays or table[0].weekdays) else []
    for group in table:
        if group.stays and len(found) < MOST:
            own = group.clocks or ([] if by_weekday else leading)
            found += _of_group(group, own, by_weekday, table, frame)
    return found


def _of_group(
    group: Group, own: list[Phrase], by_weekday: list[Group], table: list[Group], frame: Frame
) -> list[Span]:
    times = times_of(own, frame.minutes)
    if is_whole_day(times, own):
        times = []
    weekly = [] if times else by_weekday
    named = frozenset[int]().union(*(g.weekdays for g in table if not (times and g.clocks)))
    if not times and not weekly:
        return _all_day(_on_weekdays(group.stays, named), frame)
    if night := _one_night(group, times, own, frame):
        return [night]
    found: list[Span] = []
    for stay in group.stays:
        if stay.days > LONGEST_COURSE:
            frame.flags.add("long_running")
            found.append(all_day(stay.first, stay.last))
            continue
        for day in _days(stay):
            if frame.skips.holds(day) or (named and stay.days > 1 and day.weekday() not in named):
                continue
            special = _exceptional(day, times, by_weekday, frame) if stay.days > 1 else []
            found += _on_day(day, special or times or _times_on(day, weekly, frame), frame)
    return found


def _exceptional(day: date, times: list[Time], by_weekday: list[Group], frame: Frame) -> list[Time]:
    """ "täglich 9–15 Uhr, Freitag bis 13 Uhr": a weekday with times of its own."""
    own = [g for g in by_weekday if day.weekday() in g.weekdays] if times else []
    if found := [time for g in own for time in times_of(g.clocks, frame.minutes)]:
        return found
    ends = [end for g in own for p in g.clocks if isinstance(p.meaning, Clocks) for end, _ in p.meaning.times]
    return [(start, ends[0]) for start, _ in times] if ends else []


def _on_weekdays(stays: list[Stay], named: frozenset[int]) -> list[Stay]:
    """Short ranges cut to the weekdays that are named: a week of holidays, "Mo–Mi"."""
    if not named:
        return stays
    kept: list[Stay] = []
    for stay in stays:
        is_cut = 1 < stay.days <= LONGEST_COURSE
        kept += [Stay(day, day) for day in _days(stay) if day.weekday() in named] if is_cut else [stay]
    return kept


def _on_day(day: date, times: list[Time], frame: Frame) -> list[Span]:
    if not times:
        return [all_day(day, day)]
    return [session(day, start, end, frame.zone, frame.flags) for start, end in times]


def _times_on(day: date, weekly: list[Group], frame: Frame) -> list[Time]:
    return [time for g in weekly if day.weekday() in g.weekdays for time in times_of(g.clocks, frame.minutes)]


def _days(stay: Stay) -> list[date]:
    return [stay.first + timedelta(days=n) for n in range(stay.days)]


def _all_day(stays: list[Stay], frame: Frame) -> list[Span]:
    """Stretches of days; days in a row are one."""
    merged: list[Stay] = []
    for stay in sorted(stays, key=lambda s: s.first):
        if stay.days > LONGEST_COURSE:
            frame.flags.add("long_running")
        if stay.days == 1 and frame.skips.holds(stay.first):
            continue
        if merged and merged[-1].last + DAY == stay.first:
            stay = Stay(merged.pop().first, stay.last)
        merged.append(stay)
    return [all_day(stay.first, stay.last) for stay in merged]


def _one_night(group: Group, times: list[Time], own: list[Phrase], frame: Frame) -> Span | None:
    """ "14./15.3., 20–6 Uhr", "vom 14. auf den 15., 20 Uhr": two days, but one night."""
    first, last = group.stays[0].first, group.stays[-1].last
    if last - first != DAY or len(times) != 1:
        return None
    start, end = times[0]
    is_each = any(isinstance(p.meaning, Clocks) and p.meaning.lead == "each" for p in own)
    is_pair = group.is_slashed or group.stays[0].days == 2
    is_over_midnight = end is not None and end < start and is_pair and not is_each
    if not (group.is_night or is_over_midnight):
        return None
    return session(first, start, end, frame.zone, frame.flags)


def _stretches(
    phrases: list[Phrase], days: list[Dated], frame: Frame
) -> tuple[list[Span], list[Dated], list[Phrase]]:
    """Takes out what runs from one moment to another: "Fr 11.9., 16 Uhr, bis So 13.9., 14 Uhr"."""
    by_phrase = {id(d.phrase): d for d in days}
    items = [
        p
        for p in phrases
        if id(p) in by_phrase or (isinstance(p.meaning, Clocks) and p.role in ("", "start", "end"))
    ]
    found: list[Span] = []
    used: set[int] = set()
    replaced: dict[int, Dated] = {}
    for index, phrase in enumerate(items):
        begin, end = by_phrase.get(id(phrase)), _partner(items, index, by_phrase)
        if (
            begin is None
            or end is None
            or id(phrase) in used
            or not _is_single(begin)
            or not _is_single(by_phrase[id(items[end])])
        ):
            continue
        until = by_phrase[id(items[end])].stays[0].last
        from_time, to_time = _time_behind(items, index, end), _time_behind(items, end, len(items))
        if until < begin.stays[0].first:
            continue
        if from_time is not None and to_time is not None:
            found.append(_stretch(begin.stays[0].first, from_time, until, to_time, frame))
            used |= {id(p) for p in items[index : end + 2]}
        else:
            used |= {id(p) for p in items[index + 1 : end + 1]}
            replaced[id(phrase)] = Dated(phrase, (Stay(begin.stays[0].first, until),))
    rest = [
        replaced.get(id(d.phrase), d)
        for d in days
        if id(d.phrase) not in used and not (d.lead == "until" and _is_single(d))
    ]
    return found, rest, [p for p in phrases if id(p) not in used]


def _partner(items: list[Phrase], index: int, by_phrase: dict[int, Dated]) -> int | None:
    """The index of the day that ends what begins here: the next one, worded as an end."""
    for ahead in (1, 2):
        if index + ahead < len(items) and (candidate := by_phrase.get(id(items[index + ahead]))):
            is_end = candidate.phrase.role == "end" or (ahead == 2 and candidate.lead in ("until", "range"))
            return index + ahead if is_end else None
    return None


def _is_single(said: Dated) -> bool:
    return len(said.stays) == 1 and said.stays[0].days == 1


def _time_behind(items: list[Phrase], index: int, limit: int) -> int | None:
    """The one time between this day and the next."""
    if index + 1 >= min(limit, len(items)):
        return None
    meaning = items[index + 1].meaning
    if not isinstance(meaning, Clocks) or len(meaning.times) != 1 or meaning.times[0][1] is not None:
        return None
    return meaning.times[0][0]


def _stretch(first: date, start: int, last: date, end: int, frame: Frame) -> Span:
    if start == 0 and end in (0, 24 * 60 - 1, 24 * 60):
        return all_day(first, last - DAY if end == 0 and last > first else last)
    begin, until = aware(first, start, frame.zone, frame.flags), aware(last, end, frame.zone, frame.flags)
    return Span(begin, until if until > begin else None)
