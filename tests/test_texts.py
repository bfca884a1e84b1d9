from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.normalising.texts import one_line, paragraphs


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Roboter&amp;shy;workshop f&uuml;r Kinder", "Roboterworkshop für Kinder"),
        ("Erdbeben &amp;#8211; was nun?", "Erdbeben – was nun?"),
        ("&lt;b&gt;Sterne&lt;/b&gt; &amp;amp; Planeten", "Sterne & Planeten"),
        ("<b>Sterne</b> &amp; Planeten", "Sterne & Planeten"),
        ("fÃ¼r GroÃŸe â€“ cafÃ© â€žZukunftâ€œ", "für Große – café „Zukunft“"),
        ("Â© und fÃ\x9f", "© und fß"),
        ("Spaß“ und Größe… CAFÉ“", "Spaß“ und Größe… CAFÉ“"),
        ("a\xa0\u2009b\u00adc\u200bd\ufeff", "a bcd"),
        ("  zu \t viele\r\n\r\nLücken ", "zu viele Lücken"),
        ("MONDNACHT IM PLANETARIUM", "MONDNACHT IM PLANETARIUM"),
        ("u\u0308ber", "über"),
        ("Kind&Kegel, AT&T, ?a=1&copy=2", "Kind&Kegel, AT&T, ?a=1&copy=2"),
        ("x < y und y > z", "x < y und y > z"),
        ("Schreib an <info@museum.example>", "Schreib an <info@museum.example>"),
        ("Das <b>HTML</b>-Tag &lt;p&gt;", "Das HTML-Tag <p>"),
        ("<script>alert(1)</script>Hallo<style>p{}</style>", "Hallo"),
        ('Hallo<span style="display: none">nospam</span><i hidden>x</i>!', "Hallo!"),
        ("<br>", ""),
        ("\x00\x1b[31mrot\x9b", "[31mrot"),
        ("nach\u202elinks", "nachlinks"),
        ("halb \ud800 kaputt &#xD800;", "halb kaputt \N{REPLACEMENT CHARACTER}"),
    ],
)
def test_a_line_is_what_a_reader_sees(markup: str, text: str) -> None:
    assert one_line(markup, 300) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Erster</p>\n<p>Zweiter<br>mit Zeile</p>", "Erster\n\nZweiter\nmit Zeile"),
        ("Material:<ul><li>Stift</li>\n<li>Papier</li></ul>Ende", "Material:\n\nStift\nPapier\n\nEnde"),
        ("<table><tr><td>Sa</td><td>14 Uhr</td></tr><tr><td>So</td></tr></table>", "Sa 14 Uhr\nSo"),
        ("<p>im\nFließtext\numbrochen</p>", "im Fließtext umbrochen"),
        ("Zeile 1\\nbleibt\nZeile 2 <b>fett</b>", "Zeile 1\\nbleibt\nZeile 2 fett"),
        ("eins\r\n\r\n\r\n\r\nzwei\u2028drei", "eins\n\nzwei\ndrei"),
        ("<div><div><p>tief</p></div></div><div>flach</div>", "tief\n\nflach"),
    ],
)
def test_paragraphs_and_items_stay_lines(markup: str, text: str) -> None:
    assert paragraphs(markup, 5_000) == text


def test_a_long_text_ends_at_a_word_with_an_ellipsis() -> None:
    assert one_line("Wort " * 100, 30) == "Wort Wort Wort Wort Wort Wort…"
    assert one_line("x" * 400, 30) == "x" * 29 + "…"


def test_a_megabyte_of_markup_is_cut_before_it_is_read() -> None:
    assert one_line("<i>a</i> " * 200_000, 50).endswith("…")
    assert len(paragraphs("<div>" * 100_000 + "x", 5_000)) <= 5_000


@given(st.text(), st.integers(20, 60))
def test_no_text_carries_anything_invisible(text: str, limit: int) -> None:
    for cleaned in (one_line(text, limit), paragraphs(text, limit)):
        assert len(cleaned) <= limit
        assert unicodedata.is_normalized("NFC", cleaned)
        seen = cleaned.replace("\n", "")
        assert not {unicodedata.category(c) for c in seen} & {"Cc", "Cs"}
        assert not any(c in seen for c in "\u2028\u2029\u200b\u202e\u2066\ufeff\xad")
    assert "\n" not in one_line(text, limit)


@given(st.text())
def test_cleaning_mojibake_brings_back_what_was_written(text: str) -> None:
    """Where UTF-8 was read as Latin-1 and the text has umlauts, the way back is found."""
    written = f"Größe über fünf {one_line(text, 40).encode('ascii', 'ignore').decode()}".strip()
    plain = written.replace("<", "").replace("&", "")
    assert one_line(plain.encode().decode("latin-1"), 100) == one_line(plain, 100)
