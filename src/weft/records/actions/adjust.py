"""Adjust: rules look at what was measured and propose; a clinician decides. Nothing changes by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from weft.core.adjust.dose import ask_about_dose
from weft.core.adjust.pairs import propose_unpairing
from weft.core.adjust.proposal import ProposalKind, Proposed
from weft.core.adjust.response import propose_re_examination, propose_taper
from weft.core.book.contact import note_fault
from weft.core.shared.words import Words
from weft.library.accepted import is_accepted
from weft.library.knowledge import knowledge
from weft.library.stored import to_json
from weft.records import clock
from weft.records.access import ClinicSeen, Job, Member, Purpose, clinic_of, person_for, row_of
from weft.records.actions.adjust_plan import follow
from weft.records.actions.adjust_reviews import due_reviews, end_review, review_for, reviewed
from weft.records.actions.base import action
from weft.records.adjusting import REVIEW_MEASURE, Known, known_about
from weft.records.models import Decision, Episode, EpisodeState, PlanVersion, Proposal, Review
from weft.records.refused import Reason, Refused
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


@action
def look(*, by: Member, episode_id: UUID) -> tuple[UUID, ...]:
    """Run the rules over one open episode. Each speaks once: while its proposal waits, and about what is new since.

    Args:
        by: The product itself (`system_of`), after scores are recorded or a record is signed; or a clinician.
        episode_id: The episode; a closed one gives nothing.

    Returns:
        Ids of the new proposals.
    """
    episode = row_of(Episode, by, episode_id, for_update=True)  # two looks at once would both propose
    if episode.state != EpisodeState.OPEN:
        return ()
    clinic = clinic_of(by.clinic_id)
    version = _version_of(episode)
    due_reviews(episode, version, clinic, by)
    waiting = set(
        Proposal.objects.within(by.clinic_id)
        .filter(episode=episode, decision__isnull=True).values_list("rule", flat=True)
    )  # fmt: skip
    fresh = [one for one in _proposed(known_about(episode), clinic) if one.rule not in waiting]
    return tuple(_write(one, episode, version, by) for one in fresh)


@action
def decide(
    *, by: Member, proposal_id: UUID, answer: str, reason: str = "", per_week: float | None = None
) -> Decided:  # fmt: skip
    """Answer a proposal. A yes to rarer needles (or to separate days) makes a new plan version.

    Args:
        by: Who may agree plans.
        proposal_id: Which one.
        answer: ``accepted``, ``changed`` or ``declined``.
        reason: Needed for all but a plain yes; also for a yes to a question.
        per_week: With ``changed`` on rarer needles: how often instead (2, 1, 0.5 or 0).

    Returns:
        The decision; or Refused: ALREADY_DONE, MISSING (a reason), NOT_POSSIBLE.

    Raises:
        NotFound, NotAllowed: Not theirs to decide.
        ValueError: An unknown answer.
    """
    by.need(Job.AGREE_PLAN)
    row = row_of(Proposal, by, proposal_id, for_update=True)
    person_for(by, row.person_id, Purpose.CARE)
    said, why = Answered(answer), reason.strip()
    if Decision.objects.within(by.clinic_id).filter(proposal=row).exists():
        raise Refused(Reason.ALREADY_DONE, Words("Somebody has decided this already. Look at the page again."))
    _check_reason(row, said, why)
    version = None if said is Answered.DECLINED else follow(row, why, per_week=per_week, by=by)
    made = Decision.objects.create(
        clinic_id=by.clinic_id, person_id=row.person_id, proposal=row, answer=said.value, reason=why, version=version,
        by=signer(by), at=clock.now(),
    )  # fmt: skip
    reviewed(row, by)
    return Decided(made.id, version.number if version else None)


def _check_reason(row: Proposal, said: Answered, why: str) -> None:
    is_question = row.kind == ProposalKind.GIVE_REASON
    if not why and (said is not Answered.ACCEPTED or is_question):
        raise Refused(Reason.MISSING, Words("Write why. The next person who reads this will ask."))
    if fault := note_fault(why):
        raise Refused(Reason.NOT_POSSIBLE, fault)


def _proposed(known: Known, clinic: ClinicSeen) -> Iterator[Proposed]:
    """What the accepted rules say now, each on the facts since its last decision."""
    works_with_drafts = clinic.work_with_drafts_at is not None
    rules, instrument = knowledge().adjust, knowledge().measure.instruments[REVIEW_MEASURE]

    def speaks(rule: object) -> bool:
        return is_accepted(rule, works_with_drafts) and is_accepted(instrument, works_with_drafts)

    if known.baseline and speaks(rules.taper):
        fresh = tuple(one for one in known.later if _is_new(known, rules.taper.id, one.on))
        yield from _if_any(propose_taper(rules.taper, instrument, known.baseline, fresh))
    if known.baseline and speaks(rules.no_response):
        rule = rules.no_response
        latest = next((one for one in reversed(known.later) if _is_new(known, rule.id, one.on)), None)
        visits = sum(1 for day in known.needled if _is_new(known, rule.id, day))
        yield from _if_any(propose_re_examination(rule, instrument, known.baseline, latest, visits))
    if speaks(rules.pair_shift):
        pairs = tuple(felt for day, felt in known.pairs if _is_new(known, rules.pair_shift.id, day))
        yield from _if_any(propose_unpairing(rules.pair_shift, pairs))
    if speaks(rules.dose) and rules.dose.id not in known.decided and known.needles_booked:
        *others, last = sorted(known.needles_booked)
        yield from _if_any(ask_about_dose(rules.dose, others, last))


def _if_any(found: Proposed | None) -> Iterator[Proposed]:
    if found is not None:
        yield found


def _is_new(known: Known, rule: str, day: date) -> bool:
    return rule not in known.decided or day > known.decided[rule]


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
