"""What the grammar finds in a text: phrases of days, times and repetition, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

from connectors.dates.tokens import Token


@dataclass(frozen=True, slots=True)
class Day:
    """A day as worded; the month or year may stand elsewhere."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class DayRange:
    """From one day to another, both included."""

    first: Day
    last: Day


@dataclass(frozen=True, slots=True)
class Days:
    """Days and ranges joined to a list. `lead` is the word before it: "", from, until, range."""

    parts: tuple[Day | DayRange, ...]
    lead: str = ""
    is_slashed: bool = False  # 14./15.3., often one night
    is_night: bool = False  # "vom 14. auf den 15.", surely one


@dataclass(frozen=True, slots=True)
class Clocks:
    """Clock times joined to a list: minutes since midnight, with the end if worded as a range."""

    times: tuple[tuple[int, int | None], ...]
    lead: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Weekdays without a day: those of a series, or those to which times belong."""

    days: frozenset[int]
    is_habit: bool = False  # worded as repeating: montags, jeden Montag
    is_range: bool = False  # Mo–Fr
    ordinals: tuple[int, ...] = ()  # the first, third, last (-1) of the month
    is_monthly: bool = False  # "im Monat" is said
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Months:
    """Months without a day, as they bound a series or head a list."""

    months: tuple[int, ...]
    year: int | None = None
    lead: str = ""
    edge: str = ""  # Anfang, Mitte, Ende


@dataclass(frozen=True, slots=True)
class Holidays:
    """School holidays, or one week of them (1 is the first, -1 the last)."""

    name: str  # oster, pfingst, sommer, herbst, weihnachts; "" for any
    week: int | None = None
    year: int | None = None
    lead: str = ""  # "", before, after, until, from, without


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast or named day, moved by some days; in the year worded, else the next one."""

    name: str
    year: int | None = None
    weekday_after: int | None = None  # the first such weekday after it


@dataclass(frozen=True, slots=True)
class Relative:
    """A day counted from the reference: in so many days, or the next such weekday."""

    days: int = 0
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """One or more calendar weeks in a row (ISO 8601)."""

    week: int
    last: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Every:
    """How often a series repeats."""

    days: int = 0  # 1 daily, 7 weekly, 14 …
    months: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """How many dates a series has."""

    number: int


@dataclass(frozen=True, slots=True)
class Length:
    """How long one date lasts."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year that stands alone, as a heading does."""

    year: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that says what the next phrases are for."""

    role: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """An end of something: line, tab, stop, sentence (a sure stop), open and close (brackets), label."""

    kind: str


Meaning = (
    Days
    | Clocks
    | Weekdays
    | Months
    | Holidays
    | Feast
    | Relative
    | Week
    | Every
    | Count
    | Length
    | Year
    | Mark
    | Break
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and where its tokens are."""

    meaning: Meaning
    start: int
    end: int
    role: str = field(default="")


Read = tuple[Meaning, int] | None  # a phrase's meaning and the index after it
Tokens = list[Token]
