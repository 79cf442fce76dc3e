"""Acupuncture points: finding one by its code, and the cautions that speak for one person."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from weft.core.shared.words import Words
from weft.core.treat.facts import Point, PointCaution, TreatFacts

CAUTION_WORDS = {
    PointCaution.LUNG: Words("Over the lung: shallow, slanting, never straight and deep."),
    PointCaution.VESSEL: Words("Near a large blood vessel."),
    PointCaution.NERVE: Words("Near a large nerve."),
    PointCaution.PREGNANCY: Words("By tradition not used in pregnancy."),
    PointCaution.ORGAN: Words("Over a kidney or another organ: mind the depth."),
    PointCaution.CORD: Words("Near the spinal cord: mind the depth and the angle."),
    PointCaution.JOINT: Words("Near a joint space."),
}


@dataclass(frozen=True, slots=True)
class PointNotice:
    """Something to heed at one point."""

    code: str
    is_blocked: bool
    """Blocked for this person, or guarded for everybody; False for a care to take."""
    words: Words


def find_point(facts: TreatFacts, typed: str) -> Point | None:
    """The point that somebody typed ("bl23", "BL 23"), or None."""
    return facts.points.get(typed.replace(" ", "").upper())


def point_notices(facts: TreatFacts, codes: Iterable[str], blocked: Collection[str]) -> tuple[PointNotice, ...]:
    """What to heed at these points: blocked for this person first, then guarded ones, then what asks for care.

    Args:
        facts: The points of ``knowledge/treat/points/`` and those of ``knowledge/treat/guarded_points.toml``.
        codes: Codes of points to be used; ones that no file names get no notice.
        blocked: Codes that the person's clearance blocks.
    """
    chosen = tuple(codes)
    stops = tuple(PointNotice(code, True, Words("Blocked for this person.")) for code in chosen if code in blocked)
    guarded = (
        PointNotice(code, True, Words("Only somebody trained for it: {why}", why=Words(group.why)))
        for code in chosen
        for group in facts.guarded.groups
        if code in group.points
    )
    cares = (PointNotice(code, False, CAUTION_WORDS[one]) for code in chosen for one in _cautions(facts, code))
    return (*stops, *guarded, *cares)


def rules_to_read(facts: TreatFacts, code: str, rules: Collection[str]) -> frozenset[str]:
    """Which of a person's precautions are read before this point is used.

    Args:
        facts: The points, and ``knowledge/treat/personal_care.toml``.
        code: A point; of one that no file describes, the lists' cautions count.
        rules: Ids of the precautions that speak for the person.
    """
    cautions = _cautions(facts, code)
    asking = {rule for group in facts.personal_care.groups if group.caution in cautions for rule in group.rules}
    return frozenset(asking.intersection(rules))


def _cautions(facts: TreatFacts, code: str) -> tuple[PointCaution, ...]:
    """The point's own, and those of the lists that name it; each once."""
    own = facts.points[code].cautions if code in facts.points else ()
    return tuple(dict.fromkeys((*own, *(group.caution for group in facts.guarded.care if code in group.points))))
