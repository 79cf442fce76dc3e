"""What time itself sends: at its hour, once, never about the past, never at night, never without a yes."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.jobs.conftest import NOW
from tests.jobs.mail_server import Box
from tests.jobs.test_calendar_mail import booked
from tests.people import Cast

from weft.core.book.consents import Purpose
from weft.core.book.texts import clinical_words
from weft.core.shared.care import MOVEMENT
from weft.core.shared.words import Words
from weft.jobs.timers import SWEEPS, sweep
from weft.jobs.work import tick, tick_without_mail
from weft.library.stored import to_json
from weft.records import clock
from weft.records.access import system_of
from weft.records.actions import course_message, message_people
from weft.records.actions.book_consent import give_consent, withdraw_consent
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.course_move import move_pair
from weft.records.models import (
    Aftercare,
    Clinic,
    Enquiry,
    Episode,
    OutboxMessage,
    Person,
    SessionRecord,
    Task,
    User,
    Visit,
    VisitState,
    Watch,
)

pytestmark = pytest.mark.django_db
HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
VISIT = NOW + 7 * DAY
"""09:00 in Toronto, on a Tuesday."""


@pytest.fixture
def pair(agreed: Cast) -> list[Visit]:
    """Booked a week ahead, and told of."""
    with clock.at(NOW):
        return booked(agreed, VISIT)


def swept(at: datetime) -> Counter[str]:
    with clock.at(at):
        return sweep()


def kinds(cast: Cast, *states: str) -> list[str]:
    rows = OutboxMessage.objects.within(cast.clinic.id).order_by("made_at", "kind")
    return [row.kind for row in rows if not states or row.state in states]


def to_the_clinic(cast: Cast, **more: object) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(**more)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (48 * HOUR + MINUTE, 0),
        (48 * HOUR, 1),
        (24 * HOUR + MINUTE, 1),
        (24 * HOUR, 2),  # "anything new?" comes beside it
    ],
)
def test_a_reminder_comes_at_its_lead_time(agreed: Cast, pair: list[Visit], before: timedelta, expected: int) -> None:
    swept(VISIT - before)

    assert kinds(agreed).count("reminder") == min(expected, 1)
    assert len(kinds(agreed)) == expected


def test_each_kind_is_written_once_however_often_it_is_swept(agreed: Cast, pair: list[Visit]) -> None:
    for hours in (48, 47, 24, 23, 3, 2, 1):
        swept(VISIT - hours * HOUR)
        swept(VISIT - hours * HOUR)

    assert Counter(kinds(agreed)) == {"reminder": 2, "anything_new": 1}


def test_after_a_long_sleep_only_the_nearest_reminder_is_sent(agreed: Cast, pair: list[Visit]) -> None:
    swept(VISIT - HOUR)

    assert Counter(kinds(agreed)) == {"reminder": 1, "anything_new": 1}


@pytest.mark.parametrize(("after", "expected"), [(-MINUTE, True), (timedelta(0), False), (DAY, False)])
def test_nothing_is_written_about_a_visit_that_has_begun(
    agreed: Cast, pair: list[Visit], after: timedelta, expected: bool
) -> None:
    swept(VISIT + after)

    assert ("reminder" in kinds(agreed)) is expected


def test_who_books_inside_the_lead_time_has_just_read_the_time(agreed: Cast) -> None:
    with clock.at(VISIT - 30 * HOUR):
        booked(agreed, VISIT)

    swept(VISIT - 29 * HOUR)
    assert kinds(agreed) == []
    swept(VISIT - HOUR)
    assert "reminder" in kinds(agreed)


def test_a_moved_visit_is_reminded_of_at_its_new_time(agreed: Cast, pair: list[Visit]) -> None:
    swept(VISIT - 47 * HOUR)
    with clock.at(VISIT - 46 * HOUR):
        move_pair(visit_id=pair[0].id, to=VISIT + HOUR, by=agreed.noor)
    swept(VISIT - 45 * HOUR)
    swept(VISIT - HOUR)

    rows = OutboxMessage.objects.within(agreed.clinic.id).filter(kind="reminder").order_by("made_at")
    assert [(row.state, "9:00" in row.body, "10:00" in row.body) for row in rows] == [
        ("stopped", True, False), ("waiting", False, True),
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["cancelled", "moved", "begun", "no_show"])
def test_what_was_due_is_not_sent_when_the_visit_has_changed(
    agreed: Cast, pair: list[Visit], box: Box, how: str
) -> None:
    """Also when the change did not come through the pages: the worker looks at the visit itself."""
    swept(VISIT - 47 * HOUR)
    given = {"cancelled": {"state": "cancelled"}, "begun": {"state": "arrived"}, "no_show": {"state": "no_show"}}
    halves = pair[:1] if how == "moved" else pair
    changed = given.get(how, {"starts": VISIT + 10 * MINUTE})
    Visit.objects.within(agreed.clinic.id).filter(id__in=[half.id for half in halves]).update(**changed)

    with clock.at(VISIT - 47 * HOUR):
        came = tick()

    assert (came["sent"], box.mails) == (0, [])
    assert "reminder" in kinds(agreed, "stopped")


def test_a_cancelled_visit_is_never_reminded_of(agreed: Cast, pair: list[Visit]) -> None:
    with clock.at(NOW):
        cancel_visit(visit_id=pair[0].id, reason="ill", by=agreed.noor)
    swept(VISIT - HOUR)

    assert "reminder" not in kinds(agreed)


@pytest.mark.parametrize("why", ["taken back", "never given", "no details"])
def test_without_a_yes_nothing_is_written(agreed: Cast, pair: list[Visit], why: str) -> None:
    with clock.at(NOW):
        if why == "taken back":
            withdraw_consent(by=agreed.noor, person_id=agreed.marta_id, purpose=Purpose.VISIT_REMINDERS.value)
    if why == "never given":
        Visit.objects.within(agreed.clinic.id).update(person_id=agreed.harold_id)
    if why == "no details":
        Person.objects.within(agreed.clinic.id).update(leave_no_details=True)

    swept(VISIT - HOUR)

    assert kinds(agreed) == []


@pytest.mark.parametrize(
    ("hour", "reminded_at"),
    [("08:30", "08:00"), ("11:30", "08:30")],  # three hours before 08:30 is night: the morning is early enough
)
def test_at_night_a_message_waits_for_the_morning(agreed: Cast, box: Box, hour: str, reminded_at: str) -> None:
    to_the_clinic(agreed, remind_first_hours=0, ask_news_hours=0)
    day = "2027-03-09"
    starts, wanted = (datetime.fromisoformat(f"{day}T{wall}:00-05:00") for wall in (hour, reminded_at))
    with clock.at(NOW):
        booked(agreed, starts)

    for at, sent in ((wanted - MINUTE, 0), (wanted, 1)):
        with clock.at(at):
            tick()
        assert len(box.mails) == sent


def test_for_a_visit_at_eight_the_evening_before_is_used(agreed: Cast, box: Box) -> None:
    to_the_clinic(agreed, remind_first_hours=0, ask_news_hours=0)
    with clock.at(NOW):
        booked(agreed, datetime.fromisoformat("2027-03-09T08:00:00-05:00"))

    for at, sent in (("20:58", 0), ("20:59", 1)):
        with clock.at(datetime.fromisoformat(f"2027-03-08T{at}:00-05:00")):
            tick()
        assert len(box.mails) == sent


def test_what_could_not_go_before_the_night_and_is_too_late_after_it_becomes_a_task(agreed: Cast, box: Box) -> None:
    to_the_clinic(agreed, remind_first_hours=0, ask_news_hours=0)
    with clock.at(NOW):
        booked(agreed, datetime.fromisoformat("2027-03-09T08:00:00-05:00"))

    with clock.at(datetime.fromisoformat("2027-03-09T02:00:00-05:00")):
        tick()

    assert box.mails == []
    row = OutboxMessage.objects.within(agreed.clinic.id).get(kind="reminder")
    assert (row.state, row.fault) == ("stopped", "it would have come at night, or too late")
    assert Task.objects.within(agreed.clinic.id).get(kind="not_delivered").person_id == agreed.marta_id


def test_an_answer_to_what_somebody_did_does_not_wait_for_the_morning(agreed: Cast, box: Box) -> None:
    with clock.at(datetime.fromisoformat("2027-03-02T22:30:00-05:00")):
        course_message.tell_booked([booked(agreed, VISIT)], "x", by=agreed.noor)
        tick()

    assert [mail["Subject"] for mail in box.mails] == ["Your visits"]


def done_with_aftercare(cast: Cast, visits: list[Visit]) -> None:
    Visit.objects.within(cast.clinic.id).update(state="done")
    for visit in visits:
        Aftercare.objects.create(
            clinic_id=cast.clinic.id, person_id=visit.person_id, visit=visit, content={}, by_id=cast.wei.author_id,
            at=visit.ends,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("wall", "expected"),
    [("2027-03-10T08:59", 0), ("2027-03-10T09:00", 1), ("2027-03-11T08:59", 1), ("2027-03-11T09:00", 0)],
)
def test_the_day_after_care_it_is_asked_once_whether_all_is_settled(
    agreed: Cast, pair: list[Visit], wall: str, expected: int
) -> None:
    done_with_aftercare(agreed, pair)

    for _ in range(2):
        swept(datetime.fromisoformat(f"{wall}:00-05:00"))

    assert kinds(agreed).count("settled") == expected


def in_care(cast: Cast) -> Episode:
    return Episode.objects.create(clinic_id=cast.clinic.id, person_id=cast.marta_id, opened_at=NOW)


def seen(cast: Cast, at: datetime, person_id: UUID | None = None) -> None:
    Visit.objects.create(
        clinic_id=cast.clinic.id, person_id=person_id or cast.marta_id, discipline=MOVEMENT, state=VisitState.DONE,
        starts=at, ends=at + timedelta(minutes=30), local_date=at.date(), local_start=at.time(),
        zone="America/Toronto", tzdata_version="2026a", practitioner_id=str(cast.dana.membership_id),
    )  # fmt: skip


@pytest.mark.parametrize(("days", "expected"), [(27, 3), (28, 3), (42, 3)])
def test_four_weeks_after_the_last_visit_nobody_is_asked_by_a_message(agreed: Cast, days: int, expected: int) -> None:
    in_care(agreed)
    seen(agreed, NOW)

    for day in range(0, days + 1, 7):
        swept(NOW + day * DAY)
    swept(NOW + days * DAY)

    assert kinds(agreed).count("check_in") == expected


@pytest.mark.parametrize(("days", "expected"), [(6, 0), (7, 1), (13, 1), (14, 2)])
def test_who_says_nothing_for_a_week_is_asked_once_a_week(agreed: Cast, days: int, expected: int) -> None:
    in_care(agreed)
    seen(agreed, NOW)

    for day in (0, 6, 7, 13, 14):
        if day <= days:
            swept(NOW + day * DAY)

    assert kinds(agreed).count("check_in") == expected


def test_who_is_in_care_twice_is_asked_once(agreed: Cast) -> None:
    in_care(agreed)
    in_care(agreed)
    seen(agreed, NOW)

    swept(NOW + 7 * DAY)

    assert kinds(agreed) == ["check_in"]


def test_those_who_never_said_yes_cost_no_question_each(agreed: Cast, django_assert_max_num_queries: Any) -> None:
    """Every tick finds them again."""
    by = system_of(agreed.clinic.id)
    for number in range(12):
        user = User.objects.create(login=f"p{number}@example.org", name="P")
        person = Person.objects.create(clinic_id=by.clinic_id, name="P", email=user.login, user=user)
        Episode.objects.create(clinic_id=by.clinic_id, person=person, opened_at=NOW)
        seen(agreed, NOW + number * HOUR, person.id)

    with clock.at(NOW + 7 * DAY), django_assert_max_num_queries(12):
        assert message_people.ask_check_in(by=by) == 0


def test_when_numbers_are_due_the_person_is_asked(agreed: Cast) -> None:
    Task.objects.create(
        clinic_id=agreed.clinic.id, kind="ask_measure", says=to_json(Words("Ask.")), person_id=agreed.marta_id,
        due=NOW + DAY,
    )  # fmt: skip

    for _ in range(2):
        swept(NOW + HOUR)

    assert kinds(agreed) == ["measure"]


def watched(cast: Cast, due: date) -> Watch:
    episode = in_care(cast)
    Episode.objects.within(cast.clinic.id).update(state="discharged", closed_at=NOW)
    with clock.at(NOW):
        give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.PLANS_OF_CARE.value)
    return Watch.objects.create(clinic_id=cast.clinic.id, person_id=cast.marta_id, episode=episode, due=due)


@pytest.mark.parametrize(("days", "asked"), [(-1, False), (0, True), (14, True), (15, False)])
def test_after_care_the_question_is_asked_on_its_day_and_not_long_after(agreed: Cast, days: int, asked: bool) -> None:
    row = watched(agreed, NOW.date())

    for _ in range(2):
        swept(NOW + days * DAY)

    assert kinds(agreed).count("watch") == asked
    row.refresh_from_db()
    assert row.state == ("asked" if asked else "waiting")


@pytest.mark.parametrize("reached", [True, False])
def test_no_answer_is_not_all_well(agreed: Cast, reached: bool) -> None:
    row = watched(agreed, NOW.date())
    if not reached:
        Person.objects.within(agreed.clinic.id).update(user=None)

    for days in (0, 14):
        swept(NOW + days * DAY)
    assert not Task.objects.within(agreed.clinic.id).filter(kind="silent").exists()
    for _ in range(2):
        swept(NOW + 15 * DAY)

    task = Task.objects.within(agreed.clinic.id).get(kind="silent")
    assert (task.person_id, task.subject) == (agreed.marta_id, row.id)


@pytest.mark.parametrize(("hours", "expected"), [(11, 0), (13, 2)])
def test_a_note_that_nobody_signed_waits_for_its_practitioner(
    agreed: Cast, pair: list[Visit], hours: int, expected: int
) -> None:
    Visit.objects.within(agreed.clinic.id).update(state="done")

    for _ in range(2):
        swept(pair[0].ends + hours * HOUR)

    tasks = Task.objects.within(agreed.clinic.id).filter(kind="note_unsigned")
    assert len(tasks) == expected
    assert {task.owner_id for task in tasks} <= {agreed.wei.membership_id, agreed.dana.membership_id}


def test_once_it_is_signed_its_task_is_done(agreed: Cast, pair: list[Visit]) -> None:
    Visit.objects.within(agreed.clinic.id).update(state="done")
    swept(pair[1].ends + 13 * HOUR)
    SessionRecord.objects.create(
        clinic_id=agreed.clinic.id, person_id=agreed.marta_id, visit=pair[0], discipline="needles",
        signed_at=pair[0].ends, signed_by_id=agreed.wei.user_id,
    )  # fmt: skip

    swept(pair[1].ends + 14 * HOUR)

    tasks = Task.objects.within(agreed.clinic.id).filter(kind="note_unsigned", done_at__isnull=True)
    assert [task.subject for task in tasks] == [pair[1].id]


@pytest.mark.parametrize(("late", "expected"), [(timedelta(0), 0), (MINUTE, 1)])
def test_a_promised_call_that_nobody_made_reaches_the_clinical_lead(
    agreed: Cast, late: timedelta, expected: int
) -> None:
    row = Enquiry.objects.create(clinic_id=agreed.clinic.id, source="phone", name="Ana", phone="1", promised_by=NOW)

    for _ in range(2):
        swept(NOW + late)
    tasks = Task.objects.within(agreed.clinic.id).filter(kind="call_overdue", done_at__isnull=True)
    assert [task.enquiry_id for task in tasks] == [row.id] * expected

    Enquiry.objects.within(agreed.clinic.id).update(state="closed")
    swept(NOW + 2 * MINUTE)
    assert not tasks.all().exists()


def test_two_unanswered_questions_of_one_person_wait_in_one_call(agreed: Cast) -> None:
    watched(agreed, NOW.date())
    watched(agreed, NOW.date())

    first, *later = [swept(NOW + 15 * DAY)["silent people found"] for _ in range(3)]

    assert (first, later) == (1, [0, 0])
    assert Task.objects.within(agreed.clinic.id).filter(kind="silent").count() == 1


def test_rules_that_fail_for_one_person_are_asked_for_the_next(
    agreed: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looked: list[object] = []
    in_care(agreed)
    in_care(agreed)

    def look(*, by: object, episode_id: object) -> None:
        looked.append(episode_id)
        raise RuntimeError("Marta's row")

    monkeypatch.setattr("weft.records.actions.adjust.look", look)
    swept(NOW)

    assert len(looked) == 2
    assert "Marta" not in caplog.text


def test_one_sweep_that_fails_holds_up_no_other(
    agreed: Cast, pair: list[Visit], caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**_: object) -> int:
        raise RuntimeError("Marta's row")

    with clock.at(VISIT - HOUR):
        sweep((("broken", broken), *SWEEPS))

    assert "reminder" in kinds(agreed)
    assert "Marta" not in caplog.text


def test_without_a_mail_server_tasks_are_raised_and_nothing_is_written_to_people(
    agreed: Cast, pair: list[Visit]
) -> None:
    before = kinds(agreed)
    Enquiry.objects.create(clinic_id=agreed.clinic.id, source="phone", name="Ana", phone="1", promised_by=NOW)

    with clock.at(VISIT - HOUR):
        came = tick_without_mail()

    assert came["late calls found"] == 1
    assert kinds(agreed) == before


def test_every_message_is_discreet(agreed: Cast, pair: list[Visit]) -> None:
    swept(VISIT - 47 * HOUR)
    swept(VISIT - HOUR)

    rows = list(OutboxMessage.objects.within(agreed.clinic.id))
    said = " ".join(f"{row.subject} {row.body}" for row in rows)
    assert len(rows) == 3
    assert clinical_words(said) == ()
    assert not [name for name in ("Marta", "Wei", "Dana") if name in said]
    assert not [row for row in rows if "Two Rivers" in row.subject]


def test_the_demo_and_other_clinics_are_left_alone(agreed: Cast, pair: list[Visit]) -> None:
    to_the_clinic(agreed, is_demo=True)

    assert swept(VISIT - HOUR) == {"day sheets saved": 1}  # the other clinic's own
