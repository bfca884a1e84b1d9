"""The templates of the pages; whatever they show is escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from feeds.languages import GERMAN, counted, phrases
from feeds.publisher import Publisher

TEMPLATES = Path(__file__).with_name("templates")
BARE = re.compile(r"\{\{ t\.(\w+)\.(\w+) \}\}")
LINK = re.compile(r"\[([^\]]*)\]")


@cache
def environment(language: str = GERMAN) -> Environment:
    """For one language, whose phrases are `t`. A name that is asked for and absent is an error."""
    said = {name: SimpleNamespace(**section) for name, section in phrases(language).items()}
    found = Environment(
        loader=FunctionLoader(partial(_source, language)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    found.globals |= {
        "t": SimpleNamespace(**said),
        "language": language,
        "fill": fill,
        "linked": linked,
        "counted": partial(counted, language),
        "part": partial(part, language),
    }
    return found


def _source(language: str, name: str) -> str:
    """The template with the bare phrases in place: looking them up took a third of rendering a page."""
    said = phrases(language)
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    return BARE.sub(lambda found: str(escape(said[found[1]][found[2]])), source)


@lru_cache(64)
def part(language: str, name: str, publisher: Publisher, home: str, root: str) -> Markup:
    """What is the same on every page of one depth."""
    template = environment(language).get_template(name)
    return Markup(template.render(publisher=publisher, home=home, root=root))  # noqa: S704 - it escapes


def fill(phrase: str, **values: object) -> Markup:
    """The phrase with the values in its {places}; all of it is escaped but values that are markup."""
    return Markup(_filled(phrase, values))  # noqa: S704 - escaped piece by piece


def linked(phrase: str, *addresses: str, rel: str = "", **values: object) -> Markup:
    """As `fill`; the first [words] lead to the first address, and so on, or nowhere if it is ""."""
    pieces = [_filled(piece, values) for piece in LINK.split(phrase)]  # text, words, text, words, text
    relation = f' rel="{escape(rel)}"' if rel else ""
    found = pieces[0]
    for words, text, address in zip(pieces[1::2], pieces[2::2], addresses, strict=True):
        found += f'<a href="{escape(address)}"{relation}>{words}</a>{text}' if address else words + text
    return Markup(found)  # noqa: S704 - escaped piece by piece


def _filled(phrase: str, values: Mapping[str, object]) -> str:
    return str(escape(phrase)).format(**{name: escape(value) for name, value in values.items()})
