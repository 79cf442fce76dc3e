"""What a drawing of the body shows: spots of points, and places that are marked."""

from dataclasses import dataclass
from enum import StrEnum

from weft.core.shared.words import Words
from weft.core.treat.chart import Placed, Plate
from weft.draw.body_shape import FIGURES, HALF


class SpotState(StrEnum):
    """How a point stands with one person."""

    FREE = "free"
    CAUTION = "caution"
    """Read something first."""
    BLOCKED = "blocked"


class View(StrEnum):
    """What can be looked at: every plate, and the low back drawn larger."""

    BACK = "back"
    LOW_BACK = "low_back"
    FRONT = "front"
    LEG = "leg"
    HAND = "hand"
    FOOT = "foot"

    @property
    def plate(self) -> Plate:
        """The plate that it is a view of."""
        return Plate.BACK if self is View.LOW_BACK else Plate(self.value)


@dataclass(frozen=True, slots=True)
class Spot:
    """One point where it is drawn."""

    at: Placed
    area: str
    """Its region."""
    state: SpotState = SpotState.FREE
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a plate that a view shows, and how much larger."""

    left: float
    top: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Every view is as wide as a plate."""
        return 2 * HALF / self.width

    def of(self, x: float, y: float) -> tuple[float, float]:
        """A place of the plate as it is drawn."""
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def has(self, x: float, y: float) -> bool:
        """Whether that place is seen."""
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height


def window(view: View) -> Window:
    """What a view shows of its plate."""
    if view is View.LOW_BACK:
        return Window(HALF - 76, 228, 152, 142)
    return Window(0, 0, 2 * HALF, FIGURES[view.plate].height)


def drawn_at(spot: Placed, view: View) -> tuple[float, float]:
    """Where on the plate a spot lies: the person's right is the viewer's left where they look at each other."""
    way = -1 if view.plate is Plate.FRONT else 1
    return HALF + way * HALF * spot.x, spot.y * FIGURES[view.plate].height


def is_seen(spot: Placed, view: View) -> bool:
    """Whether a view shows it."""
    return window(view).has(*drawn_at(spot, view))


VIEW_NAMES = {
    View.BACK: Words("Back"),
    View.LOW_BACK: Words("Low back, larger"),
    View.FRONT: Words("Front"),
    View.LEG: Words("Legs, outer side"),
    View.HAND: Words("Hands"),
    View.FOOT: Words("Feet"),
}


@dataclass(frozen=True, slots=True)
class Zone:
    """A place of the body that can be marked: an ellipse, on either side or over the middle."""

    across: float
    """Of its middle, from the plate's middle; 0 for one that lies over it."""
    down: float
    wide: float
    """Half of its width."""
    high: float


ZONES: dict[Plate, dict[str, Zone]] = {
    Plate.BACK: {
        "head": Zone(0, 56, 24, 34),
        "neck": Zone(0, 108, 16, 14),
        "shoulder": Zone(66, 148, 19, 17),
        "upper_back": Zone(0, 184, 44, 46),
        "arm": Zone(96, 240, 10, 52),
        "hand": Zone(117, 354, 11, 28),
        "low_back": Zone(0, 266, 48, 30),
        "buttock": Zone(34, 326, 28, 27),
        "leg": Zone(35, 472, 14, 108),
        "foot": Zone(31, 644, 10, 18),
    },
    Plate.FRONT: {
        "head": Zone(0, 56, 24, 34),
        "neck": Zone(0, 112, 15, 10),
        "shoulder": Zone(66, 148, 19, 17),
        "chest": Zone(0, 186, 46, 32),
        "arm": Zone(96, 240, 10, 52),
        "hand": Zone(117, 354, 11, 28),
        "belly": Zone(0, 262, 44, 38),
        "hip": Zone(55, 316, 12, 24),
        "leg": Zone(35, 472, 14, 108),
        "foot": Zone(33, 646, 11, 17),
    },
}
"""Where the regions of `assess/regions.toml` lie."""
