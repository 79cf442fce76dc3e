"""What the rows of the board tell, to whom, and in which order they stand."""

import pytest
from tests.people import Cast
from tests.records.desk.boards import board, row, said, whole_pair
from tests.records.treat.treat_builders import at, needled, prepare, single, trip, visit

from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import questions_for
from weft.core.shared.care import MOVEMENT, NEEDLES, Answer
from weft.core.treat.next_step import StepKind
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import NotAllowed
from weft.records.actions import screen, treat
from weft.records.actions.book import request_call_back
from weft.records.models import Visit, VisitState
from weft.records.reads.today import today_board

pytestmark = pytest.mark.django_db


def test_an_unread_answer_comes_first_and_the_desk_is_told_only_that(cast: Cast) -> None:
    pair = trip(cast)
    prepare(cast)
    with clock.at(at(-30)):
        screen.answer(by=cast.noor, person_id=cast.marta_id, answers={"saddle_numbness": Answer.YES})

    for_noor, for_wei = row(cast.noor, -20), row(cast.wei, -20)

    assert (for_wei.step.kind, for_wei.step.url_name, for_wei.step.about) == (
        StepKind.READ_ANSWER, "screen:person", cast.marta_id,
    )  # fmt: skip
    assert (for_noor.step.kind, for_noor.step.may) == (StepKind.READ_ANSWER, False)
    assert said(for_noor) == ["an answer needs a clinician"]
    assert (board(cast.noor, -20).waiting.red, board(cast.dana, -20).waiting.red) == (1, 1)
    assert visit(pair.needles).state == VisitState.BOOKED


def test_precautions_are_named_to_the_care_team_and_not_to_the_desk(cast: Cast) -> None:
    prepare(cast, cast.harold_id, blood_thinner=Answer.YES)
    single(cast, NEEDLES, person_id=cast.harold_id)

    assert said(row(cast.wei, -10)) == ["Blood thinner"]
    assert said(row(cast.noor, -10)) == []


def test_who_fainted_at_an_earlier_visit_is_marked_for_the_care_team(cast: Cast) -> None:
    pair = trip(cast)
    with clock.at(at(5)):
        treat.faint(visit_id=pair.needles, by=cast.wei)
    trip(cast, day=2)

    with clock.at(at(-10, day=2)):
        (for_wei,), (for_noor,) = today_board(cast.wei).rows, today_board(cast.noor).rows

    assert (said(for_wei), said(for_noor)) == (["fainted here before"], [])


def test_pain_now_and_at_the_start_is_for_the_care_team(cast: Cast) -> None:
    prepare(cast)
    whole_pair(cast)
    trip(cast, day=2)

    with clock.at(at(-10, day=2)):
        (for_wei,), (for_noor,) = today_board(cast.wei).rows, today_board(cast.noor).rows

    assert (said(for_wei), said(for_noor)) == (["pain 2 now, 6 at start"], [])


def test_who_needs_somebody_soonest_comes_first_or_the_order_of_time(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    single(cast, MOVEMENT, person_id=cast.harold_id, minutes=-60)
    harold = Visit.objects.within(cast.clinic.id).get(person_id=cast.harold_id)
    with clock.at(at(-55)):
        treat.start_visit(visit_id=harold.id, by=cast.dana)
    with clock.at(at(0)):
        treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4)
    Visit.objects.within(cast.clinic.id).filter(id=harold.id).update(state=VisitState.DONE)

    by_need, by_time = board(cast.wei, 3), board(cast.wei, 3, by_time=True)

    assert [each.name.split()[0] for each in by_need.rows] == ["Marta", "Harold"]
    assert [each.name.split()[0] for each in by_time.rows] == ["Harold", "Marta"]


def test_a_call_that_was_promised_stands_among_the_people_and_says_when_it_is_late(cast: Cast) -> None:
    with clock.at(at(-25 * 60)):
        request_call_back(by=cast.visitor, name="Iris Tan", phone="416 555 0177")

    for_noor, for_wei = row(cast.noor), row(cast.wei)

    assert (for_noor.is_enquiry, for_noor.step.url_name, for_noor.step.may) == (True, "book:enquiry", True)
    assert said(for_noor) == ["a call was due by 8:00", "asks to be called back"]
    assert for_noor.need.at == at(-60)
    assert for_wei.step.may


def test_a_needle_short_comes_before_a_call_that_is_later_still(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=6, out=5)
    with clock.at(at(-25 * 60)):
        request_call_back(by=cast.visitor, name="Iris Tan", phone="416 555 0177")

    assert [each.is_enquiry for each in board(cast.wei, 30).rows] == [False, True]


def test_a_call_promised_for_tomorrow_is_not_on_todays_board(cast: Cast) -> None:
    with clock.at(at(0)):
        request_call_back(by=cast.visitor, name="Iris Tan", phone="416 555 0177")
        on_board = today_board(cast.noor).rows

    assert on_board == ()


def test_an_enquiry_with_answers_to_read_is_the_clinicians(cast: Cast) -> None:
    prepare(cast)
    with clock.at(at(0)):
        request_call_back(
            by=cast.visitor, name="Iris Tan", phone="416 555 0177", answers={"saddle_numbness": Answer.YES}
        )

    for_noor, for_wei = row(cast.noor, 1), row(cast.wei, 1)

    assert (for_noor.step.kind, for_noor.step.may, for_wei.step.may) == (StepKind.READ_ANSWER, False, True)
    assert said(for_noor)[0] == "an answer needs a clinician"
    assert said(for_wei)[0] == "an answer must be read"


def test_who_said_that_nothing_is_new_is_told_to_everybody(cast: Cast) -> None:
    prepare(cast)
    trip(cast)
    every_visit = {each.id: Answer.NO for each in questions_for(knowledge().screen, QuestionSet.EVERY_VISIT)}
    with clock.at(at(-20)):
        screen.answer(by=cast.noor, person_id=cast.marta_id, answers=every_visit, question_set=QuestionSet.EVERY_VISIT)

    assert said(row(cast.noor, -10)) == ["nothing new since last time"]


def test_a_note_for_the_team_is_shown(cast: Cast) -> None:
    pair = trip(cast)
    Visit.objects.within(cast.clinic.id).filter(id=pair.needles).update(note="Brings her daughter")

    assert said(row(cast.noor, -10)) == ["Brings her daughter"]


def test_a_discipline_added_by_a_file_is_told_in_words(cast: Cast) -> None:
    made = single(cast, MOVEMENT, person_id=cast.harold_id)
    Visit.objects.within(cast.clinic.id).filter(id=made).update(discipline="osteopathy")

    seen = row(cast.noor, -10)

    assert (seen.trips, [str(each) for each in seen.others]) == ((), ["osteopathy 9:00 with Dana"])


def test_another_day_has_rows_and_no_next_steps(cast: Cast) -> None:
    trip(cast, day=2)

    with clock.at(at(0)):
        seen = today_board(cast.noor, at(0, day=2).date())

    assert (seen.is_today, seen.axis.now, seen.rows[0].step.url_name) == (False, None, "")


def test_the_axis_shows_the_hours_around_now_and_no_more_than_the_day_needs(cast: Cast) -> None:
    trip(cast)
    early = board(cast.noor, -120).axis
    late = board(cast.noor, 300).axis

    assert (early.starts, early.ends) == (7 * 60, 10 * 60)
    assert (late.starts, late.now) == (13 * 60, 14 * 60)
    assert late.ends >= late.starts + 120


def test_an_empty_day_has_an_axis_all_the_same(cast: Cast) -> None:
    empty = board(cast.noor)

    assert (empty.rows, empty.axis.now, empty.waiting.count) == ((), 9 * 60, 0)


def test_the_other_clinic_sees_its_own_day_only(cast: Cast) -> None:
    trip(cast)

    assert board(cast.otto).rows == ()


def test_neither_patients_nor_visitors_see_the_board(cast: Cast) -> None:
    for stranger in (cast.marta, cast.visitor):
        with pytest.raises(NotAllowed):
            today_board(stranger)
