"""Renders the pages of the sample cluster's partners for one day: what a request is answered with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    UndefinedError,
    select_autoescape,
)

ROUTES = "routes.toml"
BERLIN = ZoneInfo("Europe/Berlin")
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
SHORT_MONTHS = ("Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
PATTERN = re.compile(r"EEEE|EE|dd|d|MMMM|MMM|MM|M|yyyy|yy")
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".rss": "application/rss+xml",
    ".txt": "text/plain",
    ".xml": "application/xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An address that is answered otherwise than by the file of the same path.

    A "*" in the path stands for anything; the page finds it in `query.rest`.
    """

    path: str
    file: str
    query: Mapping[str, str] = field(default_factory=dict)  # applies if the request has these parameters
    charset: str = "utf-8"
    status: int = 200

    def fits(self, path: str) -> bool:
        return path == self.path or bool(self.rest(path))

    def rest(self, path: str) -> str:
        """What the "*" stands for in this path."""
        prefix, star, suffix = self.path.partition("*")
        if star and path.startswith(prefix) and path.endswith(suffix):
            return path[len(prefix) : len(path) - len(suffix)]
        return ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One response without its transport: status, Content-Type and body."""

    status: int
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Dates:
    """The date helpers that the pages may call. Day 0 is the Monday of today's week, so day 5 is a Saturday.

    Times are wall times in Berlin ("19:30").
    """

    today: date

    def moment(self, number: int, at: str) -> datetime:
        monday = self.today - timedelta(days=self.today.weekday())
        return datetime.combine(monday + timedelta(days=number), time.fromisoformat(at), BERLIN)

    def day(self, number: int, pattern: str = "dd.MM.yyyy") -> str:
        """In German; letters as in Unicode TR 35: EEEE Samstag, EE Sa, d, MMMM März, MMM Mrz, yyyy."""
        day = self.moment(number, "00:00").date()
        words = {
            "EEEE": WEEKDAYS[day.weekday()],
            "EE": WEEKDAYS[day.weekday()][:2],
            "dd": f"{day.day:02}",
            "d": str(day.day),
            "MMMM": MONTHS[day.month - 1],
            "MMM": SHORT_MONTHS[day.month - 1],
            "MM": f"{day.month:02}",
            "M": str(day.month),
            "yyyy": str(day.year),
            "yy": f"{day.year % 100:02}",
        }
        return PATTERN.sub(lambda letters: words[letters[0]], pattern)

    def iso(self, number: int, at: str = "") -> str:
        """ISO 8601: the date, or the time with its offset."""
        return self.moment(number, at).isoformat() if at else self.moment(number, "00:00").date().isoformat()

    def ics(self, number: int, at: str = "") -> str:
        """RFC 5545: the date, or the local time."""
        return f"{self.moment(number, at or '00:00'):{'%Y%m%dT%H%M%S' if at else '%Y%m%d'}}"

    def utc(self, number: int, at: str) -> str:
        """RFC 5545: the time in UTC."""
        return f"{self.moment(number, at).astimezone(UTC):%Y%m%dT%H%M%SZ}"

    def epoch(self, number: int, at: str) -> int:
        return int(self.moment(number, at).timestamp())

    def mail_date(self, number: int, at: str) -> str:
        """RFC 5322, as in RSS."""
        return format_datetime(self.moment(number, at))


class Pages:
    """The sample partners' pages as of one day. The same day gives the same bytes."""

    def __init__(self, folder: Path, today: date) -> None:
        with (folder / ROUTES).open("rb") as file:
            self.routes = tuple(Route(**table) for table in tomllib.load(file)["route"])
        self._templates = Environment(
            loader=FileSystemLoader(folder),
            autoescape=select_autoescape(["html", "rss", "xml"]),
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        dates = Dates(today)
        self._templates.globals["today"] = today.weekday()  # its day number, for pages that say "now"
        for helper in (dates.day, dates.iso, dates.ics, dates.utc, dates.epoch, dates.mail_date):
            self._templates.globals[helper.__name__] = helper

    def answer(self, path: str, query: Mapping[str, str], origin: str) -> Answer:
        """`origin` ("http://127.0.0.1:8471") is what the pages put before their own absolute links."""
        route = self.route(path, query)
        try:
            return self._render(route, {**query, "rest": route.rest(path)}, origin)
        except (TemplateNotFound, UndefinedError):  # no such file, or nothing in it by that name
            missing = Route(path=path, file="fehler/404.html", status=404)
            return self._render(missing, query, origin)

    def route(self, path: str, query: Mapping[str, str]) -> Route:
        fitting = [r for r in self.routes if r.fits(path) and r.query.items() <= query.items()]
        if fitting:
            return max(fitting, key=lambda route: (len(route.path), len(route.query)))
        return Route(path=path, file=path.lstrip("/") + ("index.html" if path.endswith("/") else ""))

    def _render(self, route: Route, query: Mapping[str, str], origin: str) -> Answer:
        text = self._templates.get_template(route.file).render(origin=origin, query=query)
        media_type = MEDIA_TYPES.get(PurePosixPath(route.file).suffix, "text/plain")
        if media_type == "text/calendar":
            text = text.replace("\n", "\r\n")  # RFC 5545 §3.1
        return Answer(route.status, f"{media_type}; charset={route.charset}", text.encode(route.charset))
