"""Renders the statement of accessibility, the privacy page and the imprint, in the cluster's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from feeds.edition import Edition
from feeds.languages import GERMAN, LANGUAGES
from feeds.text import paragraphs

FOLDER = "texts"  # in the cluster's folder: one plain text for each page
PAGES = ("barrierefreiheit", "datenschutz", "impressum")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or, where it is one line that begins with "# ", a heading."""

    words: str
    is_heading: bool


def read_texts(cluster: Path) -> Mapping[str, str]:
    """The texts that the cluster's folder has, by page and language; whatever editor wrote them."""
    names = {_key(page, language): _file(page, language) for page in PAGES for language in LANGUAGES}
    files = {key: cluster / FOLDER / name for key, name in names.items()}
    return {key: _decoded(file.read_bytes()) for key, file in files.items() if file.is_file()}


def legal_pages(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Path within the edition, and content.

    A text that is not there in the edition's language is shown in German. Where the cluster gives none
    at all, only who is responsible: no law is invented.
    """
    texts = edition.publisher.texts
    for name in PAGES:
        own = texts.get(_key(name, edition.language), "")
        page = f"{name}/index.html"
        yield (
            page,
            edition.render(
                "rechtliches.html",
                page,
                name=name,
                blocks=list(_blocks(own or texts.get(_key(name, GERMAN), ""))),
                is_own=bool(own),
            ),
        )


def _key(page: str, language: str) -> str:
    return page if language == GERMAN else f"{page}.{language}"


def _file(page: str, language: str) -> str:
    """impressum.txt, impressum.en.txt."""
    return f"{_key(page, language)}.txt"


def _blocks(text: str) -> Iterator[Block]:
    """Parted by empty lines."""
    lines = [line.strip() for line in paragraphs(text, len(text) * 4).split("\n")]
    for block in "\n".join(lines).split("\n\n"):
        if words := block.strip():
            is_heading = words.startswith("# ") and "\n" not in words
            yield Block(words.removeprefix("# ") if is_heading else words, is_heading)


def _decoded(content: bytes) -> str:
    """UTF-8, else what Windows writes."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
