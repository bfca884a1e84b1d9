"""The search and the choices above a list: what they show, what the address keeps, and both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.clients.browsing import visit, visit_without_scripts

SHOWN = "main ol > li:visible"


def shown(page: Page) -> int:
    return int(page.locator(SHOWN).count())


def status(page: Page) -> str:
    return str(page.get_by_role("status").first.inner_text())


def opened(page: Page) -> None:
    page.locator("form[data-filter] summary").click()


def settled(page: Page, part: str) -> None:
    page.wait_for_function("part => location.search.includes(part)", arg=part)


def marks(page: Page, name: str) -> list[str]:
    """What the rows that are shown say of themselves."""
    return [str(row.get_attribute(f"data-{name}") or "") for row in page.locator(SHOWN).all()]


@pytest.mark.parametrize("start", ["", "en/"])
def test_a_choice_leaves_the_rows_that_have_it_and_no_empty_day(
    browser: Browser, address: str, start: str
) -> None:
    with visit(browser, f"{address}/{start}") as visited:
        page = visited.page
        before = shown(page)
        opened(page)
        page.select_option("select[name=topic]", "informatik")
        settled(page, "topic=informatik")
        assert 0 < shown(page) < before
        assert all("informatik" in codes.split() for codes in marks(page, "topic"))
        assert str(shown(page)) in status(page) and str(before) in status(page)
        days = page.locator("main section[data-list]:visible")
        assert all(day.locator("ol > li:visible").count() for day in days.all())
        assert not visited.complaints


@pytest.mark.parametrize("name", ["free", "online"])
def test_a_tick_leaves_the_rows_of_which_it_is_true(browser: Browser, address: str, name: str) -> None:
    with visit(browser, f"{address}/?{name}=1") as visited:
        rows = visited.page.locator(SHOWN)
        assert rows.count() == visited.page.locator(f"main ol > li[data-{name}]").count() > 0
        assert visited.page.locator(f"input[name={name}]").is_checked()


def test_a_step_back_takes_the_last_choice_back(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/?other=1") as visited:
        page = visited.page
        before = shown(page)
        opened(page)
        page.select_option("select[name=topic]", "informatik")
        settled(page, "topic=")
        one = shown(page)
        page.get_by_role("searchbox").fill("roboter")
        settled(page, "q=roboter")
        assert shown(page) < one
        page.go_back()
        page.wait_for_function("() => !location.search.includes('q=')")
        assert shown(page) == one and page.get_by_role("searchbox").input_value() == ""
        page.go_back()
        page.wait_for_function("() => !location.search.includes('topic=')")
        assert shown(page) == before and "other=1" in page.url
        page.go_forward()
        settled(page, "topic=informatik")
        assert shown(page) == one


def test_show_everything_shows_everything(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/?topic=informatik&q=xyzzy") as visited:
        page = visited.page
        assert shown(page) == 0
        none = status(page)
        page.get_by_role("button", name="Alles zeigen").click()
        page.wait_for_function("() => location.search === ''")
        assert shown(page) == page.locator("main ol > li").count()
        assert status(page) != none
        assert page.evaluate("document.activeElement.name") == "q"
        assert not page.get_by_role("button", name="Alles zeigen").is_visible()


@pytest.mark.parametrize("written", ["SCHÜLERLABOR", "schuelerlabor", "  schülerlabor  "])
def test_however_it_is_written_a_word_is_found(browser: Browser, address: str, written: str) -> None:
    with visit(browser, f"{address}/") as visited:
        page = visited.page
        page.get_by_role("searchbox").fill(written)
        page.get_by_role("searchbox").press("Enter")
        settled(page, "q=")
        assert 0 < shown(page) < page.locator("main ol > li").count()


def test_what_an_event_is_about_is_found_too(browser: Browser, address: str) -> None:
    for start, words in (("", "informatik"), ("en/", "computer science")):
        with visit(browser, f"{address}/{start}?q={words}") as visited:
            assert shown(visited.page) >= visited.page.locator("main li[data-topic~=informatik]").count() > 0


def test_the_other_language_keeps_the_choice(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/thema/informatik/?q=roboter") as visited:
        page = visited.page
        german = shown(page)
        page.get_by_role("link", name="English").click()
        page.wait_for_url("**/en/thema/informatik/**q=roboter")
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.get_by_role("searchbox").input_value() == "roboter"
        assert german > 0 and str(shown(page)) in status(page)


@pytest.mark.parametrize("opened_as", [visit, visit_without_scripts])
def test_without_scripts_there_is_the_whole_list_and_no_form(
    browser: Browser, address: str, opened_as: Callable[..., object]
) -> None:
    with opened_as(browser, f"{address}/?topic=informatik") as visited:  # type: ignore[attr-defined]
        page = visited.page
        is_filtered = opened_as is visit
        assert page.locator("form[data-filter]").is_visible() is is_filtered
        assert (shown(page) < page.locator("main ol > li").count()) is is_filtered


def test_only_what_the_list_has_can_be_chosen(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/veranstalter/planetarium/") as visited:
        page = visited.page
        codes = {code for codes in marks(page, "format") for code in codes.split()}
        options = page.locator("select[name=format] option").all()
        assert {str(option.get_attribute("value")) for option in options} - {""} == codes
        assert page.locator("select[name=partner]").is_hidden()


def test_a_choice_nobody_offers_is_none(browser: Browser, address: str) -> None:
    hostile = "%3Cscript%3Ealert(1)%3C/script%3E"
    with visit(browser, f"{address}/?topic={hostile}&level=&unknown={hostile}") as visited:
        assert shown(visited.page) == visited.page.locator("main ol > li").count()
        assert not visited.complaints
