"""Renders what a partner is told about its own pages: as the text of a mail, and as a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from feeds.json_ld import render_json_ld
from feeds.publisher import Publisher
from feeds.templating import TEMPLATES
from warehouse.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class WordedTrouble:
    """One kind of trouble, in words for a webmaster."""

    meaning: str
    mend: str
    number: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordedSource:
    """One of the partner's sources."""

    name: str
    url: str
    state: str
    read: str  # the day on which it was last read well; "" if never
    coming: int
    message: str
    troubles: Sequence[WordedTrouble]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCard:
    """All that a partner is told."""

    partner: str
    sources: Sequence[WordedSource]
    next_event: Event | None  # the example of the snippet


def render_mail(card: ReportCard, publisher: Publisher) -> str:
    """Plain text, German."""
    return _environment().get_template("partnerbericht.txt").render(_shown(card, publisher))


def render_page(card: ReportCard, publisher: Publisher) -> str:
    """One page that needs nothing beside it, German."""
    return _environment().get_template("partnerbericht.html").render(_shown(card, publisher))


def snippet(event: Event, publisher: Publisher) -> str:
    """The event as JSON-LD for the partner's own page: without our addresses."""
    document = json.loads(render_json_ld(event, publisher))
    ours = document.pop("@id")
    document.pop("keywords", None)
    if document.get("url") == ours:
        del document["url"]
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return text.replace("<", "\\u003c").replace(">", "\\u003e")


def _shown(card: ReportCard, publisher: Publisher) -> dict[str, object]:
    return {
        "partner": card.partner,
        "cluster": publisher.name,
        "link": publisher.url(""),
        "sources": card.sources,
        "snippet": snippet(card.next_event, publisher) if card.next_event else "",
        "contact": publisher.contact or publisher.homepage,
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),  # a mail is plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
