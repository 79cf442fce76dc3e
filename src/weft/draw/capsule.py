"""The double capsule: one trip as one shape, everywhere the same.

Half widths follow minutes, the seam follows the gap. Data in ``capsule_data``, shape in ``capsule_shape``, the text
twin in ``capsule_words``; ``day`` puts capsules on a common time axis.
"""

from collections.abc import Callable
from dataclasses import dataclass

from weft.core.shared.words import Words
from weft.draw.capsule_data import CapsuleData, CapsuleState, Half
from weft.draw.capsule_shape import (
    Frame,
    Side,
    is_begun,
    movement_labels,
    needle_labels,
    paint_seam,
    paint_side,
    paint_split,
)
from weft.draw.capsule_words import apart, capsule_words
from weft.draw.palette import Palette
from weft.draw.svg import picture, text_width

__all__ = ["MINI", "PATIENT", "STAFF", "CapsuleData", "CapsuleState", "Half", "Size", "capsule", "capsule_words"]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a capsule stands by itself, in CSS pixels."""

    name: str
    height: int
    letters: int
    per_minute: float
    narrowest: int
    seam: tuple[int, int]
    """Narrowest and widest seam."""


STAFF = Size("staff", 34, 13, 1.5, 28, (8, 26))
PATIENT = Size("patient", 44, 15, 1.8, 36, (10, 34))
MINI = Size("mini", 14, 0, 0.3, 11, (3, 7))


def capsule(data: CapsuleData, palette: Palette, size: Size, say: Callable[[str], str]) -> str:
    """Draw one trip by itself as an SVG string whose accessible name is its text twin."""
    frame = Frame(0, size.height, size.letters)
    seam = _seam_width(data, size)
    needles = _width(data.needles, needle_labels, data, size, say) if data.needles else 0.0
    movement = _width(data.movement, movement_labels, data, size, say) if data.movement else 0.0
    inside = paint(data, (1, needles), (1 + needles + seam, movement), frame, palette, say)
    width = round(needles + seam + movement) + 2
    name = capsule_words(data).said(say)
    return picture(width, size.height, name, f"capsule capsule--{size.name} capsule--{data.state}", inside)


def paint(
    data: CapsuleData,
    needles: tuple[float, float],
    movement: tuple[float, float],
    frame: Frame,
    palette: Palette,
    say: Callable[[str], str],
) -> str:
    """The inside of a capsule whose halves stand at these (x, width), without a frame around it."""
    is_off = data.state is CapsuleState.CANCELLED
    drawn = ""
    if data.needles and data.movement:
        left, right = needles[0] + needles[1], movement[0]
        if data.state is CapsuleState.SPLIT:
            drawn += paint_split(left, right - left, apart(data.gap_minutes).said(say), frame, palette)
        elif not is_off:
            drawn += paint_seam(data, left, right - left, frame, palette)
    if data.needles:
        labels = _said(needle_labels(data, data.needles), say)
        drawn += paint_side(Side("needle", *needles, labels, is_begun(data, "needle"), is_off), frame, palette)
    if data.movement:
        labels = _said(movement_labels(data, data.movement), say)
        drawn += paint_side(Side("move", *movement, labels, is_begun(data, "move"), is_off), frame, palette)
    return drawn


def _said(words: tuple[Words, ...], say: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(one.said(say) for one in words)


def _width(
    half: Half,
    labels: Callable[[CapsuleData, Half], tuple[Words, ...]],
    data: CapsuleData,
    size: Size,
    say: Callable[[str], str],
) -> float:
    """As wide as its minutes, and never too narrow for its longest label."""
    written = text_width(labels(data, half)[0].said(say), size.letters) + size.height * 0.55 if size.letters else 0.0
    return max(half.minutes * size.per_minute, size.narrowest, written)


def _seam_width(data: CapsuleData, size: Size) -> float:
    if not (data.needles and data.movement):
        return 0.0
    narrow, wide = size.seam
    if data.state is CapsuleState.SPLIT:
        return wide * 2.4 if size.letters else wide
    if data.state is CapsuleState.WINDOW:
        return wide
    return min(max(data.gap_minutes * size.per_minute, narrow), wide)
