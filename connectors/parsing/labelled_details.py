"""Completes a record by the labelled lines of its own page: "Uhrzeit: …", "Ort: …"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from connectors.model import Record
from connectors.parsing import date_shapes
from connectors.parsing.labelled_text import labelled


def completed(record: Record, text: str) -> Record:
    """The record with what the lines say of which it is silent."""
    said = labelled(text)
    return replace(
        record,
        when=_when(record.when, said),
        location=record.location or said.get("location", ""),
        price=record.price or said.get("price", ""),
        registration=record.registration or said.get("registration", ""),
        audience=record.audience or said.get("audience", ""),
    )


def _when(known: str, said: Mapping[str, str]) -> str:
    """The list's day with the page's hour; the page's own words where they are a day and an hour."""
    words = said.get("when", "")
    if date_shapes.has_clock(known) or not date_shapes.has_clock(words):
        return known or words
    return words if date_shapes.has_date(words) or not known else f"{known}\n{words}"
