"""curation.toml: checked for typos, edited by commands that leave every comment where it is."""

from __future__ import annotations

import string
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.declared.contradictions import contradictions
from connectors.declared.curation import Curation, Decision, Verb, read_curation
from connectors.declared.curation_edits import CurationText
from connectors.declared.curation_fields import facet_codes
from connectors.errors import ConfigurationError
from feeds.labels import FILE as LABELS

BERLIN = ZoneInfo("Europe/Berlin")
BY_HAND = """\
# Entscheidungen des Büros

# Der Verein sagte am Telefon ab.
[[hide]]
event = "aaa"  # Löten
note = "abgesagt"

[[set]]
event = "bbb"
# so steht es auf dem Plakat
field = "title"
value = "Sterne"  # nicht Stern

# doppelt
[[hide]]
event = "ccc"
"""


def text(words: str) -> CurationText:
    return CurationText(Path("curation.toml"), words, BERLIN)


def hide(event: str, note: str = "") -> Decision:
    return Decision(verb=Verb.HIDE, events=(event,), note=note)


def test_a_folder_without_decisions_is_fine(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").touch()
    assert read_curation(tmp_path / "curation.toml", BERLIN) == Curation()
    assert read_curation(tmp_path / "empty.toml", BERLIN) == Curation()


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ('[[hid]]\nevent = "a"', "hid: "),
        ('[hide]\nevent = "a"', "hide: "),
        ('[[hide]]\nevent = "a"\n[[hide]]\nevnt = "b"', "hide[2].evnt: "),
        ("[[hide]]\nnote = 'x'", "hide[1].event: "),
        ("[[hide]]\nevent = 7", "hide[1].event: "),
        ('[[hide]]\nevent = "a"\nsince = "gestern"', "hide[1].since: "),
        ('[[pin]]\nevent = "a"\nfield = "title"', "pin[1].field: "),
        ('[[set]]\nevent = "a"\nfield = "titel"\nvalue = "x"', "set[1].field: "),
        ('[[set]]\nevent = "a"\nfield = "title"', "set[1].value: "),
        ('[[set]]\nevent = "a"\nfield = "title"\nvalue = " "', "set[1].value: "),
        ('[[set]]\nevent = "a"\nfield = "topics"\nvalue = "physik"', "set[1].value: "),
        ('[[set]]\nevent = "a"\nfield = "topics"\nvalue = ["physic"]', "set[1].value: "),
        ('[[set]]\nevent = "a"\nfield = "start"\nvalue = "bald"', "set[1].value: "),
        ('[[set]]\nevent = "a"\nfield = "status"\nvalue = "fällt aus"', "set[1].value: "),
        ('[[set]]\nevent = "a"\nfield = "url"\nvalue = "javascript:alert(1)"', "set[1].value: "),
        (
            '[[set]]\nevent = "a"\nfield = "registration_deadline"\nvalue = "2026-12-05 10:00"',
            "set[1].value: ",
        ),
        ('[[clear]]\nevent = "a"\nfield = "title"', "clear[1].field: "),
        ('[[same]]\nevents = ["a"]', "same[1].events: "),
        ('[[same]]\nevents = ["a", "a"]', "same[1].events: "),
    ],
)
def test_a_typo_names_the_file_the_table_and_the_key(tmp_path: Path, wrong: str, complaint: str) -> None:
    path = tmp_path / "curation.toml"
    path.write_text(wrong)

    with pytest.raises(ConfigurationError) as caught:
        read_curation(path, BERLIN)

    assert str(caught.value).startswith(f"{path}: {complaint}")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[[hide]]\nevent="a"\n[[hide]]\nevent="a"\n[[pin]]\nevent="b"', []),
        ('[[hide]]\nevent="a"\n[[pin]]\nevent="a"', ["pin[1]: derselbe Termin ist in hide[1] verborgen"]),
        (
            '[[set]]\nevent="a"\nfield="url"\nvalue="https://x.example"\n[[clear]]\nevent="a"\nfield="url"',
            ["set[1]: »url« desselben Termins steht auch in clear[1]"],
        ),
        (
            '[[set]]\nevent="a"\nfield="title"\nvalue="x"\n[[set]]\nevent="a"\nfield="title"\nvalue="y"',
            ["set[1]: »title« desselben Termins steht auch in set[2]"],
        ),
        (
            '[[same]]\nevents=["a","b"]\n[[different]]\nevents=["b","a"]',
            ["different[1]: widerspricht same[1]; getrennt gilt"],
        ),
        (
            '[[same]]\nevents=["a","b"]\n[[same]]\nevents=["x","y"]\n[[same]]\nevents=["b","c"]\n'
            '[[different]]\nevents=["c","a"]',
            ["different[1]: widerspricht same[1], same[3]; getrennt gilt"],
        ),
        ('[[same]]\nevents=["a","b"]\n[[different]]\nevents=["a","c"]', []),
    ],
)
def test_decisions_that_contradict_each_other_are_told_and_may_stand(written: str, said: list[str]) -> None:
    found = list(contradictions(text(written).curation.decisions))

    assert len(found) == len(said)
    assert all(line.startswith(begin) for line, begin in zip(found, said, strict=True))


@pytest.mark.parametrize("facet", ["topics", "levels", "groups", "formats"])
def test_people_may_set_the_codes_that_the_feed_has(facet: str) -> None:
    labels = tomllib.loads(LABELS.read_text("utf-8"))
    assert sorted(facet_codes(facet)) == sorted(labels[facet])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"2026-12-05 14:00"', datetime(2026, 12, 5, 13, tzinfo=UTC)),
        ('"5.12.2026 14 Uhr"', datetime(2026, 12, 5, 13, tzinfo=UTC)),
        ("2026-12-05T14:00:00", datetime(2026, 12, 5, 13, tzinfo=UTC)),
        ("2026-12-05T14:00:00Z", datetime(2026, 12, 5, 14, tzinfo=UTC)),
        ("2026-12-05", date(2026, 12, 5)),
    ],
)
def test_a_time_is_meant_in_the_clusters_zone(written: str, meant: date | datetime) -> None:
    curation = text(f'[[set]]\nevent = "a"\nfield = "start"\nvalue = {written}').curation
    assert curation.decisions[0].value == meant


def test_a_new_file_explains_itself_and_holds_the_decision() -> None:
    decision = Decision(
        verb=Verb.SAME, events=("a", "b"), author="Büro", note='"so"\\', since=date(2026, 11, 24)
    )

    written = text("").decided(decision)

    assert (
        written.text.startswith("# ") and "[[different]]" in written.text.split('[[same]]\nevents = ["a"')[0]
    )
    assert written.curation.decisions == (replace(decision, place="same[1]"),)


def test_a_decision_is_added_below_and_nothing_else_is_touched() -> None:
    written = text(BY_HAND).decided(hide("ddd", "voll"))

    assert written.text == BY_HAND + '\n[[hide]]\nevent = "ddd"\nnote = "voll"\n'


def test_a_field_set_again_is_changed_where_it_stands() -> None:
    decision = Decision(verb=Verb.SET, events=("bbb",), field="title", author="Büro")

    written = text(BY_HAND).decided(decision, "Sternbilder")

    assert written.text == BY_HAND.replace('"Sterne"', '"Sternbilder"').replace(
        "# nicht Stern\n", '# nicht Stern\nauthor = "Büro"\n'
    )


def test_the_last_word_about_a_field_or_a_pair_takes_the_place_of_the_one_before() -> None:
    cleared = text(BY_HAND).decided(Decision(verb=Verb.CLEAR, events=("bbb",), field="price"))
    cleared = cleared.decided(Decision(verb=Verb.SET, events=("bbb",), field="price"), "frei")
    paired = cleared.decided(Decision(verb=Verb.SAME, events=("a", "b")))
    paired = paired.decided(Decision(verb=Verb.DIFFERENT, events=("b", "a")))

    assert [each.verb for each in paired.curation.decisions] == ["hide", "hide", "set", "set", "different"]


def test_what_is_taken_back_goes_and_every_comment_around_it_stays() -> None:
    written = text(BY_HAND).taken_back(hide("aaa"))

    assert written.text == BY_HAND.replace('[[hide]]\nevent = "aaa"  # Löten\nnote = "abgesagt"\n\n', "")
    assert text(BY_HAND).taken_back(hide("zzz")) == text(BY_HAND)


def test_the_line_ends_of_the_file_stay() -> None:
    written = text(BY_HAND.replace("\n", "\r\n")).decided(hide("ddd")).taken_back(hide("aaa"))
    written = written.decided(hide("ccc", "wirklich doppelt"))

    assert "wirklich" in written.text and written.text.count("\n") == written.text.count("\r\n")


def test_what_is_written_in_an_unusual_way_is_left_to_people() -> None:
    unusual = text('hide = [{event = "a"}]\n')

    with pytest.raises(ConfigurationError):
        unusual.decided(hide("b"))
    with pytest.raises(ConfigurationError):
        unusual.taken_back(hide("a"))


ids = st.text(string.ascii_lowercase, min_size=1, max_size=2)
words = st.text(max_size=20)


@given(st.lists(st.tuples(ids, words, st.booleans()), max_size=8))
def test_after_any_decisions_the_file_holds_the_last_word_on_each_event(
    steps: list[tuple[str, str, bool]],
) -> None:
    written, wanted = text(BY_HAND), {"aaa": "abgesagt", "ccc": ""}
    comments = [line for line in BY_HAND.splitlines() if line.startswith("#")]
    for event, note, is_hidden in steps:
        decision = hide(event, note)
        written = written.decided(decision) if is_hidden else written.taken_back(decision)
        wanted = {**wanted, event: note} if is_hidden else {k: v for k, v in wanted.items() if k != event}

    hidden = tomllib.loads(written.text)["hide"]

    assert {each["event"]: each.get("note", "") for each in hidden} == wanted
    assert [line for line in written.text.split("\n") if line in comments] == comments
