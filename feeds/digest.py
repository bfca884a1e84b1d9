"""Renders what became new, moved or cancelled within some days, for a newsletter; German."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import escape

from feeds import changes_wording, moments, wording
from feeds.languages import GERMAN
from feeds.publisher import Publisher
from warehouse.changes import NewsItem

_ORDER = tuple(changes_wording.HEADINGS)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&])")  # what means something within a line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One piece of news in words."""

    title: str
    facts: str
    url: str


def render_markdown(publisher: Publisher, items: Sequence[NewsItem], first: date, last: date) -> str:
    """Nothing in a partner's words is Markdown."""
    lines = [f"# {_marked(_heading(publisher, first, last))}", ""]
    for heading, found in _groups(publisher, items):
        lines += [f"## {heading}", ""]
        lines += [f"- [{_marked(line.title)}]({line.url}): {_marked(line.facts)}" for line in found]
        lines.append("")
    if not items:
        lines += ["Nichts Neues.", ""]
    return "\n".join([*lines, f"Alle Termine: {publisher.url('')}", ""])


def render_html(publisher: Publisher, items: Sequence[NewsItem], first: date, last: date) -> str:
    """A fragment without styles, which takes on those of the newsletter."""
    lines = [f"<h1>{escape(_heading(publisher, first, last))}</h1>"]
    for heading, found in _groups(publisher, items):
        lines += [f"<h2>{escape(heading)}</h2>", "<ul>"]
        lines += [
            f'<li><a href="{escape(line.url)}">{escape(line.title)}</a>: {escape(line.facts)}</li>'
            for line in found
        ]
        lines.append("</ul>")
    if not items:
        lines.append("<p>Nichts Neues.</p>")
    return "\n".join([*lines, f'<p><a href="{escape(publisher.url(""))}">Alle Termine</a></p>', ""])


def _heading(publisher: Publisher, first: date, last: date) -> str:
    days = f"{wording.short_day(first)} bis {wording.short_day(last)}"
    return f"{publisher.name}: Neues vom {days}"


def _groups(publisher: Publisher, items: Sequence[NewsItem]) -> Iterator[tuple[str, list[_Line]]]:
    ranked = sorted(items, key=_place_in_digest)
    for kind, found in groupby(ranked, key=lambda item: item.kind):
        yield changes_wording.HEADINGS[kind], [_line(publisher, item) for item in found]


def _place_in_digest(item: NewsItem) -> tuple[int, str, str]:
    event = item.event
    return _ORDER.index(item.kind), moments.instant(event.start, event.timezone).isoformat(), event.id


def _line(publisher: Publisher, item: NewsItem) -> _Line:
    return _Line(
        title=wording.title(item.event, GERMAN),
        facts=changes_wording.summary(item),
        url=publisher.url(f"termin/{item.event.id}/"),
    )


def _marked(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)
