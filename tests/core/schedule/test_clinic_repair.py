"""Repair after an absence, and whom to offer a freed time: nothing moves that may not, and every offer is sound."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.schedule.clinics import MOVING, NEEDLING, clinic, person, random_clinic, visit, whole_days

from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.repair import Offer, Rung, lost_visits, repair
from weft.core.schedule.clinic.shape import Clinic, Rooms, Staff, Visit
from weft.core.schedule.clinic.solving import Method, solve
from weft.core.schedule.clinic.waiting import waiting_for
from weft.core.shared.care import MOVEMENT, NEEDLES

TWO = clinic(
    person(movement=1),
    person("bo", movement=1, available=((1, 0, 2),)),
    practitioners=(
        Staff(id="dana", disciplines=(MOVEMENT,), works=whole_days(5, 8)),
        Staff(id="sam", disciplines=(MOVEMENT,), works=((1, 0, 2),)),
    ),
)
ANA_WITH_SAM = visit(MOVEMENT, day=1, practitioner="sam", confirmed=True)
BO_WITH_DANA = visit(MOVEMENT, day=1, person="bo", confirmed=True)
BEDS = (Rooms(kind="bed", count=1), Rooms(kind="private", count=0), Rooms(kind="gym", count=2))


def off(one: Clinic, who: str, day: int) -> Clinic:
    """The clinic when one practitioner is away on one day."""
    staff = [replace(w, works=tuple(s for s in w.works if s[0] != day or w.id != who)) for w in one.practitioners]
    return replace(one, practitioners=tuple(staff))


def by_rung(offers: Sequence[Offer]) -> dict[Rung, Offer]:
    return {offer.rung: offer for offer in offers}


def test_nothing_lost_is_nothing_offered() -> None:
    assert repair(TWO, (ANA_WITH_SAM, BO_WITH_DANA)) == ()


def test_a_lost_visit_finds_another_day_without_moving_anybody() -> None:
    one = off(TWO, "sam", 1)

    alone = by_rung(repair(replace(one, rooms=BEDS), (ANA_WITH_SAM, BO_WITH_DANA)))[Rung.ALONE]

    assert lost_visits(one, (ANA_WITH_SAM, BO_WITH_DANA)) == (ANA_WITH_SAM,)
    assert (alone.recovered, alone.asks) == (1, ())
    assert BO_WITH_DANA in alone.visits
    assert str(alone.said) == "1 of 1 lost visits have a place again; no confirmed visit moves"


def test_a_relative_is_asked_only_on_the_last_rung() -> None:
    """Bo can come only on Tuesday; Ana has Dana then, although she could come any day."""
    clinic_now = replace(off(TWO, "sam", 1), rooms=BEDS)
    ana = visit(MOVEMENT, day=1, confirmed=True)
    bo = visit(MOVEMENT, day=1, person="bo", practitioner="sam", confirmed=True)

    offers = by_rung(repair(clinic_now, (ana, bo)))

    assert [offers[rung].recovered for rung in Rung] == [0, 0, 1]
    assert offers[Rung.RELATIVES].asks == (ana,)
    assert str(offers[Rung.RELATIVES].said).endswith("; 1 confirmed visit would move")


def test_nothing_moves_inside_the_notice_period() -> None:
    clinic_now = replace(off(TWO, "sam", 1), rooms=BEDS)
    ana = visit(MOVEMENT, day=1, confirmed=True)
    bo = visit(MOVEMENT, day=1, person="bo", practitioner="sam", confirmed=True)

    assert all(ana in offer.visits for offer in repair(clinic_now, (ana, bo), fixed_until=2))


def test_the_other_half_of_a_lost_half_may_go_with_it() -> None:
    one = clinic(person(needles=1, movement=1, pairs=1, available=((0, 0, 5), (2, 0, 5))))
    pair = (visit(), visit(MOVEMENT, start=3))

    alone = repair(off(one, "dana", 0), pair, rungs=(Rung.ALONE,))[0]

    assert [(v.discipline, v.day) for v in alone.visits] == [(NEEDLES, 2), (MOVEMENT, 2)]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 3))
def test_every_offer_keeps_the_rules_and_a_higher_rung_is_never_emptier(seed: int, day: int) -> None:
    one = random_clinic(seed, people=4)
    visits = [replace(v, confirmed=True) for v in solve(one, Method.FRONT_DESK_PAIRS, joint=Effort(nodes=1)).visits]
    now = off(one, "w0", day)

    offers = repair(now, visits, fixed_until=1)

    for offer in offers:
        assert check_clinic(now, offer.visits).violations == ()
        assert {v for v in visits if v.day < 1 and v not in lost_visits(now, visits)} <= set(offer.visits)
        assert offer.recovered == len(offer.visits) - len(visits) + len(lost_visits(now, visits))


def test_a_freed_time_is_offered_to_who_gains_most() -> None:
    one = clinic(
        person(needles=1, movement=1, pairs=1, available=((0, 0, 5),)),
        person("bo", movement=1, available=((0, 3, 5),)),
        person("cy", movement=1),
        person("di", needles=1),
        person("ed", movement=1, available=((4, 0, 8),)),
        disciplines=(NEEDLING, MOVING),
    )
    held: tuple[Visit, ...] = (visit(MOVEMENT, person="cy", day=1), visit(NEEDLES, person="di", day=1))

    found = waiting_for(one, held, (0, 3, 5), "dana")

    assert [(who.person, who.gain) for who in found] == [("ana", 2200), ("bo", 1000)]
    assert [v.discipline for v in found[0].visits] == [NEEDLES, MOVEMENT]
    assert waiting_for(one, held, (0, 3, 5), "dana", at_most=1) == found[:1]


def test_somebody_who_would_rather_come_at_another_time_is_not_asked() -> None:
    own = replace(person(movement=1), primaries={MOVEMENT: "sam"})
    staff = (*clinic().practitioners, Staff(id="sam", disciplines=(MOVEMENT,), works=((3, 0, 2),)))

    assert waiting_for(clinic(own, practitioners=staff), (), (0, 0, 2), "dana") == ()
