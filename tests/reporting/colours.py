"""Colours as eyes see them: contrast (WCAG 2.2), distance (CIEDE2000), and three colour deficiencies.

The matrices are those of Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for
Simulation of Color Vision Deficiency", IEEE TVCG 15(6), severity 1.0, applied to linear RGB. CIEDE2000 after
Sharma, Wu and Dalal (2005), some of whose test data hold in tests/reporting/test_colours.py.
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from typing import NamedTuple

Matrix = tuple[tuple[float, float, float], ...]

VISIONS: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


class Lab(NamedTuple):
    """CIELAB under D65."""

    lightness: float
    a: float
    b: float


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def seen(colour: str, vision: str) -> Lab:
    linear = _linear(colour)
    red, green, blue = (
        min(1, max(0, sum(part * value for part, value in zip(row, linear, strict=True))))
        for row in VISIONS[vision]
    )
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (_curve(value) for value in (x, y, z))
    return Lab(116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))


def in_grey(colour: str) -> float:
    """The lightness (0 to 100) that is left on black and white paper."""
    return seen(colour, "normal").lightness


def distance(one: Lab, other: Lab) -> float:
    """CIEDE2000."""
    chroma = (hypot(*one[1:]) + hypot(*other[1:])) / 2
    stretch = 1 + 0.5 * (1 - sqrt(chroma**7 / (chroma**7 + 25**7)))
    chromas = [hypot(stretch * lab.a, lab.b) for lab in (one, other)]
    hues = [degrees(atan2(lab.b, stretch * lab.a)) % 360 for lab in (one, other)]
    lightness, mean = other.lightness - one.lightness, sum(chromas) / 2
    apart = _hue_difference(*hues) if all(chromas) else 0.0
    hue = 2 * sqrt(chromas[0] * chromas[1]) * sin(radians(apart / 2))
    middle = _mean_hue(*hues) if all(chromas) else sum(hues)
    offset = ((one.lightness + other.lightness) / 2 - 50) ** 2
    by_lightness = 1 + 0.015 * offset / sqrt(20 + offset)
    by_hue = 1 + 0.015 * mean * _hue_weight(middle)
    turn = -2 * sqrt(mean**7 / (mean**7 + 25**7)) * sin(radians(60 * exp(-(((middle - 275) / 25) ** 2))))
    parts = (lightness / by_lightness, (chromas[1] - chromas[0]) / (1 + 0.045 * mean), hue / by_hue)
    return sqrt(sum(part**2 for part in parts) + turn * parts[1] * parts[2])


def _hue_difference(one: float, other: float) -> float:
    apart = other - one
    return apart - 360 if apart > 180 else apart + 360 if apart < -180 else apart


def _mean_hue(one: float, other: float) -> float:
    if abs(one - other) <= 180:
        return (one + other) / 2
    return (one + other + (360 if one + other < 360 else -360)) / 2


def _hue_weight(hue: float) -> float:
    return (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )


def _linear(colour: str) -> tuple[float, ...]:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return tuple(one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)


def _curve(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
