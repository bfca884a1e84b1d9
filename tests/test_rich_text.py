"""A description's HTML has the words of its plain text and nothing that could harm."""

from __future__ import annotations

import re
import time

import nh3
import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import example, given, settings
from hypothesis import strategies as st

from connectors.normalising.privacy import redact
from connectors.normalising.rich_text import LONGEST, safe_html
from connectors.normalising.texts import paragraphs

BASE = "https://museum.example/programm/seite"
LIMIT = 5_000
TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "h3", "h4"}


def made(markup: str) -> str:
    return safe_html(markup, redact(paragraphs(markup, LIMIT)), BASE, LIMIT)


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        (
            "<p>Wir <b>löten</b> und <i>messen</i>.</p>",
            "<p>Wir <strong>löten</strong> und <em>messen</em>.</p>",
        ),
        (
            '<a href="../karte?utm_source=x&amp;a=1">Karte</a>',
            '<p><a href="https://museum.example/karte?a=1" rel="noopener">Karte</a></p>',
        ),
        (
            "<ul><li>Lötkolben<li><p>Zange</p><ul><li>klein</ul></ul>",
            "<ul><li>Lötkolben</li><li>Zange</li><li>klein</li></ul>",
        ),
        ("Erst<ol><li>eins</li></ol>dann", "<p>Erst</p><ol><li>eins</li></ol><p>dann</p>"),
        ("<h1>Was?</h1>Löten<h5>Wo?</h5>Hier", "<h3>Was?</h3><p>Löten</p><h4>Wo?</h4><p>Hier</p>"),
        ("<h5>Wo?</h5>Hier", "<h3>Wo?</h3><p>Hier</p>"),
        ("<b>eins<br>zwei</b><br><br>drei", "<p><strong>eins<br>zwei</strong></p><p>drei</p>"),
        (
            "&lt;p&gt;Doppelt &lt;b&gt;verpackt&lt;/b&gt;&lt;/p&gt;",
            "<p>Doppelt <strong>verpackt</strong></p>",
        ),
        ("Das &lt;b&gt;-Tag ist <b>fett</b>", "<p>Das &lt;b&gt;-Tag ist <strong>fett</strong></p>"),
        ("5 < 7 &amp; <em>so</em>", "<p>5 &lt; 7 &amp; <em>so</em></p>"),
        (
            "<table><tr><td><b>Mo</b></td><td>10 Uhr</td></tr><tr><td>Di</td></tr></table>",
            "<p><strong>Mo</strong> 10 Uhr<br>Di</p>",
        ),
        ("<b>ver\u00ad\u200bsteckt</b>", "<p><strong>versteckt</strong></p>"),
        ("<b>fÃ¼r GroÃŸe</b>", "<p><strong>für Große</strong></p>"),
    ],
)
def test_lists_headings_emphasis_and_links_are_kept(markup: str, html: str) -> None:
    assert made(markup) == html


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "Nur Text",
        "<p>Absatz</p><p>Absatz<br>Zeile</p>",
        "<div class=x><span>Text</span></div>",
        "a < b > c",
        '<a href="javascript:x">Hier</a>',
        "<b></b>",
        '<a href="#oben">nach oben</a>',
        "<table><tr><td>x</table>",
    ],
)
def test_markup_that_says_no_more_than_the_text_gives_none(markup: str) -> None:
    assert made(markup) == ""


HOSTILE = [
    "<script>alert(1)</script>",
    "<b onclick=alert(1)>x</b>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" jav\tascript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="https://a:b@evil.example/">x</a>',
    '<a href="//evil.example/%0d%0aSet-Cookie:x">x</a>',
    '<a href="x&quot; onmouseover=&quot;alert(1)">x</a>',
    "<a href='https://e.example/\"><script>'>x</a>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><a xlink:href='javascript:1'><b>x</b></a></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<textarea><b>x</textarea>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>*{display:none}</style>",
    "<!--><script>--><b>x",
    "<template><b>x</b></template>",
    "<b style='position:fixed' id=a class=b>x</b>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<xmp><b>x</xmp>",
    "<plaintext><b>x",
    "<select><template><b>x",
    "<b><i><u>x",
    "</b></i></ul>",
    "<ul><ul><li><ol>x",
    "<li>x</ul></li>",
    "]]>",
    "&lt;b&gt;",
    "<a href=mailto:info@museum.example?bcc=x>x</a>",
    "<a href=mailto:erika.mustermann@x.example>x</a>",
    "<b hidden>unsichtbar</b>",
    "<b>sichtbar</b>",
    "&#x202e;",
    "\ud800",
    "\x00",
    "\x1e",
    "\ue000",
    "<b>Kontakt: Erika Mustermann, 0176 12345678</b>",
    "<em>erika.mustermann@x.example</em>",
]


@settings(max_examples=400, deadline=None)
@example("<em>erika.mustermann@x.example</em>0")
@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=12), max_size=7).map("".join))
def test_whatever_a_source_sends_only_safe_tags_leave_with_the_words_of_the_plain_text(markup: str) -> None:
    html = made(markup)
    if not html:
        return
    assert paragraphs(html, 10 * LIMIT).split() == redact(paragraphs(markup, LIMIT)).split()
    assert nh3.clean(html, tags=TAGS, link_rel="noopener") == html, "another sanitizer finds nothing to mend"
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        assert isinstance(element, Tag) and element.name in TAGS
        assert set(element.attrs) == ({"href", "rel"} if element.name == "a" else set())
        if element.name == "a":
            assert re.match(r"https?://|mailto:info@museum\.example$", str(element["href"]))
    assert "Mustermann" not in html and "mustermann" not in html and "0176" not in html


def test_what_is_taken_out_of_the_text_is_not_in_the_html() -> None:
    html = made(
        "<p>Wir <b>löten</b>.</p><p>Kontakt: <b>Erika Mustermann</b>, 0176 12345678, "
        '<a href="mailto:erika.mustermann@museum.example">Mail</a></p>'
    )
    assert html.startswith("<p>Wir <strong>löten</strong>.</p>")
    assert "Mustermann" not in html and "mustermann" not in html and "0176" not in html


def test_a_person_named_across_blocks_leaves_no_html_at_all() -> None:
    markup = "<h3>Ansprechpartnerin:</h3><p><b>Frau Dr. Erika Mustermann</b></p><p>Tel. 0176 12345678</p>"
    assert "Mustermann" not in made(markup)


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("mailto:info@museum.example", "mailto:info@museum.example"),
        ("MAILTO:info@museum.example?subject=Hallo&body=x", "mailto:info@museum.example"),
        ("mailto:erika.mustermann@museum.example", ""),
        ("mailto:info@museum.example,erika@museum.example", ""),
        ("tel:+49176123456", ""),
        ("https://museum.example/?an=erika.mustermann@museum.example", ""),
        ("/plan.pdf", "https://museum.example/plan.pdf"),
    ],
)
def test_a_link_leads_to_a_page_or_an_office(href: str, kept: str) -> None:
    html = made(f'<b>Mehr</b> <a href="{href}">dazu</a>')
    assert re.findall(r'href="([^"]*)"', html) == ([kept] if kept else [])


def test_a_text_that_was_cut_has_no_html() -> None:
    assert made("<b>Viel</b> Text. " * 1_000) == ""


@pytest.mark.parametrize(
    "markup",
    [
        "<b>" * 100_000,
        "<ul><li>" * 50_000 + "x",
        '<a href="x">y</a>' * 50_000,
        "<b>x</b>" * 100_000,
        "<" * 500_000,
    ],
    ids=["nested", "lists", "links", "many", "angles"],
)
def test_huge_markup_costs_little_time_and_gives_little(markup: str) -> None:
    began = time.process_time()
    assert len(made(markup)) <= LONGEST
    assert time.process_time() - began < 5
