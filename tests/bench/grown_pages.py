"""The recorded pages of every kind, grown to 500 events: the same markup, other titles and addresses."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any, Final

from bs4 import BeautifulSoup

from tests.bench.pages import EVENTS, Sample

RECORDED: Final = Path(__file__).parents[1] / "kinds"
_WORDS: Final = re.compile(r"(?<=>)([^<>\d]*[a-zäöü]{4}[^<>\d]*)(?=</(?:a|h\d|title|haupttitel|summary)>)")
_ADDRESS: Final = re.compile(r'(?<=href=")([^"#]+)')
# Of each kind the list, and the elements in it that are repeated.
_PAGES: Final = {
    "sf_event_mgt": ("list-and-details/liste.html", ".event-list-item"),
    "calendarize": ("list-and-details/liste.html", ".panel"),
    "contao": ("list/liste.html", ".event.layout_list"),
    "mec": ("lists/liste.html", ".mec-event-article"),
    "eventon": ("month/kalender.html", ".eventon_list_event"),
    "events_manager": ("list-and-pages/liste.html", ".em-event.em-item"),
    "dpcalendar": ("list/liste.html", ".dp-event"),
    "jevents": ("by-category/liste.html", "table.ev_table tr"),
    "hevent": ("mixed/termine.html", "article.h-event"),
}
_LISTS: Final = {
    "pretix": ("widget/1.json", "events"),
    "indico": ("export/1.json", "results"),
    "culturebase": ("two-pages/1.json", "EventOverview"),
}
_TEXTS: Final = {"rss": ("typo3/termine.xml", "item"), "kufer": ("sessions/internet.xml", "kurs")}


def samples() -> list[Sample]:
    """One page of each of these kinds."""
    return [
        *(_page(kind, *where) for kind, where in _PAGES.items()),
        *(_list(kind, *where) for kind, where in _LISTS.items()),
        *(_text(kind, *where) for kind, where in _TEXTS.items()),
    ]


def _options(kind: str, file: str) -> dict[str, Any]:
    declared = tomllib.loads((RECORDED / kind / file).with_name("source.toml").read_text("utf-8"))
    return dict(declared.get("options", {}))


def _page(kind: str, file: str, selector: str) -> Sample:
    tree = BeautifulSoup((RECORDED / kind / file).read_bytes(), "lxml")
    items = tree.select(selector)
    originals = [str(item) for item in items]
    for number, item in enumerate(items):
        item.replace_with(f"\ue000{number}\ue000")
    body = str(tree)
    for number in range(len(items)):
        copies = (_other(originals[number], n) for n in range(number, EVENTS, len(items)))
        body = body.replace(f"\ue000{number}\ue000", "\n".join(copies))
    return Sample(kind, "text/html", body.encode(), _options(kind, file))


def _other(markup: str, n: int) -> str:
    return _ADDRESS.sub(rf"\g<1>?t={n}", _WORDS.sub(rf"\g<1> {n}", markup))


def _list(kind: str, file: str, key: str) -> Sample:
    answer = json.loads((RECORDED / kind / file).read_text("utf-8"))
    events = answer[key]
    answer[key] = [_numbered(events[n % len(events)], n) for n in range(EVENTS)]
    return Sample(kind, "application/json", json.dumps(answer).encode(), _options(kind, file))


def _numbered(event: dict[str, Any], n: int) -> dict[str, Any]:
    titled: dict[str, Any] = {key: f"{event[key]} {n}" for key in ("title", "Title", "name") if key in event}
    return {**event, **titled}


def _text(kind: str, file: str, name: str) -> Sample:
    text = (RECORDED / kind / file).read_bytes().decode("latin-1" if kind == "kufer" else "utf-8")
    items = re.findall(rf"<{name}>.*?</{name}>", text, re.S)
    begin, end = text.index(items[0]), text.rindex(items[-1]) + len(items[-1])
    grown = "\n".join(_other(items[n % len(items)], n) for n in range(EVENTS))
    head = re.sub(r"<\?xml[^>]*\?>", "", text[:begin])
    return Sample(kind, "text/xml", f"{head}{grown}{text[end:]}".encode(), _options(kind, file))
