"""Renders the statement of accessibility, the privacy page and the imprint, in the cluster's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from feeds.publisher import Publisher
from feeds.templating import environment
from feeds.text import paragraphs

FOLDER = "texts"  # in the cluster's folder: one plain text for each page
HEADINGS = {
    "barrierefreiheit": ("Barrierefreiheit", "Accessibility"),
    "datenschutz": ("Datenschutz", "Privacy"),
    "impressum": ("Impressum", "Imprint"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or, where it is one line that begins with "# ", a heading."""

    words: str
    is_heading: bool


def read_texts(cluster: Path) -> Mapping[str, str]:
    """The texts that the cluster's folder has, by page; whatever editor wrote them."""
    files = {page: cluster / FOLDER / f"{page}.txt" for page in HEADINGS}
    return {page: _decoded(file.read_bytes()) for page, file in files.items() if file.is_file()}


def legal_pages(publisher: Publisher) -> Iterator[tuple[str, bytes]]:
    """Path and content. Where the cluster gives no text, only who is responsible: no law is invented."""
    for name, (heading, english) in HEADINGS.items():
        page = environment().get_template("rechtliches.html")
        yield (
            f"{name}/index.html",
            page.render(
                publisher=publisher,
                root="../",
                canonical=publisher.url(f"{name}/"),
                name=name,
                heading=heading,
                english=english,
                blocks=list(_blocks(publisher.texts.get(name, ""))),
            ).encode(),
        )


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
