"""Which school holidays a listing belongs to by its words, where its dates leave that open."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from connectors.dates.school_holidays import periods, touched
from connectors.facets import Evidence, Facets
from connectors.facets.named_holidays import FACET, GENERAL
from connectors.facets.scan import HEADINGS
from connectors.normalising.moments import Span
from connectors.normalising.schedules import day_of, last_day_of

_NEAR: Final = timedelta(days=3)  # the weekend before, a free day after


def said_holidays(facets: Facets, span: Span) -> tuple[str, ...]:
    """The codes to believe. Dates within holidays need no words.

    What only a description says is not believed against dates that are known to be none.
    """
    if not facets.school_holidays:
        return ()
    first = day_of(span.start)
    last = first if span.end is None else max(first, last_day_of(span.end))
    if touched(first, last):
        return ()
    near = {each.code for each in touched(first - _NEAR, last + _NEAR)}
    is_known = periods()[0].first <= first <= periods()[-1].last
    return tuple(
        each.value
        for each in facets.evidence
        if each.facet == FACET
        and (each.field in HEADINGS or not is_known or each.value in near or (near and each.value == GENERAL))
    )


def evidence_of(facets: Facets, holidays: tuple[str, ...]) -> tuple[Evidence, ...]:
    """All but for the holidays that are not believed."""
    if not facets.school_holidays:
        return facets.evidence
    return tuple(each for each in facets.evidence if each.facet != FACET or each.value in holidays)
