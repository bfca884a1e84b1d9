"""Topics and formats: one line for each trap."""

from __future__ import annotations

import pytest

from connectors.facets import Wording, read_facets


def about(title: str, description: str = "") -> set[str]:
    return set(read_facets(Wording(title=title, description=description)).topics)


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Roboterworkshop für Einsteiger", "informatik"), ("KI-Bilder erkennen", "informatik"),
        ("Künstliche Intelligenz verstehen", "informatik"), ("Coding mit dem Calliope", "informatik"),
        ("3D-Druck im Makerspace", "technik"), ("Elektronikbasteln", "technik"),
        ("Löten für Kinder", "technik"), ("Mathe-Olympiade", "mathematik"),
        ("Die Welt der Primzahlen", "mathematik"), ("Quantenphysik für alle", "physik"),
        ("Experimente mit Magneten", "physik"), ("Chemie in der Küche", "chemie"),
        ("Säuren und Basen im Alltag", "chemie"), ("Fledermausnacht", "biologie"),
        ("Gentechnik im Schülerlabor", "biologie"), ("Durch das Fernrohr geschaut", "astronomie_raumfahrt"),
        ("Sternbilder des Winters", "astronomie_raumfahrt"), ("Raketen bauen", "astronomie_raumfahrt"),
        ("Fossilien aus der Eiszeit", "georessourcen"),
        ("Unter Tage: Leben der Bergleute", "georessourcen"),
        ("Klimawandel im Ruhrgebiet", "erdbeobachtung_umwelt_klima"),
        ("Waerme aus der Tiefe: Geothermie", "georessourcen"), ("Photovoltaik auf dem Balkon", "energie"),
        ("Windräder und Wärmepumpen", "energie"), ("Experimentierwerkstatt", "naturwissenschaften_allg"),
        ("Ausbildungsmesse Ruhr", "berufsorientierung"), ("MINT-Fest", "mint_allgemein"),
        ("Astronomy for beginners", "astronomie_raumfahrt"), ("Roboter\u00adwerkstatt", "informatik"),
        ("INFORMATIK UND GESELLSCHAFT", "informatik"),
    ],
)  # fmt: skip
def test_a_topic_is_heard_in_compounds_and_other_spellings(title: str, topic: str) -> None:
    assert topic in about(title)


@pytest.mark.parametrize(
    "title",
    [
        "Yoga unter dem Sternenhimmel", "Sternsinger unterwegs", "Sternekoch zu Gast",
        "Weihnachtssterne basteln", "Konzert im Planetarium", "Krimilesung in der Sternwarte",
        "Mondscheinkonzert", "Mars macht mobil", "Weinprobe mit Gestein",
        "Die Chemie stimmt: Paartanz für Anfänger", "Physiotherapie im Alltag", "Maltechniken in Öl",
        "Atemtechnik für Sänger", "Experimentelle Musik", "Linoldruck", "Pflanzenflohmarkt",
        "Kraft der Gedanken", "Lebensenergie spüren", "Stollen backen im Advent", "Schriftsteller lesen",
        "Stromausfall: Impro-Theater", "Kaffee und Kuchen", "Spieleabend im Quartier",
        "Bei jedem Wetter: Boule", "Sozialwissenschaftliches Kolloquium",
        "Technische Hochschule: Sommerfest", "Tierkreiszeichen und Tarot", "Diebstahl vorbeugen",
        "Politik und Arbeitsklima", "Coworking Space: Tag der offenen Tür",
    ],
)  # fmt: skip
def test_words_that_only_look_like_a_topic_give_none(title: str) -> None:
    assert about(title) == set()


def test_a_hint_alone_is_too_little_but_two_are_enough() -> None:
    assert about("Ein Tag im Wald") == set()
    assert "biologie" in about("Ein Tag im Wald", "Tiere und Pflanzen bestimmen.")


def test_a_sure_word_holds_out_against_another_world() -> None:
    assert "astronomie_raumfahrt" in about("Astronomie und Musik: Konzert mit Vortrag")


def test_a_fair_of_many_disciplines_is_mint_as_a_whole() -> None:
    assert "mint_allgemein" in about("Tag der offenen Tür", "Chemieshow, Robotik-AG und Physik zum Anfassen.")


@pytest.mark.parametrize(
    ("title", "description", "format_"),
    [
        ("Ferienkurs Robotik", "", "ferienangebot"), ("Robotik-AG", "", "kurs_mehrteilig"),
        ("Robotik-Workshop", "An drei Nachmittagen.", "kurs_mehrteilig"),
        ("Einführung in Linux", "", "workshop"), ("Führung durch das Bergwerk", "", "fuehrung"),
        ("Vogelexkursion", "", "exkursion"),
        ("Lehrkräfte-Workshop Chemie", "Für Lehrkräfte.", "fortbildung"),
        ("Mathe-Olympiade", "", "wettbewerb"), ("Repair-Café", "", "offene_werkstatt"),
        ("Girls'Day im Labor", "", "berufsorientierung"), ("Vortrag: Vulkane", "", "vortrag"),
        ("Mondbeobachtung", "", "beobachtung"), ("Netzwerktreffen MINT", "", "netzwerktreffen"),
        ("Experimentalshow Chemie", "", "show"), ("Ausstellung: Dinosaurier", "", "ausstellung"),
        ("Projektwoche Physik", "", "projektwoche"),
    ],
)  # fmt: skip
def test_a_format_is_what_the_event_is_called(title: str, description: str, format_: str) -> None:
    assert read_facets(Wording(title=title, description=description)).formats == (format_,)


def test_an_aufführung_is_no_führung() -> None:
    assert read_facets(Wording(title="Aufführung der Theater-AG")).formats != ("fuehrung",)
