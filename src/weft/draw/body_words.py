"""The drawing of the body in words: the same facts for who does not see it."""

from collections.abc import Collection, Iterable, Sequence

from weft.core.shared.words import Words
from weft.draw.body_data import VIEW_NAMES, Spot, SpotState, View, is_seen

SIDES = {"left": Words("left"), "right": Words("right"), "middle": Words("middle")}
REGIONS = {
    "low_back": Words("Low back"),
    "upper_back": Words("Upper or middle back"),
    "neck": Words("Neck"),
    "head": Words("Head"),
    "shoulder": Words("Shoulder"),
    "arm": Words("Arm or elbow"),
    "hand": Words("Hand or wrist"),
    "chest": Words("Chest or ribs"),
    "belly": Words("Belly or groin"),
    "buttock": Words("Buttock"),
    "hip": Words("Hip"),
    "leg": Words("Leg or knee"),
    "foot": Words("Foot or ankle"),
}
"""As `assess/regions.toml` calls them (held together by a test)."""


def body_words(view: View, spots: Sequence[Spot] = (), marked: Collection[str] = ()) -> Words:
    """What the drawing shows, in one sentence."""
    shown = [spot for spot in spots if is_seen(spot.at, view)]
    parts = (
        *_points(Words("chosen {points}"), (one for one in shown if one.is_chosen)),
        *_points(Words("read first {points}"), _in(shown, SpotState.CAUTION)),
        *_points(Words("held back {points}"), _in(shown, SpotState.BLOCKED)),
        *((Words("marked {places}", places=_listed([_place(name) for name in marked])),) if marked else ()),
    )
    return Words("{view}: {what}.", view=VIEW_NAMES[view], what=_listed(parts)) if parts else VIEW_NAMES[view]


def _in(spots: Sequence[Spot], state: SpotState) -> Iterable[Spot]:
    return (one for one in spots if one.state is state and not one.is_chosen)


def _points(said: Words, spots: Iterable[Spot]) -> tuple[Words, ...]:
    """Each point once, with its sides."""
    sides: dict[str, list[str]] = {}
    for spot in spots:
        sides.setdefault(spot.at.code, []).append(spot.at.side)
    named = [_point(code, set(which)) for code, which in sides.items()]
    return (Words(said.message, points=_listed(named)),) if named else ()


def _point(code: str, sides: set[str]) -> Words:
    both = len(sides) > 1
    side = Words("both sides") if both else SIDES[next(iter(sides))]
    return Words("{point} ({side})", point=code, side=side)


def _place(name: str) -> Words:
    for side in ("left", "right"):
        if name.endswith(f"_{side}"):
            return Words("{place} ({side})", place=_region(name.removesuffix(f"_{side}")), side=SIDES[side])
    return _region(name)


def _region(name: str) -> Words:
    return REGIONS.get(name, Words(name))


def _listed(parts: Sequence[Words]) -> Words:
    return parts[0] if len(parts) == 1 else Words("{first}, {rest}", first=parts[0], rest=_listed(parts[1:]))
