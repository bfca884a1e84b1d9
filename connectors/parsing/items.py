"""One item of a page: what selectors find in it, by the form that it shares with others where it has one."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import Tag
from lxml import etree

from connectors.parsing import markup
from connectors.parsing.forms import Filled, Forms
from connectors.parsing.markup import Look, Questions, Read
from connectors.parsing.recipes import recipe_of
from connectors.parsing.soups import tag_of


class Item:
    """An element of lxml's tree, of which `markup` says what it would say of the same in BeautifulSoup's."""

    __slots__ = ("_filled", "_forms", "_tag", "_version", "element", "exact")

    def __init__(self, element: etree._Element, forms: Forms, exact: Callable[[], Tag | None]) -> None:
        self.element = element
        self.exact = exact  # gives the same in BeautifulSoup's tree of the whole page
        self._forms = forms
        self._filled: Filled | None = None
        self._tag: Tag | None = None
        self._version = -1

    def asked(self, look: Look, selector: str, read: Read) -> list[str]:
        """What the function of `markup` says of it."""
        if self._forms.is_local(selector) and (found := self._found()) is not None:
            recipe = recipe_of(found.form, look, selector, read)
            if recipe is not None:
                return recipe.say(found.texts)
        return look(self._tag_for(selector), selector, read)

    def filled(self, questions: Questions) -> Filled | None:
        """Its form and its texts, if they answer all the questions."""
        return self._found() if self._forms.are_local(questions) else None

    def are_struck(self, selector: str) -> bool:
        """An item with anything struck out in it or around it has no form."""
        has_form = self._forms.is_local(selector) and self._found() is not None
        return not has_form and markup.are_struck(self._tag_for(selector), selector)

    def attribute(self, name: str) -> str:
        value = self.element.get(name) or ""
        return " ".join(value.split()) if markup.is_list(str(self.element.tag), name) else value.strip()

    def classes_around(self) -> list[str]:
        return " ".join(each.get("class") or "" for each in self.element.iterancestors()).split()

    def _found(self) -> Filled | None:
        if self._version != self._forms.version:
            self._version = self._forms.version
            self._filled = self._forms.form_of(self.element)
        return self._filled

    def _tag_for(self, selector: str) -> Tag:
        """A copy without its neighbours, unless the selector asks for them or there are too many to copy."""
        if not self._forms.is_local(selector) or self._forms.is_exhausted:
            exact = self.exact()
            if exact is not None:
                return exact
        if self._tag is None:
            self._tag = tag_of(self.element)
        return self._tag
