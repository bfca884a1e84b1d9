"""Renders the events whose position is known as a map layer (RFC 7946; v1/schema/geojson)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson

from connectors.model import Place
from feeds.events_json import separated
from feeds.position import position
from warehouse.selections import Piece

PATH = "v1/events.geojson"


def render_geojson(pieces: Iterable[Piece]) -> bytes:
    """One feature for each event with a position, in their order; its properties are its entry."""
    return b"".join(geojson_parts(pieces))


def geojson_parts(pieces: Iterable[Piece]) -> list[bytes]:
    """The same, not yet joined."""
    return [b'{"type":"FeatureCollection","features":[\n', *separated(_features(pieces)), b"\n]}\n"]


def _features(pieces: Iterable[Piece]) -> Iterator[bytes]:
    for piece in pieces:
        where = position(Place(lat=piece.lat, lon=piece.lon))
        if where is None:
            continue
        lat, lon = where
        head = {
            "type": "Feature",
            "id": piece.event_id,
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        }
        yield b"".join((orjson.dumps(head)[:-1], b',"properties":', piece.entry, b"}"))
