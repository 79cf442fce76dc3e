"""What a capsule is drawn from: plain data about one trip, no colours and no pixels."""

from dataclasses import dataclass
from enum import StrEnum

from weft.core.shared.words import Words


class CapsuleState(StrEnum):
    """What a trip is doing now."""

    PLANNED = "planned"
    NEEDLES_IN = "needles_in"
    WINDOW = "window"
    MOVING = "moving"
    DONE = "done"
    SPLIT = "split"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """One visit of a trip."""

    starts: int
    """Local minutes after midnight: planned, or the true start once it has begun."""
    minutes: int
    who: str = ""

    @property
    def ends(self) -> int:
        """Local minutes after midnight."""
        return self.starts + self.minutes

    @property
    def clock(self) -> str:
        """The start as a person reads it: ``9:00``."""
        return clock(self.starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapsuleData:
    """One trip: a pair, or a single visit when the other half is absent.

    Raises:
        ValueError: If a half that the state speaks of is missing.
    """

    state: CapsuleState = CapsuleState.PLANNED
    needles: Half | None = None
    movement: Half | None = None
    count: int = 0
    """Needles that are in."""
    seconds_left: int | None = None
    """Of retention while needles are in; of the window after."""
    window_minutes: int = 30
    ends: str = ""
    """The instant (ISO) at which retention or window ends, for the page's clock."""
    in_time: bool = True
    """Movement started inside the window (read when moving or done)."""
    pain: tuple[int, int] | None = None
    """Before and after, 0-10."""
    reason: Words | None = None
    """Why it was cancelled."""

    def __post_init__(self) -> None:
        needs_both = self.state in {CapsuleState.WINDOW, CapsuleState.SPLIT}
        if needs_both and not (self.needles and self.movement):
            raise ValueError(f"a capsule that is {self.state} needs both halves")
        if self.state is CapsuleState.NEEDLES_IN and not self.needles:
            raise ValueError("a capsule with needles in needs its needles half")
        if self.state is CapsuleState.MOVING and not self.movement:
            raise ValueError("a capsule that is moving needs its movement half")
        if not (self.needles or self.movement):
            raise ValueError("a capsule needs at least one half")

    @property
    def gap_minutes(self) -> int:
        """From needles out to movement; 0 for a single visit."""
        return self.movement.starts - self.needles.ends if self.needles and self.movement else 0

    @property
    def window_share(self) -> float:
        """The part of the window that is left, 0 to 1."""
        share = (self.seconds_left or 0) / (self.window_minutes * 60)
        return min(max(share, 0.0), 1.0)


def clock(minutes: int) -> str:
    """Minutes after midnight as a person reads them: 540 is ``9:00``."""
    return f"{minutes // 60 % 24}:{minutes % 60:02}"


def minutes_left(seconds: int) -> str:
    """Seconds as a timer shows them: 220 is ``03:40``; never below zero."""
    return f"{max(seconds, 0) // 60:02}:{max(seconds, 0) % 60:02}"
