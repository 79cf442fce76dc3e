"""How questions about a new time end: answered, expired, or settled in another way. For use inside actions."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.formats import date_format

from weft.core.shared.words import Words
from weft.library.stored import from_json
from weft.records import clock, tasks
from weft.records.access import Job, Member
from weft.records.away_offer import KeptRow
from weft.records.models import MoveQuestion, OutboxMessage, OutboxState, QuestionState, Visit

RING = "away_ring"
"""The kind of task: somebody was asked about a new time, and has to be rung after all."""
SOON = timedelta(hours=1)


def key_of(question_id: UUID) -> str:
    """Under which its message is written once."""
    return f"move:{question_id.hex}"


def end_question(question: MoveQuestion, state: QuestionState, by: Member, *, ring: bool = False) -> None:
    """Write how it ended; what was to say it is not sent any more. ``ring``: somebody has to call them."""
    question.state, question.answered_at = state, clock.now()
    question.save(update_fields=["state", "answered_at"])
    waiting = OutboxMessage.objects.within(question.clinic_id).filter(once=key_of(question.id))
    waiting.filter(state__in=(OutboxState.WAITING, OutboxState.SENDING)).update(state=OutboxState.STOPPED)
    if ring:
        tasks.raise_task(
            RING, _says(state, _day(question)), by=by, job=Job.DIARY, due=clock.now() + SOON,
            person_id=question.person_id, subject=question.closure_id,
        )  # fmt: skip


def stop_questions(clinic_id: UUID, by: Member, **which: Any) -> None:
    """Take back what is open of these, and what was to be rung about; their people are told in another way."""
    rows = MoveQuestion.objects.within(clinic_id).filter(state=QuestionState.OPEN, **which)
    for row in rows.order_by("id").select_for_update(no_key=True):
        end_question(row, QuestionState.STOPPED, by)


def rung(people: Iterable[UUID], by: Member, outcome: str) -> None:
    """Nobody has to ring them about a new time any more."""
    for person_id in people:
        tasks.finish_tasks(RING, by=by, outcome=outcome, person_id=person_id)


def row_asked(question: MoveQuestion) -> KeptRow:
    """What they were asked."""
    return from_json(KeptRow, question.row)


def _day(question: MoveQuestion) -> str:
    """The day of the first visit that they were asked about."""
    ids = [move.visit_id for move in row_asked(question).moves]
    first = Visit.objects.within(question.clinic_id).filter(id__in=ids).order_by("starts")[0]
    return date_format(first.local_date, "D j N Y")


def _says(state: QuestionState, day: str) -> Words:
    match state:
        case QuestionState.NO:
            return Words("They would rather be rung about their visit on {day}.", day=day)
        case QuestionState.EXPIRED:
            return Words("They were asked about another time for {day} and have not answered. Ring them.", day=day)
        case QuestionState.GONE:
            return Words("They said yes to another time for {day}, and it cannot be booked any more. Ring.", day=day)
        case _:
            return Words("They may not be written to any more about their visit on {day}. Ring them.", day=day)
