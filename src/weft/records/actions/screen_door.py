"""The few questions of every visit, asked at the door: what speaks against a visit of today waits for a person."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from weft.core.screen.facts import QuestionSet
from weft.core.screen.times import RING_WITHIN, ring_within
from weft.core.shared.care import Action, Answer
from weft.core.shared.words import LINE, Words, joined
from weft.records import clock
from weft.records.access import Job, Member
from weft.records.actions.base import Refused, action
from weft.records.actions.screen import Screened, answer
from weft.records.blocked_today import blocked, visits_of_today
from weft.records.models import Task, Visit
from weft.records.screenings import ANSWER_TASKS, READ_ANSWERS
from weft.records.tasks import raise_task

SOONEST = RING_WITHIN[Action.EMERGENCY]
"""Nobody is given less time than this to read, also when the visit has begun on paper."""


@action
def answer_at_door(
    *, by: Member, person_id: UUID, answers: Mapping[str, Answer], key: str = "", seen: str | None = None
) -> Screened:
    """Save the few questions of every visit. Whatever they block today becomes a task of whoever gives that visit.

    Its clock is the beginning of the visit. An answer that stops raises its own task (`records.screenings.save`), which
    gets the same owner and clock.

    Args:
        by: The desk, or a clinician: they ask aloud and type.
        person_id: Who has come.
        answers: By question; one that was not asked is left out.
        key: One-time key of the form.
        seen: As of `screen.answer`: the answers that stood when the form was opened.

    Returns:
        What the answers led to, or Refused as `screen.answer`.

    Raises:
        NotFound, NotAllowed: Not theirs to answer for.
    """
    made = answer(by=by, person_id=person_id, answers=answers, question_set=QuestionSet.EVERY_VISIT, key=key, seen=seen)
    if isinstance(made, Refused):
        raise made
    visits = visits_of_today(person_id, by=by)
    theirs = [each for each in blocked(visits, by=by) if each[0].practitioner.user_id != by.user_id]
    if theirs and not _waiting(by, person_id).exists():
        says = joined(dict.fromkeys(words for _, words in theirs), LINE)
        raise_task(
            READ_ANSWERS, Words("Said at the door: {says}", says=says), by=by, job=Job.RECORD,
            due=clock.now() + ring_within(made.clearance.action), person_id=person_id, subject=made.id,
        )  # fmt: skip
    if visits:
        _give(by, person_id, theirs[0][0] if theirs else visits[0])
    return made


def _give(by: Member, person_id: UUID, visit: Visit) -> None:
    """Answers that wait belong to whoever gives the visit, if nobody has them, and are read before it begins.

    Where several visits are blocked this is the first; signing for it hands the task on (`actions.screen`).
    """
    for task in _waiting(by, person_id).select_for_update():
        if task.owner_id is None and Job.RECORD.value in visit.practitioner.jobs:
            task.owner_id = visit.practitioner_id
        task.due = min(task.due, _clock(visit))
        task.save(update_fields=["owner", "due"])


def _waiting(by: Member, person_id: UUID) -> QuerySet[Task]:
    tasks = Task.objects.within(by.clinic_id).filter(person_id=person_id, done_at__isnull=True)
    return tasks.filter(kind__in=ANSWER_TASKS)


def _clock(visit: Visit) -> datetime:
    return max(visit.starts, clock.now() + SOONEST)
