"""The words that dates are made of, German and English."""

from __future__ import annotations

import re

_WEEKDAYS = (
    ("montag", "mo", "mon", "monday", "mondays"),
    ("dienstag", "di", "die", "tue", "tues", "tuesday", "tuesdays"),
    ("mittwoch", "mi", "mit", "mitt", "wed", "wednesday", "wednesdays"),
    ("donnerstag", "do", "don", "thu", "thur", "thurs", "thursday", "thursdays"),
    ("freitag", "fr", "fre", "frei", "fri", "friday", "fridays"),
    ("samstag", "sonnabend", "sa", "sam", "sat", "saturday", "saturdays"),
    ("sonntag", "so", "son", "sonn", "sun", "sunday", "sundays"),
)
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
# These are words of their own, and weekdays only where something of a date follows.
SHORT_WEEKDAYS = {name for name in WEEKDAYS if len(name) <= 5 and not name.endswith("day")}
_DAY = r"(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
WEEKDAY_FORM = re.compile(_DAY + r"(s|en|vormittag|nachmittag|abend|morgen|mittag|nacht)?(s|en)?")

_MONTHS = (
    ("januar", "jan", "jänner", "jän", "january"),
    ("februar", "feb", "feber", "febr", "february"),
    ("märz", "mär", "mrz", "maerz", "march", "mar"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "jun", "juno", "june"),
    ("juli", "jul", "julei", "july"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt", "oct", "october"),
    ("november", "nov"),
    ("dezember", "dez", "dec", "december"),
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
ROMAN = {
    name: n
    for n, name in enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], 1)
}

_NUMBERS = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
NUMBERS = {name: number for number, name in enumerate(_NUMBERS, 1)} | {
    "eine": 1,
    "einer": 1,
    "einem": 1,
    "one": 1,
}
NUMBERS |= {
    name: n
    for n, name in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 2)
}

_ORDINALS = {
    1: "erst first", 2: "zweit second", 3: "dritt third", 4: "viert fourth", 5: "fünft fifth",
    6: "sechst sixth",
    -1: "letzt last", -2: "vorletzt",
}  # fmt: skip
ORDINALS = {
    stem + ending: number
    for number, stems in _ORDINALS.items()
    for stem in stems.split()
    for ending in ("", "e", "en", "er", "es", "em")
}

ARTICLES = {"der", "den", "dem", "des", "die", "das", "the", "am", "an", "on", "im", "in", "of"}
RANGE_WORDS = {"bis", "to", "until", "till", "through"}
LIST_WORDS = {"und", "u", "and", "sowie", "plus", "oder", "or"}
FROM_WORDS = {"ab", "von", "vom", "seit", "from", "starting", "since"}
UNTIL_WORDS = {"bis", "until", "till", "by", "spätestens", "before"}
AT_WORDS = {
    "um",
    "ab",
    "von",
    "gegen",
    "zwischen",
    "at",
    "from",
    "between",
    "jeweils",
    "je",
    "jew",
    "circa",
    "ca",
    "etwa",
}
EACH_WORDS = {"jeden", "jede", "jedem", "jeder", "immer", "alle", "allen", "every", "each", "jeweils"}
ABBREVIATIONS = {
    "ca",
    "jew",
    "tägl",
    "inkl",
    "einschl",
    "min",
    "std",
    "uhr",
    "bzw",
    "zzgl",
    "max",
    "u",
    "evtl",
    "ggf",
    "vorauss",
}

# Parts of the day: the hours by which a clock time from 1 to 12 is moved, if earlier than the second number.
DAYPARTS = {
    "abends": (12, 4), "abend": (12, 4), "evening": (12, 4), "nachmittags": (12, 1), "nachmittag": (12, 1),
    "mittags": (12, 1), "mittag": (12, 1),
    "nachts": (0, 0), "morgens": (0, 0), "früh": (0, 0), "vormittags": (0, 0), "vormittag": (0, 0),
}  # fmt: skip
