"""The facets of one record: read from its words, filled in from its source's own settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from connectors.cluster import Source
from connectors.facets import Evidence, Facets, Wording, read_facets
from connectors.model import Record
from connectors.normalising.details import Details

_SETTINGS: Final = ("topics", "levels", "groups", "formats")


def facets_of(record: Record, found: Details, source: Source) -> Facets:
    """What the record says comes first; a source's default stands only where it says nothing."""
    place = found.place
    facets = read_facets(
        Wording(
            title=found.title,
            description=found.description,
            categories=found.categories,
            price=found.price_text,
            registration=found.registration_text,
            audience=found.audience_text,
            place=place.name if place else "",
            language=record.language,
        )
    )
    defaults = {
        name: getattr(source, name)
        for name in _SETTINGS
        if getattr(source, name) and not getattr(facets, name)
    }
    if not defaults:
        return facets
    evidence = tuple(
        Evidence(facet=name, value=code, field="default", words="")
        for name, codes in defaults.items()
        for code in codes
    )
    return replace(facets, **defaults, evidence=facets.evidence + evidence)
