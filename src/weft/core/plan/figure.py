"""Where the bones of an exercise figure lie: hips, shoulders, hands and feet are given; knees and elbows follow."""

from dataclasses import dataclass
from math import hypot, sqrt
from typing import Any

from weft.core.shared.fact import fact

Spot = tuple[float, float]
"""Centimetres to the right, and over the floor."""
Line = tuple[float, float, float, float]
"""From a spot to a spot: a part of a chair, a bag, a wall."""

THIGH = SHIN = 42.0
UPPER_ARM, FOREARM = 30.0, 26.0
FLOOR = 4.0
"""How low the middle of a knee or an elbow lies when it rests on the floor."""


@fact
class Pose:
    """One moment of an exercise, seen from the side, in centimetres."""

    hip: Spot
    shoulder: Spot
    head: Spot
    hand: Spot
    foot: Spot
    """The ankle."""
    toes: Spot
    hand_far: Spot | None = None
    """None: hidden behind the near one."""
    foot_far: Spot | None = None
    toes_far: Spot | None = None
    rounded: float = 0
    """How far the middle of the back stands out; below 0 it is hollow."""


@dataclass(frozen=True, slots=True)
class Limb:
    """An arm or a leg: from the trunk over its middle joint to its end."""

    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Bones:
    """One pose as lines."""

    trunk: tuple[Spot, Spot, Spot]
    """Hip, the point that bends the back, shoulder."""
    head: Spot
    near: tuple[Limb, ...]
    """Arm, leg."""
    far: tuple[Limb, ...]


def bones(pose: Pose) -> Bones:
    """The lines of one pose. A hand or a foot that is out of reach stays on the way there, with a straight limb."""
    far = [_arm(pose.shoulder, pose.hand_far)] if pose.hand_far else []
    if pose.foot_far and pose.toes_far:
        far.append(_leg(pose.hip, pose.foot_far, pose.toes_far))
    near = (_arm(pose.shoulder, pose.hand), _leg(pose.hip, pose.foot, pose.toes))
    return Bones((pose.hip, _back(pose), pose.shoulder), pose.head, near, tuple(far))


def halfway(first: Pose, last: Pose) -> Pose:
    """The pose between two; a limb that only one of them shows is not shown."""
    names = ("hip", "shoulder", "head", "hand", "foot", "toes", "hand_far", "foot_far", "toes_far")
    pairs = {name: (getattr(first, name), getattr(last, name)) for name in names}
    spots: dict[str, Any] = {name: _middle(*pair) for name, pair in pairs.items() if None not in pair}
    return Pose(**spots, rounded=(first.rounded + last.rounded) / 2)


def _middle(one: Spot, other: Spot) -> Spot:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _back(pose: Pose) -> Spot:
    """The control point of the curve that is the back: twice as far out as the back itself."""
    (x1, y1), (x2, y2) = pose.hip, pose.shoulder
    long = max(hypot(x2 - x1, y2 - y1), 1.0)
    out = 2 * pose.rounded / long
    return ((x1 + x2) / 2 - (y2 - y1) * out, (y1 + y2) / 2 + (x2 - x1) * out)


def _arm(shoulder: Spot, hand: Spot) -> Limb:
    return Limb((shoulder, *_bent(shoulder, hand, UPPER_ARM, FOREARM, -1)))


def _leg(hip: Spot, foot: Spot, toes: Spot) -> Limb:
    knee, ankle = _bent(hip, foot, THIGH, SHIN, 1)
    moved = (toes[0] + ankle[0] - foot[0], toes[1] + ankle[1] - foot[1])
    return Limb((hip, knee, ankle, moved))


def _bent(root: Spot, end: Spot, upper: float, lower: float, side: int) -> tuple[Spot, Spot]:
    """Knee and ankle, or elbow and hand: the middle joint lies to the left of the way (1) or to the right (-1)."""
    x, y = end[0] - root[0], end[1] - root[1]
    asked = max(hypot(x, y), 1.0)
    reach = min(max(asked, abs(upper - lower) + 0.1), upper + lower - 0.1)
    x, y = x / asked, y / asked
    along = (reach**2 + upper**2 - lower**2) / (2 * reach)
    aside = side * sqrt(max(upper**2 - along**2, 0.0))
    middle = (root[0] + x * along - y * aside, max(root[1] + y * along + x * aside, FLOOR))
    return middle, (root[0] + x * reach, root[1] + y * reach)
