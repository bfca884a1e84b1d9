"""What the selectors for a record's fields find in an item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from bs4 import Tag

from connectors.parsing import markup
from connectors.parsing.forms import Form
from connectors.parsing.gaps import Texts, Wording
from connectors.parsing.markup import Look, Part, Questions, Read
from connectors.parsing.recipes import recipe_of

Join = Callable[[list[str], str], Any]
Make = Callable[[Texts, str], Any]

_STRUCK_OUT: Final = "abgesagt"


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """Selectors by the names of Record's fields, prepared for many items."""

    joins: tuple[tuple[str, Join], ...]
    questions: Questions
    struck: tuple[str, ...]  # selectors of what sites cross out where an event does not take place


@lru_cache(maxsize=256)
def fields_of(selectors: tuple[tuple[str, str], ...], *, are_titles_linked: bool = False) -> Fields:
    """Of the fields that have a selector. Titles may say by their links where an event's page is."""
    given = {name: selector for name, selector in selectors if selector}
    asked = [_question(name, selector) for name, selector in given.items()]
    struck = tuple(given[name] for name in ("title", "when") if name in given)
    if are_titles_linked and "title" in given and "url" not in given:
        asked.append((markup.linked, given["title"], markup.text))
        given["url"] = given["title"]
    return Fields(tuple((name, _JOINS[name]) for name in given), Questions(tuple(asked)), struck)


def _question(name: str, selector: str) -> tuple[Look, str, Read]:
    look = markup.hrefs if _JOINS[name] is _address else markup.values
    return look, selector, markup.valid if name == "when" else markup.text


def said(item: Part, fields: Fields, base: str) -> dict[str, Any]:
    """What the item says, by the names of Record's fields; nothing of what it is silent about."""
    filled = None if isinstance(item, Tag) else item.filled(fields.questions)
    if filled is None or (makes := _makes(filled.form, fields)) is None:
        return _asked(item, fields, base)
    texts = filled.texts
    return {name: made for name, make in makes if (made := make(texts, base))}


def _asked(item: Part, fields: Fields, base: str) -> dict[str, Any]:
    answers = [_answer(look, item, selector, read) for look, selector, read in fields.questions.each]
    joined = (
        (name, join(each, base)) for (name, join), each in zip(fields.joins, answers, strict=True) if each
    )
    found = {name: value for name, value in joined if value}
    if "status" not in found and any(markup.are_struck(item, each) for each in fields.struck):
        found["status"] = _STRUCK_OUT
    return found


def _answer(look: Look, item: Part, selector: str, read: Read) -> list[str]:
    return look(item, selector, read) if isinstance(item, Tag) else item.asked(look, selector, read)


def _makes(form: Form, fields: Fields) -> list[tuple[str, Make]] | None:
    """How to make each field of an item of that form, in which nothing is struck out."""
    if fields not in form.known:
        recipes = [recipe_of(form, *each) for each in fields.questions.each]
        form.known[fields] = (
            None
            if None in recipes
            else [
                (name, _make(join, recipe.say, recipe.parts))
                for (name, join), recipe in zip(fields.joins, recipes, strict=True)
                if recipe is not None and recipe.parts
            ]
        )
    found: list[tuple[str, Make]] | None = form.known[fields]
    return found


def _make(join: Join, say: Callable[[Texts], list[str]], parts: tuple[Wording, ...]) -> Make:
    if len(parts) > 1:
        return lambda texts, base: join(answer, base) if (answer := say(texts)) else ""
    [only] = parts
    if join is _address:
        return lambda texts, base: markup.absolute(base, only(texts))
    if join is _all:
        return lambda texts, base: (words,) if (words := only(texts)) else ()
    return lambda texts, base: only(texts)


def _lines(answer: list[str], base: str) -> str:
    return "\n".join(answer)


def _parts(answer: list[str], base: str) -> str:
    return ", ".join(answer)


def _first(answer: list[str], base: str) -> str:
    return answer[0]


def _all(answer: list[str], base: str) -> tuple[str, ...]:
    return tuple(answer)


def _address(answer: list[str], base: str) -> str:
    return next((found for each in answer if (found := markup.absolute(base, each))), "")


_JOINS: Final[Mapping[str, Join]] = {
    "title": _first,
    "when": _lines,
    "location": _parts,
    "description": _lines,
    "categories": _all,
    "price": _lines,
    "registration": _lines,
    "registration_url": _address,
    "status": _lines,
    "organizer": _parts,
    "url": _address,
}
