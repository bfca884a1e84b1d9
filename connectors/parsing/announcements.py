"""Events announced in a page's running text: headings, and labelled lines below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from connectors.model import Record
from connectors.parsing.labelled_text import PERSONS, goes_on, is_label, label_of, labelled, name_of_dates
from connectors.parsing.page_lines import BOLD, TEXT, Line

_TYPE: Final = re.compile(
    r"(?:\w+ )?(?:\w*exkursion|vortrag|führung|wanderung|workshop|\w*kurs|radtour|aktionstag|ausstellung"
    r"|seminar)(?:en)?",
    re.IGNORECASE,
)
_NOT_A_DAY: Final = re.compile(
    r"dauer|einlass|ende|tag der", re.IGNORECASE
)  # they say when only beside a day
_WEEKDAY: Final = (
    r"(?:mo(?:n(?:tag|day)?)?|di(?:enstag)?|tue(?:sday)?|mi(?:ttwoch)?|wed(?:nesday)?|do(?:nnerstag)?|thu(?:rsday)?"
    r"|fr(?:i(?:day)?|eitag)?|sa(?:mstag|t(?:urday)?)?|sonnabend|so(?:nntag)?|sun(?:day)?)"
)
# "Sunday, 29. April 2018, 11:00 Uhr": weekday and time tell an event from the day a text was written.
_DATE_LINE: Final = re.compile(
    rf"{_WEEKDAY}\b\.?,?\s+(?:den\s+)?\d{{1,2}}\.(?=.{{0,80}}\d\s?(?:uhr|h)\b).{{0,100}}", re.I
)


@dataclass(frozen=True, slots=True)
class Announcement:
    """One event's lines, and the headings under which they stand, outermost first."""

    title: str
    headings: tuple[str, ...]
    lines: tuple[str, ...]


def with_values(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that are nothing but a label joined with the text below them."""
    joined: list[Line] = []
    for line in lines:
        if line.level == TEXT and joined and _waits(joined[-1]) and not label_of(line.text):
            label = joined.pop()
            joined.append(Line(f"{label.text.removesuffix(':')}: {line.text}"))
        else:
            joined.append(line)
    return joined


def _waits(line: Line) -> bool:
    """Whether it is a label without its value; of headings, only those that tell of the event above."""
    if line.level in (TEXT, BOLD):
        return is_label(line.text)
    return line.level > 1 and is_label(line.text) and label_of(line.text) != PERSONS


def announcements(lines: Sequence[Line]) -> Iterator[Announcement]:
    """What has a line that says when; sections without are no events. A title may be missing."""
    for section in _sections(lines):
        for block in _blocks(section):
            if any(is_when(line) for line in block.lines):
                yield block


def record_of(announcement: Announcement, url: str) -> Record:
    """Its labels as fields; whoever leads it or answers questions does not pass."""
    found = labelled("\n".join(_with_label(line) for line in announcement.lines))
    categories = (*announcement.headings, *found.get("categories", "").split("\n"))
    return Record(
        title=found.get("title", announcement.title),
        url=url,
        when=found.get("when", ""),
        location=found.get("location", ""),
        description=found.get("description", ""),
        categories=tuple(filter(None, categories)),
        price=found.get("price", ""),
        registration=found.get("registration", ""),
        status=found.get("status", ""),
        organizer=found.get("organizer", ""),
        audience=found.get("audience", ""),
    )


def is_when(line: str) -> bool:
    """Whether it says when: by its label, or because it is nothing but a date with weekday and time."""
    is_labelled = label_of(line) == "when" and not _NOT_A_DAY.match(line)
    return is_labelled or _DATE_LINE.fullmatch(line) is not None


def _with_label(line: str) -> str:
    return f"Datum: {line}" if label_of(line) != "when" and is_when(line) else line


def _sections(lines: Sequence[Line]) -> Iterator[Announcement]:
    """Each heading with the text below it. A line that names only a type belongs to the next heading."""
    above: list[Line] = []
    text: list[str] = []
    kind = ""
    for line in with_values(lines):
        if not _is_heading(line):
            text.append(line.text)
            continue
        kind_of_next = text.pop() if text and _TYPE.fullmatch(text[-1]) else ""
        if above or text:
            yield _section(above, kind, text)
        kind, text = kind_of_next, []
        above = [*(each for each in above if each.level < line.level), line]
    if above or text:
        yield _section(above, kind, text)


def _is_heading(line: Line) -> bool:
    """In bold and as headings, people also set labels with their values, and dates."""
    if line.level == TEXT or (is_when(line.text) and label_of(line.text) != "when"):
        return False
    return line.level == 1 or is_label(line.text) or not label_of(line.text)


def _section(above: Sequence[Line], kind: str, text: Sequence[str]) -> Announcement:
    outer = [each.text for each in above[:-1] if each.level > 1]  # the page's own title is no category
    title = above[-1].text if above else ""
    return Announcement(title, (*outer, *([kind] if kind else [])), tuple(text))


def _blocks(section: Announcement) -> Iterator[Announcement]:
    """Several events in one section: each "Termine …:" with a name, or each title above a run of labels."""
    starts = list(_starts(section.lines))
    if not starts:
        yield section
        return
    before = section.lines[: starts[0].first]
    is_introduction = not any(is_when(line) for line in before)  # to each of them
    if not is_introduction:
        yield replace(section, lines=before)
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        end = following.first if following else len(section.lines)
        headings = (*section.headings, *([start.kind] if start.kind else []))
        lines = section.lines[start.body : end]
        yield Announcement(start.title, headings, (*before, *lines) if is_introduction else lines)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a further event begins within a section."""

    first: int  # its first line, a title or a type
    body: int  # the line after those
    title: str
    kind: str = ""


def _starts(lines: Sequence[str]) -> Iterator[_Start]:
    has_when = False
    for index, line in enumerate(lines):
        if name := name_of_dates(line):
            yield _Start(index, index, name)
        elif _is_first_when(lines, index):
            title = _title_above(lines, index)
            if title >= 0 and (has_when or (title > 0 and _TYPE.fullmatch(lines[title - 1]))):
                is_typed = title > 0 and _TYPE.fullmatch(lines[title - 1])
                yield _Start(
                    title - 1 if is_typed else title,
                    title + 1,
                    lines[title],
                    lines[title - 1] if is_typed else "",
                )
            has_when = True


def _is_first_when(lines: Sequence[str], index: int) -> bool:
    """Whether this line says when, and none did before it in its run of labelled lines."""
    if not is_when(lines[index]):
        return False
    for before in range(index - 1, -1, -1):
        if is_when(lines[before]):
            return False
        if not label_of(lines[before]) and not (before and _is_rest(lines[before - 1], lines[before])):
            return True
    return True


def _is_rest(label: str, line: str) -> bool:
    return goes_on(label_of(label), line)


def _title_above(lines: Sequence[str], index: int) -> int:
    """The line right above the run of labelled lines, if it may be a title; else -1."""
    above = index - 1
    while above >= 0 and (label_of(lines[above]) or (above > 0 and _is_rest(lines[above - 1], lines[above]))):
        above -= 1
    is_title = above >= 0 and 3 <= len(lines[above]) <= 150 and lines[above][-1] not in ".:;,"
    return above if is_title else -1
