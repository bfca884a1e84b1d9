from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.model import Availability, Status
from connectors.normalising.statuses import StatusWords, read_status, strongest
from connectors.normalising.titles import TitleWords, without_status


@pytest.mark.parametrize(
    "words",
    [
        "abgesagt", "ABGESAGT!", "Die Veranstaltung wurde leider abgesagt.", "entfällt", "entfaellt",
        "fällt aus", "fällt wegen Krankheit aus", "fällt krankheitsbedingt aus", "Muss leider entfallen",
        "CANCELLED", "canceled", "Cancelled", "https://schema.org/EventCancelled",
        "http://schema.org/EventCancelled", "Der Kurs kann leider nicht stattfinden",
        "findet heute nicht statt", "Abgesagt, kein Ersatztermin", "Event has been cancelled",
        "https://schema.org/EventCancelled ausgebucht",
    ],
)  # fmt: skip
def test_an_event_is_off_in_many_words(words: str) -> None:
    assert read_status(words).status is Status.CANCELLED


@pytest.mark.parametrize(
    "words",
    [
        "nicht abgesagt", "Bei Regen abgesagt", "Entfällt bei schlechtem Wetter",
        "kann kostenlos abgesagt werden",
        "Falls die Veranstaltung abgesagt wird, sagen wir Bescheid",
        "Bei zu wenigen Anmeldungen entfällt der Kurs",
        "Wird bei Sturm abgesagt", "ausgefallene Ideen", "verschobene Welten", "verlegt in den Hörsaal 2", "",
        "TENTATIVE", "ggf. abgesagt",
    ],
)  # fmt: skip
def test_what_is_only_possible_has_not_happened(words: str) -> None:
    assert read_status(words).status is None


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("verschoben", Status.POSTPONED),
        ("wird auf unbestimmte Zeit verschoben", Status.POSTPONED),
        ("POSTPONED", Status.POSTPONED),
        ("https://schema.org/EventPostponed", Status.POSTPONED),
        ("verschoben auf den 19.06.2026", Status.RESCHEDULED),
        ("verlegt", Status.RESCHEDULED),
        ("Termin wurde verlegt", Status.RESCHEDULED),
        ("neuer Termin", Status.RESCHEDULED),
        ("EventRescheduled", Status.RESCHEDULED),
        ("CONFIRMED", Status.SCHEDULED),
        ("EventMovedOnline", Status.SCHEDULED),
    ],
)
def test_moved_events_are_told_from_cancelled_ones(words: str, status: Status) -> None:
    assert read_status(words).status is status


@pytest.mark.parametrize(
    ("words", "availability"),
    [
        ("ausgebucht", Availability.FULL),
        ("Leider schon ausverkauft!", Availability.FULL),
        ("sold out", Availability.FULL),
        ("soldout", Availability.FULL),
        ("http://schema.org/SoldOut", Availability.FULL),
        ("https://schema.org/EventScheduled ausgebucht", Availability.FULL),
        ("keine freien Plätze mehr", Availability.FULL),
        ("ausgebucht, keine Warteliste", Availability.FULL),
        ("ausgebucht – Warteliste möglich", Availability.WAITLIST),
        ("waitinglist", Availability.WAITLIST),
        ("fast ausgebucht", Availability.FEW),
        ("nur noch wenige Plätze", Availability.FEW),
        ("Nur noch 3 Plätze frei", Availability.FEW),
        ("Restkarten an der Abendkasse", Availability.FEW),
        ("Anmeldung geschlossen", Availability.CLOSED),
        ("Die Anmeldung ist nicht mehr möglich", Availability.CLOSED),
        ("Anmeldefrist abgelaufen", Availability.CLOSED),
        ("nicht mehr buchbar", Availability.CLOSED),
        ("over", Availability.CLOSED),
        ("buchbar", Availability.OPEN),
        ("Noch 12 Plätze frei", Availability.OPEN),
        ("https://schema.org/InStock", Availability.OPEN),
        ("noch nicht ausgebucht", None),
        ("bald verfügbar", None),
        ("Eintritt frei, keine Tickets erforderlich", None),
        ("keine Anmeldung erforderlich", None),
        ("abgesagt", None),
    ],
)
def test_full_is_not_off(words: str, availability: Availability | None) -> None:
    read = read_status(words)
    assert read.availability is availability
    assert (read.status is Status.CANCELLED) == (words == "abgesagt")


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("ABGESAGT: Mondbeobachtung", "Mondbeobachtung"),
        ("Abgesagt - Mondbeobachtung", "Mondbeobachtung"),
        ("[Cancelled] Moon Night", "Moon Night"),
        ("Mondbeobachtung – entfällt", "Mondbeobachtung"),
        ("+++ ABGESAGT +++ Tag der offenen Tür", "Tag der offenen Tür"),
        ("Mondnacht ABGESAGT", "Mondnacht"),
        ("Mondnacht (fällt wegen Krankheit aus)", "Mondnacht"),
        ("Mondnacht fällt leider aus!", "Mondnacht"),
        ("Wegen Krankheit abgesagt: Sternwarte bei Nacht", "Sternwarte bei Nacht"),
        ("C++ für Anfänger (abgesagt)", "C++ für Anfänger"),
        ("abgesagt", "abgesagt"),
    ],
)
def test_a_title_gives_its_cancellation_away(title: str, rest: str) -> None:
    assert without_status(title) == TitleWords(rest, Status.CANCELLED)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Löten (ausgebucht!)", TitleWords("Löten", None, Availability.FULL)),
        ("AUSGEBUCHT – Warteliste möglich – Chemie", TitleWords("Chemie", None, Availability.WAITLIST)),
        ("Ausverkauft! Die große Show", TitleWords("Die große Show", None, Availability.FULL)),
        ("Warteliste: Robotik", TitleWords("Robotik", None, Availability.WAITLIST)),
        ("Chemie | Nur noch wenige Plätze", TitleWords("Chemie", None, Availability.FEW)),
        ("VERSCHOBEN auf den 19. Juni 2026: Mondnacht", TitleWords("Mondnacht", Status.RESCHEDULED)),
        ("Verschoben: Mondnacht", TitleWords("Mondnacht", Status.POSTPONED)),
    ],
)  # fmt: skip
def test_a_title_gives_what_it_says_of_places_and_dates(title: str, words: TitleWords) -> None:
    assert without_status(title) == words


@pytest.mark.parametrize(
    "title",
    [
        "Verschobene Perspektiven", "Warum der Unterricht entfällt", "Vollmond über Bochum",
        "Die Kunst des Absagens",
        "Fakt ist: Verschoben wird nichts", "Zeitreise: abgesagt, verschoben, vergessen", "Tag der Technik",
        "Freie Plätze im All", "C++ für Anfänger: Full Stack", "Ausgefallene Experimente",
        "KI – was statt findet",
    ],
)  # fmt: skip
def test_a_title_about_such_things_stays_as_it_is(title: str) -> None:
    assert without_status(title) == TitleWords(title)


@given(st.text(max_size=80))
def test_no_words_are_beyond_reading(words: str) -> None:
    assert isinstance(read_status(words), StatusWords)
    assert without_status(words).title or not words.strip()


def test_the_worst_news_wins() -> None:
    assert strongest([Status.SCHEDULED, None, Status.CANCELLED, Status.POSTPONED]) is Status.CANCELLED
    assert strongest([None]) is Status.SCHEDULED
