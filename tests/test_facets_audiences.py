"""Classes, ages, levels and groups: one line for each trap."""

from __future__ import annotations

import pytest

from connectors.facets import Wording, read_facets


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Klasse 5–7", 5, 7), ("Kl. 5 bis 7", 5, 7), ("Jgst. 8 bis 13", 8, 13), ("Stufen 8 und 9", 8, 9),
        ("5./6. Klasse", 5, 6), ("ab Klasse 10", 10, None), ("bis Klasse sieben", None, 7),
        ("Q1/Q2", 12, 13), ("Klassen EF bis Q2", 11, 13), ("Klasse 10 bis EF", 10, 11),
        ("ab Jg. 9", 9, None), ("Viertklässler", 4, 4), ("Dritt- und Viertklässlerinnen", 3, 4),
        ("die 3. und 4. Klasse", 3, 4), ("Elternabend der 8b", None, None), ("Klasse 8b", 8, 8),
        ("Jahrgänge 5, 6 und 7", 5, 7), ("Klasse 5-7, 10 Uhr", 5, 7), ("für 9. Klassen", 9, 9),
        ("Jahrgangsstufe 12", 12, 12), ("erste und zweite Klassen", 1, 2), ("Das war klasse!", None, None),
        ("Amateurfunk Klasse N", None, None), ("Altersklasse 8–12", None, None),
        ("Baujahr 8 bis 10", None, None), ("Q1 2026", None, None), ("Stufe 2 von 3", None, None),
        ("Klassen 5 bis 12, vier Stunden", 5, 12), ("Jahrgang 1998", None, None),
    ],
)  # fmt: skip
def test_classes_are_read_in_all_their_spellings(text: str, low: int | None, high: int | None) -> None:
    facets = read_facets(Wording(title="Projekt", description=text))
    assert (facets.class_min, facets.class_max) == (low, high)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Klasse 3–6", {"grundschule", "sek1"}), ("ab Klasse 10", {"sek1", "sek2"}), ("EF", {"sek2"}),
        ("Kinder von 8 bis 12 Jahren", set()), ("Kita-Gruppen", {"kita"}), ("Sek I", {"sek1"}),
        ("Sek I und II", {"sek1", "sek2"}), ("Oberstufe", {"sek2"}),
        ("Grundschulkinder ab Klasse 3", {"grundschule"}), ("Azubis", {"beruf"}),
        ("Referendarinnen", {"ref"}), ("Studierende", {"hochschule"}),
        ("Lehrkräftefortbildung", {"fortbildung"}), ("In der Aula der Grundschule", set()),
    ],
)  # fmt: skip
def test_levels_follow_from_classes_and_words_never_from_ages(text: str, levels: set[str]) -> None:
    assert set(read_facets(Wording(title="Projekt", description=text)).levels) == levels


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("ab 8 Jahren", 8, None), ("ab 7 Jahre", 7, None), ("8–12 Jahre", 8, 12),
        ("zwischen 7 und 12 Jahren", 7, 12), ("von zehn bis 14 Jahren", 10, 14),
        ("Kinder ab acht Jahren", 8, None), ("8-99 Jahre", 8, None), ("Kinder bis 12 J.", None, 12),
        ("Mindestalter 10 Jahre", 10, None), ("empfohlen ab 4 Jahren", 4, None),
        ("8- bis 12-Jährige", 8, 12), ("Kinder von 8–12", 8, 12), ("Für Familien, ab 6.", 6, None),
        ("ages 8-12", 8, 12), ("Jugendliche ab 16 bauen mit", 16, None),
        ("im Alter von 6 bis 10 Jahren", 6, 10), ("(ab 8)", 8, None), ("ab 8 geht es los", None, None),
        ("ab 18 Uhr", None, None), ("Familien ab 10 Uhr", None, None),
        ("Kinder unter 10 Jahren frei", None, None), ("Kinder bis 12 Jahre frei", None, None),
        ("Kinder ab 6 Jahren 4 €", None, None), ("seit 10 bis 12 Jahren", None, None),
        ("vor 200 Jahren", None, None), ("Kinder bis 8 Jahre nur in Begleitung", None, None),
        ("für Gruppen ab 10 Personen", None, None), ("Für 10- bis 14-Jährige 95 €", 10, 14),
    ],
)  # fmt: skip
def test_ages_are_read_and_times_prices_and_history_are_none(
    text: str, low: int | None, high: int | None
) -> None:
    facets = read_facets(Wording(title="Projekt", description=text))
    assert (facets.age_min, facets.age_max) == (low, high)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Für Schüler:innen ab Klasse 8", {"schueler"}),
        ("Schüler*innen und Eltern", {"schueler", "eltern"}), ("SchülerInnen willkommen", {"schueler"}),
        ("Nur für Mädchen", {"maedchen_frauen"}), ("Mädchen und Jungen", set()),
        ("Erwachsene 6 €, Kinder 4 €", set()), ("4 € pro Kind", set()),
        ("Azubis zeigen ihre Werkstatt", set()), ("in Begleitung der Eltern", set()),
        ("Für Kinder, 6 €", {"kinder"}),
        ("Lehrkräfte und Erzieherinnen", {"lehrkraefte", "paedagogische_fachkraefte"}),
        ("Öffentlicher Abendvortrag", {"oeffentlichkeit"}), ("Familienkarte 12 €", set()),
        ("Kinder mit ihren Eltern", {"kinder", "eltern", "familien"}), ("Fahrlehrer gesucht", set()),
    ],
)  # fmt: skip
def test_groups_are_who_is_invited(text: str, groups: set[str]) -> None:
    assert set(read_facets(Wording(title="Projekt", description=text)).groups) == groups
