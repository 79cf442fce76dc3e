"""The capsule's shape: two halves and the seam between them, on any layout.

Left is needles, right is movement, always: a single visit keeps its side and its flat edge. Dots mark needles and a
hatch marks movement, because in greyscale the two colours are one.
"""

from dataclasses import dataclass

from weft.core.shared.words import Words
from weft.draw.capsule_data import CapsuleData, CapsuleState, Half
from weft.draw.palette import Palette
from weft.draw.svg import box, line, tag, text, text_width

_NEEDLES_BEGUN = {CapsuleState.NEEDLES_IN, CapsuleState.WINDOW, CapsuleState.MOVING, CapsuleState.DONE}
_MOVEMENT_BEGUN = {CapsuleState.MOVING, CapsuleState.DONE}


@dataclass(frozen=True, slots=True)
class Side:
    """One half as it is painted."""

    kind: str
    """needle or move."""
    x: float
    width: float
    labels: tuple[str, ...]
    """What to write, longest first; the first that fits is taken."""
    is_begun: bool
    is_off: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a capsule stands."""

    y: float
    height: float
    letters: int
    """Text size; 0 writes nothing."""

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2


def needle_labels(data: CapsuleData, half: Half) -> tuple[Words, ...]:
    """What stands on the needles half, longest first."""
    match data.state:
        case CapsuleState.NEEDLES_IN:
            return (Words("N {count} in", count=data.count), Words("{count} in", count=data.count), Words("N"))
        case CapsuleState.WINDOW | CapsuleState.MOVING:
            return (Words("N out ✓"), Words("N ✓"), Words("N"))
        case CapsuleState.DONE:
            return (Words("N ✓"), Words("N"))
        case _:
            return (Words("N {time}", time=half.clock), Words("N"))


def movement_labels(data: CapsuleData, half: Half) -> tuple[Words, ...]:
    """What stands on the movement half, longest first."""
    match data.state:
        case CapsuleState.WINDOW:
            return (Words("M now"), Words("M"))
        case CapsuleState.DONE:
            return (Words("M ✓"), Words("M"))
        case _:
            return (Words("M {time}", time=half.clock), Words("M"))


def is_begun(data: CapsuleData, kind: str) -> bool:
    """Whether this half is happening or done, and so painted solid."""
    return data.state in (_NEEDLES_BEGUN if kind == "needle" else _MOVEMENT_BEGUN)


def paint_side(side: Side, frame: Frame, palette: Palette) -> str:
    """One half: its rounded outer end, its texture, its label."""
    role = "off" if side.is_off else side.kind if side.is_begun else f"{side.kind}-planned"
    ink = "off" if side.is_off else "on" if side.is_begun else side.kind
    shape = tag("path", {"d": _outline(side, frame), **palette.of(role)})
    return shape + _texture(side, frame, palette.of(f"mark-{ink}")) + _label(side, frame, palette.of(f"label-{ink}"))


def _outline(side: Side, frame: Frame) -> str:
    radius = min(frame.height / 2, side.width)
    top, bottom, left, right = frame.y + 0.75, frame.y + frame.height - 0.75, side.x, side.x + side.width
    if side.kind == "needle":
        return (
            f"M{right:.1f} {top:.1f}H{left + radius:.1f}"
            f"A{radius:.1f} {frame.height / 2 - 0.75:.1f} 0 0 0 {left + radius:.1f} {bottom:.1f}H{right:.1f}Z"
        )
    return (
        f"M{left:.1f} {top:.1f}H{right - radius:.1f}"
        f"A{radius:.1f} {frame.height / 2 - 0.75:.1f} 0 0 1 {right - radius:.1f} {bottom:.1f}H{left:.1f}Z"
    )


def _texture(side: Side, frame: Frame, paint: dict[str, object]) -> str:
    """Dots (needles) or a hatch (movement) along the lower edge, clear of the words."""
    inset = frame.height * 0.42
    left, right = (
        (side.x + inset, side.x + side.width - 3)
        if side.kind == "needle"
        else (side.x + 3, side.x + side.width - inset)
    )
    low = frame.y + frame.height - (4.5 if frame.letters else frame.height * 0.36)
    spots = [left + step * 5 for step in range(max(int((right - left) // 5) + 1, 1))]
    if side.kind == "needle":
        return "".join(tag("circle", {"cx": x, "cy": low, "r": 0.9, **paint}) for x in spots)
    return "".join(line(x, low + 1.5, x + 3, low - 1.5, paint) for x in spots)


def _label(side: Side, frame: Frame, paint: dict[str, object]) -> str:
    room = side.width - frame.height * 0.3
    fitting = [words for words in side.labels if text_width(words, frame.letters) <= room]
    if not frame.letters or not fitting:
        return ""
    lean = frame.height * 0.08 if side.kind == "needle" else -frame.height * 0.08
    centre = side.x + side.width / 2 + lean
    return text(
        fitting[0], centre, frame.middle + frame.letters * 0.27, frame.letters, {"text-anchor": "middle", **paint}
    )


def paint_seam(data: CapsuleData, x: float, width: float, frame: Frame, palette: Palette) -> str:
    """The time between the halves: 56% of the height, so that the shape reads as two things held together."""
    height = frame.height * 0.56
    top = frame.middle - height / 2
    if data.state is CapsuleState.DONE and not data.in_time:
        return line(x, frame.middle, x + width, frame.middle, palette.of("broken"))
    if data.state is CapsuleState.DONE:
        return box(x, top, width, height, palette.of("seam-full"))
    body = box(x, top, width, height, palette.of("seam"))
    if data.state is CapsuleState.WINDOW:
        left = width * data.window_share
        clocked = (
            {"data-ends": data.ends, "data-whole": data.window_minutes * 60, "data-width": width} if data.ends else {}
        )
        return body + box(x + width - left, top, left, height, {**palette.of("drain"), **clocked})
    if data.state is CapsuleState.MOVING:
        notch = x + width * (1 - data.window_share)
        return body + line(notch, top, notch, top + height, palette.of("notch"))
    return body


def paint_split(x: float, width: float, words: str, frame: Frame, palette: Palette) -> str:
    """A pair pulled apart: a broken bar, with the hours on it where they fit."""
    bar = line(x + 2, frame.middle, x + width - 2, frame.middle, palette.of("broken"))
    if not frame.letters or text_width(words, 11) > width:
        return bar
    return bar + text(words, x + width / 2, frame.middle - 5, 11, {"text-anchor": "middle", **palette.of("label")})
