"""Shows on a terminal what a source gave, what was repaired, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from connectors.advice import Advice, advice, advice_on_hint
from connectors.advice.hints import Hint
from connectors.model import Attendance, Listing, Problem, Severity, Status
from flows.check_words import Words
from flows.looking import Seen
from flows.plain import plain

MOST_EVENTS: Final = 20
MOST_EXAMPLES: Final = 3
COLOURS: Final = {"ok": "green", "unchanged": "green", "nothing": "yellow"}  # else red
DETAIL: Final = 120
ONE_DAY: Final = timedelta(days=1)


def show(console: Console, seen: Seen, words: Words) -> None:
    """Header, events, what was left out, what was repaired, and hints."""
    _say(console, _header(seen, words))
    if seen.message:
        _say(console, Text(f"  {plain(seen.message)}"))
    if seen.events:
        console.print(_events(seen, words))
    for severity, heading in ((Severity.DROPPED, "dropped"), (Severity.REPAIRED, "repaired")):
        alike = by_code(problem for problem in seen.problems if problem.severity is severity)
        _show_problems(console, alike, words, words.say(heading))
    _show_hints(console, seen.hints, words)
    if seen.is_well and not seen.problems and not seen.hints:
        _say(console, Text(f"  {words.say('no_problems')}"))
    console.print()


def by_code(problems: Iterable[Problem]) -> Mapping[str, list[Problem]]:
    """Problems of one kind together, the most frequent first."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.code, []).append(problem)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def _say(console: Console, line: Text) -> None:
    console.print(line, soft_wrap=True, highlight=False)


def _header(seen: Seen, words: Words) -> Text:
    state = str(seen.state)
    if seen.is_whole and not seen.is_well:
        state = "nothing"
    source = seen.source
    line = Text.assemble(("● ", COLOURS.get(state, "red")))
    line.append(plain(f"{source.id} {source.name}"), style="bold")
    line.append(f" · {words.say(f'state_{state}')} · {words.events(seen.events)}")
    return line.append(f" · {source.kind or '.py'} · {plain(source.url)}")


def _events(seen: Seen, words: Words) -> Table:
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("when", "time", "title", "place"):
        grid.add_column(words.say(name), overflow="fold", no_wrap=name in ("when", "time"))
    for listing in seen.listings[:MOST_EVENTS]:
        cells = (*_dates(listing, words), _title(listing, words), _place(listing, words))
        grid.add_row(*(Text(plain(cell)) for cell in cells))
    if seen.events > MOST_EVENTS:
        grid.add_row("", "", Text(words.say("more", count=seen.events - MOST_EVENTS), style="dim"), "")
    return grid


def _dates(listing: Listing, words: Words) -> tuple[str, str]:
    """Day or days, and times; an end of whole days is told as people say it, by the last one."""
    start, end = listing.start, listing.end
    if isinstance(start, datetime):
        clock = f"{start:%H:%M}"
        if not isinstance(end, datetime):
            return words.day(start), clock
        clock = f"{clock}–{end:%H:%M}"
        is_short = end - start < ONE_DAY  # into the small hours is no second day
        return words.day(start) if is_short else f"{words.day(start)} – {words.day(end)}", clock
    last = end - ONE_DAY if end else start
    days = words.day(start) if last <= start else f"{words.day(start)} – {words.day(last)}"
    return days, words.say("all_day")


def _title(listing: Listing, words: Words) -> str:
    if listing.status is Status.SCHEDULED:
        return listing.title
    return f"[{words.say(listing.status)}] {listing.title}"


def _place(listing: Listing, words: Words) -> str:
    place = listing.place
    if place and (said := ", ".join(filter(None, (place.name, place.street, place.city)))):
        return said
    return words.say("online") if listing.attendance is Attendance.ONLINE else "–"


def _show_problems(console: Console, groups: Mapping[str, list[Problem]], words: Words, heading: str) -> None:
    if not groups:
        return
    _say(console, Text(f"{heading} ({sum(map(len, groups.values()))})", style="bold"))
    for code, alike in groups.items():
        told = advice(code, words.language)
        _say(console, Text(f"  {len(alike)} × {told.meaning}  [{code}]"))
        for problem in alike[:MOST_EXAMPLES]:
            _say(console, Text(f"      {_example(problem, words)}", style="dim"))
        if len(alike) > MOST_EXAMPLES:
            rest = words.say("more_alike", count=len(alike) - MOST_EXAMPLES)
            _say(console, Text(f"      {rest}", style="dim"))
        _show_mend(console, told, words)


def _example(problem: Problem, words: Words) -> str:
    """Where it stands, and the words it is about."""
    return " · ".join(_where(problem, words))


def _where(problem: Problem, words: Words) -> Iterator[str]:
    if problem.line is not None:
        yield words.say("line", line=problem.line)
    if problem.title:
        yield plain(problem.title)[:DETAIL]
    if problem.detail:
        yield f"»{plain(problem.detail)[:DETAIL]}«"
    yield plain(problem.url)


def _show_hints(console: Console, found: tuple[Hint, ...], words: Words) -> None:
    if not found:
        return
    _say(console, Text(words.say("hints"), style="bold"))
    for hint in found:
        told = advice_on_hint(hint.code, words.language)
        about = words.day(hint.day) if hint.day else words.events(hint.count)
        _say(console, Text(f"  {told.meaning} ({about})"))
        _show_mend(console, told, words)


def _show_mend(console: Console, told: Advice, words: Words) -> None:
    if told.mend:
        _say(console, Text(f"      {words.say('mend')}: {told.mend}"))
