"""Needle visits that a person has had already, beside the usual most: a question to the clinician, never a refusal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from weft.core.plan.caps import Cap, most_needle_visits
from weft.core.plan.checks import CheckKind, PlanCheck
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class NeedleVisit:
    """One needle visit that was given."""

    on: date
    in_this_care: bool
    """It belongs to the episode of the plan: the plan's own visits count it already."""


def had_checks(
    plan: PlanOfCare, had: Iterable[NeedleVisit], caps: Sequence[Cap], *, today: date
) -> tuple[PlanCheck, ...]:
    """What was given up to today, over all care of this person, beside each cap.

    Args:
        plan: The version to check; its planned visits come on top of those given before this care.
        had: Needle visits given, in any order.
        caps: Most visits in a run of days before a reason is asked for.
        today: Last day of each run; visits after it do not count.

    Returns:
        One sentence for each cap under which something was given: fits, or ask.
    """
    given = tuple(had)
    return tuple(check for cap in caps for check in _of(cap, plan, given, today))


def _of(cap: Cap, plan: PlanOfCare, had: tuple[NeedleVisit, ...], today: date) -> Iterator[PlanCheck]:
    first = today - timedelta(days=cap.days - 1)
    inside = [visit for visit in had if first <= visit.on <= today]
    before = sum(1 for visit in inside if not visit.in_this_care)
    planned = most_needle_visits(plan.phases, cap.days).planned
    said = {"given": len(inside), "days": cap.days, "most": cap.visits, "before": before, "planned": planned}
    if len(inside) >= cap.visits:
        yield PlanCheck(CheckKind.ASK, Words(_NO_ROOM, **said))
    elif before and before + planned > cap.visits:
        yield PlanCheck(CheckKind.ASK, Words(_TOGETHER, **said))
    elif inside:
        yield PlanCheck(CheckKind.FITS, Words(_ROOM, **said))


_ROOM = "Needle visits given in the last {days} days: {given}. The usual most is {most}."
_TOGETHER = (
    "Needle visits given before this care in the last {days} days: {before}. With the {planned} planned that is more "
    "than {most}: give the reason."
)
_NO_ROOM = (
    "Needle visits given in the last {days} days: {given}. The usual most is {most}: the next one needs a reason."
)
