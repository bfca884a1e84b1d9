from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.model import Place
from connectors.normalising.places import clean_place, split_place

PLANETARIUM = Place("Zeiss Planetarium Bochum", "Castroper Straße 67", "44791", "Bochum")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Zeiss Planetarium Bochum, Castroper Straße 67, 44791 Bochum", PLANETARIUM),
        ("<p>Zeiss Planetarium Bochum<br>Castroper Straße 67<br>44791 Bochum</p>", PLANETARIUM),
        ("Ort: Zeiss Planetarium Bochum\nCastroper Straße 67\nD-44791 Bochum\nDeutschland", PLANETARIUM),
        (
            "Radom der Sternwarte Bochum / Obernbaakstr. 6; 44797 Bochum",
            Place("Radom der Sternwarte Bochum", "Obernbaakstr. 6", "44797", "Bochum"),
        ),
        (
            "Gustav-Heinemann-Platz 2-6, 44787 Bochum",
            Place("", "Gustav-Heinemann-Platz 2-6", "44787", "Bochum"),
        ),
        ("Castroper Straße 67 44791 Bochum", Place("", "Castroper Straße 67", "44791", "Bochum")),
        ("44801 Bochum, Universitätsstraße 150", Place("", "Universitätsstraße 150", "44801", "Bochum")),
        ("Am Bergbaumuseum 28", Place("", "Am Bergbaumuseum 28")),
        ("Alter Markt 1, Bochum-Wattenscheid", Place("", "Alter Markt 1", "", "Bochum-Wattenscheid")),
        ("Straße des 17. Juni 135, 10623 Berlin", Place("", "Straße des 17. Juni 135", "10623", "Berlin")),
        (
            "Kohlenkamp 3, 45468 Mülheim an der Ruhr",
            Place("", "Kohlenkamp 3", "45468", "Mülheim an der Ruhr"),
        ),
        ("Kortumstraße, 44787 Bochum", Place("", "Kortumstraße", "44787", "Bochum")),
        (
            "VHS, Raum 1042, Gustav-Heinemann-Platz 2–6, 44787 Bochum",
            Place("VHS, Raum 1042", "Gustav-Heinemann-Platz 2–6", "44787", "Bochum"),
        ),
        (
            "Museum, Beispielweg 12 a, 44787 Bochum, Eingang B",
            Place("Museum, Eingang B", "Beispielweg 12 a", "44787", "Bochum"),
        ),
    ],
)
def test_an_address_is_taken_apart(text: str, place: Place) -> None:
    assert split_place(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "Hörsaal 1",
        "Gebäude NB 03/242",
        "MARK 51°7",
        "Tippelsberg, Bochum",
        "PC-Pool 2, Ruhr-Universität Bochum",
        "Museum, Astraße 1, 44787 Bochum; Labor, Bweg 2, 44801 Bochum",
        "Durham, NC, 27701, United States",
        "Rio Roadhouse, 14540 Canyon Two Road, Rio, CA, 95471",
    ],
)
def test_what_is_not_clear_stays_the_name(text: str) -> None:
    assert split_place(text) == Place(name=text)


def test_a_room_is_no_street_even_before_a_postal_code() -> None:
    assert split_place("Hörsaal 1, 44801 Bochum") == Place("Hörsaal 1", "", "44801", "Bochum")


def test_nothing_is_no_place() -> None:
    assert split_place(" <br> ") is None
    assert clean_place(Place()) is None


def test_a_name_that_holds_the_whole_address_is_taken_apart_and_keeps_its_coordinates() -> None:
    given_place = Place("Zeiss Planetarium Bochum, Castroper Straße 67, 44791 Bochum", lat=51.49, lon=7.23)
    assert clean_place(given_place) == Place(
        "Zeiss Planetarium Bochum", "Castroper Straße 67", "44791", "Bochum", 51.49, 7.23
    )


def test_a_street_field_that_holds_the_whole_address_is_taken_apart() -> None:
    given_place = Place("Zeiss Planetarium Bochum", street="Castroper Straße 67, 44791 Bochum")
    assert clean_place(given_place) == PLANETARIUM


@pytest.mark.parametrize(
    ("lat", "lon"), [(0.0, 0.0), (math.nan, 7.0), (91.0, 7.0), (51.0, None), (51.0, 181.0)]
)
def test_impossible_coordinates_are_none(lat: float | None, lon: float | None) -> None:
    assert clean_place(Place("Ort", lat=lat, lon=lon)) == Place("Ort")


@given(st.text(max_size=120))
def test_no_word_of_a_place_is_invented(text: str) -> None:
    place = split_place(text)
    if place is not None:
        assert place != Place()
        assert all(part in text or part == place.name for part in (place.street, place.postal_code))
