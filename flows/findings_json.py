"""What `mintfeed check --json` says: the same as the table, whole and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from connectors.advice import advice, advice_on_hint
from connectors.advice.hints import Hint
from connectors.model import Listing, Place, Problem
from flows.looking import Seen
from flows.plain import plain


def as_document(seen: Seen, language: str) -> dict[str, Any]:
    """One source. What is unknown is absent, as in events.json."""
    source = seen.source
    return _known({
        "id": source.id,
        "name": source.name,
        "partner": source.partner,
        "kind": source.kind,
        "url": source.url,
        "state": str(seen.state),
        "message": plain(seen.message),
    }) | {
        "is_well": seen.is_well,
        "count": seen.events,
        "listings": [_listing(listing) for listing in seen.listings],
        "problems": [_problem(problem, language) for problem in seen.problems],
        "hints": [_hint(hint, language) for hint in seen.hints],
    }  # fmt: skip


def _listing(listing: Listing) -> dict[str, Any]:
    """The keys of events.json, as far as one source can say."""
    return _known({
        "uid": listing.uid,
        "occurrence": listing.occurrence,
        "url": listing.url,
        "title": listing.title,
        "description": listing.description,
        "start": listing.start.isoformat(),
        "end": listing.end.isoformat() if listing.end else None,
        "all_day": not isinstance(listing.start, datetime),
        "timezone": listing.timezone,
        "status": str(listing.status),
        "attendance": listing.attendance and str(listing.attendance),
        "location": _place(listing.place) if listing.place else None,
        "online_url": listing.online_url,
        "categories": list(listing.categories),
        "topics": list(listing.topics),
        "formats": list(listing.formats),
        "audience": _known({
            "levels": list(listing.levels),
            "groups": list(listing.groups),
            "text": listing.audience_text,
        }),
        "price": _known({"text": listing.price_text}),
        "registration": _known({
            "text": listing.registration_text,
            "url": listing.registration_url,
            "deadline": _day(listing.registration_deadline),
            "status": listing.availability and str(listing.availability),
        }),
        "languages": list(listing.languages),
    })  # fmt: skip


def _place(place: Place) -> dict[str, Any]:
    return _known({
        "name": place.name,
        "street": place.street,
        "postal_code": place.postal_code,
        "city": place.city,
        "lat": place.lat,
        "lon": place.lon,
    })  # fmt: skip


def _problem(problem: Problem, language: str) -> dict[str, Any]:
    told = advice(problem.code, language)
    return _known({
        "severity": str(problem.severity),
        "code": problem.code,
        "meaning": told.meaning,
        "mend": told.mend,
        "title": plain(problem.title),
        "detail": plain(problem.detail),
        "uid": plain(problem.uid),
        "url": plain(problem.url),
        "line": problem.line,
    })  # fmt: skip


def _hint(hint: Hint, language: str) -> dict[str, Any]:
    told = advice_on_hint(hint.code, language)
    return _known({
        "code": hint.code,
        "meaning": told.meaning,
        "mend": told.mend,
        "count": hint.count or None,
        "day": _day(hint.day),
    })  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what says nothing; false and 0 do say something."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}
