"""The pages of a cluster in one language: where each lies, and what every template is told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape

from feeds.languages import GERMAN, LANGUAGES, phrases
from feeds.publisher import Publisher
from feeds.templating import environment


@dataclass(frozen=True, slots=True)
class Twin:
    """The same page in another language."""

    language: str
    name: str  # of the language, in itself
    link: str  # from this page
    url: str


@dataclass(frozen=True, slots=True)
class Edition:
    """All pages in one language."""

    publisher: Publisher
    language: str = GERMAN

    @property
    def own(self) -> Markup:
        """The attribute of what is in the organisers' language, not in that of the page."""
        return language_attribute(self.publisher.language, self.language)

    def path(self, page: str) -> str:
        """Where a page lies below the site's root; `page` is its path within the edition."""
        return f"{LANGUAGES[self.language]}{page}"

    def render(self, template: str, page: str, **shown: object) -> bytes:
        """One page, which knows its way `home` (the edition's start) and to the site's `root`."""
        home = "../" * page.count("/")
        root = home + "../" * LANGUAGES[self.language].count("/")
        return (
            environment(self.language)
            .get_template(template)
            .render(
                publisher=self.publisher,
                home=home,
                root=root,
                own=self.own,
                canonical=self._url(GERMAN, page),  # the texts are the same in every edition
                twins=[self._twin(code, page, root) for code in LANGUAGES],
                **shown,
            )
            .encode()
        )

    def _twin(self, language: str, page: str, root: str) -> Twin:
        name = phrases(language)["site"]["language"]
        return Twin(language, name, f"{root}{LANGUAGES[language]}{page}", self._url(language, page))

    def _url(self, language: str, page: str) -> str:
        return self.publisher.url(f"{LANGUAGES[language]}{page.removesuffix('index.html')}")


def editions(publisher: Publisher) -> tuple[Edition, ...]:
    """One for each language."""
    return tuple(Edition(publisher, language) for language in LANGUAGES)


@cache
def language_attribute(language: str, around: str) -> Markup:
    """For an element in `language` within a text in another."""
    attribute = "" if language == around else f' lang="{escape(language)}"'
    return Markup(attribute)  # noqa: S704 - its one value is escaped
