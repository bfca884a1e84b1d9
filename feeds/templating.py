"""The templates of the pages; whatever they show is escaped."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from feeds.languages import GERMAN, counted, phrases

TEMPLATES = Path(__file__).with_name("templates")
LINK = re.compile(r"\[([^\]]*)\]")


@cache
def environment(language: str = GERMAN) -> Environment:
    """For one language, whose phrases are `t`. A name that is asked for and absent is an error."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    found.globals |= {
        "t": SimpleNamespace(**{name: SimpleNamespace(**said) for name, said in phrases(language).items()}),
        "language": language,
        "fill": fill,
        "linked": linked,
        "counted": partial(counted, language),
    }
    return found


def fill(phrase: str, **values: object) -> Markup:
    """The phrase with the values in its {places}; all of it is escaped but values that are markup."""
    return escape(phrase).format(**values)


def linked(phrase: str, *addresses: str, rel: str = "", **values: object) -> Markup:
    """As `fill`; the first [words] lead to the first address, and so on, or nowhere if it is ""."""
    pieces = [fill(piece, **values) for piece in LINK.split(phrase)]  # text, words, text, words, text
    found = pieces[0]
    relation = Markup(' rel="{}"').format(rel) if rel else ""
    for words, text, address in zip(pieces[1::2], pieces[2::2], addresses, strict=True):
        link = Markup('<a href="{}"{}>{}</a>').format(address, relation, words) if address else words
        found += link + text
    return found
