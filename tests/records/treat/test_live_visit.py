"""Events of a live visit: here, started, looked in on, faint, steady."""

from datetime import timedelta

import pytest
from tests.people import Cast
from tests.records.treat.treat_builders import at, needled, prepare, single, trip, visit

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.treat.count import Count
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions import treat
from weft.records.models import AdverseEvent, AuditChange, Event, Task, VisitState
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db


def reason(result: object) -> Reason | None:
    return result.reason if isinstance(result, Refused) else None


def test_who_arrives_for_a_pair_has_arrived_for_both_halves(cast: Cast) -> None:
    pair = trip(cast)

    with clock.at(at(0)):
        treat.arrive(visit_id=pair.needles, by=cast.noor, at=at(-5))

    assert {visit(each).state for each in (pair.needles, pair.movement)} == {VisitState.ARRIVED}
    assert {row.at for row in Event.objects.within(cast.clinic.id)} == {at(-5)}


def test_nobody_arrives_twice_nor_in_the_future(cast: Cast) -> None:
    pair = trip(cast)
    with clock.at(at(0)):
        too_early = treat.arrive(visit_id=pair.needles, by=cast.noor, at=at(1))
        treat.arrive(visit_id=pair.needles, by=cast.noor)
        again = treat.arrive(visit_id=pair.movement, by=cast.noor)

    assert (reason(too_early), reason(again)) == (Reason.NOT_POSSIBLE, Reason.ALREADY_DONE)


def test_the_other_clinic_finds_no_such_visit(cast: Cast) -> None:
    pair = trip(cast)

    with pytest.raises(NotFound):
        treat.arrive(visit_id=pair.needles, by=cast.otto)
    with pytest.raises(NotFound):
        treat.needles_in(visit_id=pair.needles, by=cast.otto, count=3)


def test_a_cancelled_visit_is_not_treated(cast: Cast) -> None:
    pair = trip(cast)
    row = visit(pair.needles)
    row.state, row.cancelled_at, row.cancelled_by_id = VisitState.CANCELLED, at(0), cast.noor.user_id
    row.save()

    assert reason(treat.arrive(visit_id=pair.needles, by=cast.noor)) is Reason.NOT_POSSIBLE


def test_a_visit_is_started_once(cast: Cast) -> None:
    pair = trip(cast)

    first = treat.start_visit(visit_id=pair.needles, by=cast.wei)
    again = treat.start_visit(visit_id=pair.needles, by=cast.wei)

    assert first == pair.needles
    assert visit(pair.needles).state == VisitState.IN_TREATMENT
    assert reason(again) is Reason.ALREADY_DONE


def test_the_desk_counts_no_needles(cast: Cast) -> None:
    pair = trip(cast)

    with pytest.raises(NotAllowed):
        treat.needles_in(visit_id=pair.needles, by=cast.noor, count=3)
    with pytest.raises(NotAllowed):
        treat.needles_in(visit_id=pair.needles, by=cast.dana, count=3)


def test_looking_in_is_kept_while_needles_are_in_and_only_then(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)

    before = treat.check(visit_id=pair.needles, by=cast.wei)
    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4)
    told = treat.check(visit_id=pair.needles, by=cast.dana, finding="sore")

    assert reason(before) is Reason.NOT_POSSIBLE
    assert not isinstance(told, Refused)
    assert Event.objects.within(cast.clinic.id).get(kind="check").details == {"finding": "sore"}
    assert reason(treat.check(visit_id=pair.needles, by=cast.wei, finding=" ")) is Reason.MISSING


def test_after_a_faint_movement_waits_for_steady(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)
    treat.faint(visit_id=pair.needles, by=cast.wei, note="went pale")

    waiting = treat.start_movement(visit_id=pair.movement, by=cast.dana)
    treat.steady(visit_id=pair.needles, by=cast.wei, yes=False)
    not_yet = treat.start_movement(visit_id=pair.movement, by=cast.dana)
    treat.steady(visit_id=pair.needles, by=cast.dana, yes=True)

    assert (reason(waiting), reason(not_yet)) == (Reason.NOT_POSSIBLE, Reason.NOT_POSSIBLE)
    assert isinstance(not_yet, Refused)
    assert "Not steady" in str(not_yet.words)
    assert treat.start_movement(visit_id=pair.movement, by=cast.dana) == pair.movement


def test_a_faint_is_an_adverse_event_and_the_lead_is_told(cast: Cast) -> None:
    pair = trip(cast)

    treat.faint(visit_id=pair.needles, by=cast.wei)

    assert AdverseEvent.objects.within(cast.clinic.id).get().kind == "general.faint"
    assert Task.objects.within(cast.clinic.id).get(kind="tell_lead").job == "outcomes"


def test_a_faint_whose_press_is_sent_again_is_one_faint(cast: Cast) -> None:
    pair = trip(cast)

    told = [treat.faint(visit_id=pair.needles, by=cast.wei, key=key) for key in ("a", "a", "b")]

    assert (told[0] == told[1], told[1] == told[2]) == (True, False)
    assert AdverseEvent.objects.within(cast.clinic.id).count() == 2


def test_events_of_one_moment_keep_their_order(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    with clock.at(at(5)):
        for _ in range(4):
            treat.needles_in(visit_id=pair.needles, by=cast.wei, count=3)
            assert treat.needles_out(visit_id=pair.needles, by=cast.wei, count=3)

    events = Event.objects.within(cast.clinic.id).filter(visit_id=pair.needles).order_by("at")
    assert [row.kind for row in events] == ["needles_in", "needles_out"] * 4
    assert events.last().at - events.first().at < timedelta(milliseconds=1)  # type: ignore[union-attr]  # there are eight


def test_two_visits_of_the_morning_never_mix(cast: Cast) -> None:
    prepare(cast)
    prepare(cast, cast.harold_id)
    pair = trip(cast)
    other = single(cast, NEEDLES, person_id=cast.harold_id, minutes=60)

    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4)
    harolds = treat.needles_in(visit_id=other, by=cast.wei, count=7)
    martas = treat.needles_out(visit_id=pair.needles, by=cast.wei, count=4)

    assert (martas, harolds) == (Count(4, 4), Count(7, 0))
    assert visit(other).state == VisitState.IN_TREATMENT


def test_movement_of_one_person_does_not_wait_for_the_needles_of_another(cast: Cast) -> None:
    prepare(cast)
    prepare(cast, cast.harold_id)
    pair = trip(cast)
    other = single(cast, MOVEMENT, person_id=cast.harold_id, minutes=80)

    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4)

    assert treat.start_movement(visit_id=other, by=cast.dana) == other


def test_every_event_is_written_down_under_its_members_name(cast: Cast) -> None:
    pair = trip(cast)

    treat.arrive(visit_id=pair.needles, by=cast.noor)

    rows = AuditChange.objects.filter(table="records_event", person=cast.marta_id.hex)
    assert {row.actor for row in rows} == {cast.noor.actor}
    assert AuditChange.objects.filter(table="records_visit", row=pair.needles.hex, columns="state").exists()
