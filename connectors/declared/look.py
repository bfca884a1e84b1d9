"""The cluster's colour and logo, as its folder gives them for the pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from lxml import etree

from connectors.cluster import Look
from connectors.declared.tables import Table
from connectors.errors import ConfigurationError

MOST_BYTES: Final = 200_000
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.(svg|png)")
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_ACTIVE: Final = frozenset(("script", "foreignobject", "iframe", "handler", "animate", "set"))
_ADDRESS = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:", re.IGNORECASE)


def read_look(table: Table, folder: Path) -> Look:
    """[look] of cluster.toml. Raises ConfigurationError."""
    table.allow(("colour", "logo"))
    colour = table.text("colour", Look().colour)
    if not _COLOUR.fullmatch(colour):
        raise table.complaint(
            "colour", f"muss wie #005f5e aussehen, nicht »{colour}« (must look like #005f5e)"
        )
    return Look(colour=colour.lower(), logo=_logo(table, folder))


def _logo(table: Table, folder: Path) -> Path | None:
    name = table.text("logo", "")
    if not name:
        return None
    if not _NAME.fullmatch(name):
        raise table.complaint(
            "logo", "muss eine .svg oder .png in diesem Ordner sein (a file in this folder)"
        )
    path = folder / name
    try:
        content = path.read_bytes()
    except OSError:
        raise table.complaint("logo", f"{path} fehlt oder ist nicht lesbar (missing or unreadable)") from None
    if problem := _problem(path, content):
        raise ConfigurationError(f"{path}: {problem}")
    return path


def _problem(path: Path, content: bytes) -> str:
    """Why it may not be published; "" if it may."""
    if len(content) > MOST_BYTES:
        return f"größer als {MOST_BYTES // 1000} kB (larger than that)"
    if path.suffix == ".png":
        return "" if content.startswith(_PNG) else "ist kein PNG (is no PNG)"
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return "ist kein SVG (is no SVG)"
    if etree.QName(root).localname != "svg":
        return "ist kein SVG (is no SVG)"
    if root.getroottree().xpath("//processing-instruction()") or any(map(_is_active, root.iter())):
        return "führt etwas aus oder lädt etwas nach; bitte als schlichtes SVG speichern (save as plain SVG)"
    return ""


def _is_active(node: etree._Element) -> bool:
    """Runs, moves, or asks another host; processing instructions and entities too."""
    if isinstance(node, etree._Comment):
        return False
    if not isinstance(node.tag, str):
        return True
    if etree.QName(node).localname.lower() in _ACTIVE or _ADDRESS.search(node.text or ""):
        return True
    return any(_is_active_attribute(str(name), str(value)) for name, value in node.attrib.items())


def _is_active_attribute(name: str, value: str) -> bool:
    name = etree.QName(name).localname.lower()
    if name == "href":
        return not value.startswith(("#", "data:image/"))
    return name.startswith("on") or bool(_ADDRESS.search(value))
