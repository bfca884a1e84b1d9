"""Learns how the items of a page are built, so that of many alike only one is taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any, Final, NamedTuple

from bs4 import Tag
from lxml import etree

from connectors.parsing.gaps import Gaps, Texts, unescaped
from connectors.parsing.markup import Questions
from connectors.parsing.selector_traits import traits
from connectors.parsing.soups import tag_of

_MOST: Final = 64  # forms of one page; if there are more, its items are not alike
_TRIED: Final = 12  # forms that an item is compared with
_LONGEST: Final = 20_000  # characters of an item's markup; a longer one is no item of a list
_DEEPEST: Final = 200  # elements around an item
_STRUCK_TAG: Final = re.compile(r"<(?:s|strike|del)[\s>/]")
_STRUCK: Final = ("s", "strike", "del")  # what they mean depends on the words
_SPECIAL: Final = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.S)


@dataclass(frozen=True, slots=True)
class Form:
    """The markup that items have in common, with gaps for their texts and for most attributes' values."""

    pattern: re.Pattern[str]
    tag: Tag  # with marks where the gaps are
    known: dict[Any, Any] = field(default_factory=dict)  # what has been worked out about it


class Filled(NamedTuple):
    """An item by its form, and what stands in the gaps."""

    form: Form
    texts: Texts


class Forms:
    """The forms of one page, as far as they are known."""

    def __init__(self, most_read: int) -> None:
        self.version = 0  # grows when all that has been learnt is void
        self.is_exhausted = False  # its items are unlike each other, or lie within each other
        self._most_read = most_read  # characters of items' markup
        self._gaps = Gaps()
        self._learnt = 0
        self._local: dict[str, bool] = {}
        self._all_local: dict[Questions, bool] = {}
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

    def are_local(self, questions: Questions) -> bool:
        if questions not in self._all_local:
            self._all_local[questions] = all(self.is_local(each[1]) for each in questions.each)
        return self._all_local[questions]

    def _forget(self) -> None:
        self.version += 1
        self._forms.clear()
        self._around = {None: 0}
        self._numbers.clear()

    def form_of(self, element: etree._Element) -> Filled | None:
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

    def _learn(self, element: etree._Element, markup: str, forms: list[Form]) -> Filled | None:
        if _STRUCK_TAG.search(markup) or any(each.tag in _STRUCK for each in element.iterancestors()):
            return None
        self._learnt += 1
        self.is_exhausted = self._learnt > _MOST
        if self.is_exhausted:
            return None
        pattern = self._gaps.pattern(markup)
        shelf = _shelf(self._around_of(element), pattern)
        if not shelf:
            shelf += _new_form(element, markup, pattern, self._gaps)
        if not shelf or (found := shelf[0].pattern.fullmatch(markup)) is None:
            return None
        forms.insert(0, shelf[0])
        return _filled(shelf[0], markup, found.groups())

    def _around_of(self, element: etree._Element) -> tuple[object, ...]:
        around = reversed(list(islice(element.iterancestors(), _DEEPEST + 1)))
        return tuple((each.tag, self._gaps.kept(each)) for each in around)

    def _place(self, parent: etree._Element | None) -> int:
        """A number for what is around an item; the same for all that selectors cannot tell apart."""
        new: list[etree._Element] = []
        while parent not in self._around:
            assert parent is not None
            new.append(parent)
            parent = parent.getparent()
        number = self._around[parent]
        for each in reversed(new):
            key = (number, each.tag, tuple(each.items()))
            if key not in self._numbers:  # attributes that no selector asks about do not tell them apart
                seen = (number, each.tag, self._gaps.kept(each))
                self._numbers[key] = self._numbers.setdefault(seen, len(self._numbers) + 1)
            number = self._around[each] = self._numbers[key]
        return number


@lru_cache(maxsize=256)
def _shelf(around: tuple[object, ...], pattern: str) -> list[Form]:
    """Where the form of such items is kept, for they are much the same in a source's other pages."""
    return []


def _new_form(element: etree._Element, markup: str, pattern: str, gaps: Gaps) -> list[Form]:
    """Nothing where the markup does not say the same as the tree."""
    marker = gaps.marker()
    tag = tag_of(element, marker)
    form = Form(re.compile(pattern), tag)
    found = form.pattern.fullmatch(markup)
    return [form] if found is not None and unescaped(found.groups()) == tuple(marker.seen) else []


def _filled(form: Form, markup: str, texts: tuple[Any, ...]) -> Filled | None:
    plain = unescaped(texts) if "&" in markup else texts
    return Filled(form, plain) if plain is texts or all(text.strip() for text in plain) else None
