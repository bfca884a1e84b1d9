"""What a description says about registering and about money, sentence by sentence."""

from __future__ import annotations

import pytest

from connectors.facets import Wording, read_facets
from connectors.normalising.sentences import price_sentences, registration_sentences, sentences


def test_a_dates_dot_ends_no_sentence() -> None:
    text = "Wir löten. Bitte bis 6. November anmelden, z. B. per Mail.\nKosten: 5 €."

    assert list(sentences(text)) == [
        "Wir löten.",
        "Bitte bis 6. November anmelden, z. B. per Mail.",
        "Kosten: 5 €.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Wir löten. Kostenlos, Anmeldung bis 1. Juni.", "Kostenlos, Anmeldung bis 1. Juni."),
        ("Bewerbung bis 15. September. Wir freuen uns.", "Bewerbung bis 15. September."),
        ("Wir löten den ganzen Tag.", ""),
    ],
)
def test_only_what_is_about_registering_is_taken(text: str, said: str) -> None:
    assert registration_sentences(text) == said


def test_the_price_is_given_as_worded() -> None:
    text = "Wir löten einen Blinker. Die Teilnahme kostet 12 Euro, ermäßigt 8 Euro. Bitte Brot mitbringen."
    facets = read_facets(Wording(title="Löten", description=text))

    assert price_sentences(text, facets) == "Die Teilnahme kostet 12 Euro, ermäßigt 8 Euro."


def test_where_nothing_is_said_there_is_no_price() -> None:
    text = "Wir löten einen Blinker mit 12 Lampen."

    assert price_sentences(text, read_facets(Wording(title="Löten", description=text))) == ""
