"""Reads a calendar file's content lines (RFC 5545 §3.1) and mends the ones that are broken."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable

WANTED_NAMES = """
    DTSTART DTEND BEGIN END
    SUMMARY DESCRIPTION LOCATION X-ALT-DESC UID DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID
    SEQUENCE STATUS URL GEO CATEGORIES CLASS CONFERENCE X-GOOGLE-CONFERENCE X-MICROSOFT-SKYPETEAMSMEETINGURL
    X-APPLE-STRUCTURED-LOCATION X-MICROSOFT-CDO-ALLDAYEVENT X-CALENDARSERVER-ACCESS METHOD PRODID
    X-WR-TIMEZONE TZID X-LIC-LOCATION TZOFFSETFROM TZOFFSETTO
"""
OTHER_NAMES = """
    DTSTAMP LAST-MODIFIED CREATED TRANSP
    ACKNOWLEDGED ACTION ATTACH ATTENDEE CALENDAR-ADDRESS CALSCALE COLOR COMMENT COMPLETED CONCEPT CONTACT
    DUE EXCLUDE FREEBUSY IMAGE LINK LOCATION-TYPE NAME ORGANIZER
    PARTICIPANT-TYPE PERCENT-COMPLETE PRIORITY PROXIMITY REFID REFRESH-INTERVAL RELATED-TO REPEAT
    REQUEST-STATUS RESOURCES RESOURCE-TYPE SOURCE STRUCTURED-DATA STYLED-DESCRIPTION TRIGGER TZNAME
    TZUNTIL TZURL VERSION
"""
TEXTS = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "X-ALT-DESC"})
WANTED = frozenset(WANTED_NAMES.split())
KNOWN = WANTED | frozenset(OTHER_NAMES.split())
Line = tuple[str, str, str]  # name in upper case, parameters with the semicolon before them, value as written
REPAIR = ""  # the name of a line that tells a repair of the component around it: code and detail follow


def _one_of(names: Iterable[str]) -> str:
    """A pattern for any of them that looks at each letter once."""
    rests: dict[str, list[str]] = {}
    for name in names:
        rests.setdefault(name[:1], []).append(name[1:])
    found = [letter + _one_of(rest) for letter, rest in rests.items() if letter]
    whole = f"(?:{'|'.join(found)})" if len(found) > 1 else "".join(found)
    return f"(?:{whole})?" if found and "" in rests else whole


PARAMS = r'(?:;[^":\n]*(?:"[^"\n]*"[^":\n]*)*|;[^:\n]*|)'  # the second: with a quote that is not closed
OTHER_X = (
    rf"X-(?!{_one_of(name[2:] for name in WANTED_NAMES.split() if name.startswith('X-'))}[:;])[A-Za-z0-9-]+"
)
# A line that we look at with those after it which we do not, or else the first letter of any other.
PLAIN = re.compile(
    rf"\n(?:({_one_of(WANTED_NAMES.split())})({PARAMS}):([^\n]*)"
    rf"(?:\n(?:{_one_of(OTHER_NAMES.split())}|{OTHER_X})[:;][^\n]*)*+|[^\n])"
)
UNKNOWN: Line = ("", "", "")  # what PLAIN makes of any other line
BROKEN = re.compile(
    rf"\n(?!(?:{_one_of([*WANTED_NAMES.split(), *OTHER_NAMES.split()])}|X-[A-Za-z0-9-]+)[:;]"
    r"|[A-Z-]+(?:;[^:\n]*)?:[^ ]|\n|\Z)"
)
ANY_CASE = re.compile(rf"[ \t]*([A-Za-z0-9-]+)[ \t]*({PARAMS}):(.*)")
COMPONENT = re.compile(
    r"[ \t]*(V[A-Z]+|STANDARD|DAYLIGHT|AVAILABLE|PARTICIPANT|X-[A-Z0-9-]+)[ \t]*", re.IGNORECASE
)
SOFT_BREAKS = re.compile(rb"^[^\n:]*QUOTED-PRINTABLE[^\n:]*:[^\n]*(?:(?<==)\n[^\n]*)+", re.MULTILINE)
SINGLE_BYTE = re.compile(r"iso-?8859-\d+|latin-?\d|windows-\d+|cp\d+|us-ascii|koi8-[ru]", re.IGNORECASE)
CHARSET = re.compile(r"CHARSET=\"?([\w.:-]+)", re.IGNORECASE)


def read_lines(body: bytes, charset: str) -> list[Line]:
    """The lines we look at, in order. `body` begins with a line feed; its lines end with LF or CRLF.

    `charset` is tried for what is not UTF-8.
    """
    body = body.replace(b"\r", b"").replace(b"\0", b"")
    is_quoted = b"QUOTED-PRINTABLE" in body
    if is_quoted:
        body = SOFT_BREAKS.sub(lambda match: match.group().replace(b"=\n", b""), body)
    body = b"".join(body.split(b"\n "))  # unfold bytes: a fold may split a character
    if b"\t" in body:
        body = body.replace(b"\n\t", b"")
    lines = None if is_quoted else _read_plain(body)
    return _read_with_care(body, charset) if lines is None else lines


def _read_plain(body: bytes) -> list[Line] | None:
    """The lines, if all of them are as they should be, as in nearly every file."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    lines: list[Line] = PLAIN.findall(text)
    if UNKNOWN not in lines:
        return lines
    return None if BROKEN.search(text) else [line for line in lines if line[0]]


def decode(text: bytes, charset: str) -> str:
    """Text that may be in another charset than the rest of its file."""
    named = (charset,) if SINGLE_BYTE.fullmatch(charset) else ()
    for name in ("utf-8", *named, "cp1252"):
        try:
            return text.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return text.decode("latin-1")


def _read_with_care(body: bytes, charset: str) -> list[Line]:
    """The slow way, line by line, for files in which something is broken."""
    lines: list[Line] = []
    place: int | None = None  # of the text property right before, to which a broken line belongs
    is_broken = False
    for raw in body.split(b"\n"):
        if not raw:
            continue
        text = decode(raw, charset)
        if not raw.isascii() and text.encode() != raw:
            lines.append((REPAIR, "encoding", "not UTF-8"))
        line = _parse(text, is_broken=is_broken)
        is_broken = line is None
        if line is not None:
            lines.append(line)
            place = len(lines) - 1 if line[0] in TEXTS else None
        elif place is not None:
            name, params, value = lines[place]
            lines[place] = (name, params, f"{value}\n{text}")
            lines.append((REPAIR, "line-break", text))
        else:
            lines.append((REPAIR, "line-unreadable", text))
    return lines


def _parse(text: str, *, is_broken: bool) -> Line | None:
    """None if it is the rest of a text that was broken over lines."""
    match = ANY_CASE.fullmatch(text)
    if match is None:
        return None
    written, params, value = match.groups()
    if _is_rest(written, value, is_broken=is_broken):
        return None
    if "QUOTED-PRINTABLE" in params.upper():
        value = _from_quoted_printable(value, params)
    return written.upper(), params, value


def _is_rest(written: str, value: str, *, is_broken: bool) -> bool:
    """Whether what looks like a property is the rest of a text: "Treffpunkt: Foyer", "Location: Foyer"."""
    name = written.upper()
    if name in ("BEGIN", "END"):
        return COMPONENT.fullmatch(value) is None
    is_known = name in KNOWN or name.startswith("X-")
    if is_known and written == name:
        return False
    if is_broken or value.startswith(" "):  # a file in lower case has no blank there
        return True
    return not is_known and written != name


def _from_quoted_printable(value: str, params: str) -> str:
    """vCalendar 1.0's way to write what is not ASCII."""
    named = CHARSET.search(params)
    return decode(quopri.decodestring(value.encode()), named.group(1) if named else "utf-8")
