"""Whom an event is for: groups and school levels, from words and from classes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from connectors.facets.classes import LEVELS, Classes
from connectors.facets.folding import fold_word
from connectors.facets.scan import Find, Scan
from connectors.model import Evidence

_ENDS: Final = frozenset(".,!?;\n")
_PER: Final = frozenset({"pro", "je", "max", "inkl", "unter", "per"})
_BY: Final = frozenset({"von", "durch", "ohne", "nicht", "ehemalige", "ehemaligen", "keine", "unserer", "by"})
_MONEY: Final = frozenset(
    {"€", "euro", "eur", "frei", "kostenlos", "kostenfrei", "gratis", "zahlen", "ermaessigt"}
)
_PRESENTS: Final = frozenset(
    {
        "zeigen", "erklaeren", "erlaeutern", "fuehren", "praesentieren", "berichten", "helfen", "betreuen",
        "leiten", "beantworten", "spielen", "lesen", "sammeln", "singen", "erzaehlen", "geben", "musizieren",
        "present", "explain", "show", "begleiten", "beraten", "moderieren", "organisieren", "stellen",
    }
)  # fmt: skip
_REACH: Final = 6  # words from a group to the money it pays
_ALONE: Final = frozenset({"kinder", "erwachsene", "schueler", "studierende", "familien", "jugendliche"})


def read_groups(scan: Scan) -> list[Evidence]:
    """Each group once. Who pays ("Kinder 4 €") or presents ("Azubis zeigen") is not thereby invited."""
    return _first_of_each(find for find in scan.finds.get("groups", ()) if _is_invited(find))


def read_levels(scan: Scan, classes: Classes | None, field: str) -> list[Evidence]:
    """From words, and from classes; never from ages."""
    said = _first_of_each(find for find in scan.finds.get("levels", ()) if _is_invited(find))
    if classes is None:
        return said
    follow = [Evidence("levels", level, field, classes.words) for level in classes.levels]
    # "Grundschule, ab Klasse 3" stays in the primary school.
    schools = [one for one in said if one.value in LEVELS]
    if schools and None in (classes.low, classes.high):
        within = {one.value for one in schools}
        follow = [one for one in follow if one.value in within] or follow
    known = {one.value for one in follow}
    return follow + [one for one in said if one.value not in known]


def _first_of_each(finds: Iterable[Find]) -> list[Evidence]:
    found: dict[str, Evidence] = {}
    for find in finds:
        found.setdefault(find.code, find.evidence())
    return list(found.values())


def _is_invited(find: Find) -> bool:
    if find.field == "audience":
        return True
    before = [fold_word(token) for token in find.tokens[max(0, find.begin - 2) : find.begin]]
    if before and (before[-1] in _BY or before[-1] in _PER - {"max"}):
        return False
    after: list[str] = []
    for token in find.tokens[find.end : find.end + _REACH]:
        if token in _ENDS:
            break
        after.append(fold_word(token))
    if after and after[0] in _PRESENTS:
        return False
    return not (_pays(find, before, after))


def _pays(find: Find, before: list[str], after: list[str]) -> bool:
    """ "Erwachsene 6 €", "Kinder unter 10 Jahren frei"; but not "für Kinder, 6 €"."""
    if fold_word(find.words) not in _ALONE or (before and before[-1] in ("fuer", "for")):
        return False
    return not _MONEY.isdisjoint(after) or (bool(before) and before[-1] in ("€", "euro"))
