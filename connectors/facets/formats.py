"""What kind of event it is: what names it best, else what people do there, else the kind of place."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from connectors.facets.classes import LEVELS
from connectors.facets.findings import Wording
from connectors.facets.folding import fold, fold_pattern, fold_word
from connectors.facets.lexicon import HINT, SURE, USUAL, rules
from connectors.facets.scan import HEADINGS, Find, Scan
from connectors.model import Evidence

_ORDER: Final[dict[str, int]] = {code: rank for rank, code in enumerate(rules("formats")["order"])}
_PLAIN: Final = ("workshop", "vortrag")  # names that a text may make more precise
_PRECISE: Final = ("fortbildung", "ferienangebot")
_OF_TEACHERS: Final = ("lehrkraefte", "paedagogische_fachkraefte")
_SESSIONS: Final = re.compile(fold_pattern("|".join(rules("sessions")["several"])))
_BY_HINT: Final = ("workshop", "exkursion", "fuehrung", "vortrag", "offene_werkstatt")  # the first of equals
_OUTSIDE: Final = 2  # as much does one word about the open air count as two about doing
_SKY: Final = "astronomie_raumfahrt"
_DOME: Final = re.compile(r"planetarium")
_LAB: Final = re.compile(r"(?:sch(?:ü|ue)ler|lern|experimentier|mitmach)-?labor")


def read_formats(
    scan: Scan, wording: Wording, topics: list[Evidence], groups: list[Evidence], levels: list[Evidence]
) -> list[Evidence]:
    """At most one format, with its words. Without a topic only a sure name is believed."""
    has_topic = bool(topics)
    finds = [find for find in scan.finds.get("formats", ()) if find.field != "audience"]
    named = [find for find in finds if find.weight >= (USUAL if has_topic else SURE)]
    best = min(named, key=_rank, default=None)
    if best is not None and best.code not in _PLAIN:
        return [best.evidence()]
    precise = (
        min((find for find in named if find.code in _PRECISE), key=_rank, default=None),
        _several(scan, wording),
    )
    for one in precise:
        if one is not None:
            return [one if isinstance(one, Evidence) else one.evidence()]
    if groups and has_topic and all(group.value in _OF_TEACHERS for group in groups):
        return [Evidence("formats", "fortbildung", groups[0].field, groups[0].words)]
    if has_topic and (best is None or best.code == "workshop"):
        lab = _lab(finds, wording, [level for level in levels if level.value in LEVELS])
        if lab is not None:
            return [lab]
    if best is not None:
        return [best.evidence()]
    return _by_hint(finds, wording, topics) if has_topic else []


def _rank(find: Find) -> tuple[int, int]:
    """The best first: a sure name in the title, then a usual one there or a sure one in the text."""
    return -(find.weight + (find.field in HEADINGS)), _ORDER[find.code]


def _several(scan: Scan, wording: Wording) -> Evidence | None:
    """ "zwei Nachmittage", "immer dienstags": a course of several dates."""
    fields = scan.cues.get("sessions", ())
    for name, text in (("title", wording.title), ("description", wording.description)):
        if name in fields:
            found = _SESSIONS.search(fold(text))
            if found:
                return Evidence("formats", "kurs_mehrteilig", name, found[0])
    return None


def _lab(finds: list[Find], wording: Wording, levels: list[Evidence]) -> Evidence | None:
    """What school classes do in a lab is one of its projects."""
    if not levels:
        return None
    if _LAB.search(wording.place.lower()):
        return Evidence("formats", "schuelerlabor", "place", wording.place)
    return next((find.evidence() for find in finds if find.code == "schuelerlabor"), None)


def _by_hint(finds: list[Find], wording: Wording, topics: list[Evidence]) -> list[Evidence]:
    """What people do there: of several formats the one with the most hints."""
    hints: dict[str, dict[str, Find]] = defaultdict(dict)
    for find in finds:
        if find.weight == HINT:
            hints[find.code].setdefault(fold_word(find.words), find)
    is_sky = any(topic.value == _SKY for topic in topics)
    if is_sky and "beobachtung" in hints:
        return [next(iter(hints["beobachtung"].values())).evidence()]
    if is_sky and "show" in hints:
        return [next(iter(hints["show"].values())).evidence()]
    if _DOME.search(wording.place.lower()):
        return [Evidence("formats", "show", "place", wording.place)]
    code = max(_BY_HINT, key=lambda code: len(hints[code]) * (_OUTSIDE if code == "exkursion" else 1))
    return [find.evidence() for find in hints[code].values()][:1]
