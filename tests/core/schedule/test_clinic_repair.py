"""Repair after an absence, and whom to offer a freed time: nothing moves that may not, and every offer is sound."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.schedule.clinics import clinic, person, random_clinic, visit, whole_days

from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.repair import Offer, Rung, lost_visits, repair
from weft.core.schedule.clinic.shape import Clinic, Need, Rooms, Staff
from weft.core.schedule.clinic.solving import Method, solve
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
    assert repair(replace(TWO, rooms=BEDS), (ANA_WITH_SAM, BO_WITH_DANA)) == ()


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


def test_the_same_time_with_somebody_else_is_nearer_than_another_day() -> None:
    one = off(TWO, "dana", 1)
    sam = replace(one.practitioners[1], works=((1, 0, 8),))
    now = replace(one, rooms=BEDS, practitioners=(one.practitioners[0], sam))
    ana = visit(MOVEMENT, day=1, start=4, confirmed=True)

    for offer in repair(now, (ana,)):
        assert offer.visits == (replace(ana, practitioner="sam", confirmed=False),)


def test_a_half_that_has_begun_stays_and_the_lost_one_comes_alone() -> None:
    """A caller leaves out of the hours what has passed."""
    one = clinic(person(needles=1, movement=1, pairs=1, available=((0, 3, 7), (2, 0, 7))))
    pair = (visit(confirmed=True), visit(MOVEMENT, start=3, confirmed=True))

    for offer in repair(off(one, "dana", 0), pair, lost=pair[1:]):
        assert [(v.discipline, v.day, v.confirmed) for v in offer.visits] in (
            [(NEEDLES, 0, True), (MOVEMENT, 2, False)], [(NEEDLES, 0, True)],
        )  # fmt: skip
        assert offer.asks == ()


def test_what_a_plan_lacks_besides_takes_no_place_from_a_lost_visit() -> None:
    """Ana and Bo lose one visit each, and two can be held; Ana lacks one more."""
    one = clinic(person(movement=2), person("bo", movement=1))
    dana = replace(one.practitioners[1], works=((2, 0, 2), (3, 0, 2)))
    now = replace(one, practitioners=(dana,))
    both = (visit(MOVEMENT, day=1, confirmed=True), visit(MOVEMENT, day=1, start=2, person="bo", confirmed=True))

    for offer in repair(now, both):
        assert {v.person for v in offer.visits} == {"ana", "bo"}
        assert offer.recovered == len(offer.visits) == 2


def test_only_the_week_of_a_lost_visit_is_looked_at() -> None:
    """Ana lacks a visit in week 2 as well: nobody was asked to find that one."""
    needs = tuple(Need(week=week, visits={MOVEMENT: 1}) for week in (1, 2))
    one = clinic(person(needs=needs, available=whole_days(10, 8)), days=10)
    ana = visit(MOVEMENT, day=1, confirmed=True)
    now = off(one, "dana", 1)

    for offer in repair(now, (ana,), lost=(ana,)):
        assert [visit.day for visit in offer.visits] in [[0], [2], [3], [4]]


def test_a_half_comes_back_beside_its_other_half_inside_the_notice_period() -> None:
    one = off(clinic(person(needles=1, movement=1, pairs=1)), "wei", 0)
    ren = Staff(id="ren", disciplines=(NEEDLES,), works=whole_days(5, 8))
    now = replace(one, practitioners=(*one.practitioners, ren))
    pair = (visit(confirmed=True), visit(MOVEMENT, start=3, confirmed=True))

    alone = repair(now, pair, fixed_until=5, rungs=(Rung.ALONE,))[0]

    assert alone.visits == (replace(pair[0], practitioner="ren", confirmed=False), pair[1])


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 3))
def test_every_offer_keeps_the_rules_and_a_higher_rung_is_never_emptier(seed: int, day: int) -> None:
    one = random_clinic(seed, people=4)
    visits = [replace(v, confirmed=True) for v in solve(one, Method.FRONT_DESK_PAIRS, joint=Effort(nodes=1)).visits]
    now = off(one, "w0", day)

    offers = repair(now, visits, fixed_until=1)

    for offer in offers:
        assert check_clinic(now, offer.visits).violations == ()
        broken = {(v.person, v.day) for v in lost_visits(now, visits)}
        assert {v for v in visits if v.day < 1 and (v.person, v.day) not in broken} <= set(offer.visits)
        assert 0 <= offer.recovered <= len(lost_visits(now, visits))
