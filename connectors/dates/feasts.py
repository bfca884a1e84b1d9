"""Feast days and named days by their German name, in any year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

import holidays
from dateutil.easter import easter

Rule = Callable[[int], date | None]


def _fixed(month: int, day: int) -> Rule:
    return lambda year: date(year, month, day)


def _after_easter(days: int) -> Rule:
    return lambda year: easter(year) + timedelta(days=days)


def _before_christmas(sundays: int) -> Rule:
    """The Sundays of Advent, counted back from the last one before 25 December."""

    def rule(year: int) -> date:
        christmas = date(year, 12, 25)
        return christmas - timedelta(days=christmas.isoweekday() + 7 * sundays)

    return rule


def _nth(ordinal: int, weekday: int, month: int) -> Rule:
    def rule(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (ordinal - 1))

    return rule


def _listed(days: dict[int, date]) -> Rule:
    """A day that somebody sets every year."""
    return days.get


_GIRLS_DAY = _listed({2025: date(2025, 4, 3), 2026: date(2026, 4, 23)})
_NAMES: dict[Rule, str] = {
    _fixed(1, 1): "neujahr|neujahrstag|new year's day",
    _fixed(1, 6): "heilige drei könige|dreikönigstag",
    _fixed(2, 14): "valentinstag",
    _after_easter(-52): "weiberfastnacht",
    _after_easter(-48): "rosenmontag",
    _after_easter(-47): "faschingsdienstag|veilchendienstag",
    _after_easter(-46): "aschermittwoch",
    _after_easter(-7): "palmsonntag",
    _after_easter(-3): "gründonnerstag",
    _after_easter(-2): "karfreitag|good friday",
    _after_easter(-1): "karsamstag|ostersamstag",
    _after_easter(0): "ostersonntag|ostern|easter sunday",
    _after_easter(1): "ostermontag|easter monday",
    _after_easter(39): "christi himmelfahrt|himmelfahrt|vatertag",
    _after_easter(48): "pfingstsamstag",
    _after_easter(49): "pfingstsonntag|pfingsten",
    _after_easter(50): "pfingstmontag|deutscher mühlentag|whit monday",
    _after_easter(60): "fronleichnam",
    _fixed(5, 1): "tag der arbeit|maifeiertag|erster mai",
    _nth(2, 6, 5): "muttertag",
    _nth(3, 6, 5): "internationaler museumstag|museumstag",
    _nth(2, 6, 9): "tag des offenen denkmals",
    _nth(3, 6, 9): "tag des geotops",
    _fixed(10, 3): "tag der deutschen einheit",
    _fixed(10, 31): "halloween|reformationstag",
    _fixed(11, 1): "allerheiligen",
    _fixed(11, 11): "martinstag|sankt martin|st martin",
    _fixed(12, 6): "nikolaus|nikolaustag",
    _before_christmas(3): "1. advent|1. adventssonntag",
    _before_christmas(2): "2. advent|2. adventssonntag",
    _before_christmas(1): "3. advent|3. adventssonntag",
    _before_christmas(0): "4. advent|4. adventssonntag",
    _fixed(12, 24): "heiligabend|heiliger abend|heilig abend",
    _fixed(12, 25): "1. weihnachtstag|1. weihnachtsfeiertag",
    _fixed(12, 26): "2. weihnachtstag|2. weihnachtsfeiertag",
    _fixed(12, 31): "silvester|silvesterabend",
    _GIRLS_DAY: "girls day|girlsday|boys day|girls day und boys day",
}
ADVENT = "advent"  # all four Sundays of it
FEASTS: dict[str, Rule] = {name: rule for rule, names in _NAMES.items() for name in names.split("|")}


def advent_sundays(year: int) -> list[date]:
    """The four Sundays before Christmas."""
    return [day for sundays in (3, 2, 1, 0) if (day := _before_christmas(sundays)(year))]


def feast(name: str, year: int | None, earliest: date) -> date | None:
    """The day in that year, or the first on or after `earliest`; None if it is set yearly and not known."""
    rule = FEASTS[name]
    if year is not None:
        return rule(year)
    days = (rule(candidate) for candidate in (earliest.year, earliest.year + 1))
    return next((day for day in days if day and day >= earliest), None)


@lru_cache(maxsize=32)
def _public(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv="NW", years=year))


def is_public_holiday(day: date) -> bool:
    """Whether it is a public holiday in North Rhine-Westphalia."""
    return day in _public(day.year)
