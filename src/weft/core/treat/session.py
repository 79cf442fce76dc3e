"""What a session record holds: points as they were used, items of movement as they were done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from weft.core.shared.care import Effort
from weft.core.treat.facts import TreatFacts
from weft.core.treat.hands_on import HandsOn
from weft.core.treat.points import find_point

ASHI = "ASHI"
"""A sore spot, named by where it is and not by a code."""

NEEDLE_MODALITIES = ("needling", "electro_acupuncture", "dry_needling")
"""Modalities whose needles are counted."""

HOME_EXERCISES_MAX = 4
"""Home exercises at a time."""


class Side(StrEnum):
    """Where on the body a point was used."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    MIDDLE = "middle"


class NextTime(StrEnum):
    """What movement does next time."""

    LOAD = "load"
    HOLD = "hold"
    EASE = "ease"


class Version(StrEnum):
    """Which version of an exercise was done."""

    AS_PLANNED = "as_planned"
    EASIER = "easier"
    HARDER = "harder"


_SIDES = {"l": Side.LEFT, "r": Side.RIGHT, "b": Side.BOTH, "m": Side.MIDDLE} | {side.value: side for side in Side}


@dataclass(frozen=True, slots=True)
class PointUsed:
    """One point as it was needled."""

    code: str
    side: Side
    needles: int
    where: str = ""
    """For a sore spot: where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDone:
    """One thing done in a movement session: an exercise, or a modality by hand."""

    id: str
    """Exercise id, or id of a plan line."""
    modality: str = "exercise"
    sets: int | None = None
    reps: int | None = None
    minutes: int | None = None
    effort: Effort | None = None
    """None when nobody said."""
    version: Version = Version.AS_PLANNED
    given: HandsOn = field(default_factory=HandsOn)
    """For what is done by hand or with a device."""


class UnreadablePointError(ValueError):
    """Something typed that names no point; ``args[0]`` is the part."""


def read_points(facts: TreatFacts, typed: str) -> tuple[PointUsed, ...]:
    """Points as a practitioner types them: ``bl23 b, gb30 r, ashi l4 r x3``.

    Each part: a code, for a sore spot where it is, a side (l, r, b, m), and ``x3`` for the number of needles.
    Without a side: the middle. Without a number: two on both sides, else one.

    Raises:
        UnreadablePointError: For a code that we do not know, or a number that is none.
    """
    return tuple(_point(facts, part.strip()) for part in typed.split(",") if part.strip())


def needles_of(points: Sequence[PointUsed]) -> int:
    """How many needles these points took."""
    return sum(point.needles for point in points)


def _point(facts: TreatFacts, part: str) -> PointUsed:
    first, *rest = part.lower().split()
    words, number, side = [], 0, Side.MIDDLE
    for word in rest:
        if word in _SIDES:
            side = _SIDES[word]
        elif word[0] == "x" and word[1:].isdecimal():
            number = int(word[1:])
        else:
            words.append(word)
    known = find_point(facts, first)
    is_ashi = first.upper() == ASHI
    if (known is None and not is_ashi) or (words and not is_ashi) or (number == 0 and "x0" in rest):
        raise UnreadablePointError(part)
    needles = number or (2 if side is Side.BOTH else 1)
    return PointUsed(known.code if known else ASHI, side, needles, " ".join(words))


def typed_points(points: Sequence[PointUsed]) -> str:
    """The points as one would type them; `read_points` reads them back."""
    return ", ".join(_typed(point) for point in points)


def _typed(point: PointUsed) -> str:
    usual = 2 if point.side is Side.BOTH else 1
    many = f"x{point.needles}" if point.needles != usual else ""
    return " ".join(part for part in (point.code, point.where, point.side.value[0], many) if part).lower()
