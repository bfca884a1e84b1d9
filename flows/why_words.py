"""The words of `mintfeed why`: German, with English where it is not plain."""

from __future__ import annotations

from typing import Final

STANDINGS: Final = {
    "published": ("green", "steht im Kalender und im Feed (is published)"),
    "hidden": ("yellow", "nicht veröffentlicht: von einem Menschen ausgeblendet (hidden by a person)"),
    "off_topic": (
        "yellow",
        "nicht veröffentlicht: kein Thema gefunden, und die Quelle kündigt auch anderes an; »mintfeed pin« "
        "veröffentlicht ihn trotzdem (no topic found in a mixed source)",
    ),
    "outside_window": ("yellow", "nicht veröffentlicht: außerhalb des Zeitfensters (outside the window)"),
    "gone": (
        "yellow",
        "nicht mehr veröffentlicht: keine Quelle nennt ihn mehr (no source lists it any more)",
    ),
    "not_yet": ("yellow", "noch nicht veröffentlicht (not published yet)"),
}
STATES: Final = {
    "ok": "gelesen (read)",
    "unchanged": "gelesen, unverändert (read, unchanged)",
    "failed": "nicht lesbar (cannot be read)",
    "empty": "leer, nicht geglaubt (empty, not believed)",
    "held": "nicht geglaubt (not believed)",
    "removed": "nicht mehr im Cluster (taken out)",
}
FIELDS: Final = {
    "title": "Titel",
    "start": "Beginn",
    "end": "Ende",
    "status": "Status",
    "organizer": "Veranstalter",
    "url": "Adresse",
    "description": "Beschreibung",
    "place": "Ort",
    "attendance": "Teilnahme",
    "online_url": "Online",
    "price": "Preis",
    "availability": "Plätze",
    "registration_url": "Anmeldung",
    "registration_deadline": "Anmeldeschluss",
    "topics": "Themen",
    "levels": "Stufen",
    "groups": "Zielgruppen",
    "formats": "Formate",
    "categories": "Rubriken",
    "languages": "Sprachen",
    "school_holidays": "Ferien",
}
FACETS: Final = {
    "classes": "Klassen",
    "ages": "Alter",
    "is_free": "kostenlos",
    "amounts": "Beträge",
    "registration": "Anmeldung nötig",
    "availability": "Plätze",
    "wheelchair": "Rollstuhl",
    "access": "Zugang",
}
FACET_FIELDS: Final = {
    "default": "Voreinstellung der Quelle (the source's default)",
    "categories": "Rubrik",
    "audience": "Zielgruppe",
    "registration": "Anmeldung",
}
VERBS: Final = {
    "hide": "ausgeblendet (hide)",
    "set": "gesetzt (set)",
    "clear": "geleert (clear)",
    "pin": "trotzdem veröffentlicht (pin)",
    "same": "derselbe Termin (same)",
    "different": "verschiedene Termine (different)",
}
EFFECTS: Final = {
    "followed": "",
    "next_run": "ab dem nächsten Lauf (from the next run on)",
    "taken_back": "zurückgenommen, gilt bis zum nächsten Lauf (taken back, until the next run)",
}
KINDS: Final = {
    "new": "neu (new)",
    "changed": "geändert (changed)",
    "moved": "verlegt (moved)",
    "cancelled": "abgesagt (cancelled)",
    "postponed": "verschoben (postponed)",
    "delisted": "nicht mehr gelistet (delisted)",
    "back": "wieder da (back)",
    "deleted": "entfernt (deleted)",
}
SEVERITIES: Final = {"repaired": "repariert (repaired)", "dropped": "ausgelassen (dropped)"}
