"""Learns how the items of a page are built, so that of many alike only one is taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from bs4 import Tag
from lxml import etree

from connectors.parsing.gaps import Gaps, Texts, unescaped
from connectors.parsing.selector_traits import traits
from connectors.parsing.soups import tag_of

_MOST: Final = 64  # forms of one page; if there are more, its items are not alike
_TRIED: Final = 12  # forms that an item is compared with
_LONGEST: Final = 20_000  # characters of an item's markup; a longer one is no item of a list
_DEEPEST: Final = 200  # elements around an item
_STRUCK: Final = ("s", "strike", "del")  # what they mean depends on the words
_SPECIAL: Final = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.S)


@dataclass(frozen=True, slots=True)
class Form:
    """The markup that items have in common, with gaps for their texts and for most attributes' values."""

    pattern: re.Pattern[str]
    tag: Tag  # with marks where the gaps are
    known: dict[Any, Any] = field(default_factory=dict)  # what has been worked out about it


class Forms:
    """The forms of one page, as far as they are known."""

    def __init__(self, most_read: int) -> None:
        self.version = 0  # grows when all that has been learnt is void
        self.is_exhausted = False  # its items are unlike each other, or lie within each other
        self._most_read = most_read  # characters of items' markup
        self._gaps = Gaps()
        self._learnt = 0
        self._local: dict[str, bool] = {}
        self._forms: dict[int, list[Form]] = {}
        self._around: dict[etree._Element | None, int] = {None: 0}
        self._numbers: dict[tuple[object, ...], int] = {}

    def is_local(self, selector: str) -> bool:
        """Whether an item's form decides what it finds; the values that it tests become part of the form."""
        if selector not in self._local:
            asked = traits(selector)
            if asked.is_local and self._gaps.heed(asked):
                self._forget()
            self._local[selector] = asked.is_local
        return self._local[selector]

    def _forget(self) -> None:
        self.version += 1
        self._forms.clear()
        self._around = {None: 0}
        self._numbers.clear()

    def form_of(self, element: etree._Element) -> tuple[Form, Texts] | None:
        """Its form, and the texts and values in its gaps; None for what is like nothing else."""
        if self.is_exhausted:
            return None
        markup = etree.tostring(element, encoding="unicode", with_tail=False)
        if "<!" in markup or "<?" in markup:
            markup = _SPECIAL.sub("", markup)
        self._most_read -= len(markup)
        self.is_exhausted = self._most_read < 0
        if len(markup) > _LONGEST:
            return None
        forms = self._forms.setdefault(self._place(element.getparent()), [])
        for index, form in enumerate(forms[:_TRIED]):
            if found := form.pattern.fullmatch(markup):
                if index:  # the likeliest first
                    forms.insert(0, forms.pop(index))
                return _filled(form, markup, found.groups())
        return self._learn(element, markup, forms)

    def _learn(self, element: etree._Element, markup: str, forms: list[Form]) -> tuple[Form, Texts] | None:
        self._learnt += 1
        self.is_exhausted = self._learnt > _MOST
        if self.is_exhausted or sum(1 for _ in element.iterancestors()) > _DEEPEST:
            return None
        marker = self._gaps.marker()
        tag = tag_of(element, marker)
        if tag.find(_STRUCK) is not None or any(each.name in _STRUCK for each in tag.parents):
            return None
        form = Form(self._gaps.pattern(markup), tag)
        found = form.pattern.fullmatch(markup)
        if found is None or unescaped(found.groups()) != tuple(marker.seen):
            return None
        forms.insert(0, form)
        return form, tuple(marker.seen)

    def _place(self, parent: etree._Element | None) -> int:
        """A number for what is around an item; the same for all that selectors cannot tell apart."""
        new: list[etree._Element] = []
        while parent not in self._around:
            assert parent is not None
            new.append(parent)
            parent = parent.getparent()
        number = self._around[parent]
        for each in reversed(new):
            key = (number, each.tag, self._gaps.kept(each))
            number = self._around[each] = self._numbers.setdefault(key, len(self._numbers) + 1)
        return number


def _filled(form: Form, markup: str, texts: tuple[Any, ...]) -> tuple[Form, Texts] | None:
    if "&" not in markup:
        return form, texts
    plain = unescaped(texts)
    return (form, plain) if all(text.strip() for text in plain) else None
