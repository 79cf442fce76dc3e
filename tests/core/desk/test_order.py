"""Who needs a person soonest."""

from datetime import UTC, datetime, timedelta

import pytest

from weft.core.desk.order import Group, Moments, Need, look_in_at, need_of
from weft.core.treat.next_step import StepKind
from weft.library.knowledge import knowledge

NINE = datetime(2027, 3, 2, 14, 0, tzinfo=UTC)
FACTS = knowledge().treat.retention


def after(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


EVERY = Moments(
    starts=NINE,
    ends=after(40),
    answer_due=after(-15),
    look_in_at=after(5),
    retention_ends=after(20),
    last_out=after(21),
)
BARE = Moments(starts=NINE, ends=after(40))


@pytest.mark.parametrize(
    ("step", "minutes"),
    [
        (StepKind.ARRIVE, 0),
        (StepKind.READ_ANSWER, -15),
        (StepKind.CHECK, 5),
        (StepKind.WATCH, 5),
        (StepKind.TAKE_OUT, 20),
        (StepKind.FIND_NEEDLE, 21),
        (StepKind.STEADY, 21),
        (StepKind.START_MOVEMENT, 21),
        (StepKind.WAIT, 21),
        (StepKind.SIGN_MOVEMENT, 40),
        (StepKind.SIGN_NEEDLES, 40),
    ],
)
def test_each_step_has_its_moment(step: StepKind, minutes: int) -> None:
    assert need_of(step, EVERY).at == after(minutes)


@pytest.mark.parametrize("step", [StepKind.READ_ANSWER, StepKind.WATCH, StepKind.TAKE_OUT, StepKind.START_MOVEMENT])
def test_without_a_moment_of_its_own_it_is_the_booked_start(step: StepKind) -> None:
    assert need_of(step, BARE).at == NINE


def test_an_answer_is_read_before_the_visit_starts_even_if_its_clock_runs_longer() -> None:
    assert need_of(StepKind.READ_ANSWER, Moments(starts=NINE, ends=after(40), answer_due=after(90))).at == NINE


@pytest.mark.parametrize("step", [StepKind.CHECK, StepKind.TAKE_OUT, StepKind.FIND_NEEDLE, StepKind.STEADY])
def test_a_body_with_needles_to_see_to_comes_before_an_older_wait(step: StepKind) -> None:
    assert need_of(step, EVERY) < Need(Group.PERSON, after(-600))


def test_people_come_before_paper_and_paper_before_what_is_over() -> None:
    steps = (StepKind.NOTHING, StepKind.SIGN_NEEDLES, StepKind.SIGN_MOVEMENT)

    assert sorted(need_of(step, BARE).group for step in steps) == [Group.PERSON, Group.PAPER, Group.OVER]
    assert Need(Group.PERSON, after(500)) < Need(Group.PAPER, NINE)


def test_a_check_that_is_due_counts_from_when_it_fell_due() -> None:
    due = FACTS.check_minutes[-1]

    assert look_in_at(FACTS, NINE, due, after(due + 3)) == after(due)


def test_without_one_due_the_next_check_counts_and_after_the_last_none() -> None:
    first, last = FACTS.check_minutes[0], FACTS.check_minutes[-1]

    assert look_in_at(FACTS, NINE, None, after(first - 1)) == after(first)
    assert look_in_at(FACTS, NINE, None, after(last)) is None
