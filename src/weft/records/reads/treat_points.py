"""The point picker: every point that the clinic accepts, and how each stands with the person of a visit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from weft.core.screen.clearance import ModalityClearance
from weft.core.shared.care import Verdict
from weft.core.shared.words import Words
from weft.core.treat.chart import is_sided, placed
from weft.core.treat.facts import Point, PointCaution, PointSet, TreatFacts
from weft.core.treat.points import CAUTION_WORDS, rules_to_read
from weft.core.treat.session import PointUsed, Side, UnreadablePointError, needles_of, read_points, typed_points
from weft.draw.body_data import VIEW_NAMES, Spot, SpotState, View, is_seen
from weft.library.knowledge import knowledge

BLOCKED = Words("Not for this person.")


@dataclass(frozen=True, slots=True)
class PointChoice:
    """One point, as the list and the chart offer it."""

    code: str
    pinyin: str
    place: str
    """Message id."""
    traditional: str
    functional: str
    region: str
    is_sided: bool
    """False on the body's middle: there it has no left and no right."""
    state: SpotState
    why: tuple[Words, ...]
    """Why it is blocked for this person, or what is to be read before it is used."""
    cautions: tuple[Words, ...]
    """What to mind at everybody."""


@dataclass(frozen=True, slots=True)
class AreaChoice:
    """Points of one region that a view shows."""

    id: str
    name: str
    """Message id."""
    points: tuple[PointChoice, ...]


@dataclass(frozen=True, slots=True)
class PlateChoice:
    """One drawing of the body with its points."""

    view: View
    name: Words
    spots: tuple[Spot, ...]
    areas: tuple[AreaChoice, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """Points that are taken over with one tap, as one would type them."""

    typed: str
    needles: int
    left_out: tuple[str, ...]
    """Codes that are blocked for this person, or that nobody knows any more."""
    read_first: tuple[tuple[str, tuple[Words, ...]], ...] = ()
    """Points among them that ask this person for care: their codes, and what is to be read."""


@dataclass(frozen=True, slots=True)
class SetChoice:
    """A set of points; one for each side where it is meant for the painful one."""

    name: str
    """Message id."""
    side: str
    """``left`` | ``right``, or empty."""
    because: str
    given: Typed


@dataclass(frozen=True, slots=True)
class Picker:
    """Everything that the picker offers. Nothing is decided by it: the action refuses what is blocked."""

    plates: tuple[PlateChoice, ...]
    points: tuple[PointChoice, ...]
    """The equal list, in order of channel."""
    places: tuple[Words, ...]
    """Rules about places of this person's body that no list of points can tell: read before anything is chosen."""
    last: Typed | None
    sets: tuple[SetChoice, ...]


def point_choices(treat: TreatFacts, said: ModalityClearance | None, last: Sequence[dict[str, Any]]) -> Picker:
    """What may be chosen at a visit; it asks the database nothing.

    Args:
        treat: What the clinic accepts.
        said: What the person's latest answers mean for the visit's needles, also while a signature is missing.
        last: The points of the last signed session, as they were kept.
    """
    said = said or ModalityClearance(Verdict.ASK)
    points = tuple(_choice(point, treat, said) for point in treat.points.values())
    by_code = {point.code: point for point in points}
    return Picker(
        plates=tuple(plate for view in View if (plate := _plate(view, treat, by_code)).spots),
        points=points, places=tuple(dict.fromkeys(reason.text for reason in said.site_rules)),
        last=_typed([_used(one) for one in last], by_code) if last else None,
        sets=tuple(_sets(treat, by_code)),
    )  # fmt: skip


def _choice(point: Point, treat: TreatFacts, said: ModalityClearance) -> PointChoice:
    is_blocked = point.code in said.blocked_points
    why = _blocked_why(point, said) if is_blocked else _personal(point, treat, said)
    return PointChoice(
        code=point.code, pinyin=point.pinyin, place=point.place, traditional=point.traditional,
        functional=point.functional, region=point.region, is_sided=is_sided(point.chart),
        state=SpotState.BLOCKED if is_blocked else SpotState.CAUTION if why else SpotState.FREE, why=why,
        cautions=tuple(CAUTION_WORDS[one] for one in point.cautions if one is not PointCaution.PREGNANCY),
    )  # fmt: skip


def _blocked_why(point: Point, said: ModalityClearance) -> tuple[Words, ...]:
    """The rules that name the point and that speak for this person."""
    naming = {
        effect.text for rule in knowledge().screen.precautions for effect in rule.effects if point.code in effect.points
    }
    spoken = (reason.text for reason in said.reasons if reason.text.message in naming)
    return tuple(dict.fromkeys(spoken)) or (BLOCKED,)


def _personal(point: Point, treat: TreatFacts, said: ModalityClearance) -> tuple[Words, ...]:
    """What this person's own answers say about a risk that lies at this point."""
    asking = rules_to_read(treat, point.code, {reason.rule for reason in said.reasons})
    return tuple(dict.fromkeys(reason.text for reason in said.reasons if reason.rule in asking))


def _plate(view: View, treat: TreatFacts, choices: Mapping[str, PointChoice]) -> PlateChoice:
    spots = tuple(
        Spot(at, choices[point.code].region, choices[point.code].state)
        for point in treat.points.values()
        for at in placed(point.code, point.chart, view.plate)
    )
    seen = tuple(spot for spot in spots if is_seen(spot.at, view))
    shown = {spot.at.code for spot in seen}
    return PlateChoice(
        view, VIEW_NAMES[view], seen, _areas(choice for choice in choices.values() if choice.code in shown)
    )


def _areas(shown: Iterable[PointChoice]) -> tuple[AreaChoice, ...]:
    by_region: dict[str, list[PointChoice]] = {}
    for choice in shown:
        by_region.setdefault(choice.region, []).append(choice)
    regions = knowledge().assess.regions
    return tuple(AreaChoice(one.id, one.name, tuple(by_region[one.id])) for one in regions if one.id in by_region)


def _sets(treat: TreatFacts, choices: Mapping[str, PointChoice]) -> Iterable[SetChoice]:
    for one in treat.point_sets.values():
        try:
            used = read_points(treat, one.points)
        except UnreadablePointError:  # a channel that the clinic does not accept
            continue
        yield from _offered(one, used, choices)


def _offered(one: PointSet, used: tuple[PointUsed, ...], choices: Mapping[str, PointChoice]) -> Iterable[SetChoice]:
    if not one.one_sided:
        yield SetChoice(one.name, "", one.because, _typed(used, choices))
        return
    for side in (Side.LEFT, Side.RIGHT):
        there = tuple(replace(point, side=side) if point.side is Side.RIGHT else point for point in used)
        yield SetChoice(one.name, side.value, one.because, _typed(there, choices))


def _typed(used: Iterable[PointUsed], choices: Mapping[str, PointChoice]) -> Typed:
    """Without what is blocked for this person or not known any more."""
    every = tuple(used)
    free = tuple(one for one in every if one.code in choices and choices[one.code].state is not SpotState.BLOCKED)
    left_out = tuple(dict.fromkeys(one.code for one in every if one not in free))
    return Typed(typed_points(free), needles_of(free), left_out, _read_first(free, choices))


def _read_first(
    points: Iterable[PointUsed], choices: Mapping[str, PointChoice]
) -> tuple[tuple[str, tuple[Words, ...]], ...]:
    """Points that ask for the same care are told together."""
    codes: dict[tuple[Words, ...], list[str]] = {}
    for one in points:
        if choices[one.code].why:
            codes.setdefault(choices[one.code].why, []).append(one.code)
    return tuple((", ".join(dict.fromkeys(named)), why) for why, named in codes.items())


def _used(kept: dict[str, Any]) -> PointUsed:
    return PointUsed(kept["code"], Side(kept["side"]), kept["needles"], kept["where"])
