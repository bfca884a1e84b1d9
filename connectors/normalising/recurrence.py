"""Says on which dates a recurring event takes place (RFC 5545 §3.3.10, §3.8.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil import rrule
from dateutil.rrule import weekday

from connectors.ical.rules import Rule, read_rule
from connectors.model import Recurrence

MAX_OCCURRENCES = 2_000  # in the asked range
MAX_STEPS = 20_000  # that a rule is followed: hours, minutes or seconds, or its COUNT
DAY = timedelta(days=1)
CYCLE_YEARS, CYCLE = 400, timedelta(days=146_097)  # after which dates fall on the same weekdays again
PERIODS = {
    rrule.HOURLY: timedelta(hours=1),
    rrule.MINUTELY: timedelta(minutes=1),
    rrule.SECONDLY: timedelta(seconds=1),
}


@dataclass(frozen=True, slots=True)
class Expansion:
    """The starts in the asked range, sorted, each once, of the type and in the zone of the first."""

    starts: tuple[date | datetime, ...]
    is_cut: bool  # there are more than MAX_OCCURRENCES: the rest is left out


@dataclass(frozen=True, slots=True)
class _Series:
    """A recurring start as wall time, and how its wall times become starts again."""

    start: date | datetime
    zone: tzinfo  # in which its wall times are meant
    low: datetime  # wall times from here …
    high: datetime  # … up to here can be in the asked range

    @property
    def wall(self) -> datetime:
        return (
            _midnight(self.start) if not isinstance(self.start, datetime) else self.start.replace(tzinfo=None)
        )

    def wall_of(self, moment: date | datetime) -> datetime:
        """A date stands for that day at the time of the series; another zone's time is converted."""
        if not isinstance(moment, datetime):
            return datetime.combine(moment, self.wall.time())
        if not isinstance(self.start, datetime):
            return _midnight(moment)
        return _in_zone(moment, self.zone)

    def start_of(self, wall: datetime) -> date | datetime:
        """A wall time that the clocks skip moves forward; of one that they repeat it is the first."""
        if not isinstance(self.start, datetime):
            return wall.date()
        if self.start.tzinfo is None:
            return wall
        start = wall.replace(tzinfo=self.start.tzinfo)
        return start.astimezone(UTC).astimezone(self.start.tzinfo) if wall.hour < 4 else start


def expand(
    start: date | datetime, recurrence: Recurrence, *, first: date, last: date, zone: ZoneInfo
) -> Expansion:
    """Occurrence starts with first <= local date < last; `zone` says which dates are local.

    DTSTART is an occurrence even if its rule does not hit it, unless the rule ended before or says
    how many there are; RFC 5545 leaves this open, calendar programs do it so.
    Raises ValueError with a reason for an unusable rule.
    """
    own_zone = start.tzinfo if isinstance(start, datetime) and start.tzinfo is not None else zone
    series = _Series(start, own_zone, _moved(first, -2), _moved(last, 2))
    rules = [_in_wall_time(read_rule(text), series) for text in recurrence.rules]
    walls: set[datetime] = {series.wall_of(moment) for moment in recurrence.dates}
    if not rules or any(rule.count is None and _last_wall(rule) >= series.wall for rule in rules):
        walls.add(series.wall)
    is_cut = False
    for rule in rules:
        found = list(islice(_follow(rule, series), MAX_OCCURRENCES + 1))
        if len(found) > MAX_OCCURRENCES and rule.freq in PERIODS:
            raise ValueError(f"more than {MAX_OCCURRENCES} dates")
        is_cut |= len(found) > MAX_OCCURRENCES
        walls.update(found)
    starts = [series.start_of(wall) for wall in sorted(_without(walls, recurrence, series))]
    within = [moment for moment in starts if first <= _local_date(moment, zone) < last]
    unique = tuple(dict.fromkeys(within))
    return Expansion(unique[:MAX_OCCURRENCES], is_cut or len(unique) > MAX_OCCURRENCES)


def _follow(rule: Rule, series: _Series) -> Iterator[datetime]:
    """The wall times of one rule between the series' bounds."""
    end = min(series.high, _last_wall(rule))
    begin = series.wall if rule.count is not None else _forwarded(rule, series.wall, series.low)
    if begin > end:
        return
    period = PERIODS.get(rule.freq)
    if period is not None and rule.count is None and (end - begin) / (period * rule.interval) > MAX_STEPS:
        raise ValueError("it repeats too often")
    # dateutil follows a rule that never comes true to the year 9999: begin as near to it as weekdays allow
    cycles = max((9998 - end.year) // CYCLE_YEARS, 0) * CYCLE
    for steps, shifted in enumerate(_dateutil_rule(_explicit(rule, series.wall), begin + cycles)):
        wall = shifted - cycles
        if wall > end:
            return
        if steps > MAX_STEPS:
            raise ValueError(f"more than {MAX_STEPS} dates come before")
        if wall >= max(series.low, series.wall):
            yield wall


def _dateutil_rule(rule: Rule, begin: datetime) -> rrule.rrule:
    return rrule.rrule(
        rule.freq,
        dtstart=begin,
        interval=rule.interval,
        wkst=rule.wkst,
        count=rule.count,
        bysetpos=rule.bysetpos or None,
        bymonth=rule.bymonth or None,
        bymonthday=rule.bymonthday or None,
        byyearday=rule.byyearday or None,
        byweekno=rule.byweekno or None,
        byweekday=rule.byweekday or None,
        byhour=rule.byhour or None,
        byminute=rule.byminute or None,
        bysecond=rule.bysecond or None,
    )


def _explicit(rule: Rule, wall: datetime) -> Rule:
    """The rule with what it takes from DTSTART written out, for we may begin elsewhere."""
    if rule.byyearday or rule.bymonthday or rule.byweekday:
        return rule
    if rule.freq == rrule.WEEKLY or rule.byweekno:
        return replace(rule, byweekday=(weekday(wall.weekday()),))
    if rule.freq == rrule.YEARLY:
        return replace(rule, bymonth=rule.bymonth or (wall.month,), bymonthday=(wall.day,))
    return replace(rule, bymonthday=(wall.day,)) if rule.freq == rrule.MONTHLY else rule


def _forwarded(rule: Rule, wall: datetime, low: datetime) -> datetime:
    """The beginning of one of the rule's periods, a whole period before `low`: nobody walks from 1970."""
    if low <= wall:
        return wall
    step = rule.interval
    if rule.freq == rrule.YEARLY:
        years = (low.year - 1 - wall.year) // step * step
        return wall if years <= 0 else wall.replace(year=wall.year + years, month=1, day=1)
    if rule.freq == rrule.MONTHLY:
        months = ((low.year - wall.year) * 12 + low.month - 1 - wall.month) // step * step
        month = wall.month - 1 + months
        return (
            wall if months <= 0 else wall.replace(year=wall.year + month // 12, month=month % 12 + 1, day=1)
        )
    period = PERIODS.get(rule.freq, DAY * 7 if rule.freq == rrule.WEEKLY else DAY) * step
    return wall + max((low - wall) // period - 1, 0) * period


def _in_wall_time(rule: Rule, series: _Series) -> Rule:
    """The rule with UNTIL as the last wall time it may give."""
    if not isinstance(series.start, datetime):
        rule = replace(rule, byhour=(), byminute=(), bysecond=())  # RFC 5545: ignored for a DATE
    until = rule.until
    if until is None:
        return rule
    if not isinstance(until, datetime):
        return replace(rule, until=datetime.combine(until, time.max))
    if isinstance(series.start, datetime):
        wall = _in_zone(until, series.zone)
        is_day = (
            wall.time() == time.min and wall.date() == series.wall.date()
        )  # "until that day", the only one
        return replace(rule, until=datetime.combine(wall, time.max) if is_day else wall)
    is_utc_day = until.time() == time.min or until.time() >= time(23, 59)
    day = until if is_utc_day or until.tzinfo is None else until.astimezone(series.zone)
    return replace(rule, until=datetime.combine(day.date(), time.max))


def _without(walls: set[datetime], recurrence: Recurrence, series: _Series) -> set[datetime]:
    """Less EXDATE: a date, or a midnight at which nothing begins, takes away the whole day."""
    moments: set[datetime] = set()
    days: set[date] = set()
    for moment in recurrence.excluded:
        wall = series.wall_of(moment)
        if not isinstance(moment, datetime):
            days.add(moment)
        elif wall.time() == time.min and wall not in walls:
            days.add(wall.date())
        else:
            moments.add(wall)
    return {wall for wall in walls if wall not in moments and wall.date() not in days}


def _in_zone(moment: datetime, zone: tzinfo) -> datetime:
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(zone).replace(tzinfo=None)
    except OverflowError:  # at either end of time
        return moment.replace(tzinfo=None)


def _local_date(moment: date | datetime, zone: ZoneInfo) -> date:
    if not isinstance(moment, datetime):
        return moment
    return _in_zone(moment, zone).date()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - wall time


def _moved(day: date, days: int) -> datetime:
    """Midnight some days on, within the years that exist."""
    try:
        return _midnight(day + timedelta(days=days))
    except OverflowError:
        return datetime.max if days > 0 else datetime.min  # noqa: DTZ901 - wall time


def _last_wall(rule: Rule) -> datetime:
    """The last wall time that it may give; only for rules from _in_wall_time."""
    return rule.until if isinstance(rule.until, datetime) else datetime.max  # noqa: DTZ901 - wall time
