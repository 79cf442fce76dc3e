"""What a yes to a proposal does to the plan: one line changes, in a new version that says why."""

from weft.core.adjust import taper
from weft.core.adjust.proposal import ProposalKind
from weft.core.plan.plan import Line, Phase, PlanOfCare
from weft.core.shared.words import Words
from weft.library.stored import from_json
from weft.records import clock
from weft.records.access import Job, Member, clinic_of
from weft.records.actions.adjust_reviews import care_began
from weft.records.actions.plan import add_version
from weft.records.models import PlanVersion, Proposal
from weft.records.phases import phase_on
from weft.records.refused import Reason, Refused
from weft.records.tasks import raise_task

PROPOSAL = "proposal"
"""Reason of a plan version that follows an accepted proposal."""
REBOOK = "rebook"
"""Kind of task: the plan has other visits than the calendar."""


def follow(proposal: Proposal, reason: str, *, per_week: float | None, by: Member) -> PlanVersion | None:
    """The plan version that a yes leads to; None for proposals that change no line. For use inside an action.

    Raises:
        Refused: NOT_POSSIBLE when no needles line is left to change.
    """
    if proposal.kind not in {ProposalKind.TAPER, ProposalKind.UNPAIR}:
        return None
    rows = PlanVersion.objects.within(by.clinic_id).filter(plan__episode_id=proposal.episode_id)
    latest = rows.order_by("-number").first()
    if latest is None:
        raise Refused(Reason.NOT_POSSIBLE, Words("There is no plan yet. Write the plan first."))
    plan = from_json(PlanOfCare, latest.content)
    phase = phase_on(plan, care_began(proposal.episode, _zone(by)), clock.today(_zone(by)))
    line = _changed(proposal, plan, phase, per_week)
    return _add(latest, taper.with_line(plan, line), reason or PROPOSAL, by)


def _changed(proposal: Proposal, plan: PlanOfCare, phase: Phase | None, per_week: float | None) -> Line:
    because = from_json(Words, proposal.says)
    line = taper.needles_line(plan, phase.id) if phase else None
    if phase is None or line is None:
        says = Words("No needles are booked ahead in this phase, so there is nothing to change.")
        raise Refused(Reason.NOT_POSSIBLE, says)
    if proposal.kind == ProposalKind.UNPAIR:
        return taper.apart(line, because=because)
    wanted = taper.next_step(line.dose.per_week) if per_week is None else per_week
    if wanted not in taper.STEPS or wanted >= line.dose.per_week:
        raise Refused(Reason.NOT_POSSIBLE, Words("Choose fewer needle visits a week than the plan has now."))
    return taper.thinned(line, phase.weeks, wanted, because=because)


def _add(latest: PlanVersion, plan: PlanOfCare, reason: str, by: Member) -> PlanVersion:
    added = add_version(by=by, plan_id=latest.plan_id, content=plan, reason=reason)
    if isinstance(added, Refused):
        raise added
    says = Words("The plan has changed: look at the visits that are booked.")
    due = clock.in_minutes(24 * 60)
    raise_task(REBOOK, says, by=by, job=Job.DIARY, due=due, person_id=latest.person_id, subject=latest.plan_id)
    return PlanVersion.objects.within(by.clinic_id).get(plan_id=latest.plan_id, number=added.version)


def _zone(by: Member) -> str:
    return clinic_of(by.clinic_id).zone
