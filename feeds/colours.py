"""The colours of the pages, made from the cluster's own so that everybody can read them (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ENOUGH: Final = 4.6  # 4.5 is asked for; the rest is for rounding
SOFT: Final = 0.1  # how much of the accent is in the soft ground
STEPS: Final = 100

Colour = tuple[float, float, float]  # red, green and blue, 0 to 1


@dataclass(frozen=True, slots=True)
class Ground:
    """What text stands on, as in assets/style.css, and whereto an accent moves that is too near to it."""

    ground: str
    card: str
    away: float  # lightness, 0 to 1
    saturation: float  # at most: vivid colours glare on dark


LIGHT = Ground("#f7f8f6", "#ffffff", 0, 1)
DARK = Ground("#10161a", "#182126", 1, 0.55)


def look_css(colour: str) -> str:
    """The variables --accent and --soft, for light and dark."""
    light, dark = _variables(colour, LIGHT), _variables(colour, DARK)
    return f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"


def accent_and_soft(colour: str, on: Ground) -> tuple[str, str]:
    """The colour, as little changed as makes it readable on every ground; and its soft ground."""
    card = _read(on.card)
    hue, lightness, saturation = colorsys.rgb_to_hls(*_read(colour))
    for step in range(STEPS + 1):
        light = lightness + (on.away - lightness) * step / STEPS
        accent = _rounded(colorsys.hls_to_rgb(hue, light, min(saturation, on.saturation)))
        soft = _rounded(_mixed(card, accent, SOFT))
        if _least(accent, (_read(on.ground), card, soft)) >= ENOUGH:
            break
    return _written(accent), _written(soft)


def contrast(one: str, other: str) -> float:
    """1 to 21 (WCAG 2.2, contrast ratio)."""
    return _contrast(_read(one), _read(other))


def _variables(colour: str, on: Ground) -> str:
    accent, soft = accent_and_soft(colour, on)
    return f"--accent: {accent}; --soft: {soft};"


def _least(colour: Colour, others: Sequence[Colour]) -> float:
    return min(_contrast(colour, other) for other in others)


def _contrast(one: Colour, other: Colour) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def _rounded(colour: Colour) -> Colour:
    return _read(_written(colour))


def _read(text: str) -> Colour:
    return int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255


def _written(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
