"""The clinic's own colour: whether white letters can be read on it."""

import re
from dataclasses import dataclass

from weft.core.shared.words import Words

ENOUGH = 4.5
"""WCAG 2.2, 1.4.3: contrast of text, to one."""
_WRITTEN = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as red, green and blue, each 0 to 255."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


WHITE = Colour(255, 255, 255)


def colour_of(text: str) -> Colour | None:
    """A colour that is written as ``#0b6b52``; None for anything else."""
    written = text.strip().casefold()
    if not _WRITTEN.fullmatch(written):
        return None
    return Colour(*(int(written[at : at + 2], 16) for at in (1, 3, 5)))


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, from 1 (the same) to 21 (black and white); WCAG 2.2."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def usable(text: str) -> Colour | None:
    """The clinic's colour, where white letters on it can be read; None: show ink instead."""
    colour = colour_of(text)
    return colour if colour and contrast(colour, WHITE) >= ENOUGH else None


def colour_fault(text: str) -> Words | None:
    """What is wrong with a colour that somebody chose; None for nothing, also where none is chosen."""
    if not text.strip():
        return None
    colour = colour_of(text)
    if colour is None:
        return Words("Write the colour as # and six signs, such as #0b6b52.")
    if usable(text) is None:
        found = f"{contrast(colour, WHITE):.1f}"
        return Words(
            "White letters cannot be read on it ({found} to 1; 4.5 is needed). Choose a darker one.", found=found
        )
    return None


def _light(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in (colour.red, colour.green, colour.blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
