"""One item of a page: what selectors find in it, by the form that it shares with others where it has one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bs4 import Tag
from lxml import etree

from connectors.parsing import markup
from connectors.parsing.forms import Form, Forms
from connectors.parsing.gaps import Texts, Wording, wording
from connectors.parsing.soups import tag_of

Read = Callable[[Tag], str]
Said = Callable[[Texts], list[str]]
Learn = Callable[[Tag, str, Read], Said | None]
Look = Callable[[Tag, str, Read], list[str]]

_RAW: Final = ("script", "style")  # their texts are in no gap


class Item:
    """An element of lxml's tree, of which `markup` says what it would say of the same in BeautifulSoup's."""

    __slots__ = ("_form", "_forms", "_tag", "_texts", "_version", "element", "exact")

    def __init__(self, element: etree._Element, forms: Forms, exact: Callable[[], Tag | None]) -> None:
        self.element = element
        self.exact = exact  # gives the same in BeautifulSoup's tree of the whole page
        self._forms = forms
        self._form: Form | None = None
        self._texts: Texts = ()
        self._tag: Tag | None = None
        self._version = -1

    def values(self, selector: str, read: Read) -> list[str]:
        return self._said(_values, markup.values, selector, read)

    def texts(self, selector: str, read: Read) -> list[str]:
        return self._said(_texts, markup.texts, selector, read)

    def hrefs(self, selector: str) -> list[str]:
        return self._said(_hrefs, _all_hrefs, selector, markup.text)

    def linked(self, selector: str) -> list[str]:
        return self._said(_linked, _all_linked, selector, markup.text)

    def has(self, selector: str) -> bool:
        return bool(self._said(_places, _all_places, selector, markup.text))

    def are_struck(self, selector: str) -> bool:
        """An item with anything struck out in it or around it has no form."""
        return not self._has_form(selector) and markup.are_struck(self._tag_for(selector), selector)

    def attribute(self, name: str) -> str:
        value = self.element.get(name) or ""
        return " ".join(value.split()) if markup.is_list(str(self.element.tag), name) else value.strip()

    def classes_around(self) -> list[str]:
        return " ".join(each.get("class") or "" for each in self.element.iterancestors()).split()

    def _said(self, learn: Learn, look: Look, selector: str, read: Read) -> list[str]:
        if self._has_form(selector) and self._form is not None:
            key = (learn, selector, read)
            known = self._form.known
            if key not in known:
                known[key] = learn(self._form.tag, selector, read)
            said: Said | None = known[key]
            if said is not None:
                return said(self._texts)
        return look(self._tag_for(selector), selector, read)

    def _has_form(self, selector: str) -> bool:
        """Whether what the selector finds follows from the item's form."""
        if not self._forms.is_local(selector):
            return False
        if self._version != self._forms.version:
            self._version = self._forms.version
            found = self._forms.form_of(self.element)
            self._form, self._texts = found or (None, ())
        return self._form is not None

    def _tag_for(self, selector: str) -> Tag:
        """A copy without its neighbours, unless the selector asks for them or there are too many to copy."""
        if not self._forms.is_local(selector) or self._forms.is_exhausted:
            exact = self.exact()
            if exact is not None:
                return exact
        if self._tag is None:
            self._tag = tag_of(self.element)
        return self._tag


def _values(tag: Tag, selector: str, read: Read) -> Said | None:
    finds = list(markup.finds(tag, selector))
    if any(element.name in _RAW and is_text_taken for element, _, is_text_taken in finds):
        return None
    recipe: list[tuple[list[Wording], list[Wording]]] = [
        (
            [wording(markup.attribute(element, name)) for name in names],
            [wording(read(element))] if is_text_taken else [],
        )
        for element, names, is_text_taken in finds
    ]
    if len(recipe) == 1 and not recipe[0][0]:
        [only] = recipe[0][1] or [wording("")]
        return lambda texts: [said] if (said := only(texts)) else []

    def filled(texts: Texts) -> list[str]:
        found: list[str] = []
        for attributes, worded in recipe:
            named = dict.fromkeys([each(texts) for each in attributes])
            said = [" – ".join(filter(None, named)), *[each(texts) for each in worded]]
            found += [each for each in said if each and each not in found]
        return found

    return filled


def _texts(tag: Tag, selector: str, read: Read) -> Said | None:
    elements = markup.select(tag, selector)
    if any(element.name in _RAW for element in elements):
        return None
    worded = [wording(read(element)) for element in elements]
    return lambda texts: [each(texts) for each in worded]


def _hrefs(tag: Tag, selector: str, read: Read) -> Said:
    worded = [wording(each) for each in markup.hrefs(tag, selector)]
    return lambda texts: [each(texts) for each in worded]


def _linked(tag: Tag, selector: str, read: Read) -> Said:
    worded = [wording(each) for each in markup.linked(tag, selector)]
    return lambda texts: [each(texts) for each in worded]


def _all_linked(tag: Tag, selector: str, read: Read) -> list[str]:
    return markup.linked(tag, selector)


def _all_hrefs(tag: Tag, selector: str, read: Read) -> list[str]:
    return list(markup.hrefs(tag, selector))


def _places(tag: Tag, selector: str, read: Read) -> Said:
    names = _all_places(tag, selector, read)
    return lambda texts: names


def _all_places(tag: Tag, selector: str, read: Read) -> list[str]:
    """What kind of element each match is."""
    return [element.name for element in markup.select(tag, selector)]
