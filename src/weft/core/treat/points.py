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
    words: Words


def find_point(facts: TreatFacts, typed: str) -> Point | None:
    """The point that somebody typed ("bl23", "BL 23"), or None."""
    return facts.points.get(typed.replace(" ", "").upper())


def point_notices(facts: TreatFacts, codes: Iterable[str], blocked: Collection[str]) -> tuple[PointNotice, ...]:
    """What to heed at these points: blocked for this person first, then each point's own cautions.

    Args:
        facts: The points of ``knowledge/treat/points/``.
        codes: Codes of points to be used; ones we do not know get no notice.
        blocked: Codes that the person's clearance blocks.
    """
    chosen = tuple(codes)
    stops = tuple(PointNotice(code, True, Words("Blocked for this person.")) for code in chosen if code in blocked)
    cares = (
        PointNotice(code, False, CAUTION_WORDS[caution])
        for code in chosen
        if code in facts.points
        for caution in facts.points[code].cautions
    )
    return stops + tuple(cares)
