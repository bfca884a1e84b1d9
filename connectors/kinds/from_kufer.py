"""Reads the course export of Kufer's software: one record for each session of a course."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from itertools import islice
from typing import Any, Final
from urllib.parse import quote

from lxml import etree

from connectors.cluster import Source
from connectors.errors import ParseFailed
from connectors.model import Link, Page, Place, Problem, Record
from connectors.parsing.answers import truncated
from connectors.parsing.changes import changed

OPTIONS: Final = frozenset(("link",))
_NUMBER: Final = "{knr}"
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
_AMPERSAND: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)")
_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_TIME: Final = re.compile(r"(\d{1,2})[:.](\d{2})")
_FEW: Final = 3  # Kufer's traffic light is yellow below


def check_options(options: Mapping[str, Any]) -> list[str]:
    """What is wrong with [options]: `link` is the address of a course's page, with {knr} for its number."""
    complaints = [f"{key}: unbekannt (unknown; known: link)" for key in options if key not in OPTIONS]
    link = options.get("link", f"https://{_NUMBER}")
    if not isinstance(link, str) or _NUMBER not in link or not link.startswith(("https://", "http://")):
        complaints.append(f"link: muss eine Adresse mit {_NUMBER} sein (must be a URL with {_NUMBER})")
    return complaints


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """Raises ParseFailed for what is no such export. Whoever teaches or plans does not pass."""
    root = _root(page)
    for course in islice(root.iter("kurs"), page.text.count("</kurs>")):  # a last one may be cut off
        yield from _sessions(course, source.options.get("link", ""))
    if not page.text.rstrip().endswith(f"</{root.tag}>"):
        yield truncated(page)


def _root(page: Page) -> etree._Element:
    """A document type could bring entities of any size, and Kufer writes none."""
    if "<!DOCTYPE" in page.text or "<!ENTITY" in page.text:
        raise ParseFailed(f"{page.url}: Dokumenttyp und Entitäten sind nicht erlaubt (no DOCTYPE allowed)")
    parser = etree.XMLParser(encoding="utf-8", recover=True, resolve_entities=False, no_network=True)
    text = _AMPERSAND.sub("&amp;", _DECLARATION.sub("", page.text))
    try:
        root: etree._Element | None = etree.fromstring(text.encode(errors="replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or (root.tag != "kurse" and root.find(".//kurs") is None):
        raise ParseFailed(f"{page.url}: keine Kursdatei von Kufer, <kurse> fehlt (no course export)")
    return root


def _sessions(course: etree._Element, link: str) -> Iterator[Record]:
    """All sessions have the course's number as uid; each is its own date of that series."""
    texts = _texts(course)
    known = _course(course, texts, link)
    days = [
        (said.get("tag", ""), said.get("zeitvon", ""), said.get("zeitbis", ""))
        for said in map(_texts, course.iter("termin"))
    ]
    if not days:  # only the first session is certain
        days = [(texts.get("beginndat", ""), texts.get("beginnuhr", ""), texts.get("endeuhr", ""))]
    for day, begin, end in days:
        start, finish = _span(day, begin, end)
        session = start if len(days) > 1 and isinstance(start, date) else None
        yield changed(known, start=start, end=finish, recurrence_id=session)


def _course(course: etree._Element, texts: Mapping[str, str], link: str) -> Record:
    said = texts.get
    number = said("knr", "")
    room = said("ortraumname") or said("ort")
    place = Place(
        name=", ".join(dict.fromkeys(filter(None, (room, said("ortgebaeude"))))),
        street=said("ortstr", ""),
        postal_code=said("ortplz", ""),
        city=said("ortname", ""),
    )
    return Record(
        title=said("haupttitel") or said("titel", ""),
        uid=number,
        url=link.replace(_NUMBER, quote(number)) if link and number else "",
        location=place if place != Place() else "",
        description=said("inhalt", ""),
        categories=tuple(filter(None, [said("fachbtext")])),
        price=said("gebuehr", ""),
        status=_places(said("tnmax", ""), said("tnanmeldungen", "")),
        line=course.sourceline if isinstance(course.sourceline, int) else None,
    )


def _texts(element: etree._Element) -> dict[str, str]:
    """The texts of the elements right within it; the first of several of one name."""
    return {str(each.tag): (each.text or "").strip() for each in reversed(element)}


def _span(day: str, begin: str, end: str) -> tuple[date | datetime | str | None, datetime | None]:
    """When a session begins and ends. Dates that are none stay as they are worded."""
    days = _day(day)
    if days is None:
        return " ".join(filter(None, (day, begin))) or None, None
    start, finish = _time(begin), _time(end)
    if start is None:
        return days, None
    until = datetime.combine(days, finish) if finish is not None and finish > start else None
    return datetime.combine(days, start), until


def _day(words: str) -> date | None:
    found = _DAY.fullmatch(words)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _time(words: str) -> time | None:
    found = _TIME.fullmatch(words)
    try:
        return time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def _places(most: str, taken: str) -> str:
    """How many places are left, in the words of Kufer's traffic light."""
    if not (most.isdecimal() and taken.isdecimal()) or int(most) == 0:
        return ""
    left = int(most) - int(taken)
    return "ausgebucht" if left < 1 else "fast ausgebucht" if left < _FEW else "Plätze frei"
