"""The body's outline, plate by plate: one half in plain coordinates, mirrored when it is drawn.

Every plate is 320 wide. Numbers are distances from its middle (across) and from its upper edge (down), so that a
left is always the mirror image of a right. Proportions are those of a grown person, eight heads high.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from weft.core.treat.chart import Plate

HALF = 160
"""From the middle of a plate to its edge."""

Place = tuple[float, float]
Line = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One half of what a plate shows."""

    height: int
    outlines: tuple[tuple[Line, ...], ...]
    """Filled shapes; each is made of smooth runs with corners where they meet."""
    folds: tuple[Line, ...] = ()
    """Thin lines inside: folds, bones that show."""
    spine: Line = ()
    """On the middle; drawn once."""
    is_one: bool = False
    """Both halves are one shape, closed along the middle."""


_HEAD: Line = ((0, 16), (14, 18), (25, 29), (29, 50), (28, 68), (24, 84), (19, 99), (19, 111))
_ARM: Line = (
    (19, 111), (25, 120), (44, 128), (66, 134), (81, 146), (88, 168), (93, 194), (99, 224), (107, 252), (114, 278),
    (119, 302), (122, 322), (128, 340), (131, 358), (128, 376), (122, 387), (115, 385), (112, 370),
    (108, 352), (106, 337), (105, 322), (99, 298), (92, 272), (86, 250), (80, 226), (75, 202), (69, 180),
)  # fmt: skip
_SIDE: Line = (
    (69, 180), (66, 198), (61, 224), (57, 250), (58, 266), (63, 288), (68, 312), (70, 336), (69, 368), (65, 410),
    (57, 450), (50, 482), (50, 500), (53, 528), (51, 560), (45, 598), (40, 624),
)  # fmt: skip
_LEG: Line = (
    (19, 624), (17, 598), (14, 560), (13, 530), (17, 502), (18, 482), (15, 450), (9, 412), (4, 384), (0, 364),
)  # fmt: skip
_HEEL: Line = (
    (40, 624),
    (39, 638),
    (42, 650),
    (44, 660),
    (36, 665),
    (25, 665),
    (19, 660),
    (20, 648),
    (21, 637),
    (19, 624),
)
_TOES: Line = (
    (40, 624),
    (41, 638),
    (47, 650),
    (52, 660),
    (44, 667),
    (28, 667),
    (19, 661),
    (19, 648),
    (20, 637),
    (19, 624),
)

_BACK = Figure(
    680, ((_HEAD, _ARM, _SIDE, _HEEL, _LEG),),
    folds=(
        ((20, 160), (31, 176), (36, 196), (29, 207), (20, 200), (16, 182)),  # shoulder blade
        ((4, 354), (18, 360), (34, 360), (48, 352)),  # fold of the buttock
        ((23, 482), (32, 486), (43, 482)),  # crease of the knee
        ((20, 556), (30, 566), (41, 556)),  # where the calf ends
        ((6, 300), (13, 292)),  # dimple over the sacrum
        ((27, 622), (28, 640)), ((34, 622), (33, 640)),  # tendon of the heel
    ),
    spine=((0, 112), (0, 322)), is_one=True,
)  # fmt: skip
_FRONT = Figure(
    680, ((_HEAD, _ARM, _SIDE, _TOES, _LEG),),
    folds=(
        ((6, 132), (26, 128), (52, 131)),  # collar bone
        ((10, 206), (26, 213), (44, 209), (56, 196)),  # lower edge of the chest
        ((52, 300), (38, 320), (16, 346)),  # groin
        ((25, 470), (24, 484), (32, 492), (41, 484), (40, 470)),  # knee cap
        ((8, 50), (15, 48)), ((0, 58), (4, 68), (0, 70)), ((0, 80), (7, 79)),  # a face, hardly
    ),
    spine=((0, 252), (0, 257)), is_one=True,
)  # fmt: skip
_LEGS = Figure(
    480,
    (
        (
            ((46, 10), (30, 46), (21, 82), (28, 114), (40, 136)),
            (
                (40, 136), (41, 176), (44, 222), (51, 262), (54, 288), (44, 320), (43, 350), (50, 390),
                (57, 420), (55, 442), (56, 458), (66, 467), (100, 468), (134, 468), (149, 464), (150, 456),
                (130, 446), (106, 432), (95, 412), (98, 372), (102, 334), (104, 312), (109, 290), (105, 268),
                (110, 222), (116, 172), (117, 124), (112, 84), (105, 50), (107, 10),
            ),
        ),
    ),
    folds=(
        ((40, 136), (50, 141), (60, 140)),  # fold of the buttock
        ((62, 90), (70, 82), (79, 90), (78, 102)),  # bony side of the hip
        ((76, 300), (81, 294), (87, 300), (84, 308)),  # head of the shin's outer bone
        ((67, 440), (72, 431), (79, 436), (77, 447)),  # outer ankle
        ((97, 274), (101, 288), (99, 302)),  # knee cap
        ((54, 288), (62, 290)),  # crease of the knee
    ),
)  # fmt: skip
_HANDS = Figure(
    310,
    (
        (
            (
                (66, 306), (63, 268), (55, 238), (41, 208), (26, 178), (17, 155), (23, 145), (34, 153), (47, 177),
                (57, 180),
            ),
            ((57, 180), (58, 152), (54, 112), (53, 72), (58, 56), (66, 57), (70, 74), (73, 112), (75, 138)),
            ((75, 138), (75, 106), (76, 62), (80, 43), (88, 41), (94, 58), (95, 104), (95, 138)),
            ((95, 138), (97, 108), (99, 74), (104, 58), (112, 58), (116, 74), (115, 108), (114, 142)),
            ((114, 142), (118, 122), (121, 98), (127, 86), (134, 89), (136, 104), (132, 132), (128, 160), (125, 196),
             (118, 232), (109, 268), (109, 306)),
        ),
    ),
    folds=(
        ((66, 258), (86, 262), (107, 258)),  # wrist
        ((62, 150), (66, 146), (71, 150)), ((81, 148), (85, 144), (90, 148)), ((100, 152), (105, 148), (110, 152)),
        ((118, 160), (122, 157), (126, 160)),  # knuckles
    ),
)  # fmt: skip
_FEET = Figure(
    350,
    (
        (
            ((60, 346), (58, 318), (50, 296), (55, 274), (58, 240), (51, 194), (42, 138), (43, 104), (46, 66), (55, 38),
             (66, 38), (72, 62), (73, 92)),
            ((73, 92), (76, 62), (81, 46), (88, 47), (91, 66), (91, 94)),
            ((91, 94), (95, 72), (100, 58), (106, 60), (108, 80), (107, 102)),
            ((107, 102), (111, 84), (116, 74), (122, 78), (122, 96), (121, 112)),
            ((121, 112), (126, 99), (131, 92), (136, 98), (136, 116), (133, 140), (132, 172), (126, 218), (116, 256),
             (119, 276), (114, 296), (106, 318), (104, 346)),
        ),
    ),
    folds=(
        ((55, 50), (60, 47), (66, 51)), ((80, 55), (84, 53), (88, 55)), ((99, 67), (102, 65), (106, 67)),
        ((115, 82), (118, 80), (121, 82)), ((128, 100), (131, 98), (134, 101)),  # nails
        ((72, 120), (76, 170), (78, 214)), ((92, 122), (92, 172), (90, 214)),  # tendons of the toes
        ((50, 296), (58, 304), (60, 314)), ((114, 296), (107, 302), (105, 312)),  # ankle bones
    ),
)  # fmt: skip

FIGURES = {Plate.BACK: _BACK, Plate.FRONT: _FRONT, Plate.LEG: _LEGS, Plate.HAND: _HANDS, Plate.FOOT: _FEET}


def outline(runs: Sequence[Line], way: int, *, is_open: bool) -> str:
    """A path of smooth runs on one half (``way`` 1: right of the middle), closed unless it is cut off."""
    first = runs[0][0]
    path = f"M{HALF + way * first[0]:.1f} {first[1]:.1f}" + "".join(_smooth(run, way) for run in runs)
    return path if is_open else path + "Z"


def both(runs: Sequence[Line]) -> str:
    """One shape of both halves: down the right, up the left."""
    back = [tuple((-x, y) for x, y in reversed(run)) for run in reversed(runs)]
    start = runs[0][0]
    return f"M{HALF + start[0]:.1f} {start[1]:.1f}" + "".join(_smooth(run, 1) for run in (*runs, *back)) + "Z"


def stroke(run: Line, way: int) -> str:
    """A smooth open line."""
    return f"M{HALF + way * run[0][0]:.1f} {run[0][1]:.1f}" + _smooth(run, way)


def _smooth(run: Sequence[Place], way: int) -> str:
    """Curves through every point of a run (Catmull-Rom), going on from its first."""
    points = [run[0], *run, run[-1]]
    return "".join(
        _curve(points[at - 1], points[at], points[at + 1], points[at + 2], way) for at in range(1, len(points) - 2)
    )


def _curve(before: Place, here: Place, there: Place, after: Place, way: int) -> str:
    pulls = (
        (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6),
        (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6),
        there,
    )  # fmt: skip
    return "C" + " ".join(f"{HALF + way * across:.1f} {down:.1f}" for across, down in pulls)
