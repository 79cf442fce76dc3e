"""What a yes to a proposal does: one line or phase changes in a new version that says why, or somebody gets a task."""

from dataclasses import dataclass

from weft.core.adjust.following import Wanted, after_yes
from weft.core.adjust.proposal import ProposalKind
from weft.core.adjust.room import left_of
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.explained import Explanation
from weft.core.shared.words import Words
from weft.library.stored import from_json
from weft.records import clock
from weft.records.access import Job, Member, clinic_of
from weft.records.actions import care_message
from weft.records.actions.adjust_reviews import care_began
from weft.records.actions.plan import add_version, must_be
from weft.records.models import Plan, PlanVersion, Proposal
from weft.records.phases import phase_on, week_on
from weft.records.refused import Reason, Refused
from weft.records.tasks import raise_task

PROPOSAL = "proposal"
"""Reason of a plan version that follows an accepted proposal."""
REBOOK, LETTER, DISCHARGE = "rebook", "write_letter", "discharge"
"""Kinds of task: the plan has other visits than the calendar; a letter is to be written; care is to be ended well."""
_DAY = 24 * 60
_TASKS = {
    ProposalKind.REFER: (LETTER, Words("Write the letter to their doctor: what was done, and what it brought.")),
    ProposalKind.FINISH: (DISCHARGE, Words("End care well: ask the goals, write the stay-well plan.")),
}


_FULL = Words("The plan allows no more needle visits.")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a clinician chose instead of what was proposed; None leaves it as it was."""

    per_week: float | None = None
    visits: int | None = None


def follow(
    proposal: Proposal, reason: str, chosen: Chosen, seen: int | None = None, *, by: Member
) -> PlanVersion | None:
    """The plan version that a yes leads to; None for proposals that change no plan. For use inside an action.

    Args:
        proposal: What a yes was said to.
        reason: Why, in the clinician's words.
        chosen: What they chose instead of what was proposed.
        seen: Number of the plan version that they saw it against; None does not ask.
        by: Who said yes.

    Raises:
        Refused: NOT_POSSIBLE when there is nothing left to change, or too much was chosen; CHANGED_MEANWHILE.
    """
    kind = ProposalKind(proposal.kind)
    if kind in _TASKS:
        _ask(proposal, *_TASKS[kind], by)
        return None
    # Locked before it is read: a line that somebody changes at this moment must not be written over.
    Plan.objects.within(by.clinic_id).filter(episode_id=proposal.episode_id).select_for_update(no_key=True).first()
    rows = PlanVersion.objects.within(by.clinic_id).filter(plan__episode_id=proposal.episode_id)
    latest = rows.order_by("-number").first()
    if latest is not None:
        must_be(latest, seen)
    plan = from_json(PlanOfCare, latest.content) if latest else None
    if latest is None or plan is None:
        if kind in {ProposalKind.RE_EXAMINE, ProposalKind.GIVE_REASON}:
            return None
        raise Refused(Reason.NOT_POSSIBLE, Words("There is no plan yet. Write the plan first."))
    after = after_yes(kind, plan, _wanted(proposal, plan, chosen, by))
    if isinstance(after, Words):
        raise Refused(Reason.NOT_POSSIBLE, after)
    return _add(latest, after, reason or PROPOSAL, by) if after else None


def extension_visits(proposal: Proposal) -> tuple[int, int]:
    """How many needle visits an extension adds, and the most that may be chosen; as the rule said them then."""
    limits = dict(from_json(Explanation, proposal.inputs).limits)
    return int(limits.get("extend_by", 0)), int(limits.get("extend_most", 0))


def over_the_usual(proposal: Proposal, visits: int) -> bool:
    """Whether so many needle visits more are over the usual range of the plan's sets, and so need a reason."""
    limits = dict(from_json(Explanation, proposal.inputs).limits)
    return proposal.kind == ProposalKind.EXTEND and visits > int(limits.get("without_reason", visits))


def _wanted(proposal: Proposal, plan: PlanOfCare, chosen: Chosen, by: Member) -> Wanted:
    zone = clinic_of(by.clinic_id).zone
    began, today = care_began(proposal.episode, zone), clock.today(zone)
    usual, most = extension_visits(proposal)
    if proposal.kind == ProposalKind.EXTEND:  # the plan may have grown since the rule spoke
        most = min(most, left_of(plan.needles.planned, plan.needles.max, plan.needles.with_reason)[1])
    visits = usual if chosen.visits is None else chosen.visits
    if proposal.kind == ProposalKind.EXTEND and not 1 <= visits <= most:
        raise Refused(
            Reason.NOT_POSSIBLE, Words("Choose from 1 to {most} needle visits.", most=most) if most else _FULL
        )
    because = from_json(Words, proposal.says)
    return Wanted(phase_on(plan, began, today), week_on(began, today), because, chosen.per_week, visits)


def _add(latest: PlanVersion, plan: PlanOfCare, reason: str, by: Member) -> PlanVersion:
    added = add_version(by=by, plan_id=latest.plan_id, content=plan, reason=reason)
    if isinstance(added, Refused):
        raise added
    says = Words("The plan has changed: look at the visits that are booked.")
    due = clock.in_minutes(_DAY)
    raise_task(REBOOK, says, by=by, job=Job.DIARY, due=due, person_id=latest.person_id, subject=latest.plan_id)
    version = PlanVersion.objects.within(by.clinic_id).get(plan_id=latest.plan_id, number=added.version)
    care_message.tell_changed(version, by=by)
    return version


def _ask(proposal: Proposal, kind: str, says: Words, by: Member) -> None:
    due = clock.in_minutes(3 * _DAY)
    raise_task(kind, says, by=by, job=Job.RECORD, due=due, person_id=proposal.person_id, subject=proposal.episode_id)
