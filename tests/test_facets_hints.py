"""What is looked for first, to be quick, is in whatever a rule of the rule book finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.facets import classes, prices, registrations

_PRICES = prices._rules()
_REGISTRATIONS = registrations._rules()
HINTS = {
    "paid": (_PRICES.paid, prices._PAID_HINT),
    "included": (_PRICES.included, prices._INCLUDED_HINT),
    "donation": (_PRICES.donation, prices._GIFT_HINT),
    "free": (_PRICES.free, prices._FREE_HINT),
    "required": (_REGISTRATIONS["required"], registrations._HINT),
    "not_required": (_REGISTRATIONS["not_required"], registrations._HINT),
    **{f"classes {n}": (pattern, needed) for n, (needed, pattern) in enumerate(classes._PATTERNS, 1)},
}


@pytest.mark.parametrize("name", HINTS)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_wording_of_a_rule_is_without_its_hint(name: str, data: st.DataObject) -> None:
    rule, hint = HINTS[name]
    # Lower-case ASCII, as folded texts are.
    drawn = data.draw(
        st.from_regex(re.compile(rule.pattern, re.ASCII), alphabet=st.characters(codec="ascii"))
    )
    text = drawn.lower()
    if rule.search(text):
        assert hint.search(text), text
