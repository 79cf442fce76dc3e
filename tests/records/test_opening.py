"""Outside the care team a record opens with a reason: who is in, who is asked, for how long, and who can read it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import Error, transaction
from tests.care import PlanMade, drafted, got, no, opened, signed, work_with_drafts
from tests.people import TUESDAY_NINE, ZONE, Cast

from weft.core.assess.parts import NeedlesPart
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import clock, screenings
from weft.records.access import Member, NeedsReason, NotAllowed, NotFound, Purpose, people_for, person_for
from weft.records.actions import assess, treat
from weft.records.actions.opening import open_record
from weft.records.care_team import RED_ANSWER
from weft.records.models import (
    AuditChange,
    AuditRead,
    Episode,
    Event,
    Membership,
    Person,
    RecordOpening,
    Score,
    Task,
    Visit,
)
from weft.records.reads.inbox import inbox
from weft.records.reads.opened import all_opened, opened_by_others
from weft.records.reads.today import today_board
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db
NOW = TUESDAY_NINE
CLOSED = pytest.raises(NeedsReason)


def is_open(by: Member, person_id: UUID, at: datetime = NOW) -> bool:
    with clock.at(at):
        try:
            person_for(by, person_id, Purpose.CARE)
        except NeedsReason:
            return False
        return True


def visit(cast: Cast, by: Member, *, days: float = 0, discipline: str = NEEDLES, **more: Any) -> Visit:
    starts = NOW + timedelta(days=days)
    assert by.membership_id
    return Visit.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, discipline=discipline, practitioner_id=by.membership_id,
        starts=starts, ends=starts + timedelta(minutes=40), local_date=starts.date(), local_start="09:00",
        zone=cast.clinic.zone, tzdata_version="x", **more,
    )  # fmt: skip


def own(cast: Cast, **fields: object) -> None:
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(**fields)


@pytest.fixture
def taken(cast: Cast) -> Cast:
    """Ren is Marta's own practitioner for both; nobody else has a part in her care."""
    own(cast, needles_by=cast.ren.membership_id, movement_by=cast.ren.membership_id)
    return cast


def test_while_nobody_of_their_discipline_has_the_person_whoever_is_free_may_examine(cast: Cast) -> None:
    everybody = (cast.wei, cast.dana, cast.ren, cast.elena)
    assert all(is_open(each, cast.marta_id) for each in everybody)

    own(cast, needles_by=cast.ren.membership_id)
    assert [is_open(each, cast.marta_id) for each in everybody] == [False, True, True, False]

    own(cast, movement_by=cast.dana.membership_id)
    assert [is_open(each, cast.marta_id) for each in everybody] == [False, True, True, False]


@pytest.mark.parametrize("how", ["left the clinic", "can sign in no more"])
def test_a_practitioner_who_left_has_nobody(taken: Cast, how: str) -> None:
    assert taken.ren.user_id
    rens = Membership.objects.within(taken.clinic.id).get(user_id=taken.ren.user_id)
    if how == "left the clinic":
        rens.active = False
        rens.save()
    else:
        rens.user.is_active = False
        rens.user.save()

    assert is_open(taken.wei, taken.marta_id)


@pytest.mark.parametrize(("days", "state", "inside"), [
    (-89.9, "done", True), (-90, "done", False), (0, "in_treatment", True), (30, "booked", True),
    (1, "cancelled", False),
])  # fmt: skip
def test_a_visit_within_ninety_days_or_ahead_makes_one_part_of_the_team(
    taken: Cast, days: float, state: str, inside: bool
) -> None:
    cancelled = {"cancelled_at": NOW, "cancelled_by_id": taken.noor.user_id} if state == "cancelled" else {}
    visit(taken, taken.dana, days=days, discipline=MOVEMENT, state=state, **cancelled)

    assert is_open(taken.dana, taken.marta_id) is inside
    assert not is_open(taken.wei, taken.marta_id)


def test_who_wrote_something_of_the_open_care_is_in_the_team_until_it_ends(cast: Cast) -> None:
    with clock.at(NOW):
        work_with_drafts(cast)
        care = opened(cast)
        part = NeedlesPart(pulse="wiry")
        got(assess.sign_part(by=cast.wei, assessment_id=care.assessment_id, kind=NEEDLES, content=part))
    own(cast, needles_by=cast.elena.membership_id, movement_by=cast.elena.membership_id)

    assert is_open(cast.wei, cast.marta_id)
    assert is_open(cast.ren, cast.marta_id)
    assert not is_open(cast.dana, cast.marta_id)

    Episode.objects.within(cast.clinic.id).update(state="discharged", closed_at=NOW)
    assert not is_open(cast.wei, cast.marta_id)
    assert not is_open(cast.ren, cast.marta_id)


def test_a_task_that_was_given_to_somebody_lets_them_in_until_it_is_done(taken: Cast) -> None:
    about = {"clinic": taken.clinic, "person_id": taken.marta_id, "says": to_json(Words("Look.")), "due": NOW}
    task = Task.objects.create(kind="stand_in", job="record", **about)
    assert not is_open(taken.wei, taken.marta_id)

    task.owner_id = taken.wei.membership_id
    task.save()
    assert is_open(taken.wei, taken.marta_id)
    assert not is_open(taken.dana, taken.marta_id)

    task.done_at, task.done_by_id = NOW, taken.wei.user_id
    task.save()
    assert not is_open(taken.wei, taken.marta_id)


def test_a_red_answer_that_nobody_has_taken_is_for_whoever_is_free(taken: Cast) -> None:
    assert RED_ANSWER == screenings.RED_ANSWER
    says = to_json(Words("Ring now."))
    task = Task.objects.create(clinic=taken.clinic, kind=RED_ANSWER, person_id=taken.marta_id, says=says, due=NOW)
    assert is_open(taken.wei, taken.marta_id)

    task.owner_id = taken.ren.membership_id
    task.save()
    assert not is_open(taken.wei, taken.marta_id)


def test_while_needles_are_in_whoever_is_near_is_not_asked(taken: Cast) -> None:
    row = visit(taken, taken.ren, state="in_treatment")
    assert not is_open(taken.wei, taken.marta_id)
    assert taken.ren.user_id

    Event.objects.create(
        clinic=taken.clinic, person_id=taken.marta_id, visit=row, kind="needles_in", count=8, at=NOW,
        by_id=taken.ren.user_id,
    )  # fmt: skip
    assert is_open(taken.wei, taken.marta_id)
    assert is_open(taken.dana, taken.marta_id)
    assert not is_open(taken.elena, taken.marta_id)
    assert is_open(taken.wei, taken.marta_id, NOW + timedelta(hours=3, seconds=-1))
    assert not is_open(taken.wei, taken.marta_id, NOW + timedelta(hours=3))


def test_after_a_faint_every_clinician_sees_what_was_done(taken: Cast) -> None:
    row = visit(taken, taken.ren)
    with clock.at(NOW):
        got(treat.faint(visit_id=row.id, by=taken.elena))

    assert is_open(taken.wei, taken.marta_id)
    assert is_open(taken.elena, taken.marta_id, NOW + timedelta(hours=3, seconds=-1))
    assert not is_open(taken.elena, taken.marta_id, NOW + timedelta(hours=3))


def test_today_says_to_the_care_team_alone_how_much_it_hurts(taken: Cast) -> None:
    visit(taken, taken.ren)
    Score.objects.create(
        clinic=taken.clinic, person_id=taken.marta_id, measure="nprs", value=Decimal(4), source="person", at=NOW,
        local_date=NOW.date(),
    )  # fmt: skip

    def told(by: Member) -> list[str]:
        with clock.at(NOW):
            (row,) = today_board(by).rows
        return [str(each.words) for each in row.said]

    assert told(taken.ren) == ["pain 4"]
    assert told(taken.wei) == []
    with clock.at(NOW):
        got(open_record(by=taken.wei, person_id=taken.marta_id, why="here"))
    assert told(taken.wei) == ["pain 4"]


def test_what_a_colleague_has_taken_is_told_to_the_care_team_and_what_nobody_has_to_all(taken: Cast) -> None:
    about = {"clinic": taken.clinic, "person_id": taken.marta_id, "says": to_json(Words("Worse.")), "due": NOW}
    task = Task.objects.create(kind="flare_up", job="record", **about)

    def told(by: Member) -> str:
        with clock.at(NOW):
            (row,) = inbox(by)
        return str(row.says)

    assert told(taken.wei) == "Worse."
    task.owner_id = taken.dana.membership_id
    task.save()
    assert [told(each) for each in (taken.dana, taken.ren)] == ["Worse.", "Worse."]
    assert [told(each) for each in (taken.wei, taken.elena)] == ["More stands in the record."] * 2


def test_the_diary_contact_and_answers_being_typed_ask_for_no_reason(taken: Cast) -> None:
    with clock.at(NOW):
        assert person_for(taken.wei, taken.marta_id, Purpose.DIARY)
        assert person_for(taken.wei, taken.marta_id, Purpose.SAFETY)
        assert person_for(taken.noor, taken.marta_id, Purpose.CONTACT)
        assert person_for(taken.elena, taken.marta_id, Purpose.OUTCOMES)
        assert person_for(taken.marta, taken.marta_id, Purpose.OWN)


def test_what_was_refused_is_not_written_down_as_read(taken: Cast) -> None:
    with CLOSED as refused:
        people_for(taken.wei, [taken.harold_id, taken.marta_id], Purpose.CARE)

    assert refused.value.person_id == taken.marta_id
    assert isinstance(refused.value, NotAllowed)
    assert not AuditRead.objects.exists()


def test_a_reason_opens_this_record_for_this_clinician_until_the_clinics_day_is_over(taken: Cast) -> None:
    own(taken, known_as="Marta")
    Person.objects.within(taken.clinic.id).filter(id=taken.harold_id).update(needles_by=taken.ren.membership_id)
    with clock.at(NOW):
        assert got(open_record(by=taken.wei, person_id=taken.marta_id, why="asked")) == taken.marta_id

    assert is_open(taken.wei, taken.marta_id)
    assert is_open(taken.wei, taken.marta_id, NOW.replace(hour=23))
    midnight = datetime(2027, 3, 3, 5, 0, tzinfo=NOW.tzinfo)
    assert is_open(taken.wei, taken.marta_id, midnight - timedelta(seconds=1))
    assert not is_open(taken.wei, taken.marta_id, midnight)
    assert not is_open(taken.wei, taken.harold_id)
    assert not is_open(taken.dana, taken.marta_id)


def test_opening_is_audited_with_the_reason_and_twice_is_once(taken: Cast) -> None:
    with clock.at(NOW):
        for _ in range(2):
            got(open_record(by=taken.wei, person_id=taken.marta_id, why="other", words="Her sister rang about her."))

    row = RecordOpening.objects.within(taken.clinic.id).get()
    change = AuditChange.objects.get(table="records_recordopening")
    assert (change.actor, change.row, change.person) == (taken.wei.actor, row.id.hex, taken.marta_id.hex)
    with pytest.raises(Error), transaction.atomic():
        RecordOpening.objects.within(taken.clinic.id).update(words="Nothing.")


def test_the_care_team_writes_no_reason(taken: Cast) -> None:
    got(open_record(by=taken.ren, person_id=taken.marta_id, why="here"))

    assert not RecordOpening.objects.within(taken.clinic.id).exists()


@pytest.mark.parametrize(("why", "words", "reason"), [
    ("", "", Reason.MISSING), ("curious", "x", Reason.MISSING), ("other", " .", Reason.MISSING),
    ("here", "x" * 301, Reason.NOT_POSSIBLE), ("here", "\x00", Reason.NOT_POSSIBLE),
])  # fmt: skip
def test_a_reason_is_one_of_the_taps_or_words(taken: Cast, why: str, words: str, reason: Reason) -> None:
    assert no(open_record(by=taken.wei, person_id=taken.marta_id, why=why, words=words)).reason is reason
    assert not is_open(taken.wei, taken.marta_id)


def test_only_clinicians_of_this_clinic_open_records(taken: Cast) -> None:
    for by in (taken.noor, taken.marta, taken.visitor):
        with pytest.raises(NotAllowed):
            open_record(by=by, person_id=taken.marta_id, why="here")
    with pytest.raises(NotFound):
        open_record(by=taken.otto, person_id=taken.marta_id, why="here")


def test_the_lead_and_the_person_can_read_who_opened_it_and_why(taken: Cast) -> None:
    with clock.at(NOW):
        got(open_record(by=taken.wei, person_id=taken.marta_id, why="stands_in", words="Ren is ill."))

    [seen] = all_opened(taken.elena)
    assert (seen.by, seen.person, str(seen.why)) == ("Wei", "Marta Kowalska", "Standing in for a colleague")
    assert seen.at == NOW.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
    [told] = opened_by_others(taken.marta)
    assert (told.by, told.words, told.person) == ("Wei", "Ren is ill.", "")
    assert opened_by_others(taken.harold) == ()
    assert all_opened(taken.elena)
    with pytest.raises(NotAllowed):
        all_opened(taken.wei)
    with pytest.raises(NotFound):
        opened_by_others(taken.wei)


@pytest.fixture
def planned(cast: Cast) -> PlanMade:
    """Ren examined Marta and drafted her plan; Elena is her own practitioner."""
    with clock.at(NOW):
        made = drafted(cast)
        signed(cast, made.assessment_id)
    own(cast, needles_by=cast.elena.membership_id, movement_by=cast.elena.membership_id)
    return made


def test_hands_write_nothing_in_a_closed_record_but_who_faints_is_helped(taken: Cast) -> None:
    row = visit(taken, taken.ren)
    before = AuditChange.objects.count()
    with clock.at(NOW), CLOSED:
        treat.needles_in(visit_id=row.id, by=taken.wei, count=8)
    with clock.at(NOW), CLOSED:
        treat.hand_over(visit_id=row.id, by=taken.wei, words="Well.")
    assert AuditChange.objects.count() == before

    with clock.at(NOW):
        got(treat.faint(visit_id=row.id, by=taken.wei))


def test_an_action_on_a_closed_record_saves_nothing(cast: Cast, planned: PlanMade) -> None:
    before = AuditChange.objects.count()
    with clock.at(NOW), CLOSED:
        assess.set_goals(by=cast.wei, episode_id=planned.episode_id, goals=["Sit through a film"])

    assert AuditChange.objects.count() == before
