"""What a plan is checked for before it is agreed: sentences, not scores."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from weft.core.plan.caps import Cap, most_needle_days, most_needle_visits
from weft.core.plan.doses import MOST_NEEDLE_DAYS
from weft.core.plan.facts import DoseRange, Lane
from weft.core.plan.merging import MOST_HOME_EXERCISES, without_repeats
from weft.core.plan.plan import Line, PlanOfCare
from weft.core.shared.care import Effort
from weft.core.shared.words import Words, counted


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


def plan_checks(
    plan: PlanOfCare,
    *,
    caps: Sequence[Cap] = (),
    need_agreement: Collection[str] = (),
    agreed: Collection[str] = (),
) -> tuple[PlanCheck, ...]:
    """Doses inside their range and under the caps, effort on needle days, agreements, sign-off, what was left out.

    Args:
        plan: The version to check.
        caps: Needle visits in a run of days that ask for a reason; none are checked without them.
        need_agreement: Modality ids that the person agrees to before they start.
        agreed: Modality ids with a live agreement.

    Returns:
        Sentences: fits, ask (somebody answers or gives a reason), cannot (safety).
    """
    if not plan.phases:
        return (PlanCheck(CheckKind.CANNOT, Words("There is no line to agree to yet.")),)
    return (
        *_visits(plan, Lane.NEEDLES, plan.needles),
        *_visits(plan, Lane.MOVEMENT, plan.movement),
        *_caps(plan, caps),
        *_effort(plan),
        *_needle_days(plan),
        *_home(plan),
        *_agreements(plan, need_agreement, agreed),
        *_sign_offs(plan),
        *(PlanCheck(CheckKind.ASK, Words("Not known yet. {what}", what=words)) for words in plan.not_known),
        *_drafts(plan),
    )


def _visits(plan: PlanOfCare, lane: Lane, visits: DoseRange) -> Iterator[PlanCheck]:
    if not any(phase.lanes[lane] for phase in plan.phases):
        return
    said = {"visits": counted(visits.planned, *_VISITS[lane]), "least": visits.min, "most": visits.max}
    if visits.min <= visits.planned <= visits.max:
        yield PlanCheck(CheckKind.FITS, Words(_FITS, **said))
    elif visits.max < visits.planned <= visits.with_reason:
        yield PlanCheck(CheckKind.ASK, Words(_WITH_REASON, **said, reason=visits.with_reason))
    else:
        yield PlanCheck(CheckKind.ASK, Words(_OUTSIDE, **said))


def _caps(plan: PlanOfCare, caps: Sequence[Cap]) -> Iterator[PlanCheck]:
    if not any(phase.lanes[Lane.NEEDLES] for phase in plan.phases):
        return
    for cap in caps:
        reached = most_needle_visits(plan.phases, cap.days)
        visits = counted(reached.planned, *_VISITS[Lane.NEEDLES])
        said = {"visits": visits, "more": reached.as_needed, "most": cap.visits, "days": cap.days}
        if reached.planned > cap.visits:
            yield PlanCheck(CheckKind.ASK, Words(_OVER, **said))
        elif reached.planned + reached.as_needed > cap.visits:
            yield PlanCheck(CheckKind.ASK, Words(_MAY_REACH_MORE, **said))
        else:
            yield PlanCheck(CheckKind.FITS, Words(_WITHIN, **said))


def _effort(plan: PlanOfCare) -> Iterator[PlanCheck]:
    if any(phase.ceiling is Effort.HARD for phase in plan.phases):
        yield PlanCheck(CheckKind.ASK, Words("A phase lets hard effort follow needles on one day: give the reason."))
    elif any(phase.lanes[Lane.NEEDLES] for phase in plan.phases):
        yield PlanCheck(CheckKind.FITS, Words("No hard effort on a day with needles."))
    if plan.withheld:
        yield PlanCheck(CheckKind.ASK, Words("Some lines are left out; each is named with its reason."))


def _needle_days(plan: PlanOfCare) -> Iterator[PlanCheck]:
    """The only reason to refuse a dose: nobody is needled on two days running, so no week holds more than three."""
    if (days := most_needle_days(plan.phases)) > MOST_NEEDLE_DAYS:
        message = "{days} needle visits a week: nobody is needled on two days running, so {most} a week is the most."
        yield PlanCheck(CheckKind.CANNOT, Words(message, days=f"{days:g}", most=MOST_NEEDLE_DAYS))


def _home(plan: PlanOfCare) -> Iterator[PlanCheck]:
    at_once = max(len({each for line in phase.lanes[Lane.HOME] for each in line.exercises}) for phase in plan.phases)
    if at_once > MOST_HOME_EXERCISES:
        message = "{count} home exercises at a time: more than {most} are not done."
        yield PlanCheck(CheckKind.ASK, Words(message, count=at_once, most=MOST_HOME_EXERCISES))


def _agreements(plan: PlanOfCare, need: Collection[str], agreed: Collection[str]) -> Iterator[PlanCheck]:
    for modality in without_repeats(line.modality for line in _lines(plan) if line.dose.total):
        if modality in need and modality not in agreed:
            message = "The agreement to {modality} is missing: it is asked for before the first visit."
            yield PlanCheck(CheckKind.ASK, Words(message, modality=modality_words(modality)))


def _sign_offs(plan: PlanOfCare) -> Iterator[PlanCheck]:
    cleared = plan.clearance.by_modality
    for modality in _modalities(plan):
        if modality in cleared and cleared[modality].sign_off:
            message = "A clinician signs off {modality} before it starts."
            yield PlanCheck(CheckKind.ASK, Words(message, modality=modality_words(modality)))


def _drafts(plan: PlanOfCare) -> Iterator[PlanCheck]:
    if plan.drafts:
        message = "Values that no clinician has reviewed yet: {count}. Whoever agrees, agrees to these too."
        yield PlanCheck(CheckKind.ASK, Words(message, count=len(plan.drafts)))


def modality_words(modality: str) -> Words:
    """A modality id read as words."""
    return Words(modality.replace("_", " "))


def _modalities(plan: PlanOfCare) -> tuple[str, ...]:
    return without_repeats(line.modality for line in _lines(plan))


def _lines(plan: PlanOfCare) -> Iterator[Line]:
    return (line for phase in plan.phases for lane in Lane for line in phase.lanes[lane])


_VISITS = {
    Lane.NEEDLES: ("{count} needle visit", "{count} needle visits"),
    Lane.MOVEMENT: ("{count} movement visit", "{count} movement visits"),
}
_FITS = "{visits}; this set says {least} to {most}."
_OUTSIDE = "{visits}, outside {least} to {most} of this set: say why in the line."
_WITH_REASON = "{visits}, more than {most}; up to {reason} need a written reason."
_WITHIN = "{visits} in {days} days and up to {more} as needed: within {most}."
_MAY_REACH_MORE = "{visits} in {days} days and up to {more} as needed may pass {most}: then a reason is asked for."
_OVER = "{visits} in {days} days, more than {most}: give the reason."
