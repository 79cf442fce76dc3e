"""A visit that left an absence is put back into it within the ten seconds: the absence lets go of its time again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from tests.care import got, no
from tests.people import Cast
from tests.records.schedule.courses import sure

from weft.core.schedule.absence import Why
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import clock
from weft.records.access import Member
from weft.records.actions import undo
from weft.records.actions.away import Absent, end_absence, write_absence
from weft.records.actions.late import Way, came_after_all, did_not_come
from weft.records.actions.schedule import book_pair, book_visit
from weft.records.models import Claim, Membership, Task, Visit
from weft.records.reads.away import away_page
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
FRIDAY = datetime(2027, 3, 5, 14, tzinfo=UTC)
"""9:00 at the clinic."""


def needles(cast: Cast, starts: datetime = FRIDAY) -> VisitWanted:
    return VisitWanted(NEEDLES, sure(cast.wei.membership_id), starts, 45, cast.beds[0].id, ((0, 15), (30, 45)))


@pytest.fixture
def pair(cast: Cast) -> Visit:
    """Marta's, with Wei at 9:00 and with Dana at 9:45; its first half."""
    movement = VisitWanted(MOVEMENT, sure(cast.dana.membership_id), FRIDAY + HOUR * 3 / 4, 40, cast.rooms[0].id)
    got(book_pair(cast.marta_id, needles(cast), movement, by=cast.noor))
    return Visit.objects.within(cast.clinic.id).get(order_in_pair=1)


def away(cast: Cast, who: UUID | None = None, by: Member | None = None, at: datetime = FRIDAY) -> UUID:
    """Wei, from 9:00 to 11:00."""
    absent = Absent(membership_id=who or cast.wei.membership_id)
    return got(write_absence(by=by or cast.noor, who=absent, starts=at, ends=at + 2 * HOUR, why=Why.AWAY))


def stands(cast: Cast) -> list[list[tuple[object, ...]]]:
    """Visits, tasks, and who has which time; the parts of one absence that touch are one."""
    claimed: list[tuple[object, ...]] = []
    for row in Claim.objects.everywhere().filter(active=True).order_by("resource_id", "starts"):
        whose, starts = (row.resource_id, row.visit_id, row.closure_id), row.starts
        if claimed and claimed[-1][0] == whose and claimed[-1][2] == starts:
            claimed[-1] = (whose, claimed[-1][1], row.ends)  # one piece with the one before
        else:
            claimed.append((whose, starts, row.ends))
    visits = Visit.objects.within(cast.clinic.id).order_by("id").values_list("id", "starts", "ends", "state")
    return [claimed, list(visits), list(Task.objects.everywhere().order_by("id").values_list("kind", "done_at"))]


STEPS: dict[str, Callable[[Cast, Visit], undo.Undo | Refused]] = {
    "move": lambda cast, visit: undo.move(visit_id=visit.id, to=FRIDAY + 3 * HOUR, by=cast.noor),
    "cancel": lambda cast, visit: undo.cancel(visit_id=visit.id, reason="away", by=cast.noor),
    "split": lambda cast, visit: undo.split(
        pair_id=sure(visit.pair_id), visit_id=visit.id, to=FRIDAY - HOUR, reason="the bus", by=cast.noor
    ),
    "late": lambda cast, visit: undo.settle_late(visit_id=visit.id, minutes=15, way=Way.MOVEMENT_ONLY, by=cast.noor),
}


@pytest.mark.parametrize("name", STEPS)
def test_taken_back_all_is_as_it_was_and_its_person_is_called(cast: Cast, pair: Visit, name: str) -> None:
    away(cast)
    before = stands(cast)
    with clock.at(FRIDAY - HOUR if name == "late" else clock.now()):
        step = STEPS[name](cast, pair)
        left = stands(cast)

        got(undo.take_back(got(step), by=cast.noor))

    assert left != before
    assert stands(cast) == before
    assert [row.calls for row in away_page(cast.noor).absences] == [1]


def test_parts_of_one_longer_piece_of_an_absence_are_let_go_of_and_no_more(cast: Cast) -> None:
    """Called off, the first absence leaves its time, with that of the visit, to the second in one piece."""
    visit = got(book_visit(cast.marta_id, needles(cast, FRIDAY + HOUR / 2), by=cast.noor)).visits[0]
    first = away(cast)
    away(cast, at=FRIDAY - HOUR / 4)
    step = got(undo.cancel(visit_id=visit, reason="away", by=cast.noor))
    got(end_absence(by=cast.noor, closure_id=first))

    got(undo.take_back(step, by=cast.noor))

    theirs = Claim.objects.within(cast.clinic.id).filter(active=True, resource__user_id=sure(cast.wei.user_id))
    minutes = [
        [round((at - FRIDAY) / timedelta(minutes=1)) for at in times]
        for times in theirs.order_by("starts").values_list("starts", "ends")
    ]
    assert (minutes[0][0], minutes[-1][1]) == (-15, 105)
    assert all(one[1] == other[0] for one, other in pairwise(minutes))
    assert set(theirs.filter(visit_id=visit).values_list("starts", flat=True)) == {FRIDAY + HOUR / 2, FRIDAY + HOUR}


def test_an_absence_that_is_written_meanwhile_keeps_its_time(cast: Cast, pair: Visit) -> None:
    step = got(undo.move(visit_id=pair.id, to=FRIDAY + 3 * HOUR, by=cast.noor))
    with clock.at(clock.now() + timedelta(seconds=3)):
        away(cast)
        before = stands(cast)

        refused = no(undo.take_back(step, by=cast.noor))

    assert refused.reason is Reason.SLOT_TAKEN
    assert stands(cast) == before


def test_called_off_meanwhile_it_is_taken_back_and_nobody_is_called(cast: Cast, pair: Visit) -> None:
    made = away(cast)
    step = got(undo.move(visit_id=pair.id, to=FRIDAY + 3 * HOUR, by=cast.noor))
    got(end_absence(by=cast.noor, closure_id=made))

    got(undo.take_back(step, by=cast.noor))

    assert Visit.objects.within(cast.clinic.id).get(id=pair.id).starts == FRIDAY
    assert away_page(cast.noor).absences == ()
    assert not Task.objects.within(cast.clinic.id).filter(kind="away", done_at__isnull=True).exists()


def test_what_somebody_booked_in_another_part_of_the_step_is_theirs(cast: Cast, pair: Visit) -> None:
    """The other half's room was in no absence, so it was free: nothing is taken back, and the absence has its time."""
    away(cast)
    step = got(undo.move(visit_id=pair.id, to=FRIDAY + 3 * HOUR, by=cast.noor))
    dana = sure(cast.dana.membership_id)
    got(book_visit(cast.harold_id, VisitWanted(MOVEMENT, dana, FRIDAY + HOUR, 30, cast.rooms[1].id), by=cast.noor))
    before = stands(cast)

    refused = no(undo.take_back(step, by=cast.noor))

    assert refused.reason is Reason.SLOT_TAKEN
    assert stands(cast) == before
    assert isinstance(book_visit(cast.harold_id, needles(cast), by=cast.noor), Refused)


def test_whoever_came_after_all_has_their_time_again_though_somebody_is_away_then(cast: Cast, pair: Visit) -> None:
    """Marked as not having come, and found in the waiting room after the ten seconds."""
    away(cast)
    before = stands(cast)
    with clock.at(FRIDAY + timedelta(minutes=15)):
        got(did_not_come(visit_id=pair.id, by=cast.noor))
    with clock.at(FRIDAY + timedelta(minutes=20)):
        got(came_after_all(visit_id=pair.id, by=cast.noor))

    assert stands(cast)[:2] == before[:2]


def test_hands_that_another_clinic_wrote_away_are_given_back_too(cast: Cast, pair: Visit) -> None:
    works = Membership.objects.create(clinic=cast.other_clinic, user_id=sure(cast.wei.user_id))
    away(cast, works.id, cast.otto)
    before = stands(cast)

    got(undo.take_back(got(undo.move(visit_id=pair.id, to=FRIDAY + 3 * HOUR, by=cast.noor)), by=cast.noor))

    assert stands(cast) == before
