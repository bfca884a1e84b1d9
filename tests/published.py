"""What the tests of publishing share: a publisher, an event, and hostile events by the thousand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from connectors.model import Attendance, Availability, Place
from feeds.calendar_file import join_calendar, render_vevent
from feeds.publisher import Publisher
from warehouse.events import (
    Accessibility,
    Audience,
    Event,
    ListedBy,
    Organizer,
    Price,
    Registration,
)
from warehouse.night import State
from warehouse.published import SourceHealth

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
PUBLISHER = Publisher(
    id="probe",
    name="MINT-Cluster Probe",
    homepage="https://mint.example",
    base_url="https://feed.mint.example",
    licence="DL-DE-BY-2.0",
    timezone="Europe/Berlin",
    partners={"sternwarte": "Sternwarte Musterstadt"},
)
SATURDAY = datetime(2026, 12, 5, 14, 0, tzinfo=BERLIN)


def event(**changes: Any) -> Event:
    """A talk on Saturday afternoon, of which nothing is known but what is given."""
    known: dict[str, Any] = {
        "id": "e1",
        "title": "Sterne über Musterstadt",
        "start": SATURDAY,
        "timezone": "Europe/Berlin",
        "created": NIGHT,
        "modified": NIGHT,
    }
    return Event(**(known | changes))


def rich_event(**changes: Any) -> Event:
    """The same with everything that can be known."""
    known: dict[str, Any] = {
        "end": SATURDAY + timedelta(hours=2),
        "url": "https://sternwarte.example/termin/1",
        "summary": "Ein Abend am Fernrohr.",
        "description": "Wir sehen den Mond; bei Wolken, na ja, Bilder.\nBitte warm anziehen.",
        "attendance": Attendance.MIXED,
        "place": Place("Sternwarte", "Hügelweg 3", "44801", "Bochum", 51.444, 7.261),
        "online_url": "https://stream.example/mond",
        "organizer": Organizer("sternwarte", "Sternwarte Musterstadt", "https://sternwarte.example"),
        "topics": ("astronomie_raumfahrt",),
        "formats": ("vortrag",),
        "audience": Audience(
            levels=("grundschule",), groups=("familien",), class_min=3, class_max=4, age_min=8, age_max=12
        ),
        "price": Price(text="3 € zzgl. Eintritt", is_free=False, amounts=(3.0,), currency="EUR"),
        "registration": Registration(
            is_required=True,
            url="https://sternwarte.example/anmelden",
            deadline=date(2026, 12, 1),
            availability=Availability.FEW,
        ),
        "accessibility": Accessibility("yes", "Aufzug"),
        "languages": ("de",),
        "school_holidays": ("ferien_allgemein",),
        "series_id": "s1",
        "sequence": 2,
        "listings": (ListedBy("programm", "sternwarte", "https://sternwarte.example/termin/1"),),
    }
    return event(**(known | changes))


def calendar(*events: Event) -> bytes:
    """A calendar file of these events."""
    vevents = [render_vevent(each, PUBLISHER) for each in events]
    return join_calendar(PUBLISHER, "MINT-Termine", "Alle Termine", "calendar.ics", vevents)


def health(source_id: str, state: State, **changes: object) -> SourceHealth:
    """How a source stands; well, unless changed."""
    known: dict[str, object] = {
        "source_id": source_id,
        "partner_id": "sternwarte",
        "state": state,
        "message": "",
        "events": 3,
        "problems": 0,
        "dropped": 0,
        "last_success": NIGHT,
        "stale_since": None,
    }
    return SourceHealth(**(known | changes))  # type: ignore[arg-type]


# What sources really send, and what an attacker would.
nasty = st.sampled_from(
    (
        *(
            "\r\nBEGIN:VALARM\r\n",
            "\rLOCATION:anderswo",
            "\u2028X:1",
            "\x00",
            "\x1b[31m",
            "\x7f",
            "\x85",
            "\x0b",
        ),
        *(
            "\u202egnp.exe",
            "\u200b",
            "\ufeff",
            "\ud800",
            "\\n",
            "\\",
            ";",
            ",",
            ":",
            '"',
            "^n",
            "^'",
            "\n ",
            "\t",
        ),
        *(
            "</h3><script>alert(1)</script>",
            "{{ 7*7 }}",
            "&shy;",
            "END:VEVENT",
            "🚀",
            "👩‍🔬",
            "A\u0308",
            "ß" * 80,
        ),
    )
)
hostile = st.lists(st.one_of(nasty, st.text(max_size=40)), max_size=6).map("".join)
urls = st.one_of(
    hostile,
    st.sampled_from(("https://", "http://[::1", "javascript:alert(1)", "https://a:b@x.example/")),
    st.builds("{}{}".format, st.sampled_from(("https://x.example/", "HTTP://bücher.example?q=")), hostile),
)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
instants = st.datetimes(
    datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.sampled_from((BERLIN, UTC))
).map(lambda moment: moment.replace(microsecond=0))
degrees = st.one_of(st.none(), st.floats(), st.floats(-200, 200))
statuses = st.sampled_from(("scheduled", "cancelled", "delisted", "postponed", "rescheduled"))


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Any event that the warehouse could hand over, and some that it should not."""
    moments: st.SearchStrategy[Any] = draw(st.sampled_from((days, instants)))
    return rich_event(
        title=draw(hostile),
        start=draw(moments),
        end=draw(st.one_of(st.none(), moments)),
        timezone=draw(st.sampled_from(("Europe/Berlin", "Europe/London"))),
        status=draw(statuses),
        url=draw(urls),
        summary=draw(hostile),
        description=draw(hostile),
        place=draw(
            st.one_of(st.none(), st.builds(Place, hostile, hostile, hostile, hostile, degrees, degrees))
        ),
        online_url=draw(urls),
        organizer=draw(st.one_of(st.none(), st.builds(Organizer, st.just("sternwarte"), hostile, urls))),
        price=draw(st.one_of(st.none(), st.builds(Price, text=hostile))),
        registration=draw(st.one_of(st.none(), st.builds(Registration, url=urls))),
        listings=draw(st.lists(st.builds(ListedBy, st.just("a"), st.just("b"), urls), max_size=2).map(tuple)),
    )
