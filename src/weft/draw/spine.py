"""The low back from the side: bones, discs, nerves and muscle, with their names. A picture to explain, not to measure.

The front of the body is at the left. Bones and discs are drawn one below the other along a gentle curve.
"""

from collections.abc import Callable

from weft.core.shared.words import Words
from weft.draw.palette import Palette
from weft.draw.svg import line, number, picture, tag, text

WIDTH, HEIGHT = 340, 300
LETTERS = 15
BONES = ((66, 14, -8.0), (76, 84, -3.0), (78, 154, 3.0), (68, 224, 9.0))
"""Each bone's left edge, upper edge and lean in degrees."""
BODY_WIDE, BODY_HIGH = 74, 48
BULGES = 1
"""The disc below this bone bulges towards its nerve."""
NAMES = (("Muscle", 34, 207), ("Bone", 108, 112), ("Disc", 143, 140), ("Nerve", 186, 165))
"""What is named, the height of its name, and where the line to the name begins."""
NAMED_AT = 250

TWIN = Words(
    "The low back from the side: four bones one above the other, a disc like a cushion between two of them,"
    " a nerve that leaves beside each disc, and a long muscle behind. One disc bulges towards its nerve."
)


def spine(palette: Palette, say: Callable[[str], str]) -> str:
    """Draw it as an SVG string whose accessible name is its text twin."""
    inside = (
        *(_strand(at, palette) for at in range(0, 28, 7)),
        *(_arch(x, y, lean, palette) for x, y, lean in BONES),
        *(_nerve(x, y, palette) for x, y, _ in BONES[:-1]),
        *(_disc(at, palette) for at in range(len(BONES) - 1)),
        *(_body(x, y, lean, palette) for x, y, lean in BONES),
        *(_name(*each, palette, say) for each in NAMES),
    )
    return picture(WIDTH, HEIGHT, TWIN.said(say), "spine", *inside)


def _body(x: int, y: int, lean: float, palette: Palette) -> str:
    """The front of a bone: a block with soft corners and hollow sides."""
    right, low = x + BODY_WIDE, y + BODY_HIGH
    d = (
        f"M{x + 6} {y}Q{x + 37} {y + 6} {right - 6} {y}Q{right + 1} {y} {right} {y + 7}"
        f"Q{right - 7} {y + 24} {right} {low - 7}Q{right + 1} {low} {right - 6} {low}"
        f"Q{x + 37} {low - 6} {x + 6} {low}Q{x - 1} {low} {x} {low - 7}"
        f"Q{x + 7} {y + 24} {x} {y + 7}Q{x - 1} {y} {x + 6} {y}Z"
    )
    return tag("path", {"d": d, **_turned(x, y, lean), **palette.of("skin")})


def _arch(x: int, y: int, lean: float, palette: Palette) -> str:
    """The back of a bone, which the muscles hold on to."""
    right = x + BODY_WIDE - 4
    d = (
        f"M{right} {y + 8}L{right + 20} {y + 7}Q{right + 26} {y + 7} {right + 31} {y + 12}L{right + 50} {y + 27}"
        f"Q{right + 56} {y + 36} {right + 46} {y + 39}Q{right + 30} {y + 38} {right + 19} {y + 24}L{right} {y + 25}Z"
    )
    return tag("path", {"d": d, **_turned(x, y, lean), **palette.of("skin")})


def _turned(x: int, y: int, lean: float) -> dict[str, object]:
    return {"transform": f"rotate({number(lean)} {x + 37} {y + 24})"}


def _disc(at: int, palette: Palette) -> str:
    """The cushion below a bone; the one that bulges reaches its nerve."""
    (x, y, _), (below, lower, _) = BONES[at], BONES[at + 1]
    left, top, low = (x + below) / 2 + 3, y + BODY_HIGH - 3, lower + 3
    right, middle = left + BODY_WIDE - 6 + (15 if at == BULGES else 0), (top + low) / 2
    d = (
        f"M{number(left + 8)} {top}L{number(right - 12)} {top}"
        f"Q{number(right + 6)} {number(middle)} {number(right - 12)} {low}"
        f"L{number(left + 8)} {low}Q{number(left - 8)} {number(middle)} {number(left + 8)} {top}Z"
    )
    return tag("path", {"d": d, **palette.of("hurts" if at == BULGES else "seam")})


def _nerve(x: int, y: int, palette: Palette) -> str:
    """It leaves behind the disc, forwards and down."""
    start = x + BODY_WIDE + 10
    d = f"M{start} {y + 28}C{start - 2} {y + 56} {start + 8} {y + 66} {start + 2} {y + 100}"
    return tag("path", {"d": d, **palette.of("curve")})


def _strand(at: int, palette: Palette) -> str:
    """One fibre of the long muscle behind the spine."""
    d = f"M{184 + at} 4C{204 + at} 80 {208 + at} 190 {180 + at} 296"
    return tag("path", {"d": d, **palette.of("fold")})


def _name(name: str, y: int, x: int, palette: Palette, say: Callable[[str], str]) -> str:
    lead = line(x, y, NAMED_AT - 5, y, palette.of("tick"))
    return lead + text(Words(name).said(say), NAMED_AT, y + 5, LETTERS, palette.of("label-strong"))
