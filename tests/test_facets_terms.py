"""Price, registration, languages and access: one line for each trap."""

from __future__ import annotations

import pytest

from connectors.facets import Wording, read_facets
from connectors.model import Availability


@pytest.mark.parametrize(
    ("text", "is_free"),
    [
        ("Eintritt frei", True), ("Der Eintritt ist frei.", True), ("Teilnahme kostenlos", True),
        ("gebührenfrei", True), ("Kosten: keine", True), ("kein Eintritt", True),
        ("Kostenlose Führung", True), ("free of charge", True), ("Spende erbeten", True),
        ("auf Spendenbasis", True), ("Eintritt und Parken frei", True),
        ("Freier Eintritt von 14 bis 17 Uhr", True), ("Preisgeld 500 €, Teilnahme kostenlos", True),
        ("Kostenlos, Material 5 €", False), ("3 € zzgl. Eintritt", False), ("zzgl. Museumseintritt", False),
        ("Kinder frei, Erwachsene 4 €", False), ("sechs Euro", False), ("70 €/Kind", False),
        ("ab 5 €", False), ("Teilnahme gegen Gebühr", False), ("EUR 3,00", False), ("3,- €", False),
        ("im Eintritt enthalten", None), ("noch freie Plätze", None), ("Parken kostenlos", None),
        ("Begleitpersonen kostenlos", None), ("barrierefrei", None), ("kostenlose Lernplattformen", None),
        ("Kinder unter 6 Jahren frei", None), ("unterrichtsfrei", None), ("Blutspende am Montag", None),
        ("Mitglieder frei", None), ("kostenloses WLAN", None), ("Umsatz 500 Mio. €", None),
    ],
)  # fmt: skip
def test_free_is_what_costs_nothing_for_everyone(text: str, is_free: bool | None) -> None:
    assert read_facets(Wording(title="Projekt", description=text)).is_free is is_free


@pytest.mark.parametrize(
    ("price", "amounts"),
    [
        ("8,50/6,50 €", (8.5, 6.5)), ("10,50, erm. 8,50 Euro", (10.5, 8.5)), ("3,– €", (3.0,)),
        ("EUR 3,00", (3.0,)), ("1.200 €", (1200.0,)), ("7", (7.0,)), ("frei", ()), ("0 €", (0.0,)),
        ("Erwachsene 6 €, Kinder 4 €", (6.0, 4.0)),
    ],
)  # fmt: skip
def test_amounts_are_read_from_the_price(price: str, amounts: tuple[float, ...]) -> None:
    facets = read_facets(Wording(title="Projekt", price=price))
    assert facets.amounts == amounts
    assert facets.currency == ("EUR" if amounts else "")


@pytest.mark.parametrize(
    ("text", "is_required"),
    [
        ("Anmeldung erforderlich", True), ("Anmeldung über info@verein.example nötig.", True),
        ("nur mit Buchung", True), ("Bitte vorher anmelden", True),
        ("Bitte bis 24.04.2026 anmelden.", True), ("Anmeldeschluss 4. Mai", True),
        ("Anmeldung bis zum 8. März", True), ("Bewerbung bis 15. September", True),
        ("Registration required", True), ("Bitte bis 6. November anmelden", True),
        ("Ohne Anmeldung kein Einlass", True), ("ohne Anmeldung", False), ("Keine Anmeldung nötig", False),
        ("Anmeldung nicht erforderlich", False), ("Kommen Sie einfach vorbei", False),
        ("no registration required", False), ("Anmeldung im Sekretariat der Schule", None),
        ("Um Anmeldung wird gebeten", None), ("Buchvorstellung", None), ("Die Buchung der Halle", None),
    ],
)  # fmt: skip
def test_registration_is_required_only_where_it_is_said(text: str, is_required: bool | None) -> None:
    assert read_facets(Wording(title="Projekt", description=text)).is_registration_required is is_required


def test_a_sources_own_field_is_believed_before_the_text() -> None:
    facets = read_facets(
        Wording(
            title="Projekt", description="Anmeldung erforderlich, 5 €.", price="frei", registration="nein"
        )
    )
    assert (facets.is_free, facets.is_registration_required) == (True, False)


@pytest.mark.parametrize(
    ("text", "availability"),
    [("Ausgebucht", Availability.FULL), ("Warteliste", Availability.WAITLIST), ("Jeder hat Platz", None)],
)
def test_places_left_are_read(text: str, availability: Availability | None) -> None:
    assert read_facets(Wording(title="Projekt", description=text)).availability is availability


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Die Führung ist auf Englisch.", {"en"}), ("auf Deutsch und Türkisch", {"de", "tr"}),
        ("in ukrainischer Sprache", {"uk"}), ("Vortragssprache: Englisch", {"en"}),
        ("The talk will be given in English and is open to all.", {"en"}), ("Englisch für Anfänger", set()),
        ("Welcome to our workshop, please register by May.", {"en"}), ("Ein Vortrag über Bienen.", set()),
    ],
)  # fmt: skip
def test_languages_are_read_where_said_or_written(text: str, languages: set[str]) -> None:
    assert set(read_facets(Wording(title="Projekt", description=text)).languages) == languages


def test_a_language_that_is_tagged_is_taken() -> None:
    assert read_facets(Wording(title="Talk", language="en-GB")).languages == ("en",)


@pytest.mark.parametrize(
    ("text", "wheelchair"),
    [
        ("Der Zugang ist barrierefrei.", "yes"), ("rollstuhlgerecht", "yes"),
        ("Der Weg ist stufenlos.", "yes"),
        ("Die Häuser sind mit Rollstuhl nur teilweise zugänglich.", "limited"),
        ("nicht barrierefrei", "no"), ("Leider ist der Turm nicht rollstuhlgerecht.", "no"),
        ("Es gibt Kaffee.", ""),
        ("Die Halle ist barrierefrei. Das Lager ist nicht barrierefrei.", "limited"),
    ],
)  # fmt: skip
def test_wheelchair_access_is_never_assumed(text: str, wheelchair: str) -> None:
    assert read_facets(Wording(title="Projekt", description=text)).wheelchair == wheelchair


def test_what_is_said_about_access_is_kept_in_its_words() -> None:
    text = "Wir gehen zur Zeche. Die Führung ist in Gebärdensprache. Bitte Helm mitbringen."
    facets = read_facets(Wording(title="Rundgang", description=text))
    assert facets.accessibility_text == "Die Führung ist in Gebärdensprache."
