"""Reviews: a clinician looks at the plan again, because its own point is reached or because the data asks."""

from datetime import date, datetime, timedelta
from uuid import UUID

from weft.core.plan.plan import PlanOfCare
from weft.core.shared.words import Words
from weft.library.stored import from_json, to_json
from weft.records import clock
from weft.records.access import ClinicSeen, Job, Member, clinic_of
from weft.records.models import Episode, PlanVersion, Proposal, Review, Visit, VisitState
from weft.records.phases import local_day
from weft.records.tasks import finish_tasks, raise_task

REVIEW_DUE = "review_due"
"""Kind of task: a clinician looks at the plan again."""
_WEEK = timedelta(days=7)


def review_for(episode: Episode, version: PlanVersion | None, says: Words, due: datetime, by: Member) -> Review:
    """The open review that the data asked for, made now when there is none; with its task. For use inside an action."""
    about = {"person_id": episode.person_id, "episode": episode}
    row = Review.objects.within(by.clinic_id).filter(point="", done_at__isnull=True, **about).first()
    if row is None:
        day = local_day(due, clinic_of(by.clinic_id).zone)
        row = Review.objects.create(clinic_id=by.clinic_id, version=version, why=to_json(says), due=day, **about)
    _ask(episode.person_id, row.id, Words("Look at the plan again: there is a proposal."), due, by)
    return row


def due_reviews(episode: Episode, version: PlanVersion | None, clinic: ClinicSeen, by: Member) -> None:
    """Open the plan's own review points whose day has come, each once. For use inside an action."""
    if version is None:
        return
    plan = from_json(PlanOfCare, version.content)
    began = care_began(episode, clinic.zone)
    today = clock.today(clinic.zone)
    rows = Review.objects.within(by.clinic_id).filter(episode=episode).exclude(point="")
    known = set(rows.values_list("point", flat=True))
    for point in plan.review_points:
        due = began + _WEEK * point.week
        if point.id in known or due > today:
            continue
        row = Review.objects.create(
            clinic_id=by.clinic_id, person_id=episode.person_id, episode=episode, version=version, point=point.id,
            why=to_json(point.text), due=due,
        )  # fmt: skip
        _ask(episode.person_id, row.id, Words("Review due: {point}.", point=point.text), clock.now() + _WEEK, by)


def care_began(episode: Episode, zone: str) -> date:
    """Day 1 of the plan: the first trip, else the day the episode was opened."""
    rows = Visit.objects.within(episode.clinic_id).filter(episode=episode).exclude(kind__in=("consult", "assessment"))
    gone = (VisitState.CANCELLED, VisitState.NO_SHOW)
    first = rows.exclude(state__in=gone).order_by("starts").values_list("local_date", flat=True).first()
    return first or local_day(episode.opened_at, zone)


def reviewed(proposal: Proposal, by: Member) -> None:
    """After a decision: its review is done when no other proposal waits in it, and the task when no review is open."""
    review = proposal.review
    waits = Proposal.objects.within(by.clinic_id).filter(review=review, decision__isnull=True)
    if review is not None and review.done_at is None and not waits.exists():
        end_review(review, by)


def end_review(review: Review, by: Member, outcome: str = "reviewed") -> None:
    """Write down that a review was done; its task ends with it, the last open one ends them all. Inside an action."""
    review.done_at, review.done_by_id = clock.now(), by.user_id
    review.save(update_fields=["done_at", "done_by"])
    finish_tasks(REVIEW_DUE, by=by, outcome=outcome, subject=review.id)
    left = Review.objects.within(by.clinic_id).filter(episode_id=review.episode_id, done_at__isnull=True)
    if not left.exists():
        finish_tasks(REVIEW_DUE, by=by, outcome=outcome, person_id=review.person_id)


def _ask(person_id: UUID, review_id: UUID, says: Words, due: datetime, by: Member) -> None:
    raise_task(REVIEW_DUE, says, by=by, job=Job.AGREE_PLAN, due=due, person_id=person_id, subject=review_id)
