"""Yes is said twice at one moment, to one time or to one question: one of them moves, and nobody's times overlap."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from tests import people
from tests.care import got
from tests.people import Cast
from tests.records.race_server import overlaps_allowed
from tests.records.schedule.asking import LATER, offered, reached
from tests.records.schedule.courses import SUNDAY_BEFORE
from tests.records.schedule.test_away import FRIDAY, HOUR, away, wanted
from tests.records.schedule.test_course_races import at_once, overlaps

from weft.records import clock
from weft.records.actions.away import Absent
from weft.records.actions.away_ask import answer_question, ask_to_move
from weft.records.actions.away_move import move_agreed
from weft.records.actions.schedule import book_visit
from weft.records.models import MoveQuestion, QuestionState, Visit
from weft.records.refused import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Written for good: other connections must see it. Marta and Harold may be written to."""
    cast = people.standing()
    with clock.at(SUNDAY_BEFORE):
        for person_id in (cast.marta_id, cast.harold_id):
            reached(cast, person_id=person_id)
    return cast


def asked(cast: Cast, person_id: UUID, hours: int) -> UUID:
    """Their visit so many hours after nine cannot be held, for a reason of its own; it would be at `LATER`."""
    starts = FRIDAY + hours * HOUR
    with clock.at(SUNDAY_BEFORE):
        (mine,) = got(book_visit(person_id, wanted(cast, starts), by=cast.noor)).visits
        absence = away(cast, Absent(place_id=cast.beds[0].id), starts, 1)
        visit = Visit.objects.within(cast.clinic.id).get(id=mine)
        serial = offered(cast, absence, visit, LATER - starts)
        return got(ask_to_move(by=cast.noor, closure_id=absence.id, person_id=person_id, serial=serial))


def yes(cast: Cast, question_id: UUID) -> Callable[[], Any]:
    return lambda: answer_question(by=cast.visitor, question_id=question_id, yes=True)


def two_people(cast: Cast) -> list[Any]:
    ids = [asked(cast, cast.marta_id, 0), asked(cast, cast.harold_id, 1)]
    return at_once(*[yes(cast, id_) for id_ in ids])


def moved(cast: Cast) -> int:
    return Visit.objects.within(cast.clinic.id).filter(starts=LATER).count()


def times_moved(cast: Cast) -> int:
    return Visit.objects.within(cast.clinic.id).get().changes


def test_of_two_people_who_say_yes_to_one_time_one_has_it(cast: Cast) -> None:
    assert sorted(two_people(cast)) == [QuestionState.GONE, QuestionState.YES]
    assert (moved(cast), overlaps(cast)) == (1, 0)


def test_with_the_guard_off_the_same_race_gives_it_to_both(cast: Cast) -> None:
    """The positive control: a race that cannot fail would prove nothing."""
    with overlaps_allowed():
        answers = two_people(cast)
        doubled = overlaps(cast)

    assert answers == [QuestionState.YES] * 2
    assert doubled > 0


def test_their_yes_and_the_desks_move_them_once(cast: Cast) -> None:
    question = MoveQuestion.objects.within(cast.clinic.id).get(id=asked(cast, cast.marta_id, 0))

    said, desk = at_once(yes(cast, question.id), lambda: move_agreed(
        by=cast.noor, closure_id=question.closure_id, person_id=cast.marta_id, serial=question.id.hex
    ))  # fmt: skip

    assert (said, isinstance(desk, Refused)) in {(QuestionState.YES, True), (QuestionState.STOPPED, False)}
    assert (moved(cast), times_moved(cast)) == (1, 1)


def test_a_yes_pressed_twice_moves_them_once(cast: Cast) -> None:
    question_id = asked(cast, cast.marta_id, 0)

    assert at_once(*[yes(cast, question_id)] * 2) == [QuestionState.YES] * 2
    assert (moved(cast), times_moved(cast)) == (1, 1)
