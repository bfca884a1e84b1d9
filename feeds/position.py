"""Where on Earth a place is, if that is known and possible."""

from __future__ import annotations

from connectors.model import Place


def position(place: Place) -> tuple[float, float] | None:
    """Latitude and longitude in degrees (WGS 84); not a number, or beyond the poles, is unknown."""
    if place.lat is None or place.lon is None:
        return None
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        return None
    return round(place.lat, 6), round(place.lon, 6)
