"""Every page in German and English: the same content, each in its own words, and each knows the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from string import Formatter

import pytest
from bs4 import BeautifulSoup

from feeds import wording
from feeds.calendar_size import Fit, fit_of
from feeds.edition import Edition
from feeds.feed_links import Offer
from feeds.languages import LANGUAGES, counted, phrases
from feeds.legal_pages import legal_pages, read_texts
from feeds.moments import in_order
from feeds.page import render_index
from feeds.row import row_of
from feeds.selection import select
from feeds.subscribe_page import render_subscribe
from feeds.templating import fill, linked
from tests.nights import ClusterOnDisk, calendar, vevent
from tests.published import PUBLISHER, SATURDAY, event, rich_event
from tests.released import files
from warehouse.events import Accessibility, Audience, Event, Price, Registration

ALONE = ("widget/index.html", "embed/index.html")  # pages that speak both languages themselves


@pytest.fixture(scope="module")
def site() -> dict[str, BeautifulSoup]:
    """Every page by path."""
    off = rich_event(id="aus", start=SATURDAY + timedelta(days=19), status="cancelled")
    running = rich_event(id="lang", start=date(2026, 10, 1), end=date(2027, 1, 1))
    found = files(*in_order([rich_event(), off, running]))
    return {path: BeautifulSoup(page, "lxml") for path, page in found.items() if path.endswith(".html")}


def pages(site: dict[str, BeautifulSoup]) -> Iterator[tuple[str, str, BeautifulSoup]]:
    """Language, path within the edition, page."""
    for path, page in site.items():
        if path not in ALONE and path.removeprefix("en/") not in ALONE:
            yield ("en" if path.startswith("en/") else "de"), path.removeprefix("en/"), page


def said(phrase: str) -> tuple[list[str], int]:
    """The places of a phrase, and how many links are in it."""
    return sorted(name for _, name, _, _ in Formatter().parse(phrase) if name), phrase.count("[")


def test_both_languages_say_the_same_things() -> None:
    german, english = phrases("de"), phrases("en")
    assert {section: list(keys) for section, keys in german.items()} == {
        section: list(keys) for section, keys in english.items()
    }
    for section, keys in german.items():
        for key, words in keys.items():
            other = english[section][key]
            assert type(words) is type(other)
            if isinstance(words, str):
                assert said(words) == said(other), f"{section}.{key}"
                assert bool(words) == bool(other)
            else:
                assert len(words) == len(other), f"{section}.{key}"


def test_every_page_has_its_twin(site: dict[str, BeautifulSoup]) -> None:
    found: dict[str, set[str]] = {"de": set(), "en": set()}
    for language, page, _ in pages(site):
        found[language].add(page)
    assert found["de"] == found["en"] and len(found["de"]) > 80


def test_every_page_says_its_language_and_where_the_other_is(site: dict[str, BeautifulSoup]) -> None:
    for language, path, page in pages(site):
        short = path.removesuffix("index.html")
        assert page.select_one("html")["lang"] == language  # type: ignore[index]
        alternates = {str(link["hreflang"]): str(link["href"]) for link in page.select("link[hreflang]")}
        german, english = PUBLISHER.url(short), PUBLISHER.url(f"en/{short}")
        assert alternates == {"de": german, "en": english, "x-default": german}
        assert [str(link["href"]) for link in page.select("link[rel=canonical]")] == [german]
        (switch,) = page.select("a.switch")
        assert switch["lang"] == switch["hreflang"] == ("en" if language == "de" else "de")
        up = "../" * path.count("/")
        assert switch["href"] == (f"{up}en/{path}" if language == "de" else f"{up}../{path}")


def test_on_an_english_page_only_what_the_organisers_say_is_german(site: dict[str, BeautifulSoup]) -> None:
    german = [words for keys in phrases("de").values() for words in keys.values() if isinstance(words, str)]
    telling = {
        piece.strip()
        for words in german
        for piece in re.split(r"\{\w+\}|[\[\]]", words)
        if len(piece.strip()) > 5
    }
    english = " ".join(str(keys) for keys in phrases("en").values())
    telling = {piece for piece in telling if piece not in english}
    for language, path, page in pages(site):
        if language == "en":
            copy = BeautifulSoup(str(page), "lxml")
            for element in copy.select("[lang=de], script, code"):
                element.decompose()
            text = " ".join(copy.get_text(" ").split())
            assert not [piece for piece in telling if piece in text], path


def test_the_organisers_words_are_marked_as_german_on_english_pages(site: dict[str, BeautifulSoup]) -> None:
    for path in ("en/termin/e1/index.html", "en/thema/astronomie_raumfahrt/index.html", "en/index.html"):
        words = {element.get_text() for element in site[path].select("main [lang=de], header [lang=de]")}
        assert {"Sterne über Musterstadt", "3 € zzgl. Eintritt"} <= words
    assert not site["termin/e1/index.html"].select("[lang=de]:not(html)")


def test_the_language_of_the_organisers_is_the_clusters() -> None:
    assert Edition(replace(PUBLISHER, language="en"), "en").own == ""
    assert Edition(replace(PUBLISHER, language="en"), "de").own == ' lang="en"'


@pytest.mark.parametrize(
    ("found", "german", "english"),
    [
        (event(), "Samstag, 5. Dezember 2026, 14:00 Uhr", "Saturday, 5 December 2026, 14:00"),
        (
            event(end=SATURDAY + timedelta(hours=2)),
            "Samstag, 5. Dezember 2026, 14:00 bis 16:00 Uhr",
            "Saturday, 5 December 2026, 14:00 to 16:00",
        ),
        (
            event(start=date(2026, 12, 5)),
            "Samstag, 5. Dezember 2026, ganztägig",
            "Saturday, 5 December 2026, all day",
        ),
        (
            event(start=date(2026, 12, 5), end=date(2026, 12, 8)),
            "5. Dezember 2026 bis 7. Dezember 2026",
            "5 December 2026 to 7 December 2026",
        ),
    ],
)
def test_when_it_is_in_both_languages(found: Event, german: str, english: str) -> None:
    assert (wording.day_and_span(found), wording.day_and_span(found, "en")) == (german, english)


def test_whom_it_is_for_and_what_it_costs_in_english() -> None:
    assert wording.audience(Audience(groups=("familien",), class_min=3, class_max=6), "en") == (
        "Families, grades 3 to 6"
    )
    assert wording.audience(Audience(levels=("sek2",), age_min=16), "en") == "Upper secondary, from age 16"
    assert wording.audience(Audience(age_max=12), "en") == "up to age 12"
    assert wording.price(Price(amounts=(5.0, 2.5), currency="EUR"), "en") == "5.00 € / 2.50 €"
    assert wording.price(Price(is_free=True), "en") == "free of charge"
    assert wording.registration(Registration(is_required=True, deadline=date(2026, 12, 1)), "en") == (
        "required, until 1 December 2026"
    )
    assert wording.access(Accessibility("yes", "Aufzug"), "en") == "wheelchair accessible, Aufzug"
    assert (counted("en", "events", 1), counted("en", "events", 0)) == ("1 event", "0 events")


def test_rows_say_what_the_search_goes_by(site: dict[str, BeautifulSoup]) -> None:
    for path in ("index.html", "en/index.html", "monat/2026-12/index.html", "format/vortrag/index.html"):
        (row,) = site[path].select('main li:has(a[href*="termin/e1/"])')[-1:]
        marks = {name: value for name, value in row.attrs.items() if name.startswith("data-")}
        assert marks == {
            "data-topic": "astronomie_raumfahrt",
            "data-level": "grundschule",
            "data-group": "familien",
            "data-format": "vortrag",
            "data-holidays": "ferien_allgemein",
            "data-partner": "sternwarte",
            "data-online": "",
        }
        names = {str(each["name"]) for each in site[path].select("form[data-filter] [name]")}
        assert {name.removeprefix("data-") for name in marks} <= names
        assert site[path].select_one("form[data-filter]")["hidden"] == ""  # type: ignore[index]


def test_a_hostile_code_marks_no_row() -> None:
    row = row_of(rich_event(topics=('"><script>', "physik", "a b"), price=Price(is_free=True)))
    assert ' data-topic="physik"' in row.marks and "script" not in row.marks and " data-free" in row.marks


def test_every_choice_is_a_label_with_its_words(site: dict[str, BeautifulSoup]) -> None:
    options = site["en/index.html"].select("select[name=topic] option")
    assert ("physik", "Physics") in {(str(each["value"]), each.get_text()) for each in options}
    for control in site["index.html"].select("form[data-filter] [id]"):
        assert site["index.html"].select(f"label[for={control['id']}]")


def test_imprints_are_in_the_language_that_the_cluster_gives(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "impressum.txt").write_text("# Anbieter\n\nStadt Musterstadt", "utf-8")
    (tmp_path / "texts" / "datenschutz.txt").write_text("Nichts wird gespeichert.", "utf-8")
    (tmp_path / "texts" / "datenschutz.en.txt").write_text("Nothing is stored.", "utf-8")
    edition = Edition(replace(PUBLISHER, texts=read_texts(tmp_path)), "en")
    english = {path: BeautifulSoup(page, "lxml").select("main")[0] for path, page in legal_pages(edition)}
    assert english["impressum/index.html"].select("h2[lang=de], p[lang=de]")
    assert "available in German only" in english["impressum/index.html"].get_text()
    assert "Nothing is stored." in english["datenschutz/index.html"].get_text()
    assert not english["datenschutz/index.html"].select("[lang=de]")
    assert "Please tell us" in english["barrierefreiheit/index.html"].get_text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fit", Fit)
def test_start_page_and_subscribe_page_say_when_a_calendar_is_shortened_or_too_large(
    fit: Fit, language: str
) -> None:
    offer = Offer(Edition(PUBLISHER, language), select([], PUBLISHER.partners), {"calendar.ics": fit})
    for page in (render_index(offer, [], [], date(2026, 11, 23)), render_subscribe(offer)):
        text = BeautifulSoup(page, "lxml").get_text()
        told = {each for each in Fit if phrases(language)["subscribe"].get(str(each), "\0") in text}
        assert told == {fit} - {Fit.WHOLE}


def test_a_calendar_is_shortened_near_the_limit_and_too_large_beyond_it() -> None:
    assert fit_of(900_000, 900_000) is Fit.WHOLE
    assert fit_of(900_001, 700_000) is Fit.SHORTENED
    assert fit_of(2_000_000, 1_000_001) is Fit.LARGE


def test_a_phrase_shows_what_it_is_given_as_text() -> None:
    assert fill("{name} & mehr", name="<b>{x}</b>") == "&lt;b&gt;{x}&lt;/b&gt; &amp; mehr"
    assert linked("[{name}], [hier]", "https://x.example/?a={b}&c", "", name="[a]") == (
        '<a href="https://x.example/?a={b}&amp;c">[a]</a>, hier'
    )


def test_what_did_not_change_is_the_same_file_in_both_languages(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"), vevent("b", "Sterne"))
    first = cluster.night("2026-11-24T03:15:00+01:00")
    ids = {each["title"]: each["id"] for each in first.events}
    paths = [f"{folder}termin/{id_}/index.html" for folder in LANGUAGES.values() for id_ in ids.values()]
    before = {path: (first.site / path).stat().st_ino for path in paths}
    cluster.pages[url] = calendar(vevent("a", "Löten für alle"), vevent("b", "Sterne"))
    second = cluster.night("2026-11-25T03:15:00+01:00")
    changed = {path for path in paths if (second.site / path).stat().st_ino != before[path]}
    assert changed == {f"{folder}termin/{ids['Löten']}/index.html" for folder in LANGUAGES.values()}
