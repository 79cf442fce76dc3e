"""Work that waits for a person: seen by the right people, taken once, done with what came of it."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.people import TUESDAY_NINE, Cast

from weft.core.shared.care import Action
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Job, Member, NotAllowed, NotFound
from weft.records.actions import tasks
from weft.records.actions.book import request_call_back
from weft.records.models import Task
from weft.records.reads.inbox import TaskRow, inbox
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db

SECRET = Words("Ring now: an answer may mean an emergency.")


def raised(
    cast: Cast, kind: str = "review_due", *, job: Job = Job.RECORD, minutes: int = 60, urgent: Action = Action.NONE
) -> UUID:
    """A task about Marta, due so many minutes after nine."""
    made = tasks.raise_task(
        by=cast.system, kind=kind, says=SECRET, job=job, due=TUESDAY_NINE + timedelta(minutes=minutes), urgent=urgent,
        person_id=cast.marta_id,
    )  # fmt: skip
    assert isinstance(made, UUID)
    return made


def seen(by: Member) -> tuple[TaskRow, ...]:
    """The inbox at nine."""
    with clock.at(TUESDAY_NINE):
        return inbox(by)


def refused(result: object) -> Refused:
    assert isinstance(result, Refused), result
    return result


def test_a_task_is_seen_by_those_who_have_its_job(cast: Cast) -> None:
    raised(cast)

    assert [len(seen(who)) for who in (cast.wei, cast.elena, cast.noor, cast.otto)] == [1, 1, 0, 0]
    assert seen(cast.wei)[0].name == "Marta Kowalska"


def test_a_red_answer_comes_first_then_the_nearest_clock(cast: Cast) -> None:
    raised(cast, minutes=-30)
    raised(cast, "silent", minutes=10)
    raised(cast, "red_answer", minutes=90)

    assert [row.kind for row in seen(cast.wei)] == ["red_answer", "review_due", "silent"]


@pytest.mark.parametrize(("minutes", "late"), [(-1, True), (0, False), (1, False)])
def test_a_task_is_late_once_its_clock_has_run_out(cast: Cast, minutes: int, late: bool) -> None:
    raised(cast, minutes=minutes)

    assert seen(cast.wei)[0].is_late is late


def test_the_desk_sees_that_an_answer_needs_a_clinician_and_not_the_answer(cast: Cast) -> None:
    task = raised(cast, "red_answer", urgent=Action.EMERGENCY)

    (row,) = seen(cast.noor)

    assert (str(row.label), str(row.says)) == ("Answer", "An answer needs a clinician. Fetch one.")
    assert (row.is_red, row.may_take) == (True, False)
    assert seen(cast.wei)[0].says == SECRET
    with pytest.raises(NotAllowed):
        tasks.take(by=cast.noor, task_id=task)


def test_taken_it_is_mine_and_the_others_see_whose_it_is(cast: Cast) -> None:
    task = raised(cast)

    assert tasks.take(by=cast.wei, task_id=task) == task

    assert (seen(cast.wei)[0].is_mine, seen(cast.dana)[0].is_mine, seen(cast.dana)[0].owner) == (True, False, "Wei")
    assert tasks.take(by=cast.wei, task_id=task) == task


def test_who_comes_second_is_told_who_has_it_and_may_take_it_over(cast: Cast) -> None:
    task = raised(cast)
    tasks.take(by=cast.wei, task_id=task)

    no = refused(tasks.take(by=cast.dana, task_id=task))
    tasks.take(by=cast.dana, task_id=task, over=True)

    assert (no.reason, str(no.words)) == (
        Reason.CHANGED_MEANWHILE,
        "Wei has taken this. Ask them, or take it over.",
    )
    assert seen(cast.wei)[0].owner == "Dana"


def test_done_keeps_what_came_of_it_and_who_and_when(cast: Cast) -> None:
    task = raised(cast)

    with clock.at(TUESDAY_NINE):
        tasks.done(by=cast.wei, task_id=task, outcome="  Rang her, all well. ")

    row = Task.objects.within(cast.clinic.id).get(id=task)
    assert (row.outcome, row.done_by_id, row.done_at) == ("Rang her, all well.", cast.wei.user_id, TUESDAY_NINE)
    assert seen(cast.wei) == ()
    assert refused(tasks.done(by=cast.wei, task_id=task, outcome="again")).reason is Reason.ALREADY_DONE


@pytest.mark.parametrize(
    ("outcome", "reason"), [("", Reason.MISSING), ("  ", Reason.MISSING), ("a\x00b", Reason.NOT_POSSIBLE)]
)
def test_done_needs_readable_words(cast: Cast, outcome: str, reason: Reason) -> None:
    task = raised(cast)

    assert refused(tasks.done(by=cast.wei, task_id=task, outcome=outcome)).reason is reason
    assert len(seen(cast.wei)) == 1


def test_an_enquiry_is_finished_where_the_talk_is_written_down(cast: Cast) -> None:
    request_call_back(by=cast.visitor, name="Iris Tan", phone="416 555 0177")
    (row,) = seen(cast.noor)

    no = refused(tasks.done(by=cast.noor, task_id=row.id, outcome="rang"))

    assert (row.name, row.ends_elsewhere, no.reason) == ("Iris Tan", True, Reason.NOT_POSSIBLE)


def test_the_other_clinic_finds_no_such_task(cast: Cast) -> None:
    task = raised(cast)

    with pytest.raises(NotFound):
        tasks.take(by=cast.otto, task_id=task)
    with pytest.raises(NotFound):
        tasks.done(by=cast.otto, task_id=task, outcome="x")


def test_a_person_cannot_finish_a_task_about_themselves(cast: Cast) -> None:
    task = raised(cast)

    with pytest.raises(NotAllowed):
        tasks.done(by=cast.marta, task_id=task, outcome="I am fine")


def test_raised_again_it_stays_one_task_with_the_nearer_clock(cast: Cast) -> None:
    first = raised(cast, minutes=60)
    second = raised(cast, minutes=30)

    assert first == second
    assert Task.objects.within(cast.clinic.id).get().due == TUESDAY_NINE + timedelta(minutes=30)
