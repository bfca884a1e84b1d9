"""Nothing a source sends can inject, hide or break a line in what we publish."""

from __future__ import annotations

import sys
import unicodedata
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feeds.text import UNWANTED, contact_url, one_line, paragraphs, shortened, web_url
from tests.published import hostile, urls


def test_every_invisible_or_controlling_character_is_unwanted() -> None:
    kept = {"\n", "\t"}
    ends = {"\r", "\x0b", "\x0c", "\u2028", "\u2029"}  # they become \n before
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            assert UNWANTED.match(character) or character in kept | ends, f"U+{code:04X}"


def test_no_letter_digit_or_sign_is_unwanted() -> None:
    for code in range(sys.maxunicode + 1):
        if UNWANTED.match(chr(code)) and code != 0xFFFC:  # stands for an object that is not there
            assert unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Zl", "Zp"), (
                f"U+{code:04X}"
            )


@given(hostile)
def test_text_leaves_clean_and_cleaning_it_again_changes_nothing(text: str) -> None:
    clean = paragraphs(text)
    assert paragraphs(clean) == clean == unicodedata.normalize("NFC", clean)
    assert not UNWANTED.search(clean)
    assert not set(clean) & set("\r\x0b\x0c\x85\u2028\u2029")
    assert len(f"x{clean}x".splitlines()) == clean.count("\n") + 1
    assert "\n" not in one_line(text)


def test_umlauts_emoji_and_line_ends_survive() -> None:
    assert paragraphs("Mu\u0308ll\r\nGröße 🚀\rEnde") == "Müll\nGröße 🚀\nEnde"


@given(st.text(st.sampled_from("ab ,\n"), max_size=60), st.integers(2, 30))
def test_a_shortened_text_is_a_beginning_of_the_whole(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert len(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_text_is_cut_after_a_word() -> None:
    assert shortened("Sterne über Bochum", 14) == "Sterne über…"
    assert shortened("Donaudampfschifffahrt", 8) == "Donauda…"


@pytest.mark.parametrize(
    ("given_", "published"),
    [
        ("https://x.example/a?b=c#d", "https://x.example/a?b=c#d"),
        ("  HTTPS://X.Example/Straße und Weg ", "https://x.example/Stra%C3%9Fe%20und%20Weg"),
        ("https://bücher.example:8443/", "https://xn--bcher-kva.example:8443/"),
        ("https://x.example/100%/%20", "https://x.example/100%25/%20"),
        ('https://x.example/"><script>', "https://x.example/%22%3E%3Cscript%3E"),
        ("http://127.0.0.1:8000/demo", "http://127.0.0.1:8000/demo"),
        ("http://[::1]/", "http://[::1]/"),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//x.example/", ""),
        ("https://user:secret@x.example/", ""),
        ("https://good.example\\@evil.example/", ""),
        ("https://good.example\\.evil.example/", ""),
        ("https:///x", ""),
        ("https://x.example:99999/", ""),
        ("https://[::1/", ""),
        (f"https://x.example/{'a' * 2000}", ""),
        ("mailto:info@x.example", ""),
    ],
)
def test_only_harmless_web_addresses_are_published(given_: str, published: str) -> None:
    assert web_url(given_) == published


@pytest.mark.parametrize(
    ("given_", "published"),
    [
        ("mailto:info@x.example?bcc=all@x.example", "mailto:info@x.example"),
        ("mailto:a@x.example,b@x.example", ""),
        ("mailto:info@x.example%0d%0aBcc:b@x.example", ""),
        ("tel:+49 234 / 5678-0", "tel:+492345678-0"),
        ("tel:*#06#", ""),
        ("https://x.example/", "https://x.example/"),
        ("javascript:alert(1)", ""),
    ],
)
def test_mail_and_phone_pass_where_one_registers(given_: str, published: str) -> None:
    assert contact_url(given_) == published


@given(urls)
def test_a_published_address_is_ascii_without_blanks_and_stays_as_it_is(text: str) -> None:
    url = web_url(text)
    assert web_url(url) == url
    if url:
        assert url.isascii() and url.isprintable() and " " not in url and len(url) <= 2000
        assert urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname


@given(urls)
@example("https://x.example/#\x08")
@example("https://x.example/a?\u200b")
@example("https://x.example/?\x08#\x7f")
def test_an_address_leaves_clean_and_cleaning_it_again_changes_nothing(text: str) -> None:
    assert web_url(web_url(text)) == web_url(text)
    assert contact_url(contact_url(text)) == contact_url(text)
