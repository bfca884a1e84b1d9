"""The HTML of a description is published beside its plain text: in both feeds and on the event's page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from bs4 import BeautifulSoup

from feeds.events_json import render_entry
from feeds.json_feed import render_json_feed
from feeds.published_schemas import schema_problems
from tests.nights import ClusterOnDisk, Result, calendar, vevent
from tests.published import PUBLISHER, rich_event
from tests.released import shown
from tests.typed_commands import mintfeed
from warehouse.events import Event

HTML = (
    "<h3>Was?</h3><p>Wir <strong>löten</strong>: "
    '<a href="https://a.example/?b=1&amp;c" rel="noopener">so</a></p>'
)
FIRST, SECOND = "2026-11-24T03:15:00+01:00", "2026-11-25T03:15:00+01:00"
MARKED = "Wir <b>löten</b>. <a href='/plan'>Plan</a>"


def item(event: Event) -> dict[str, Any]:
    document = orjson.loads(render_json_feed(PUBLISHER, [event]))
    assert schema_problems("feed", document) == []
    (found,) = document["items"]
    return dict(found)


def page(event: Event) -> BeautifulSoup:
    return BeautifulSoup(shown(event).pages["de"], "html.parser")


def test_it_stands_in_both_feeds_and_on_the_page() -> None:
    event = rich_event(description="Was?\n\nWir löten: so", description_html=HTML)
    assert json.loads(render_entry(event))["description_html"] == HTML
    assert item(event)["content_html"].startswith(
        "<p>Samstag, 5. Dezember 2026, 14:00 bis 16:00 Uhr</p><p>Sternwarte, Hügelweg 3, 44801 Bochum</p>"
        f"{HTML}<p>Für: Familien"
    )
    main = page(event).select_one("main")
    assert main is not None and main.select_one("p strong") is not None
    heading, link = main.select_one("h2"), main.select_one("p a")
    assert heading is not None and heading.text == "Was?", "below the page's own h1"
    assert link is not None and link["href"] == "https://a.example/?b=1&c"
    assert link["rel"] == ["external", "nofollow", "noopener"]


def test_without_one_the_plain_text_stands_for_itself() -> None:
    event = rich_event()
    assert "description_html" not in json.loads(render_entry(event))
    assert "content_html" not in item(event)
    assert "Wir sehen den Mond" in page(event).text


@pytest.mark.parametrize(
    "html",
    [
        "<p>x</p><script>alert(1)</script>",
        "<p onclick=x>x</p>",
        '<p><a href="javascript:x" rel="noopener">x</a></p>',
        '<p><a href="/x" rel="noopener">x</a></p>',
        "<p>nicht zu",
        "<p>\u202ex</p>",
        "<img src=x>",
        "<p>a\x0bb</p>",
    ],
)
def test_what_no_normaliser_of_ours_has_made_does_not_leave(html: str) -> None:
    event = rich_event(description_html=html)
    assert "description_html" not in json.loads(render_entry(event))
    assert "content_html" not in item(event)
    assert "Wir sehen den Mond" in page(event).text


def night(cluster: ClusterOnDisk, as_of: str, description: str, more: str = "") -> Result:
    url = cluster.calendar("programm", more=more)
    cluster.pages[url] = calendar(
        vevent("a", "Löten", "20261205T140000", f"URL:https://museum.example/a\nDESCRIPTION:{description}")
    )
    return cluster.night(as_of)


def test_markup_alone_is_shown_but_is_no_new_version(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    (before,) = night(cluster, FIRST, "Wir löten. Plan").events
    (after,) = night(cluster, SECOND, MARKED).events
    assert "description_html" not in before
    assert after.pop("description_html") == (
        '<p>Wir <strong>löten</strong>. <a href="https://museum.example/plan" rel="noopener">Plan</a></p>'
    )
    assert after == before


def test_a_text_that_permission_cuts_has_no_html(tmp_path: Path) -> None:
    permission = '[permission]\nbasis = "agreement"\nsince = "2026-11-01"\nscope = ["facts", "summary"]\n'
    long = " ".join([MARKED] * 20)
    (event,) = night(ClusterOnDisk.made(tmp_path / "cut"), FIRST, long, permission).events
    assert len(event["description"]) <= 200 and "description_html" not in event
    (event,) = night(ClusterOnDisk.made(tmp_path / "short"), FIRST, MARKED, permission).events
    assert "description_html" in event


def test_a_corrected_description_has_none_of_the_old_markup(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    night(cluster, FIRST, MARKED)
    assert mintfeed(cluster, "set", "löten", "description", "Wir messen.").code == 0
    (event,) = cluster.night(SECOND).events
    assert event["description"] == "Wir messen." and "description_html" not in event
