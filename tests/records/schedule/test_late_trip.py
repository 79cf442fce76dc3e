"""Late or not coming: the desk's choice is written with its claims, and nobody who comes after waits."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from tests.care import got
from tests.people import TUESDAY_NINE, Cast
from tests.records.schedule.courses import sure

from weft.core.schedule.late import Way
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions.late import came_after_all, did_not_come, settle_late
from weft.records.actions.schedule import book_pair, book_visit
from weft.records.actions.treat import arrive
from weft.records.models import Claim, Clinic, Pair, PairState, Visit, VisitState
from weft.records.reads.late import late_page
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.at(TUESDAY_NINE):
        yield


def needles(cast: Cast, after: int = 0, bed: int = 0) -> VisitWanted:
    starts = TUESDAY_NINE + after * MINUTE
    hands = ((0, 15), (30, 45))
    return VisitWanted(NEEDLES, sure(cast.wei.membership_id), starts, 45, cast.beds[bed].id, hands)


def movement(cast: Cast, after: int = 45) -> VisitWanted:
    starts = TUESDAY_NINE + after * MINUTE
    return VisitWanted(MOVEMENT, sure(cast.dana.membership_id), starts, 40, cast.rooms[0].id, ((0, 40),))


@pytest.fixture
def pair(cast: Cast) -> tuple[UUID, ...]:
    """Marta's, at nine."""
    return got(book_pair(cast.marta_id, needles(cast), movement(cast), by=cast.noor)).visits


def times(cast: Cast) -> list[tuple[str, int, int]]:
    """What is held of Marta's, in minutes after nine."""
    rows = Visit.objects.within(cast.clinic.id).filter(person_id=cast.marta_id, state=VisitState.BOOKED)
    return [
        (v.discipline, int((v.starts - TUESDAY_NINE) / MINUTE), int((v.ends - TUESDAY_NINE) / MINUTE))
        for v in rows.order_by("starts")
    ]


def reason(result: object) -> Reason:
    assert isinstance(result, Refused), result
    return result.reason


@pytest.mark.parametrize(
    ("way", "minutes", "then"),
    [
        (Way.SHORTER_NEEDLES, 10, [(NEEDLES, 10, 45), (MOVEMENT, 45, 85)]),
        (Way.SHORTER_MOVEMENT, 20, [(NEEDLES, 20, 65), (MOVEMENT, 65, 85)]),
        (Way.MOVEMENT_ONLY, 30, [(MOVEMENT, 45, 85)]),
        (Way.NEEDLES_ONLY, 10, [(NEEDLES, 10, 45)]),
    ],
)
def test_each_way_is_written_with_its_claims(
    cast: Cast, pair: tuple[UUID, ...], way: Way, minutes: int, then: list[tuple[str, int, int]]
) -> None:
    got(settle_late(by=cast.noor, visit_id=pair[1], minutes=minutes, way=way))

    assert times(cast) == then
    own = Claim.objects.within(cast.clinic.id).filter(active=True, resource__person_id=cast.marta_id)
    spans = [(c.starts - TUESDAY_NINE, c.ends - TUESDAY_NINE) for c in own.order_by("starts")]
    assert spans == [(starts * MINUTE, ends * MINUTE) for _, starts, ends in then]
    found = Pair.objects.within(cast.clinic.id).get()
    assert found.state == (PairState.TOGETHER if len(then) == 2 else PairState.APART)


def test_a_half_that_is_dropped_is_cancelled_with_the_reason(cast: Cast, pair: tuple[UUID, ...]) -> None:
    got(settle_late(by=cast.noor, visit_id=pair[0], minutes=30, way=Way.MOVEMENT_ONLY))

    dropped = Visit.objects.within(cast.clinic.id).get(id=pair[0])
    assert (dropped.state, dropped.cancel_reason, dropped.cancelled_by_id) == (
        VisitState.CANCELLED, "came late", cast.noor.user_id,
    )  # fmt: skip
    assert not isinstance(book_visit(cast.harold_id, needles(cast), by=cast.noor), Refused)


def test_whoever_comes_after_keeps_their_time(cast: Cast, pair: tuple[UUID, ...]) -> None:
    got(book_visit(cast.harold_id, needles(cast, after=45), by=cast.noor))

    seen = {way.way: way.is_free for way in late_page(pair[0], 20, by=cast.noor).ways}

    assert seen == {Way.SHORTER_MOVEMENT: False, Way.MOVEMENT_ONLY: True}
    result = settle_late(by=cast.noor, visit_id=pair[0], minutes=20, way=Way.SHORTER_MOVEMENT)
    assert reason(result) is Reason.SLOT_TAKEN
    assert times(cast) == [(NEEDLES, 0, 45), (MOVEMENT, 45, 85)]


@pytest.mark.parametrize(("least", "fits"), [(20, True), (21, False)])
def test_the_least_movement_is_the_clinics_own(cast: Cast, pair: tuple[UUID, ...], least: int, fits: bool) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(least_movement_minutes=least)

    result = settle_late(by=cast.noor, visit_id=pair[0], minutes=20, way=Way.SHORTER_MOVEMENT)

    assert isinstance(result, Refused) is not fits


@pytest.mark.parametrize("minutes", [0, -10, 12, 60])
def test_other_numbers_of_minutes_are_no_way(cast: Cast, pair: tuple[UUID, ...], minutes: int) -> None:
    result = settle_late(by=cast.noor, visit_id=pair[0], minutes=minutes, way=Way.MOVEMENT_ONLY)

    assert reason(result) is Reason.NOT_POSSIBLE


def test_who_is_here_already_can_still_be_late_and_who_has_begun_cannot(cast: Cast, pair: tuple[UUID, ...]) -> None:
    got(arrive(visit_id=pair[0], by=cast.noor))
    got(settle_late(by=cast.noor, visit_id=pair[0], minutes=10, way=Way.SHORTER_NEEDLES))
    Visit.objects.within(cast.clinic.id).filter(id=pair[0]).update(state=VisitState.IN_TREATMENT)

    again = settle_late(by=cast.noor, visit_id=pair[0], minutes=10, way=Way.MOVEMENT_ONLY)

    assert reason(again) is Reason.ALREADY_DONE


def test_only_today_and_only_what_was_on_the_page(cast: Cast, pair: tuple[UUID, ...]) -> None:
    asked = {"by": cast.noor, "visit_id": pair[0], "minutes": 10, "way": Way.SHORTER_NEEDLES}

    assert reason(settle_late(**asked, seen="another")) is Reason.CHANGED_MEANWHILE  # type: ignore[arg-type]
    with clock.at(TUESDAY_NINE - timedelta(days=1)):
        assert reason(settle_late(**asked)) is Reason.NOT_POSSIBLE  # type: ignore[arg-type]


def test_no_other_clinic_and_nobody_without_the_diary(cast: Cast, pair: tuple[UUID, ...]) -> None:
    for who, no in ((cast.otto, NotFound), (cast.marta, NotAllowed)):
        with pytest.raises(no):
            settle_late(by=who, visit_id=pair[0], minutes=10, way=Way.SHORTER_NEEDLES)
        with pytest.raises(no):
            did_not_come(by=who, visit_id=pair[0])
        with pytest.raises(no):
            came_after_all(by=who, visit_id=pair[0])


# --- did not come ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "says"), [(-1, Reason.NOT_POSSIBLE), (0, None)])
def test_nobody_has_missed_what_has_not_begun(
    cast: Cast, pair: tuple[UUID, ...], minutes: int, says: Reason | None
) -> None:
    with clock.at(TUESDAY_NINE + minutes * MINUTE):
        result = did_not_come(by=cast.noor, visit_id=pair[1])

    assert (result.reason if isinstance(result, Refused) else None) is says


def test_did_not_come_frees_the_time_and_can_be_undone(cast: Cast, pair: tuple[UUID, ...]) -> None:
    got(did_not_come(by=cast.noor, visit_id=pair[0]))
    assert {v.state for v in Visit.objects.within(cast.clinic.id)} == {VisitState.NO_SHOW}
    assert late_page(pair[0], 0, by=cast.noor).has_missed
    assert reason(did_not_come(by=cast.noor, visit_id=pair[0])) is Reason.ALREADY_DONE

    got(came_after_all(by=cast.noor, visit_id=pair[0]))

    assert times(cast) == [(NEEDLES, 0, 45), (MOVEMENT, 45, 85)]
    assert reason(came_after_all(by=cast.noor, visit_id=pair[0])) is Reason.ALREADY_DONE
    assert isinstance(book_visit(cast.harold_id, needles(cast), by=cast.noor), Refused)


def test_a_time_that_somebody_else_has_by_then_is_not_taken_back(cast: Cast, pair: tuple[UUID, ...]) -> None:
    got(did_not_come(by=cast.noor, visit_id=pair[0]))
    got(book_visit(cast.harold_id, needles(cast), by=cast.noor))

    assert reason(came_after_all(by=cast.noor, visit_id=pair[0])) is Reason.SLOT_TAKEN
    assert times(cast) == []
