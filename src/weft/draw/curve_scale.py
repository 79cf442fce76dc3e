"""From days and scores to places on the curve's drawing."""

from dataclasses import dataclass
from decimal import Decimal

from weft.draw.curve_data import CurveData

HEADER = 24
"""Height of the strip that names the phases."""


@dataclass(frozen=True, slots=True)
class CurveScale:
    """Where the plot stands inside a drawing of a given width."""

    left: float
    right: float
    top: float
    bottom: float
    days: int
    values: int
    is_narrow: bool

    @classmethod
    def of(cls, data: CurveData, width: int) -> "CurveScale":
        """The scale for a drawing ``width`` wide; below 560 it is narrow."""
        is_narrow = width < 560
        left = 26 if is_narrow else 88
        bottom = HEADER + 12 + (190 if is_narrow else 250)
        return cls(left, width - 10, HEADER + 12, bottom, data.last_day, data.top, is_narrow)

    def x(self, day: int) -> float:
        """Days since the start; time is proportional."""
        return self.left + day / self.days * (self.right - self.left)

    def y(self, value: Decimal) -> float:
        """A score; the axis shows the whole scale."""
        return self.bottom - float(value) / self.values * (self.bottom - self.top)

    @property
    def week_step(self) -> int:
        """Weeks between two numbers on the axis, so that they never touch."""
        week = (self.right - self.left) / self.days * 7
        return next((step for step in (1, 2, 4, 8) if step * week >= 24), 13)

    @property
    def largest(self) -> int:
        """The size of the last value."""
        return 24 if self.is_narrow else 28
