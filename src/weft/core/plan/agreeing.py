"""Who has to say yes to a plan, and what may be booked before everybody has."""

from collections.abc import Collection

from weft.core.plan.facts import Lane
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.explained import Gate, explain
from weft.core.shared.words import Words

PERSON = "person"
"""The role of the person whose plan it is; the other roles are discipline ids."""

FIRST_WEEKS = 2
"""Weeks that may be booked on the assessor's signature alone (`product.md` section 4)."""


def disciplines_in(plan: PlanOfCare) -> tuple[str, ...]:
    """The disciplines that have a line in the plan, needles first."""
    lanes = (Lane.NEEDLES, Lane.MOVEMENT)
    return tuple(lane.value for lane in lanes if any(phase.lanes[lane] for phase in plan.phases))


def roles_needed(plan: PlanOfCare) -> tuple[str, ...]:
    """Every discipline in the plan, then the person. Nobody while there is nothing to agree to."""
    disciplines = disciplines_in(plan)
    return (*disciplines, PERSON) if disciplines else ()


def still_to_agree(plan: PlanOfCare, agreed: Collection[str]) -> tuple[str, ...]:
    """The roles whose yes is missing, in order."""
    return tuple(role for role in roles_needed(plan) if role not in agreed)


def is_agreed(plan: PlanOfCare, agreed: Collection[str]) -> bool:
    """Whether everybody said yes. A plan without lines is never agreed."""
    return bool(roles_needed(plan)) and not still_to_agree(plan, agreed)


def may_book(plan: PlanOfCare, agreed: Collection[str], *, assessor_signed: bool, weeks: int) -> Gate:
    """Whether visits of the first ``weeks`` weeks of the plan may be booked.

    Args:
        plan: The version that stands.
        agreed: Roles that said yes to it.
        assessor_signed: A clinician signed a part of the assessment, or said yes to this version.
        weeks: How far the visits reach, counted from the plan's first week.
    """
    inputs = {"agreed": ", ".join(sorted(agreed)), "assessor_signed": assessor_signed, "weeks": weeks}
    words = _why_not(plan, agreed, assessor_signed, weeks)
    said = words or Words("May be booked.")
    return Gate(words is None, explain("plan.may_book", said, inputs=inputs, limits={"first_weeks": FIRST_WEEKS}))


def _why_not(plan: PlanOfCare, agreed: Collection[str], assessor_signed: bool, weeks: int) -> Words | None:
    if not roles_needed(plan):
        return Words("There is nothing in the plan to book yet.")
    if is_agreed(plan, agreed):
        return None
    if not assessor_signed:
        return Words("Nobody has signed the assessment yet. Sign a part of it, then the first two weeks can be booked.")
    if weeks > FIRST_WEEKS:
        return Words("Only the first two weeks can be booked until everybody has agreed to the plan.")
    return None
