from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.normalising.weblinks import canonical

BASE = "https://www.Museum.example/termine/liste?seite=2"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "detail/?a=1&amp;cHash=ab&utm_source=x#top",
            "https://www.museum.example/termine/detail/?a=1&cHash=ab",
        ),
        ("?id=5", "https://www.museum.example/termine/liste?id=5"),
        ("//müller.example/ä b", "https://xn--mller-kva.example/%C3%A4%20b"),
        ("https://straße.example", "https://xn--strae-oqa.example/"),
        ("HTTP://MUSEUM.EXAMPLE:80/A", "http://museum.example/A"),
        ("https://museum.example:8443/", "https://museum.example:8443/"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("https://[::1]:8080/x", "https://[::1]:8080/x"),
        ("www.museum.example/a", "https://www.museum.example/a"),
        ("/a?fbclid=1&gclid=2&b=%C3%BC&mc_eid=3", "https://www.museum.example/a?b=%C3%BC"),
        ("/a;jsessionid=ABC?x[y]=1", "https://www.museum.example/a?x[y]=1"),
        ("/100%", "https://www.museum.example/100%25"),
        (" /a\n", "https://www.museum.example/a"),
    ],
)
def test_a_page_has_one_address(url: str, expected: str) -> None:
    assert canonical(url, BASE) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "#",
        "mailto:info@museum.example",
        "javascript:void(0)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "ftp://museum.example/",
        "https://bank.example@evil.example/",
        "https://[zz]/",
        "https://museum.example:99999/",
        "https://mu seum.example/",
        "https://..example/",
        "https:///nirgends",
        "https://museum.example/" + "x" * 2_000,
    ],
)
def test_what_is_no_page_has_no_address(url: str) -> None:
    assert canonical(url, BASE) == ""


def test_a_relative_address_without_a_base_is_none() -> None:
    assert canonical("detail/5", "") == ""


URLS = st.text(max_size=80) | st.builds(
    "{}{}".format, st.sampled_from(["http://", "https://", "//", "/", "?"]), st.text(max_size=60)
)


@given(URLS)
def test_an_address_is_safe_and_stays_as_it_is(url: str) -> None:
    found = canonical(url, BASE)
    if found:
        parts = urlsplit(found)
        assert parts.scheme in ("http", "https")
        assert parts.hostname and parts.username is None and not parts.fragment
        assert found.isascii() and found.isprintable() and not set(found) & set(' "<>')
        assert canonical(found, "") == found
