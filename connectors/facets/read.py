"""From what a source says about an event to its facets, each with the words it was read from."""

from __future__ import annotations

from typing import Final

from connectors.facets.content import read_content
from connectors.facets.findings import Facets, Wording
from connectors.facets.scan import scan
from connectors.facets.terms import read_terms
from connectors.model import Evidence

_EURO: Final = "EUR"


def read_facets(wording: Wording) -> Facets:
    """Never raises, and never guesses: a facet without evidence is absent."""
    seen = scan(wording)
    content = read_content(wording, seen)
    terms = read_terms(wording, seen)
    return Facets(
        topics=_codes(content.topics),
        formats=_codes(content.formats),
        levels=_codes(content.levels),
        groups=_codes(content.groups),
        class_min=content.classes.low if content.classes else None,
        class_max=content.classes.high if content.classes else None,
        age_min=content.ages.low if content.ages else None,
        age_max=content.ages.high if content.ages else None,
        is_free=terms.price.is_free,
        amounts=terms.price.amounts,
        currency=_EURO if terms.price.amounts else "",
        is_registration_required=terms.registering.is_required,
        availability=terms.availability,
        languages=_codes(content.languages),
        school_holidays=_codes(content.holidays),
        wheelchair=terms.access.wheelchair,
        accessibility_text=terms.access.text,
        evidence=(*content.evidence(), *terms.evidence()),
    )


def _codes(found: list[Evidence]) -> tuple[str, ...]:
    return tuple([one.value for one in found]) if found else ()
