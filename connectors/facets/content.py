"""What an event is about, what kind it is, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from connectors.facets.ages import Ages, read_ages
from connectors.facets.audiences import read_groups, read_levels
from connectors.facets.classes import Classes, read_classes
from connectors.facets.fields import fields_with, first
from connectors.facets.findings import Wording
from connectors.facets.formats import read_formats
from connectors.facets.languages import read_languages
from connectors.facets.named_holidays import read_holidays
from connectors.facets.scan import Scan
from connectors.facets.topics import read_topics
from connectors.model import Evidence

_FIELDS: Final = ("audience", "title", "description", "categories")


@dataclass(slots=True, kw_only=True)
class Content:
    """Codes as evidence; classes and ages with the field that names them."""

    topics: list[Evidence]
    formats: list[Evidence]
    levels: list[Evidence]
    groups: list[Evidence]
    languages: list[Evidence]
    holidays: list[Evidence]
    classes_in: str
    classes: Classes | None
    ages_in: str
    ages: Ages | None

    def evidence(self) -> Iterator[Evidence]:
        yield from self.topics
        yield from self.formats
        yield from self.levels
        yield from self.groups
        yield from self.languages
        yield from self.holidays
        if self.classes:
            yield _range("classes", self.classes, self.classes_in)
        if self.ages:
            yield _range("ages", self.ages, self.ages_in)


def read_content(wording: Wording, seen: Scan) -> Content:
    """The text is gone through once, by `scan`; numbers are read only where a cue is."""
    classes_in, classes = first(fields_with(wording, seen, "classes", _FIELDS), read_classes)
    ages_in, ages = first(fields_with(wording, seen, "ages", _FIELDS), read_ages)
    topics = read_topics(seen)
    groups = read_groups(seen)
    levels = read_levels(seen, classes, classes_in)
    return Content(
        topics=topics,
        formats=read_formats(seen, wording, topics, groups, levels),
        levels=levels,
        groups=groups,
        languages=read_languages(wording, seen),
        holidays=read_holidays(seen),
        classes_in=classes_in,
        classes=classes,
        ages_in=ages_in,
        ages=ages,
    )


def _range(facet: str, found: Classes | Ages, field: str) -> Evidence:
    low, high = ("" if edge is None else str(edge) for edge in (found.low, found.high))
    return Evidence(facet, f"{low}–{high}", field, found.words)
