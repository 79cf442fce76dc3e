"""Adjust: rules look at what was measured and propose; a clinician decides. Nothing changes by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from weft.core.adjust import review
from weft.core.adjust.facts import Strength
from weft.core.adjust.proposal import ProposalKind, Proposed
from weft.core.book.contact import note_fault
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.library.stored import from_json, to_json
from weft.records import clock, versions
from weft.records.accepted import accepted_in
from weft.records.access import Job, Member, Purpose, clinic_of, person_for, row_of
from weft.records.actions.adjust_plan import Chosen, extension_visits, follow, over_the_usual
from weft.records.actions.adjust_reviews import care_began, due_reviews, end_review, review_for, reviewed
from weft.records.actions.adjust_tasks import raise_tasks
from weft.records.actions.base import action
from weft.records.adjusting_order import gate, held_back, open_tasks
from weft.records.adjusting_seen import back_seen, danger_of, seen_of
from weft.records.models import Decision, Episode, EpisodeState, Override, PlanVersion, Proposal, Review
from weft.records.refused import Reason, Refused
from weft.records.screenings import latest_of
from weft.records.signing import signer

__all__ = ["Answered", "decide", "look", "looked"]


class Answered(StrEnum):
    """Which way a decision went."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Decided:
    """What followed from a decision."""

    id: UUID
    version: int | None = None
    """Number of the plan version that followed, if one did."""
    kind: str = ""
    """What was proposed: a yes to an end of care leads on to the discharge."""


@action
def look(*, by: Member, episode_id: UUID) -> tuple[UUID, ...]:
    """Run the rules over one episode. Each speaks once: while its proposal waits, and about what is new since.

    Proposals wait for a decision, tasks are raised for their owners, and gates are only shown: what they guard refuses
    by itself. After discharge only the answers to the recurrence questions are read.

    Args:
        by: The product itself (`system_of`), after scores are recorded or a record is signed; or a clinician.
        episode_id: The episode.

    Returns:
        Ids of the new proposals.
    """
    episode = row_of(Episode, by, episode_id, for_update=True)  # two looks at once would both propose
    clinic, known = clinic_of(by.clinic_id), accepted_in(by.clinic_id)
    instruments = known.measure.instruments
    if episode.state != EpisodeState.OPEN:
        raise_tasks(review.look(back_seen(episode, clinic), known.adjust, instruments), episode, by)
        return ()
    version = _version_of(episode)
    due_reviews(episode, version, clinic, by)
    plan = from_json(PlanOfCare, version.content) if version else None
    seen = seen_of(episode, plan, care_began(episode, clinic.zone), clinic, instruments)
    said = review.look(seen, known.adjust, instruments)
    raise_tasks(said, episode, by)
    return tuple(_write(one, episode, version, by) for one in _fresh(said, episode))


@action
def decide(
    *, by: Member, proposal_id: UUID, answer: str, reason: str = "", per_week: float | None = None,
    visits: int | None = None, version: int | None = None,
) -> Decided:  # fmt: skip
    """Answer a proposal. A yes to one that changes a line or a phase makes a new plan version, to be agreed.

    A yes to a letter leaves a task to write it, and to an end of care one to discharge.

    Args:
        by: Who may agree plans.
        proposal_id: Which one.
        answer: ``accepted``, ``changed`` or ``declined``.
        reason: Needed for all but a plain yes; also for a yes to a question.
        per_week: With ``changed`` on rarer needles: how often instead (2, 1, 0.5 or 0).
        visits: With ``changed`` on an extension: how many needle visits instead, up to the rule's most.
        version: Number of the plan version on the page, to which a yes was said; None does not ask.

    Returns:
        The decision; or Refused: ALREADY_DONE, MISSING (a reason), NOT_POSSIBLE (also while a stronger one waits),
        BLOCKED (a gate stands, or a stronger task came after the proposal), CHANGED_MEANWHILE (another version of the
        plan stands than the one on the page).

    Raises:
        NotFound, NotAllowed: Not theirs to decide.
        ValueError: An unknown answer.
    """
    by.need(Job.AGREE_PLAN)
    row = row_of(Proposal, by, proposal_id, for_update=True)
    person_for(by, row.person_id, Purpose.CARE)
    said, why = Answered(answer), reason.strip()
    _need_undecided(row)
    _check_reason(row, said, why, visits)
    if said is not Answered.DECLINED:
        _check_order(row)
    made_version = None if said is Answered.DECLINED else follow(row, why, Chosen(per_week, visits), version, by=by)
    made = Decision.objects.create(
        clinic_id=by.clinic_id, person_id=row.person_id, proposal=row, answer=said.value, reason=why,
        version=made_version, by=signer(by), at=clock.now(),
    )  # fmt: skip
    reviewed(row, by)
    kind = "" if said is Answered.DECLINED else row.kind
    return Decided(made.id, made_version.number if made_version else None, kind)


def _need_undecided(row: Proposal) -> None:
    made = Decision.objects.within(row.clinic_id).filter(proposal=row).select_related("by").first()
    if made is not None:
        says = Words("{name} has decided this already. It stands below, under “Decided before”.", name=made.by.name)
        raise Refused(Reason.ALREADY_DONE, says, meanwhile=versions.Meanwhile(made.by.name, made.at))


def _check_reason(row: Proposal, said: Answered, why: str, visits: int | None) -> None:
    usual, _ = extension_visits(row)
    is_question = row.kind == ProposalKind.GIVE_REASON or over_the_usual(row, visits or usual)
    if not why and (said is not Answered.ACCEPTED or is_question):
        raise Refused(Reason.MISSING, Words("Write why. The next person who reads this will ask."))
    if fault := note_fault(why):
        raise Refused(Reason.NOT_POSSIBLE, fault)


def _check_order(row: Proposal) -> None:
    """No yes while something stronger about the same thing waits: the two could contradict each other."""
    waiting = Proposal.objects.within(row.clinic_id).filter(episode_id=row.episode_id, decision__isnull=True)
    kinds = {ProposalKind(kind) for kind in waiting.values_list("kind", flat=True)} - {ProposalKind(row.kind)}
    if any(review.yields_to(ProposalKind(row.kind), kind) for kind in kinds):
        says = Words("A stronger proposal about the same thing waits. Decide that one first.")
        raise Refused(Reason.NOT_POSSIBLE, says)
    clinic, screening = clinic_of(row.clinic_id), latest_of(row.person_id, row.clinic_id)
    lifted = Override.objects.within(row.clinic_id).filter(screening=screening).exists()
    standing = gate(accepted_in(row.clinic_id), danger_of(screening, is_lifted=lifted, zone=clinic.zone))
    first = held_back(ProposalKind(row.kind), row.at, open_tasks(row.person_id, row.clinic_id), standing)
    if first:
        says = Words("Something came after this proposal and goes first: {first}", first=first)
        raise Refused(Reason.BLOCKED, says)


def _fresh(said: tuple[Proposed, ...], episode: Episode) -> Iterator[Proposed]:
    """Proposals that are not waiting already, nor held back by a stronger one that waits."""
    rows = Proposal.objects.within(episode.clinic_id).filter(episode=episode, decision__isnull=True)
    waiting = dict(rows.values_list("rule", "kind"))
    kinds = [ProposalKind(kind) for kind in waiting.values()]
    for one in said:
        if one.strength is not Strength.PROPOSAL or one.kind is ProposalKind.HOLD or one.rule in waiting:
            continue  # "hold" is what a clinician writes down by leaving the plan as it stands
        if not any(review.yields_to(one.kind, kind) for kind in kinds):
            yield one


def _version_of(episode: Episode) -> PlanVersion | None:
    rows = PlanVersion.objects.within(episode.clinic_id).filter(plan__episode=episode)
    return rows.order_by("-number").first()


def _write(one: Proposed, episode: Episode, version: PlanVersion | None, by: Member) -> UUID:
    due = clock.now() + timedelta(days=DAYS_TO_DECIDE)
    row = Proposal.objects.create(
        clinic_id=episode.clinic_id, person_id=episode.person_id, episode=episode, version=version,
        review=review_for(episode, version, one.because, due, by), kind=one.kind.value, rule=one.rule,
        says=to_json(one.because), inputs=to_json(one.why), knowledge_version=knowledge().version, at=clock.now(),
    )  # fmt: skip
    return row.id


DAYS_TO_DECIDE = 3
"""How soon a clinician looks at a proposal: before the next visits of a course."""


@action
def looked(*, by: Member, person_id: UUID, found: str = "") -> int:
    """Write down that the plan was looked at on its own review points, and stands as it is.

    Proposals are not answered by this: each waits for its own decision.

    Args:
        by: A clinician who may agree plans.
        person_id: Whose plan.
        found: What was seen, in their words; kept with the task.

    Returns:
        How many review points that ended, or Refused: ALREADY_DONE when none was due.
    """
    by.need(Job.AGREE_PLAN)
    person_for(by, person_id, Purpose.CARE)
    rows = Review.objects.within(by.clinic_id).filter(person_id=person_id, done_at__isnull=True).exclude(point="")
    due = list(rows.select_for_update(no_key=True))
    if not due:
        raise Refused(Reason.ALREADY_DONE, Words("No review of this plan is due. Nothing was changed."))
    for row in due:
        end_review(row, by, found.strip() or "reviewed: the plan stands")
    return len(due)
