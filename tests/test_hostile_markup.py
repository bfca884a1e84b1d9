"""Markup that is broken, or written to break: it is read or refused, in bounded time."""

from __future__ import annotations

import tomllib
from datetime import date
from hashlib import sha256

import pytest

from connectors.discovery import as_toml, findings
from connectors.model import Page
from connectors.parsing.css import choices

TODAY = date(2026, 11, 2)


def page_of(body: str) -> Page:
    raw = body.encode()
    url = "https://museum.example/"
    return Page(url=url, final_url=url, body=raw, sha256=sha256(raw).hexdigest(), media_type="text/html")


def listing(tag: str) -> str:
    """A list of which every entry is in one element of that name."""
    entries = (
        f'<{tag} class="a:b"><h3>Werkstatt {n}</h3><p>{n}.12.2026, 14 Uhr</p></{tag}>' for n in range(10, 18)
    )
    return f"<!doctype html><title>Termine</title><h1>Veranstaltungen</h1><main>{''.join(entries)}</main>"


@pytest.mark.parametrize("tag", ["o:p", 'divt-row"', "x-event", "a,b", "a(b", "a[b", "a\\b", "a@b", "ä.b#c"])
def test_an_element_of_any_name_is_found_again_by_its_selector(tag: str) -> None:
    found = findings(page_of(listing(tag)), timezone="Europe/Berlin", today=TODAY)
    options = found[0].options
    assert found[0].events == 8
    assert tomllib.loads(as_toml(found[0], name="x", partner="y"))["options"] == options


@pytest.mark.parametrize("name", ["md:next", "next,x", "next\\y", 'next"', "next(1)"])
def test_a_pager_may_have_a_class_of_any_name(name: str) -> None:
    pager = f'<nav class="pagination {name}"><a class="{name}" href="/?p=2">Weiter</a></nav>'
    found = findings(page_of(listing("article") + pager), timezone="Europe/Berlin", today=TODAY)
    assert found and found[0].events == 8


def test_what_is_escaped_in_a_selector_separates_nothing() -> None:
    (choice,) = choices(r"x\,y > .a\(b@href")
    assert (choice.css, choice.attribute) == (r"x\,y > .a\(b", "href")
