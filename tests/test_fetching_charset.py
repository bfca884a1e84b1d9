"""The charset of a page: BOM, header, declaration in the text, fallback."""

from __future__ import annotations

from encodings.aliases import aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.fetching.charset import find_charset, media_type_of

WORDS = "Führung über die Nordsternschau – „Größe“ für Schüler"
LATIN = "Führung über Größe für Schüler"
HTML = "<html><head>{}</head><body>" + LATIN + "</body></html>"


def html(declaration: str, charset: str) -> bytes:
    return HTML.format(declaration).encode(charset)


@pytest.mark.parametrize(
    "body, content_type, text",
    [
        # BOM first, whatever else is said
        (WORDS.encode("utf-8-sig"), "text/html; charset=iso-8859-1", WORDS),
        (("\ufeff" + WORDS).encode("utf-16-le"), "text/plain; charset=utf-8", WORDS),
        (("\ufeff" + WORDS).encode("utf-16-be"), "", WORDS),
        # then the header
        (LATIN.encode("latin-1"), "text/html; charset=ISO-8859-1", LATIN),
        (LATIN.encode("latin-1"), "text/html;charset='latin1'", LATIN),
        (WORDS.encode("cp1252"), "text/html; charset=iso-8859-1", WORDS),  # as browsers read it
        (WORDS.encode("cp1252"), 'text/html; charset="windows-1252"; x=y', WORDS),
        (LATIN.encode("iso8859-15"), "text/calendar; charset=ISO-8859-15", LATIN),
        (LATIN.encode("utf-16-le"), "text/html; charset=utf-16le", LATIN),
        (html('<meta charset="utf-8">', "latin-1"), "text/html; charset=iso-8859-1", None),
        # a header that is wrong
        (WORDS.encode(), "text/html; charset=us-ascii", WORDS),
        (WORDS.encode(), "text/html; charset=iso-8859-1", WORDS),
        (LATIN.encode("latin-1"), "text/html; charset=utf-8", LATIN),
        (WORDS.encode(), "text/html; charset=no-such-charset", WORDS),
        (WORDS.encode(), "text/html; charset=rot13", WORDS),
        (WORDS.encode(), "text/html; charset=unicode_escape", WORDS),
        (WORDS.encode(), "text/html; charset=", WORDS),
        # then the declaration in the text
        (html('<meta charset="iso-8859-1">', "latin-1"), "text/html", None),
        (html("<META CHARSET=windows-1252>", "cp1252"), "text/html", None),
        (
            html('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-15">', "iso8859-15"),
            "text/html",
            None,
        ),
        (html('<!-- <meta charset="cp850"> --><meta charset="cp1252">', "cp1252"), "", None),
        (html('<meta charset="utf-16">', "utf-8"), "text/html", None),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?><t>' + LATIN.encode("latin-1"), "text/xml", None),
        (b"<?xml version='1.0' encoding='cp850'?><t>" + LATIN.encode("cp850"), "application/rss+xml", None),
        # else what it looks like
        (WORDS.encode(), "text/html", WORDS),
        (WORDS.encode(), "text/calendar", WORDS),
        (WORDS.encode("cp1252"), "text/calendar", WORDS),
        (WORDS.encode("cp1252"), "text/csv", WORDS),
        (b"", "text/calendar", ""),
    ],
)
def test_words_arrive_as_the_partner_wrote_them(body: bytes, content_type: str, text: str | None) -> None:
    read = body.decode(find_charset(body, content_type)).removeprefix("\ufeff")

    assert LATIN in read if text is None else read == text


@pytest.mark.parametrize(
    "content_type", ["text/calendar", "application/json", "application/ld+json", "text/csv"]
)
def test_an_events_own_words_declare_no_charset(content_type: str) -> None:
    body = b'Kurs: was bedeutet <meta charset="cp850">?'

    assert find_charset(body, content_type) == "utf-8"


def test_a_declaration_beyond_the_head_is_not_looked_for() -> None:
    body = b" " * 4096 + b'<meta charset="cp850">'

    assert find_charset(body, "text/html") == "utf-8"


def test_one_bad_byte_does_not_make_a_page_latin_1() -> None:
    body = WORDS.encode() + b"\xff" + WORDS.encode()

    assert find_charset(body, "text/calendar") == "utf-8"


def test_whatever_charset_a_partner_names_the_page_can_be_decoded() -> None:
    body = bytes(range(256))
    for label in {*aliases, *aliases.values(), "unicode_escape", "idna", "undefined", "\0", "ä"}:
        charset = find_charset(body, f"text/html; charset={label}")

        assert body.decode(charset, errors="replace")


@pytest.mark.parametrize(
    "header, media_type",
    [
        ("Text/HTML; charset=utf-8", "text/html"),
        (" text/calendar ", "text/calendar"),
        ("text/html, text/html; charset=utf-8", "text/html"),  # sent twice
        ("", ""),
    ],
)
def test_a_media_type_is_lower_case_without_parameters(header: str, media_type: str) -> None:
    assert media_type_of(header) == media_type


@given(st.text(min_size=1, max_size=200))
def test_utf_8_is_never_mistaken(text: str) -> None:
    assert find_charset(text.encode(errors="replace"), "text/calendar").startswith("utf-")
