"""Each thing that can be going on is found in the built demo exactly once, by the reads that the pages use."""

from zoneinfo import ZoneInfo

import pytest
from tests.demo.conftest import NOW
from tests.demo.seen import english, everybody, in_the_inbox, member, on_the_board, page_of, texts

from weft.core.treat.next_step import StepKind
from weft.demo import ZONE
from weft.draw.capsule_data import CapsuleState
from weft.records.models import Clinic, Episode, Person, Plan, User
from weft.records.reads.away import away_page
from weft.records.reads.away_one import away_one_page
from weft.records.reads.course import course_page
from weft.records.reads.messages import messages
from weft.records.reads.plan import plan as plan_page
from weft.records.reads.today import BoardRow, today_board
from weft.records.reads.treat_beds import bed_strip

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


def has_trip(row: BoardRow, state: CapsuleState) -> bool:
    return any(trip.state is state for trip in row.trips)


def test_an_enquiry_waits_for_its_talk() -> None:
    assert in_the_inbox("talk") == ["Camille Diaz"]


def test_a_call_back_is_late() -> None:
    assert on_the_board(lambda row: row.is_enquiry and row.step.kind is StepKind.CALL) == ["Tomasz Wójcik"]


def test_a_red_answer_waits_for_a_clinician() -> None:
    assert in_the_inbox("red_answer") == ["Aisha Rahman"]


def test_a_plan_waits_for_the_persons_yes() -> None:
    assert in_the_inbox("plan_to_agree") == ["Ingrid Sørensen"]


def test_a_course_is_held_while_it_is_being_booked() -> None:
    plans = Plan.objects.within(member("noor").clinic_id).exclude(state="ended")

    held = [plan.person.name for plan in plans if course_page(plan.id, by=member("noor")).held_until]

    assert held == ["Luca Moretti"]


def test_somebody_has_arrived() -> None:
    assert on_the_board(lambda row: row.step.kind is StepKind.PLACE_NEEDLES) == ["Priya Sharma"]


def test_needles_are_in_and_their_timer_runs() -> None:
    assert on_the_board(lambda row: row.step.kind in {StepKind.WATCH, StepKind.CHECK}) == ["Lena Fischer"]


def test_a_window_is_open() -> None:
    assert on_the_board(lambda row: has_trip(row, CapsuleState.WINDOW)) == ["Owen Brooks"]


def test_movement_has_started() -> None:
    assert on_the_board(lambda row: has_trip(row, CapsuleState.MOVING)) == ["Sofía Álvarez"]


def test_a_pair_is_pulled_apart() -> None:
    assert on_the_board(lambda row: row.step.kind is StepKind.REJOIN) == ["Ana Ribeiro"]


def test_one_needle_is_missing() -> None:
    assert on_the_board(lambda row: row.step.kind is StepKind.FIND_NEEDLE) == ["Jonas Müller"]


def test_a_needle_note_is_not_signed() -> None:
    assert on_the_board(lambda row: row.step.kind is StepKind.SIGN_NEEDLES) == ["Chen Meiling 陈美玲"]


def test_two_beds_have_needles_in() -> None:
    assert sorted(bed.count for bed in bed_strip(member("wei")) if bed.count) == [1, 8]


def test_a_review_is_due_with_a_proposal() -> None:
    waiting = [page.header.name for page in everybody() if page.care and page.care.proposals]

    assert in_the_inbox("review_due") == waiting == ["Fatima El Sayed"]


def test_somebody_is_silent() -> None:
    assert in_the_inbox("silent") == ["Björn Åkesson"]


def test_somebody_says_that_it_is_worse() -> None:
    assert in_the_inbox("flare") == ["Nadia Petrova"]


def test_somebody_is_discharged_and_watched() -> None:
    assert [page.header.name for page in everybody() if page.care and page.care.is_discharged] == ["George Owusu"]


def test_somebody_is_back_again() -> None:
    back = Episode.objects.within(member("wei").clinic_id).filter(after__isnull=False)

    page = page_of("Zoë Martin")

    assert [episode.person.name for episode in back] == ["Zoë Martin"]
    assert page.care
    assert page.care.is_open


def test_harold_takes_a_blood_thinner_and_wei_has_signed() -> None:
    page = page_of("Harold Lindqvist")

    assert page.header.age == 71
    assert "Harold Lindqvist" in on_the_board(lambda row: "Blood thinner" in [english(said.words) for said in row.said])
    assert page.care
    assert any("Apixaban" in line for line in texts(page.care.safety))


def test_ren_gives_both_halves_and_the_plan_says_that_the_neck_has_no_set_yet() -> None:
    who = member("ren")
    trips = next(row.trips for row in today_board(who).rows if row.name == "Tomás Herrera")
    plan = Plan.objects.within(who.clinic_id).get(person__name="Tomás Herrera")

    assert [(trip.needles.who, trip.movement.who) for trip in trips if trip.needles and trip.movement] == [
        ("Ren", "Ren")
    ]
    assert any("neck" in text for text in texts(plan_page(who, plan.id)))


def test_everybody_is_marked_as_made_up() -> None:
    assert not Person.objects.everywhere().filter(is_synthetic=False).exists()
    assert not Clinic.objects.filter(is_demo=False).exists()
    assert not User.objects.filter(is_demo=False).exists()


def test_messages_can_be_read_and_say_nothing_about_care() -> None:
    written = messages(member("noor")).rows

    by_now = NOW.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
    assert {message.state for message in written if message.at <= by_now} == {"sent", "stopped"}
    assert {message.subject for message in written} >= {"Your visits", "We have your request"}
    assert not any(word in message.body.casefold() for message in written for word in ("needle", "pain", "movement"))


def test_elena_is_away_for_a_day_and_of_three_people_one_is_asked_one_answered_and_one_is_left() -> None:
    noor = member("noor")
    (absence,) = (one for one in away_page(noor).absences if one.name.said(str) == "Elena Rossi")

    seen = away_one_page(absence.id, noor)

    assert [(row.name, row.asked.state if row.asked else "") for row in seen.rows] == [
        ("Ruth", "open"), ("Mateo", "no"), ("Hana", "")
    ]  # fmt: skip
    assert all(row.by_message for row in seen.rows)
    assert in_the_inbox("away_ring", by="noor") == ["Mateo Rojas"]
