"""What a plan is checked for before it is agreed: sentences, not scores."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from weft.core.plan.facts import DoseRange, Lane
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.care import Effort
from weft.core.shared.words import Words


class CheckKind(StrEnum):
    """The three kinds."""

    FITS = "fits"
    ASK = "ask"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """One sentence."""

    kind: CheckKind
    says: Words


def plan_checks(plan: PlanOfCare) -> tuple[PlanCheck, ...]:
    """Doses inside their range, effort on needle days, lines that had to be left out."""
    if not plan.phases:
        return (PlanCheck(CheckKind.CANNOT, Words("There is no line to agree to yet.")),)
    return (*_visits(plan, Lane.NEEDLES, plan.needles), *_visits(plan, Lane.MOVEMENT, plan.movement), *_effort(plan))


def _visits(plan: PlanOfCare, lane: Lane, visits: DoseRange) -> Iterator[PlanCheck]:
    if not any(phase.lanes[lane] for phase in plan.phases):
        return
    said = {"planned": visits.planned, "least": visits.min, "most": visits.max}
    if visits.min <= visits.planned <= visits.max:
        message = _FITS[lane]
        yield PlanCheck(CheckKind.FITS, Words(message, **said))
    else:
        yield PlanCheck(CheckKind.ASK, Words(_OUTSIDE[lane], **said))


def _effort(plan: PlanOfCare) -> Iterator[PlanCheck]:
    if any(phase.ceiling is Effort.HARD for phase in plan.phases):
        yield PlanCheck(CheckKind.ASK, Words("A phase lets hard effort follow needles on one day: give the reason."))
    elif any(phase.lanes[Lane.NEEDLES] for phase in plan.phases):
        yield PlanCheck(CheckKind.FITS, Words("No hard effort on a day with needles."))
    if plan.withheld:
        yield PlanCheck(CheckKind.ASK, Words("Some lines are left out: see why below."))


_FITS = {
    Lane.NEEDLES: "{planned} needle visits; this set says {least} to {most}.",
    Lane.MOVEMENT: "{planned} movement visits; this set says {least} to {most}.",
}
_OUTSIDE = {
    Lane.NEEDLES: "{planned} needle visits are outside {least} to {most} of this set: say why in the line.",
    Lane.MOVEMENT: "{planned} movement visits are outside {least} to {most} of this set: say why in the line.",
}
