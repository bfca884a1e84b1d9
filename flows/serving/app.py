"""The server as an ASGI application."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Route

from feeds import filtered_feeds
from feeds.publisher import Publisher
from flows.serving.files import Files
from flows.serving.filtered import Ask, FilteredFeed
from flows.serving.following import follower

# By path, and the file that it is without a query.
FILTERED: dict[str, tuple[str, Ask]] = {
    "/calendar.ics": ("calendar.ics", filtered_feeds.calendar),
    "/v1/events.json": ("v1/events.json", filtered_feeds.events),
    "/v1/events.geojson": ("v1/events.geojson", filtered_feeds.geojson),
    "/v1/feed.json": ("v1/feed.json", filtered_feeds.feed),
    "/v1/changes.json": ("v1/changes.json", filtered_feeds.changes),
    "/embed/": ("embed/index.html", filtered_feeds.embed),
    "/en/embed/": ("en/embed/index.html", partial(filtered_feeds.embed, language="en")),
}


def application(site: Path, publisher: Callable[[], Publisher]) -> Starlette:
    """Serves the release that `site` is a link to. Raises NightFailed where there is none."""
    following = follower(site, publisher)
    filtered = [Route(path, FilteredFeed(file, ask, following)) for path, (file, ask) in FILTERED.items()]
    return Starlette(routes=[*filtered, Route("/{path:path}", Files(following))])
