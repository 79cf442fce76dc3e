"""What a yes does to a plan: a line or a phase changes, all is counted again, and what cannot be is said in words."""

from dataclasses import replace

import pytest

from weft.core.adjust.following import Change, Wanted, after_yes, changes_between
from weft.core.adjust.proposal import ProposalKind as Kind
from weft.core.plan.facts import Lane
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.care import Effort
from weft.core.shared.words import Words
from weft.library.cases import example
from weft.library.plan import plan as plan_for

BECAUSE = Words("The numbers say so.")


@pytest.fixture(scope="module")
def care() -> PlanOfCare:
    return plan_for(example("office-worker"))


def at(care: PlanOfCare, phase: str, week: int, **chosen: float) -> Wanted:
    found = next(each for each in care.phases if each.id == phase)
    return Wanted(found, week, BECAUSE, chosen.get("per_week"), int(chosen.get("visits", 0)))


def done(kind: Kind, care: PlanOfCare, wanted: Wanted) -> PlanOfCare:
    after = after_yes(kind, care, wanted)
    assert isinstance(after, PlanOfCare)
    return after


def read(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(str(one.before or ""), str(one.after)) for one in changes]


def weeks(care: PlanOfCare) -> list[tuple[int, int]]:
    return [phase.weeks for phase in care.phases]


def test_rarer_needles_change_one_line(care: PlanOfCare) -> None:
    after = done(Kind.TAPER, care, at(care, "settle", 1))

    (one,) = read(changes_between(care, after))
    assert one[1] == "Needles once a week"
    assert after.needles.planned == 5


def test_rarer_needles_take_the_dose_that_was_chosen_and_no_denser_one(care: PlanOfCare) -> None:
    chosen = done(Kind.TAPER, care, at(care, "settle", 1, per_week=0.5))

    assert chosen.phases[0].lanes[Lane.NEEDLES][0].dose.per_week == 0.5
    assert isinstance(after_yes(Kind.TAPER, care, at(care, "settle", 1, per_week=2.0)), Words)


def test_separate_days_are_said_in_the_line(care: PlanOfCare) -> None:
    after = done(Kind.UNPAIR, care, at(care, "settle", 1))

    assert all(said.endswith("on days without movement") for _, said in read(changes_between(care, after)))


def test_stopped_needles_leave_what_came_before(care: PlanOfCare) -> None:
    after = done(Kind.STOP_NEEDLES, care, at(care, "rebuild", 4))

    assert after.phases[0] == care.phases[0]
    assert all(line.dose.total == 0 for phase in after.phases[1:] for line in phase.lanes[Lane.NEEDLES])
    assert after.phases[1].lanes[Lane.MOVEMENT] == care.phases[1].lanes[Lane.MOVEMENT]
    assert after.needles.planned == 4


def test_an_extension_adds_visits_and_the_weeks_that_they_need(care: PlanOfCare) -> None:
    after = done(Kind.EXTEND, care, at(care, "rebuild", 5, visits=5))

    assert after.needles.planned == care.needles.planned + 5
    assert weeks(after)[1] == (3, 9)
    assert weeks(after)[2][0] == 10


def test_an_extension_where_none_are_booked_is_once_a_week(care: PlanOfCare) -> None:
    after = done(Kind.EXTEND, care, at(care, "strengthen", 6, visits=2))

    line = after.phases[2].lanes[Lane.NEEDLES][0]
    assert (line.dose.per_week, line.dose.as_needed_max, line.trigger) == (1, 0, None)
    assert str(line.text) == "Needles once a week, 2 in all"
    assert weeks(after) == weeks(care)


def test_easing_lowers_the_effort_and_says_why(care: PlanOfCare) -> None:
    after = done(Kind.EASE, care, at(care, "rebuild", 4))

    assert care.phases[1].ceiling is Effort.MODERATE
    assert after.phases[1].ceiling is Effort.GENTLE
    assert {line.because for line in after.phases[1].lanes[Lane.MOVEMENT]} == {BECAUSE}
    assert read(changes_between(care, after))[-1][1].endswith("effort at most gentle")


def test_the_next_phase_begins_with_the_next_week(care: PlanOfCare) -> None:
    after = done(Kind.PROGRESS, care, at(care, "rebuild", 4))

    assert weeks(after)[:3] == [(1, 2), (3, 4), (5, weeks(care)[2][1] - 1)]
    assert after.needles.planned == care.needles.planned - 1


def test_the_last_phase_has_no_next(care: PlanOfCare) -> None:
    last = care.phases[-1]

    assert isinstance(after_yes(Kind.PROGRESS, care, at(care, last.id, last.weeks[0])), Words)


@pytest.mark.parametrize("kind", [Kind.TAPER, Kind.UNPAIR, Kind.STOP_NEEDLES, Kind.EXTEND, Kind.EASE, Kind.PROGRESS])
def test_what_cannot_be_changed_is_said(care: PlanOfCare, kind: Kind) -> None:
    empty = replace(care.phases[-1], lanes=dict.fromkeys(Lane, ()))
    bare = replace(care, phases=(*care.phases[:-1], empty))

    assert isinstance(after_yes(kind, bare, Wanted(empty, 30, BECAUSE, visits=5)), Words)
    assert isinstance(after_yes(kind, bare, Wanted(None, 1, BECAUSE)), Words)


@pytest.mark.parametrize("kind", [Kind.RE_EXAMINE, Kind.REFER, Kind.FINISH, Kind.GIVE_REASON])
def test_other_kinds_change_no_plan(care: PlanOfCare, kind: Kind) -> None:
    assert after_yes(kind, care, at(care, "settle", 1)) is None


def test_a_new_line_has_nothing_before_it(care: PlanOfCare) -> None:
    fewer = replace(care.phases[0], lanes={**care.phases[0].lanes, Lane.NEEDLES: ()})
    before = replace(care, phases=(fewer, *care.phases[1:]))

    assert changes_between(before, care)[0].before is None
