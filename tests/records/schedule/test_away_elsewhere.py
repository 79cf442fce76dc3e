"""Somebody who works in two clinics is away: the other clinic's desk calls its own people, and learns nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from tests.care import got
from tests.people import Cast
from tests.records.schedule.courses import sure

from weft.core.schedule.absence import Why
from weft.core.shared.care import NEEDLES
from weft.core.shared.words import Words
from weft.library.stored import from_json
from weft.records import claims, clock, resources, talk_supply
from weft.records.access import Member, NotAllowed, NotFound, clinic_of, member_for, visitor_to
from weft.records.actions import undo
from weft.records.actions.away import Absent, end_absence, write_absence
from weft.records.actions.book_talk import TalkBooked, book_talk, cancel_talk
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.course_move import move_pair
from weft.records.actions.schedule import book_visit
from weft.records.models import AuditChange, Hold, Membership, Person, Task, User
from weft.records.reads.away import away_page
from weft.records.reads.away_elsewhere import away_elsewhere_page
from weft.records.reads.inbox import inbox
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted, Wanted

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FRIDAY = datetime(2027, 3, 5, 14, tzinfo=UTC)
"""9:00 at both clinics."""


@pytest.fixture
def there(cast: Cast) -> Member:
    """Wei as he works with Otto, too."""
    user = sure(cast.wei.user_id)
    Membership.objects.create(clinic=cast.other_clinic, user_id=user, disciplines=[NEEDLES])
    member = member_for(user, cast.other_clinic.id)
    assert member
    return member


def anna(cast: Cast, there: Member, starts: datetime = FRIDAY, who: UUID | None = None) -> UUID:
    """A visit with Wei in the other clinic."""
    wanted = VisitWanted(NEEDLES, sure(there.membership_id), starts, 45, cast.other_bed.id)
    return got(book_visit(who or cast.other_person.id, wanted, by=cast.otto)).visits[0]


def away(cast: Cast, who: Absent | None = None, starts: datetime = FRIDAY, hours: int = 2) -> UUID:
    """Wei's, as the first clinic writes it."""
    who = who or Absent(membership_id=cast.wei.membership_id)
    return got(write_absence(by=cast.noor, who=who, starts=starts, ends=starts + hours * HOUR, why=Why.TRAINING))


def waiting(cast: Cast, kind: str = "away_elsewhere") -> list[UUID | None]:
    rows = Task.objects.within(cast.other_clinic.id).filter(kind=kind, done_at__isnull=True)
    return list(rows.order_by("due").values_list("person_id", flat=True))


@pytest.mark.parametrize(("minutes", "is_hit"), [(-45, False), (-40, True), (115, True), (120, False)])
def test_each_of_their_own_people_is_a_task_of_the_other_desk(
    cast: Cast, there: Member, minutes: int, is_hit: bool
) -> None:
    anna(cast, there, FRIDAY + timedelta(minutes=minutes))

    away(cast)

    assert waiting(cast) == [cast.other_person.id] * is_hit
    assert not Task.objects.within(cast.clinic.id).exists()
    assert [one.calls for one in away_page(cast.otto).absences] == [int(is_hit)]
    assert len(away_elsewhere_page(sure(there.membership_id), cast.otto).lost) == int(is_hit)


def test_two_visits_of_one_person_are_one_task_and_two_people_are_two(cast: Cast, there: Member) -> None:
    second = Person.objects.create(clinic=cast.other_clinic, name="Bo Lund")
    for starts, who in ((FRIDAY, None), (FRIDAY + HOUR, second.id), (FRIDAY + 3 * DAY, None)):
        anna(cast, there, starts, who)

    away(cast, hours=96)

    (first, bo) = Task.objects.within(cast.other_clinic.id).order_by("due")
    assert (first.person_id, bo.person_id) == (cast.other_person.id, second.id)
    assert {first.subject, bo.subject} == {there.membership_id}
    seen = away_elsewhere_page(sure(there.membership_id), cast.otto)
    assert [one.person for one in seen.lost] == ["Anna Berg", "Bo Lund", "Anna Berg"]


def test_nothing_of_the_clinic_that_wrote_it_is_told(cast: Cast, there: Member) -> None:
    """Not which clinic, not why, not who wrote it, not its people; and none of ours over there."""
    mine = VisitWanted(NEEDLES, sure(cast.wei.membership_id), FRIDAY + HOUR, 45, cast.beds[0].id)
    got(book_visit(cast.marta_id, mine, by=cast.noor))
    anna(cast, there)
    made = away(cast)

    seen = away_elsewhere_page(sure(there.membership_id), cast.otto)
    told = f"{seen} {away_page(cast.otto)} {inbox(cast.otto)}"

    for word in ("Training", "training", "Two Rivers", "Noor", "Marta", str(made), str(cast.wei.membership_id)):
        assert word not in told
    (task_seen,) = inbox(cast.otto)
    assert str(task_seen.says).startswith("Wei is away, so the time on Fri 5 March 2027 cannot be held.")
    for page in (away_page(cast.noor), inbox(cast.noor)):
        assert "Anna" not in str(page)
        assert "Elsewhere" not in str(page)
    task = Task.objects.within(cast.other_clinic.id).get()
    assert set(AuditChange.objects.filter(row=task.id.hex).values_list("actor", flat=True)) == {"system"}


@pytest.mark.parametrize("how", ["moved", "cancelled", "called off"])
def test_the_task_ends_when_nothing_of_theirs_lies_in_it_any_more(cast: Cast, there: Member, how: str) -> None:
    visit, made = anna(cast, there), away(cast)
    ways: dict[str, Callable[[], object]] = {
        "moved": lambda: move_pair(visit_id=visit, to=FRIDAY + 3 * HOUR, by=cast.otto),
        "cancelled": lambda: cancel_visit(visit_id=visit, reason="away", by=cast.otto),
        "called off": lambda: end_absence(by=cast.noor, closure_id=made),
    }

    got(ways[how]())

    assert waiting(cast) == []
    assert Task.objects.within(cast.other_clinic.id).get().outcome == how
    assert away_elsewhere_page(sure(there.membership_id), cast.otto).lost == ()


def test_of_two_absences_both_must_be_left_or_called_off(cast: Cast, there: Member) -> None:
    anna(cast, there)
    first, second = away(cast), away(cast, starts=FRIDAY - HOUR)

    got(end_absence(by=cast.noor, closure_id=first))
    between = waiting(cast)
    got(end_absence(by=cast.noor, closure_id=second))

    assert between == [cast.other_person.id]
    assert waiting(cast) == []


def test_one_of_their_own_and_one_from_elsewhere_are_two_tasks_that_end_each_with_its_own(
    cast: Cast, there: Member
) -> None:
    anna(cast, there)
    away(cast)
    who = Absent(membership_id=there.membership_id)
    own = got(write_absence(by=cast.otto, who=who, starts=FRIDAY, ends=FRIDAY + HOUR, why=Why.HOLIDAY))
    both = waiting(cast), waiting(cast, "away")

    got(end_absence(by=cast.otto, closure_id=own))

    assert both == ([cast.other_person.id], [cast.other_person.id])
    assert (waiting(cast), waiting(cast, "away")) == ([cast.other_person.id], [])


def test_taken_back_a_move_waits_for_the_other_desk_again(cast: Cast, there: Member) -> None:
    visit = anna(cast, there)
    away(cast)
    step = got(undo.move(visit_id=visit, to=FRIDAY + 3 * HOUR, by=cast.otto))
    left = waiting(cast)

    got(undo.take_back(step, by=cast.otto))

    assert (left, waiting(cast)) == ([], [cast.other_person.id])


@pytest.mark.parametrize("how", ["cancelled", "called off"])
def test_a_talk_with_them_is_called_about_too(cast: Cast, how: str) -> None:
    """Otto's talk, and Otto works here as well."""
    visitor = visitor_to(cast.other_clinic.id)
    starts = talk_supply.free_talks(clinic_of(cast.other_clinic.id))[0].starts
    talk = book_talk(by=visitor, starts=starts, name="Ana", phone="416 555 0142")
    assert isinstance(talk, TalkBooked)
    here = Membership.objects.create(clinic=cast.clinic, user_id=sure(cast.otto.user_id))
    made = away(cast, Absent(membership_id=here.id), starts=starts, hours=1)
    (task,) = Task.objects.within(cast.other_clinic.id).filter(kind="away_elsewhere")
    assert (task.enquiry_id, task.done_at) == (talk.enquiry_id, None)
    seen = away_elsewhere_page(sure(cast.otto.membership_id), cast.otto)
    assert (seen.talks, seen.lost) == (1, ())

    if how == "cancelled":
        got(cancel_talk(by=visitor, link_id=talk.link_id))
    else:
        got(end_absence(by=cast.noor, closure_id=made))

    assert Task.objects.within(cast.other_clinic.id).get(kind="away_elsewhere").outcome == how


@pytest.mark.parametrize("who", ["site", "bed", "another"])
def test_what_is_closed_there_or_somebody_of_one_clinic_alone_is_nobodys_business_here(
    cast: Cast, there: Member, who: str
) -> None:
    """Who works at a site that is closed can be in the other clinic meanwhile."""
    anna(cast, there)
    kinds = {
        "site": Absent(site_id=cast.site.id),
        "bed": Absent(place_id=cast.beds[0].id),
        "another": Absent(membership_id=cast.dana.membership_id),
    }

    away(cast, kinds[who])

    assert waiting(cast) == []
    assert away_page(cast.otto).absences == ()


def test_whoever_has_left_the_other_clinic_still_has_people_there_to_call(cast: Cast, there: Member) -> None:
    anna(cast, there)
    Membership.objects.within(cast.other_clinic.id).filter(id=sure(there.membership_id)).update(active=False)

    away(cast)

    assert waiting(cast) == [cast.other_person.id]


@pytest.mark.parametrize("why", ["has left", "may sign in no more", "is not booked there"])
def test_of_somebody_whom_nothing_is_booked_with_the_other_clinic_learns_nothing(
    cast: Cast, there: Member, why: str
) -> None:
    """Whoever left years ago, or only keeps the books there, is nobody's to follow."""
    anna(cast, there)
    away(cast)
    away(cast, starts=FRIDAY + DAY)
    works = Membership.objects.within(cast.other_clinic.id).filter(id=sure(there.membership_id))
    match why:
        case "has left":
            works.update(active=False)
        case "may sign in no more":
            User.objects.filter(id=sure(cast.wei.user_id)).update(is_active=False)
        case _:
            works.update(disciplines=[])

    hit = [one.starts.day for one in away_page(cast.otto).absences]
    shown = [one.starts.day for one in away_elsewhere_page(sure(there.membership_id), cast.otto).absences]

    assert (hit, shown) == ([FRIDAY.day], [FRIDAY.day])


def test_of_two_who_are_away_the_task_leads_to_the_one_whose_visit_waits(cast: Cast, there: Member) -> None:
    """Anna was to come to both; of Ren it is called off."""
    ren = Membership.objects.create(clinic=cast.other_clinic, user_id=sure(cast.ren.user_id), disciplines=[NEEDLES])
    anna(cast, there)
    later = VisitWanted(NEEDLES, ren.id, FRIDAY + 3 * DAY, 45, cast.other_bed.id)
    got(book_visit(cast.other_person.id, later, by=cast.otto))
    away(cast)
    rens = away(cast, Absent(membership_id=cast.ren.membership_id), starts=FRIDAY + 3 * DAY)
    both = Task.objects.within(cast.other_clinic.id).get(kind="away_elsewhere")

    got(end_absence(by=cast.noor, closure_id=rens))

    left = Task.objects.within(cast.other_clinic.id).get(kind="away_elsewhere")
    assert (both.subject, said(both)) == (ren.id, "Ren is away, so the time on Mon 8 March 2027 cannot be held.")
    assert (left.subject, said(left)) == (
        there.membership_id, "Wei is away, so the time on Fri 5 March 2027 cannot be held."
    )  # fmt: skip


def said(task: Task) -> str:
    """Its first sentence."""
    return str(from_json(Words, task.says)).removesuffix(" Find another one and call.")


def test_a_clinic_that_somebody_has_left_cannot_take_their_time_in_the_others(cast: Cast, there: Member) -> None:
    Membership.objects.within(cast.clinic.id).filter(id=sure(cast.wei.membership_id)).update(active=False)

    who = Absent(membership_id=cast.wei.membership_id)
    refused = write_absence(by=cast.noor, who=who, starts=FRIDAY, ends=FRIDAY + DAY, why=Why.AWAY)

    assert isinstance(refused, Refused)
    assert refused.reason is Reason.MISSING
    assert anna(cast, there)


def test_a_proposal_that_the_other_clinic_looks_at_is_let_go_of(cast: Cast, there: Member) -> None:
    hold = Hold.objects.create(clinic=cast.other_clinic, person=cast.other_person, expires=clock.now() + HOUR)
    hands = resources.practitioner(sure(cast.wei.user_id)).id
    claims.claim(cast.other_clinic.id, [Wanted(hands, FRIDAY, FRIDAY + HOUR, hold_id=hold.id)])

    away(cast)

    hold.refresh_from_db()
    assert hold.ended_at is not None


def test_only_with_the_diary_and_only_about_somebody_who_works_here(cast: Cast, there: Member) -> None:
    works = sure(there.membership_id)
    away(cast)

    for by in (cast.noor, cast.marta, cast.visitor):
        with pytest.raises((NotFound, NotAllowed)):
            away_elsewhere_page(works, by)
    with pytest.raises(NotFound):
        away_elsewhere_page(sure(cast.wei.membership_id), cast.otto)
    with pytest.raises(NotAllowed):
        away_elsewhere_page(works, there)  # Wei himself: without a job there, so without the diary


def test_it_is_over_by_the_clock(cast: Cast, there: Member) -> None:
    away(cast)

    with clock.at(FRIDAY + 2 * HOUR - timedelta(seconds=1)):
        assert len(away_page(cast.otto).absences) == 1
    with clock.at(FRIDAY + 2 * HOUR):
        assert away_page(cast.otto).absences == ()
        assert away_elsewhere_page(sure(there.membership_id), cast.otto).absences == ()
