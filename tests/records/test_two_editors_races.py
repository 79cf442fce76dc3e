"""Two people save one thing at the same moment, one for each kind of record: one of the two is told, none is lost.

A newest version that stands (the plan), a newest row that stands (answers, a wording), and a row
that changes (a visit, a task). With the guard switched off both are kept, and the first is written over.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from tests import people
from tests.care import drafted, got, work_with_drafts
from tests.people import TUESDAY_NINE, Cast

from weft.core.measure.choices import Choice
from weft.core.shared.care import Answer
from weft.core.shared.words import Words
from weft.core.treat.home_item import HomeItem
from weft.records import clock, versions
from weft.records.access import Job, Member
from weft.records.actions import course_move, home_set, measure_wording, plan, screen, tasks
from weft.records.actions.course_trip import mark_of
from weft.records.actions.schedule import book_visit
from weft.records.models import Task, Visit
from weft.records.refused import Reason, Refused
from weft.records.tasks import mark_of as mark_of_task
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db(transaction=True)
Acts = tuple[Callable[[], Any], Callable[[], Any]]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Written for good: other connections must see it."""
    known = people.standing()
    work_with_drafts(known)
    return known


def at_once(acts: Acts) -> list[Any]:
    """What each answered when both began at the same moment, each on a connection of its own."""
    start, now = Barrier(2), clock.now()

    def run(act: Callable[[], Any]) -> Any:
        try:
            with clock.at(now):
                start.wait()
                return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, acts))


def two_redrafts(cast: Cast) -> Acts:
    made = drafted(cast)
    return (
        lambda: plan.redraft(by=cast.dana, plan_id=made.plan_id, wishes=["no_electro"], version=1),
        lambda: plan.redraft(by=cast.wei, plan_id=made.plan_id, wishes=["no_manual"], version=1),
    )


def two_askers(cast: Cast) -> Acts:
    def ask(by: Member, said: Answer) -> Any:
        return screen.answer(by=by, person_id=cast.marta_id, answers={"saddle_numbness": said}, seen="")

    return (
        lambda: ask(cast.wei, Answer.YES),
        lambda: ask(cast.dana, Answer.NO),
    )


def two_wordings(cast: Cast) -> Acts:
    steps = [Choice(value=Decimal(n), words=f"Step {n}") for n in range(1, 8)]

    def take_in(words: str) -> Any:
        texts = {"instructions": words}
        return measure_wording.take_in_wording(
            by=cast.elena, measure="pgic", texts=texts, stated="Ours", choices=steps, seen=""
        )

    return lambda: take_in("How is it?"), lambda: take_in("How are you?")


def two_at_one_visit(cast: Cast) -> Acts:
    now = TUESDAY_NINE - timedelta(days=1)
    with clock.at(now):
        assert cast.wei.membership_id
        wanted = VisitWanted("needles", cast.wei.membership_id, TUESDAY_NINE, 45, cast.beds[0].id)
        visit_id = got(book_visit(cast.marta_id, wanted, by=cast.noor)).visits[0]
    seen = mark_of(Visit.objects.within(cast.clinic.id).filter(id=visit_id))

    def on_the_day_before(act: Callable[[], Any]) -> Any:
        with clock.at(now):
            return act()

    to = TUESDAY_NINE + timedelta(hours=2)
    return (
        lambda: on_the_day_before(lambda: course_move.move_pair(visit_id=visit_id, to=to, by=cast.noor, seen=seen)),
        lambda: on_the_day_before(
            lambda: course_move.move_pair(visit_id=visit_id, to=to + timedelta(hours=1), by=cast.dana, seen=seen)
        ),
    )


def two_at_one_task(cast: Cast) -> Acts:
    about = {"kind": "rebook", "job": Job.RECORD, "person_id": cast.marta_id, "due": clock.now()}
    task_id: UUID = got(tasks.raise_task(by=cast.system, says=Words("Look at it."), **about))  # type: ignore[arg-type]
    got(tasks.take(by=cast.ren, task_id=task_id))
    seen = mark_of_task(Task.objects.within(cast.clinic.id).get(id=task_id))
    return (
        lambda: tasks.take(by=cast.wei, task_id=task_id, over=True, seen=seen),
        lambda: tasks.take(by=cast.dana, task_id=task_id, over=True, seen=seen),
    )


def two_home_sets(cast: Cast) -> Acts:
    drafted(cast)

    def send(by: Member, exercise: str) -> Any:
        return home_set.send_home(by=by, person_id=cast.marta_id, items=(HomeItem(id=exercise),), seen=0)

    return lambda: send(cast.dana, "walking"), lambda: send(cast.ren, "pelvic_tilt")


KINDS = [two_redrafts, two_askers, two_wordings, two_at_one_visit, two_at_one_task, two_home_sets]


@pytest.mark.parametrize("is_guarded", [True, False], ids=["guarded", "unguarded"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each.__name__)
def test_of_two_who_save_at_once_one_is_told_and_without_the_guard_both_write(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, kind: Callable[[Cast], Acts], *, is_guarded: bool
) -> None:
    acts = kind(cast)
    if not is_guarded:
        monkeypatch.setattr(versions, "need_unchanged", lambda *_, **__: None)

    told = [answer.reason for answer in at_once(acts) if isinstance(answer, Refused)]

    assert told == ([Reason.CHANGED_MEANWHILE] if is_guarded else [])
