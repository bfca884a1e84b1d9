"""What kind of event it is: what names it best, else what people do there, else the kind of place."""

from __future__ import annotations

import re
from typing import Final

from connectors.facets.findings import Evidence, Wording
from connectors.facets.folding import fold, fold_pattern
from connectors.facets.lexicon import HINT, SURE, USUAL, rules
from connectors.facets.scan import HEADINGS, Find, Scan

_ORDER: Final[dict[str, int]] = {code: rank for rank, code in enumerate(rules("formats")["order"])}
_PLAIN: Final = ("workshop", "vortrag")  # names that a text may make more precise
_PRECISE: Final = ("fortbildung", "ferienangebot")
_OF_TEACHERS: Final = ("lehrkraefte", "paedagogische_fachkraefte")
_SESSIONS: Final = re.compile(fold_pattern("|".join(rules("sessions")["several"])))
_DOME: Final = re.compile(r"planetarium")
_LAB: Final = re.compile(r"(?:sch(?:ü|ue)ler|lern|experimentier|mitmach)-?labor")


def read_formats(scan: Scan, wording: Wording, groups: list[Evidence], *, has_topic: bool) -> list[Evidence]:
    """At most one format, with its words. Without a topic only a sure name is believed."""
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
    if has_topic and (best is None or best.code == "workshop") and _is_lab(scan, wording):
        return [Evidence("formats", "schuelerlabor", "place", wording.place)]
    if best is not None:
        return [best.evidence()]
    return _by_hint(finds, wording) if has_topic else []


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


def _is_lab(scan: Scan, wording: Wording) -> bool:
    """What classes do in a lab for pupils is a project of that lab."""
    return "classes" in scan.cues and bool(_LAB.search(wording.place.lower()))


def _by_hint(finds: list[Find], wording: Wording) -> list[Evidence]:
    hints = [find for find in finds if find.weight == HINT]
    if _DOME.search(wording.place.lower()):
        show = next((find for find in hints if find.code == "show"), None)
        return [show.evidence()] if show else [Evidence("formats", "show", "place", wording.place)]
    workshop = next((find for find in hints if find.code == "workshop"), None)
    return [workshop.evidence()] if workshop else []
