"""The body chart: where on a plate a point lies, and what a plate shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from weft.core.shared.fact import fact


class Plate(StrEnum):
    """One picture of the body. Each shows both of its halves, mirrored about its middle."""

    BACK = "back"
    FRONT = "front"
    LEG = "leg"
    """The outer side of a leg, from the hip down."""
    HAND = "hand"
    """The back of a hand."""
    FOOT = "foot"
    """A foot from above."""


@fact
class ChartSpot:
    """Where a point lies on one plate: for one half of the body; the other half is its mirror image."""

    plate: Plate
    x: float
    """From the plate's middle (0) to its edge (1)."""
    y: float
    """From its upper edge (0) to its lower one (1)."""

    @property
    def is_inside(self) -> bool:
        """Whether it lies on the plate."""
        return 0 <= self.x <= 1 and 0 <= self.y <= 1


@dataclass(frozen=True, slots=True)
class Placed:
    """One spot as it is drawn: a point on one side of the body, or in its middle."""

    code: str
    side: str
    """``left`` | ``right`` | ``middle``: of the person, not of the picture."""
    x: float
    """From the plate's middle towards the person's right (above 0) or left (below 0)."""
    y: float


def placed(code: str, chart: Iterable[ChartSpot], plate: Plate) -> tuple[Placed, ...]:
    """Every spot of a point on one plate, both sides of the body; none when it cannot be seen there."""
    return tuple(
        Placed(code, side, spot.x * way, spot.y)
        for spot in chart
        if spot.plate is plate
        for side, way in (_SIDES if spot.x else _MIDDLE)
    )


def is_sided(chart: Iterable[ChartSpot]) -> bool:
    """Whether a point is there twice, left and right; one without a spot may be anywhere."""
    spots = tuple(chart)
    return not spots or any(spot.x for spot in spots)


_SIDES = (("left", -1), ("right", 1))
_MIDDLE = (("middle", 1),)
