"""JSON as plugins write it reads as what was meant, and whatever is whole in it is kept."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.parsing import loose_json

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
WORDS = st.text("abc äöü", min_size=1, max_size=12)
PLAIN = st.dictionaries(WORDS, WORDS | st.lists(st.integers() | WORDS, max_size=3), min_size=1, max_size=4)


@given(VALUES)
def test_sound_json_reads_as_it_is(value: Any) -> None:
    assert loose_json.loads(json.dumps(value)) == loose_json.Loose(value)


@given(PLAIN, st.sampled_from(("//<![CDATA[\n{}\n//]]>", "<!--\n{}\n-->", "/* {{ */ {}", "{};", "\ufeff {}")))
def test_what_is_wrapped_around_it_does_not_matter(value: dict[str, Any], wrapper: str) -> None:
    if wrapper.startswith("\ufeff"):
        wrapper = wrapper[1:]
    assert loose_json.loads(wrapper.format(json.dumps(value, indent=1))).value == value


@given(PLAIN)
def test_commas_too_many_do_not_matter(value: dict[str, Any]) -> None:
    found = loose_json.loads(re.sub(r"\n\s*([}\]])", r",\n\1", json.dumps(value, indent=1)))
    assert found.value == value
    assert not found.is_cut


@given(PLAIN)
def test_commas_that_are_missing_between_lines_do_not_matter(value: dict[str, Any]) -> None:
    text = "{\n" + "\n".join(f"{json.dumps(key)}: {json.dumps(each)}" for key, each in value.items()) + "\n}"
    assert loose_json.loads(text).value == value


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('{"name": "Im "Planetarium" am Abend", "n": 1}', {"name": 'Im "Planetarium" am Abend', "n": 1}),
        ('{"name": "Mond "nah""}', {"name": 'Mond "nah"'}),
        ('["Kurs "A"", "Kurs "B""]', ['Kurs "A"', 'Kurs "B"']),
        ('{"text": "eine\nzweite\tZeile"}', {"text": "eine\nzweite\tZeile"}),
        ("{'name': 'Löten', n: 1, last: undefined}", {"name": "Löten", "n": 1, "last": None}),
        (r'{"path": "C:\Daten\neu"}', {"path": "C:\\Daten\neu"}),
        ("{&quot;name&quot;: &quot;A &amp; B&quot;}", {"name": "A & B"}),
        ('{"a": 1}{"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"a": 1},\n{"b": 2}', [{"a": 1}, {"b": 2}]),
    ],
)
def test_each_habit_is_understood_and_said(text: str, meant: Any) -> None:
    found = loose_json.loads(text)
    assert found.value == meant
    assert found.repairs


@given(st.lists(PLAIN, min_size=1, max_size=4), st.data())
def test_of_a_text_cut_off_the_whole_objects_are_kept(
    values: list[dict[str, Any]], data: st.DataObject
) -> None:
    whole = [json.dumps(value) for value in values]
    last = data.draw(st.integers(1, len(whole[-1]) - 1))
    found = loose_json.loads("[" + ", ".join([*whole[:-1], whole[-1][:last]]))
    assert found.is_cut
    assert [value for value in found.value if loose_json.CUT not in value] == values[:-1]


@given(st.text("{}[]\",:'\\\n/*<>!-ab1 ", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        loose_json.loads(text)
    except ValueError as error:
        assert str(error)
