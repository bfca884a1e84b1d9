"""How to say, with the texts of any item of a form, what selectors find in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bs4 import Tag

from connectors.parsing import markup
from connectors.parsing.forms import Form
from connectors.parsing.gaps import Texts, Wording, wording
from connectors.parsing.markup import Look, Read

_RAW: Final = ("script", "style")  # their texts are in no gap


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to say of an item with these texts; at most one thing where `parts` are at most one."""

    say: Callable[[Texts], list[str]]
    parts: tuple[Wording, ...]


Learn = Callable[[Tag, str, Read], Recipe | None]


def recipe_of(form: Form, look: Look, selector: str, read: Read) -> Recipe | None:
    """None where the form does not say all."""
    key = (look, selector, read)
    if key not in form.known:
        learn = _LEARN.get(look)
        if learn is None:
            form.known[key] = _list(tuple(wording(each) for each in look(form.tag, selector, read)))
        else:
            form.known[key] = learn(form.tag, selector, read)
    found: Recipe | None = form.known[key]
    return found


def _values(tag: Tag, selector: str, read: Read) -> Recipe | None:
    finds = list(markup.finds(tag, selector))
    if any(element.name in _RAW and is_text_taken for element, _, is_text_taken in finds):
        return None
    found = [
        (
            tuple(wording(markup.attribute(element, name)) for name in names),
            tuple(wording(read(element)) for _ in range(is_text_taken)),
        )
        for element, names, is_text_taken in finds
    ]
    if len(found) == 1 and not found[0][0]:
        return _only(found[0][1])
    if not any(attributes for attributes, _ in found):
        return _plain([each for _, worded in found for each in worded])
    return Recipe(
        lambda texts: _distinct(found, texts), tuple(part for pair in found for each in pair for part in each)
    )


def _plain(worded: list[Wording]) -> Recipe:
    def say(texts: Texts) -> list[str]:
        return list(dict.fromkeys([said for each in worded if (said := each(texts))]))

    return Recipe(say, tuple(worded))


def _only(parts: tuple[Wording, ...]) -> Recipe:
    return Recipe(lambda texts: [said for each in parts if (said := each(texts))], parts)


def _distinct(found: list[tuple[tuple[Wording, ...], tuple[Wording, ...]]], texts: Texts) -> list[str]:
    """As `markup.values` puts it together."""
    said: list[str] = []
    for attributes, worded in found:
        named = dict.fromkeys([each(texts) for each in attributes])
        words = [" – ".join(filter(None, named)), *[each(texts) for each in worded]]
        said += [each for each in words if each and each not in said]
    return said


def _texts(tag: Tag, selector: str, read: Read) -> Recipe | None:
    elements = markup.select(tag, selector)
    if any(element.name in _RAW for element in elements):
        return None
    return _list(tuple(wording(read(element)) for element in elements))


def _list(parts: tuple[Wording, ...]) -> Recipe:
    return Recipe(lambda texts: [each(texts) for each in parts], parts)


_LEARN: Final[Mapping[Look, Learn]] = {markup.values: _values, markup.texts: _texts}
