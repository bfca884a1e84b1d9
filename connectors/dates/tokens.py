"""Cuts a cleaned text into tokens: numbers of each shape, words of time, joins and breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from connectors.dates.masking import MASK
from connectors.dates.vocabulary import MONTHS, NUMBERS, ROMAN, SHORT_WEEKDAYS, WEEKDAY_FORM, WEEKDAYS

MOST = 1_500  # tokens of one text


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the text. `value` are its numbers, in the order of the kind's name."""

    kind: (
        str  # date, daymonth, clock, pair, ordinal, number, year, month, weekday, word, dash, comma, line ...
    )
    text: str
    value: tuple[int, ...] = ()

    @property
    def word(self) -> str:
        return self.text.lower() if self.kind == "word" else ""


_UHR, _AM_PM = r"(?:uhr|h(?!\w))", r"(?:p\.m\.?|a\.m\.?|pm\b|(?-i:AM)\b)"
_COUNTS = r"(?:\d{1,2}|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)"
_HOURS = (
    r"(?:eine?|zwei|drei|vier|fünf|sechs|sieben|acht|ander?thalb|eineinhalb|zweieinhalb"
    r"|(?:eine )?halbe|(?:eine )?dreiviertel)(?=[ -]?st)"
)
_LENGTHS = r"(?:stunden?\b|std\b\.?|minuten?\b|min\b\.?|minütig\w*|stündig\w*|hours?\b|hrs?\b|mins?\b)"
_SESSIONS = (
    r"(?:termine?n?|treffen|(?:abend|vormittag|nachmittag|kurstag|kurstermin)e?n?"
    r"|einheiten|sitzungen|sessions)"
)
_PLURAL_DAY = r"(?:(?:mon|diens|donners|frei|sams|sonn)tagen?|mittwochen?)\b"
_ENGLISH = r"(?:to|and|until|till|on|daily|each|every|sat|sun|mon|tue|wed|thu|fri)"
_ROMAN = r"(?-i:XII|XI|IX|X|VIII|VII|VI|IV|V|III|II|I)"

# The kinds of token and how each may look; what stands first wins.
_SHAPES: dict[str, list[str]] = {
    "iso": [r"(?:19|20)\d{2}-\d{1,2}-\d{1,2}(?![\d-])"],
    "date": [
        r"\d{1,2} ?\. ?\d{1,2} ?\. ?(?:19|20)\d{2}(?!\d|:\d)",
        r"\d{1,2}(?:\.\d{1,2}\.\d{2}|/\d{1,2}/(?:\d{4}|\d{2})|-\d{1,2}-\d{4})(?!\d|:\d| ?(?:uhr|h\b))",
    ],
    "roman": [rf"\d{{1,2}}\. ?{_ROMAN}\.(?: ?(?:19|20)\d{{2}}(?!\d))?"],
    "ampm": [
        rf"\d{{1,2}}(?:[:.]\d{{2}})? ?{_AM_PM}",
        # The German "am" follows numbers too: "um 10 am Samstag".
        rf"\d{{1,2}}(?:[:.]\d{{2}})?(?:am\b| am\b(?! \w| ?\n?\d| ¤)| am\b(?= {_ENGLISH}))",
        r"\d{1,2}(?= ?- ?\d{1,2}(?:[:.]\d{2})? ?pm\b)",
    ],
    "clock": [
        rf"\d{{1,2}}[:.,]\d{{2}}(?::\d{{2}})? ?{_UHR}",
        r"\d{1,2}:\d{2}(?::\d{2})?(?!\d|:\d)",
        r"\d{1,2} ?(?:uhr|h(?![a-zäöü]))(?: ?\d{2}(?![\d.:,]| ?(?:uhr|h\b|min|%|¤)| ?- ?\d))?",
        r"\d{4} ?uhr\b",
    ],
    "daymonth": [r"\d{1,2}\.\d{1,2}\.(?!\d)"],
    "week": [
        r"(?:kw|kalenderwochen?) ?\d{1,2}(?: ?[-/+] ?\d{1,2}(?!\d))?(?: ?/ ?\d{4})?",
        r"\d{1,2}\. ?(?:kw|kalenderwoche)\b",
    ],
    "monthyear": [r"(?:(?:0?[1-9]|1[0-2])/|(?:0[1-9]|1[0-2])\.)(?:19|20)\d{2}(?![\d/.])"],
    "length": [
        rf"(?:\d{{1,3}}(?:,\d{{1,2}})?|1 1/2|{_HOURS}) ?-?{_LENGTHS}(?! (?:vor|nach|vorher|später|früher)\b)",
        r"\d,\d{1,2} ?h\b",
    ],
    "count": [
        r"\d{1,2} ?(?:x\b|×|-?mal\b)",
        rf"{_COUNTS}mal\b",
        rf"{_COUNTS} (?:{_SESSIONS}|weeks\b|(?={_PLURAL_DAY}))(?! ?\w*jahr)",
    ],
    "quarter": [r"\b[cs]\. ?t\b\.?"],
    "pair": [r"\d{1,2}\.\d{1,2}(?!\d|\.\d)"],
    "thousands": [r"\d{1,3}(?:[.,]\d+)+"],
    "ordinal": [r"\d{1,2}(?:\.(?!\d)|(?:st|nd|rd|th)\b)"],
    "year": [r"(?:19|20)\d{2}(?!\w)", r"'\d{2}(?!\w)"],
    "number": [r"\d{1,2}(?!\w)"],
    "junk": [r"\d\w*", r"[^\W\d_]+\d\w*"],
    "word": [r"[^\W\d_]+"],
    "line": [r"\n"],
    "tab": [r"\t"],
    "dash": [r"-+"],
    "comma": [r","],
    "and": [r"[&+]"],
    "slash": [r"/"],
    "pipe": [r"[|·•∙]"],
    "open": [r"[(\[]"],
    "close": [r"[)\]]"],
    "colon": [r":"],
    "stop": [r"\.{1,3}", r"[!?;…]"],
    "other": [r"\S"],
}
_LEX = re.compile("|".join(f"(?P<{kind}>{'|'.join(shapes)})" for kind, shapes in _SHAPES.items()), re.I)
_NUMBER = re.compile(r"\d+")
# What may follow a weekday's short form: the rest of a date, or another weekday.
_DATE_FOLLOWS = re.compile(
    r"\.|[ ]?[-/&+|·):(,;]|\s*\d|\s*$|\s*\n|\s+(?:und|bis|u\.|je|jew|jeweils|um|von|ab|den|dem|der|to"
    r"|and|from|at|nach|¤|(?-i:Mo|Di|Mi|Do|Fr|Sa|So)\b|jan|feb|mär|mrz|mar|apr|ma[iy]|jun|jul|aug|sep|okt|oct|nov|de[zc]"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d)"
)


def tokens(text: str) -> list[Token]:
    """The tokens of a clean, masked text; beyond the first 1,500 it is not read."""
    found: list[Token] = []
    at = 0
    while len(found) < MOST and (match := _LEX.search(text, at)):
        kind, at = str(match.lastgroup), match.end()
        if kind == "word":
            found.append(_word(match.group(), text, at))
        else:
            found.extend(_read(kind, match.group()))
    return found


def _word(word: str, text: str, end: int) -> Token:
    lower = word.lower()
    if lower in WEEKDAYS:
        if lower not in SHORT_WEEKDAYS or (word[0].isupper() and _DATE_FOLLOWS.match(text, end)):
            return Token("weekly" if lower.endswith("days") else "weekday", word, (WEEKDAYS[lower],))
    elif lower in MONTHS:
        if word[0].isupper() or len(lower) > 4:
            return Token("month", word, (MONTHS[lower],))
    elif form := WEEKDAY_FORM.fullmatch(lower):
        is_habit = form[2] in ("s", "en") or form[3] == "s"
        return Token("weekly" if is_habit else "weekday", word, (WEEKDAYS[form[1]],))
    return Token("word", word)


def _read(kind: str, text: str) -> list[Token]:
    if kind in ("junk", "thousands"):  # of any length
        return [Token(kind, text)]
    numbers = tuple(map(int, _NUMBER.findall(text)))
    if kind == "daymonth" and not (1 <= numbers[1] <= 12 and numbers[0] <= 31):
        return [Token("pair", text[:-1], numbers), Token("stop", ".")]
    if kind == "roman":
        day, month, *year = re.split(r"\.\s?", text.rstrip("."))
        value = (int(day), ROMAN[month], *map(int, year))
        return [Token("date" if year else "daymonth", text, value)]
    if kind == "date":
        return [Token("date", text, _day_first(numbers))]
    if kind == "iso":
        return [Token("date", text, (numbers[2], numbers[1], numbers[0]))]
    if kind in ("ampm", "clock"):
        minutes = _clock(kind, text, numbers)
        return [Token("junk", text)] if minutes is None else [Token("clock", text, (minutes,))]
    if kind == "length":
        return [Token("length", text, (length(text),))]
    if kind == "count":
        return [Token("count", text, numbers or (_named_count(text),))]
    if kind == "year" and text[0] == "'":
        numbers = (2000 + numbers[0],)
    return [Token(MASKED if text == MASK else kind, text, numbers)]


MASKED = "masked"


def _day_first(numbers: tuple[int, ...]) -> tuple[int, ...]:
    day, month, year = numbers
    if month > 12 >= day:  # the American order, since no other fits
        day, month = month, day
    return day, month, year + 2000 if year < 100 else year


def _clock(kind: str, text: str, numbers: tuple[int, ...]) -> int | None:
    """Minutes since midnight; 24:00 is the end of the day."""
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if hour > 99:
        hour, minute = divmod(hour, 100)
    if kind == "ampm" and 1 <= hour <= 12:
        hour = hour % 12 + (0 if "a" in text.lower() else 12)
    return hour * 60 + minute if hour * 60 + minute <= 24 * 60 and minute < 60 else None


_NUMBER_NAME = re.compile("|".join(sorted(NUMBERS, key=len, reverse=True)))
_WORDED_HOURS = {"eineinhalb": 90, "anderthalb": 90, "zweieinhalb": 150, "halbe": 30, "dreiviertel": 45}


@lru_cache(maxsize=256)
def length(text: str) -> int:
    """Minutes of a duration as worded: 90 Minuten, 2,5 Stunden, anderthalb Stunden."""
    lower = text.lower().replace("1 1/2", "1,5")
    for word, minutes in _WORDED_HOURS.items():
        if word in lower:
            return minutes
    figure = re.search(r"\d+(?:,\d+)?", lower)
    amount = float(figure[0].replace(",", ".")) if figure else _named_count(lower)
    return round(amount * (1 if "min" in lower else 60))


def _named_count(text: str) -> int:
    named = _NUMBER_NAME.match(text.lower())
    return NUMBERS[named[0]] if named else 1
