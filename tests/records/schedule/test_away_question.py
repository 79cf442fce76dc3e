"""Another time asked by message: nothing moves before the yes, a yes moves at once, and every other way rings."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.care import got
from tests.people import Cast
from tests.records.schedule.asking import LATER, asked, hit, making_room, messages, offered, to_ring
from tests.records.schedule.test_away import FRIDAY, HOUR, reason, wanted

from weft.core.book.consents import Purpose
from weft.core.book.texts import clinical_words
from weft.records import clock, move_links
from weft.records.access import Member, NotAllowed, NotFound
from weft.records.actions import outbox
from weft.records.actions.away import end_absence
from weft.records.actions.away_ask import answer_question, ask_to_move, lapse
from weft.records.actions.away_move import move_agreed
from weft.records.actions.book_consent import withdraw_consent
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.course_move import move_pair
from weft.records.actions.schedule import book_visit
from weft.records.models import Clinic, MoveQuestion, OutboxState, Person, QuestionState, Task, Visit
from weft.records.reads.away_one import away_one_page
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db


def says(cast: Cast, question: MoveQuestion, *, yes: bool = True) -> QuestionState:
    return got(answer_question(by=cast.visitor, question_id=question.id, yes=yes))


def at(question: MoveQuestion) -> object:
    (move,) = question.row["moves"]
    return Visit.objects.within(question.clinic_id).get(id=move["visit_id"]).starts


def open_tasks(cast: Cast) -> set[str]:
    return set(Task.objects.within(cast.clinic.id).filter(done_at__isnull=True).values_list("kind", flat=True))


# --- asked -----------------------------------------------------------------------------------------------------------


def test_the_message_says_when_and_where_with_a_link_and_no_word_of_why_or_what_for(cast: Cast) -> None:
    question = asked(cast)

    (sent,) = messages(cast)
    assert (sent.channel, sent.to, sent.until) == ("mail", "marta@example.org", question.expires)
    assert "Fri 5 March 2027, 12:00" in sent.body
    assert question.id.hex in sent.body
    assert move_links.token_of(question.id) not in sent.body
    assert move_links.token_of(question.id) in move_links.with_tokens(sent.body)
    assert not clinical_words(sent.subject + sent.body)
    assert "Wei" not in sent.body
    assert at(question) == FRIDAY
    assert question.hash == move_links.hash_of(question.id)


def sending(cast: Cast) -> list[str]:
    """The questions that a worker hands over now, after its round of what time asks for."""
    got(lapse(by=cast.system))
    taken = got(outbox.claim(by=cast.system))
    assert all(got(outbox.may_go(by=cast.system, message_id=one.id, tries=one.tries)) for one in taken)
    return [one.body for one in taken if "/n/" in one.body]


def test_the_message_goes_out_with_a_link_that_opens_it(cast: Cast) -> None:
    question = asked(cast)

    (body,) = sending(cast)

    assert f"/n/{move_links.token_of(question.id)}" in body


@pytest.mark.parametrize("how", ["moved", "cancelled", "called off", "no consent"])
def test_the_message_does_not_go_out_once_it_is_settled_otherwise(cast: Cast, how: str) -> None:
    question = asked(cast)
    match how:
        case "moved":
            got(_moved(cast, question))
        case "cancelled":
            got(_cancelled(cast, question))
        case "called off":
            got(_called_off(cast, question))
        case _:
            got(withdraw_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS))

    assert sending(cast) == []


def test_asked_she_stands_on_the_page_with_what_she_was_asked_whatever_is_looked_at_since(cast: Cast) -> None:
    question = asked(cast)
    offered(cast, question.closure, Visit.objects.within(cast.clinic.id).get(), 5 * HOUR, "another look")

    (row,) = away_one_page(question.closure_id, cast.noor).rows

    assert row.is_asked
    assert row.asked is not None
    assert row.asked.format == "G:i"
    assert row.changes[0].then.when.hour == 12
    got(move_agreed(by=cast.noor, closure_id=question.closure_id, person_id=cast.marta_id, serial=row.serial))
    assert at(question) == LATER


@pytest.mark.parametrize("why", ["no consent", "no address", "mail held", "leave no details"])
def test_who_cannot_be_written_to_is_rung_and_the_number_is_said(cast: Cast, why: str) -> None:
    seen = hit(cast, may_write=why != "no consent")
    person = Person.objects.within(cast.clinic.id).filter(id=cast.marta_id)
    if why == "no address":
        person.update(email="")
    if why == "leave no details":
        person.update(leave_no_details=True)
    if why == "mail held":
        Clinic.objects.filter(id=cast.clinic.id).update(mail_held_since=clock.now())

    no = ask_to_move(by=cast.noor, closure_id=seen.absence.id, person_id=cast.marta_id, serial=seen.serial)

    assert reason(no) is Reason.NOT_POSSIBLE
    assert "Ring 555 0101" in str(no.words)  # type: ignore[union-attr]
    assert not messages(cast)
    (row,) = away_one_page(seen.absence.id, cast.noor).rows
    assert row.by_message is (why == "mail held")


@pytest.mark.parametrize(("minutes", "asks"), [(45, True), (44, False)])
def test_nobody_is_asked_by_message_who_could_not_answer_in_time(cast: Cast, minutes: int, asks: bool) -> None:
    seen = hit(cast)

    with clock.at(FRIDAY - timedelta(minutes=minutes)):
        result = ask_to_move(by=cast.noor, closure_id=seen.absence.id, person_id=cast.marta_id, serial=seen.serial)

    assert bool(messages(cast)) is asks
    assert asks or reason(result) is Reason.NOT_POSSIBLE


def test_she_is_asked_once_and_only_by_who_has_the_diary_about_what_is_on_the_page(cast: Cast) -> None:
    seen = hit(cast)

    def ask(by: Member = cast.noor, *, serial: str = seen.serial, person_id: UUID = cast.marta_id) -> object:
        return ask_to_move(by=by, closure_id=seen.absence.id, person_id=person_id, serial=serial)

    assert reason(ask(serial="older")) is Reason.CHANGED_MEANWHILE
    assert reason(ask(person_id=cast.harold_id)) is Reason.CHANGED_MEANWHILE
    with pytest.raises(NotAllowed):
        ask(cast.marta)
    with pytest.raises(NotFound):
        ask(cast.otto)
    got(ask())
    assert reason(ask()) is Reason.ALREADY_DONE
    assert len(messages(cast)) == 1


# --- answered --------------------------------------------------------------------------------------------------------


def test_a_yes_moves_at_once_and_nobody_has_to_ring(cast: Cast) -> None:
    question = asked(cast)

    assert says(cast, question) is QuestionState.YES

    assert at(question) == LATER
    assert open_tasks(cast) == set()
    assert away_one_page(question.closure_id, cast.noor).agreed == 1
    assert says(cast, question, yes=False) is QuestionState.YES
    assert at(question) == LATER


def test_a_no_moves_nothing_and_somebody_rings(cast: Cast) -> None:
    question = asked(cast)

    assert says(cast, question, yes=False) is QuestionState.NO

    assert at(question) == FRIDAY
    assert to_ring(cast) == ["They would rather be rung about their visit on {day}."]
    assert says(cast, question) is QuestionState.NO
    (row,) = away_one_page(question.closure_id, cast.noor).rows
    assert (row.is_asked, row.serial) == (False, "serial")
    got(move_agreed(by=cast.noor, closure_id=question.closure_id, person_id=cast.marta_id, serial="serial"))
    assert open_tasks(cast) == set()


def test_a_time_that_is_gone_is_a_kind_no_and_a_task_and_nothing_moves(cast: Cast) -> None:
    question = asked(cast)
    got(book_visit(cast.harold_id, wanted(cast, LATER), by=cast.noor))

    assert says(cast, question) is QuestionState.GONE

    assert at(question) == FRIDAY
    assert "cannot be booked any more" in to_ring(cast)[0]


@pytest.mark.parametrize(("minutes", "state"), [(-1, QuestionState.YES), (0, QuestionState.EXPIRED)])
def test_the_time_to_answer_ends(cast: Cast, minutes: int, state: QuestionState) -> None:
    question = asked(cast)

    with clock.at(question.expires + timedelta(minutes=minutes)):
        assert says(cast, question) is state

    assert bool(to_ring(cast)) is (state is QuestionState.EXPIRED)


@pytest.mark.parametrize("minutes", [-1, 0])
def test_without_an_answer_the_round_makes_it_a_task_and_stops_the_message(cast: Cast, minutes: int) -> None:
    question = asked(cast)

    with clock.at(question.expires + timedelta(minutes=minutes)):
        ended = got(lapse(by=cast.system))
        assert got(lapse(by=cast.system)) == 0

    assert ended == (minutes == 0)
    assert bool(to_ring(cast)) is (minutes == 0)
    assert (messages(cast)[0].state == OutboxState.STOPPED) is (minutes == 0)


def test_who_takes_back_the_consent_is_rung(cast: Cast) -> None:
    asked(cast)
    got(withdraw_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS))

    assert got(lapse(by=cast.system)) == 1

    assert to_ring(cast) == ["They may not be written to any more about their visit on {day}. Ring them."]
    (row,) = away_one_page(MoveQuestion.objects.within(cast.clinic.id).get().closure_id, cast.noor).rows
    assert (row.asked, row.by_message) == (None, False)


def _moved(cast: Cast, question: MoveQuestion) -> object:
    return move_pair(visit_id=_visit(question), to=FRIDAY + 5 * HOUR, by=cast.noor)


def _cancelled(cast: Cast, question: MoveQuestion) -> object:
    return cancel_visit(visit_id=_visit(question), reason="away", by=cast.noor)


def _called_off(cast: Cast, question: MoveQuestion) -> object:
    return end_absence(by=cast.noor, closure_id=question.closure_id)


def _visit(question: MoveQuestion) -> Any:
    return question.row["moves"][0]["visit_id"]


@pytest.mark.parametrize("how", [_moved, _cancelled, _called_off])
@pytest.mark.parametrize("first", ["round", "yes", "no"])
def test_settled_in_another_way_the_question_holds_no_more_and_nobody_rings(
    cast: Cast, how: Callable[[Cast, MoveQuestion], object], first: str
) -> None:
    question = asked(cast)
    got(how(cast, question))
    before = at(question)

    if first == "round":
        got(lapse(by=cast.system))
    assert says(cast, question, yes=first != "no") is QuestionState.STOPPED

    assert at(question) == before
    assert messages(cast)[0].state == OutboxState.STOPPED
    assert open_tasks(cast) == set()


def test_a_link_of_another_clinic_answers_nothing(cast: Cast) -> None:
    question = asked(cast)

    with pytest.raises(NotFound):
        answer_question(by=cast.otto, question_id=question.id, yes=True)
    assert at(question) == FRIDAY


# --- somebody who would make room ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "asks"), [(45, True), (44, False)])
def test_who_would_make_room_is_asked_while_a_yes_still_comes_before_the_notice(
    cast: Cast, minutes: int, asks: bool
) -> None:
    seen = making_room(cast)
    notice = seen.visit.starts - timedelta(days=1)

    with clock.at(notice - timedelta(minutes=minutes)):
        result = ask_to_move(by=cast.noor, closure_id=seen.absence.id, person_id=cast.marta_id, serial=seen.serial)

    assert asks or reason(result) is Reason.NOT_POSSIBLE
    assert [one.expires < notice for one in MoveQuestion.objects.within(cast.clinic.id)] == [True] * asks


@pytest.mark.parametrize("first", ["round", "yes"])
def test_nobody_makes_room_for_a_visit_that_is_off(cast: Cast, first: str) -> None:
    seen = making_room(cast)
    made = ask_to_move(by=cast.noor, closure_id=seen.absence.id, person_id=cast.marta_id, serial=seen.serial)
    question = MoveQuestion.objects.within(cast.clinic.id).get(id=got(made))
    lost = Visit.objects.within(cast.clinic.id).get(person_id=cast.harold_id)
    got(cancel_visit(visit_id=lost.id, reason="away", by=cast.noor))

    if first == "round":
        assert got(lapse(by=cast.system)) == 1
    assert says(cast, question) is QuestionState.STOPPED

    assert at(question) == seen.visit.starts
    assert open_tasks(cast) == set()
