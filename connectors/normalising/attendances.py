"""Whether one takes part on the spot, online, or either way, as the wording says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from connectors.model import Attendance

_TOOLS: Final = (
    r"zoom|(?:ms|microsoft)[ -]?teams|webex|big ?blue ?button|bbb|jitsi|gotomeeting|google meet|skype|discord"
    r"|youtube|twitch|vimeo|gather\.?town|alfaview|whereby"
)
_MEETING: Final = re.compile(
    r"(?:^|\.)(?:zoom\.us|zoom-x\.de|teams\.microsoft\.com|teams\.live\.com|webex\.com|meet\.google\.com|jitsi\.\w+"
    r"|meet\.jit\.si|whereby\.com|gotomeeting\.com|youtube\.com|youtu\.be|twitch\.tv|vimeo\.com)$|^(?:bbb|meet|zoom)\."
)
_KINDS: Final = (
    r"(?:vortr(?:ag|äge)|seminar|webinar|workshop|kurs|veranstaltung|event|f(?:ü|ue)hrung|info\w*|sprechstunde"
    r"|treffen|meeting|format|fortbildung|schulung|termin|session|talk|stammtisch|lesung|diskussion|training"
    r"|konferenz|tagung|teilnahme|elternabend|vorlesung|reihe|lecture|course|tour)"
)
_ON_SITE: Final = r"(?:vor ort|pr(?:ä|ae)senz|on ?-?site|in person)"
_AND: Final = r"(?:und|oder|/|&|sowie|\+|or|and|u\.)"


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# Nothing above or below is without one of these: most texts are done with at once.
# For lower-case text, which is searched much faster than with IGNORECASE.
_HINT: Final = re.compile(
    rf"online|digital|virtu|hybrid|stream|webinar|video|remote|netz|pr(?:ä|ae)senz|https?:|{_TOOLS}"
)

# The place says nothing but that it is online: "Zoom", "online (Link folgt)", "per Videokonferenz".
_ONLINE_PLACE: Final = _any_of(
    r"(?:(?:nur|rein|per|via|(?:ü|ue)ber|als|live|im) )*(?:online|digital|virtuell|virtual|internet|netz"
    rf"|webinar|remote|videokonferenz|(?:live[- ]?)?stream|digitaler raum|{_TOOLS})"
    r"(?:[\s:,(–-](?!\w*labor).*)?",
    r"[\w-]*(?:online|digital)[ -]?(?:veranstaltung|event|vortrag|kurs|seminar|meeting|termin)\b.*",
)
_BOTH: Final = _any_of(
    rf"(?:online|digital|virtuell|{_TOOLS}|stream|livestream)\s?{_AND}\s?(?:auch )?(?:in )?{_ON_SITE}",
    rf"{_ON_SITE}[^.;\n]{{0,25}}\b{_AND}\s?(?:\w+ )?(?:online|digital|virtuell|{_TOOLS}|(?:live)?stream)",
    rf"\bhybrid(?:e[rsnm]?)?[- ]?{_KINDS}",
    r"[(\[]hybrid[)\]]|hybride[rs]? form|findet[^.;\n]{0,40}\bhybrid\b",
    r"\b(?:auch|zus(?:ä|ae)tzlich|parallel|gleichzeitig|wahlweise)(?: \w+){0,2} "
    rf"(?:online|digital|per (?:{_TOOLS})|im (?:live)?stream)\b[^.;\n]{{0,30}}"
    r"\b(?:teil|(?:ü|ue)bertrag|verfolg|zugeschaltet|dabei|m(?:ö|oe)glich|statt)",
)
_ONLINE: Final = _any_of(
    rf"\b(?:online|digitale[rs]?|virtuelle[rs]?|virtual|zoom)[- ](?:\w+-)?{_KINDS}",
    r"\bwebinar(?:e|s|reihe)?\b|\bonline (?:via|(?:ü|ue)ber|per|auf)\b|\bzoom-(?:link|konferenz|raum|call)",
    r"(?:^|[.!?\n]\s*)online(?=[,.:;!\n]|$)|[(\[](?:nur |rein )?online\b[^()\[\]]*[)\]]",
    rf"\b(?:per|via|(?:ü|ue)ber|auf|on|through) (?:{_TOOLS}|videokonferenz|livestream)\b",
    rf"{_KINDS} (?:findet|wird)[^.;\n]{{0,40}}\b(?:online|digital|virtuell)\b(?!-)",
    r"\bnur online\b(?! (?:buch|anmeld|erh))",
)
_TITLE_END: Final = re.compile(r"[\s:|(–-]online\W*$|^online\s?[:|–-]\s", re.IGNORECASE)
_PLACES: Final = re.compile(r"\s*(?:\b(?:und|oder|sowie|and|or)\b|[/&+;|\n])\s*", re.IGNORECASE)
_ACCESS: Final = re.compile(
    r"link|zugang|anmeld|folgt|schickt|einwahl|meeting|id\b|passwor|code", re.IGNORECASE
)
_REGISTERING: Final = re.compile(
    r"\b(?:anmeld|buch|ticket|regist|reservier|vorverkauf|book)\w*[^.;\n]{0,25}$", re.IGNORECASE
)


def is_online_place(text: str) -> bool:
    """Whether the wording of a place names none: "online", "Zoom", a meeting's address."""
    return _ONLINE_PLACE.fullmatch(text.split("\n")[0]) is not None or is_meeting(text)


def is_meeting(url: str) -> bool:
    """Whether it is the address of a video meeting."""
    if not url.startswith(("http://", "https://")):
        return False
    try:
        return _MEETING.search(urlsplit(url).hostname or "") is not None
    except ValueError:
        return False


def read_attendance(title: str, location: str, description: str) -> Attendance | None:
    """What plain texts say; None where they do not.

    The title and the place decide. A description counts as online only without a place, for it may
    speak of a preparation or of another event.
    """
    if not any(_HINT.search(text.lower()) for text in (title, location, description)):
        return Attendance.OFFLINE if location else None
    if any(_BOTH.search(text) for text in (title, location, description)):
        return Attendance.MIXED
    of_place = _of_place(location)
    if of_place is Attendance.MIXED:
        return of_place
    if of_place is Attendance.ONLINE or _says_online(title) or _TITLE_END.search(title):
        return Attendance.ONLINE
    return of_place or (Attendance.ONLINE if _says_online(description) else None)


@lru_cache(maxsize=4096)
def _of_place(location: str) -> Attendance | None:
    if not location:
        return None
    if location.lower() == "hybrid":
        return Attendance.MIXED
    if is_meeting(location):
        return Attendance.ONLINE
    parts = [part for part in _PLACES.split(location) if part]
    others = [part for part in parts if not is_online_place(part)]
    if len(others) < len(parts):
        named = [part for part in others if not _ACCESS.search(part)]
        return Attendance.MIXED if named else Attendance.ONLINE
    return Attendance.MIXED if _says_online(location) else Attendance.OFFLINE


def _says_online(text: str) -> bool:
    """ "Anmeldung online" and "Tickets über Zoom" speak of something else."""
    return any(not _REGISTERING.search(text, 0, found.start()) for found in _ONLINE.finditer(text))
