"""Discharge, the questions after it, flares, and the state of the watch."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.shelf import SHELF

from weft.core.prevent.discharge import GoalAsked, may_discharge, recurrence_dates
from weft.core.prevent.watch import Tap, WatchState, find_flare, is_flare, watch_state
from weft.library.steps import prevent_facts

FACTS = prevent_facts(SHELF)
END = date(2026, 1, 1)
CALM = Decimal(1)
zero_to_ten = st.integers(0, 10).map(Decimal)


def taps(values: tuple[Decimal, ...] | list[Decimal]) -> list[Tap]:
    return [Tap(END + timedelta(days=30 * number), value) for number, value in enumerate(values, start=1)]


def after(days: int, *answered: int, back: bool = False) -> WatchState:
    answers = [Tap(END + timedelta(days=day), CALM) for day in answered]
    return watch_state(FACTS, END, CALM, answers, today=END + timedelta(days=days), is_back=back)


def test_a_refused_discharge_names_the_goals_that_were_not_asked() -> None:
    gate = may_discharge([GoalAsked("Walk the dog"), GoalAsked("Sit through a film")])

    assert str(gate.why.words) == "Ask about these goals before discharge: Walk the dog; Sit through a film."


def test_the_question_comes_five_times_in_the_year_after_discharge() -> None:
    dates = recurrence_dates(FACTS.recurrence, END)

    assert [(day - END).days for day in dates] == [30, 60, 90, 180, 365]


@pytest.mark.parametrize(
    ("days", "answered", "state"),
    [
        (0, (), WatchState.WATCHED),
        (29, (), WatchState.WATCHED),
        (30, (), WatchState.DUE),
        (44, (), WatchState.DUE),
        (45, (), WatchState.SILENT),
        (45, (30,), WatchState.WATCHED),
        (60, (59,), WatchState.DUE),
        (60, (60,), WatchState.WATCHED),
        (364, (200,), WatchState.WATCHED),
        (365, (200,), WatchState.DUE),
        (366, (366,), WatchState.ENDED),
    ],
)
def test_the_watch_says_what_is_due(days: int, answered: tuple[int, ...], state: WatchState) -> None:
    assert after(days, *answered) is state


def test_a_flare_stands_before_what_is_due() -> None:
    answers = [Tap(END + timedelta(days=20), Decimal(3))]

    assert watch_state(FACTS, END, CALM, answers, today=END + timedelta(days=30)) is WatchState.FLARE


def test_who_is_in_care_again_is_back() -> None:
    assert after(45, back=True) is WatchState.BACK


def test_a_flare_says_why() -> None:
    jumped = find_flare(FACTS.flare, CALM, taps([Decimal(4)]))
    rose = find_flare(FACTS.flare, Decimal(2), taps([Decimal(1), Decimal(2), Decimal(3)]))
    calm = find_flare(FACTS.flare, CALM, [])

    assert str(jumped.why.words) == "Pain is 4; it was 1 at discharge."
    assert str(rose.why.words) == "Pain has risen 2 times in a row."
    assert str(calm.why.words) == "No sign of a flare."


@given(zero_to_ten, st.lists(zero_to_ten, max_size=6))
def test_who_never_rises_has_no_flare(calm: Decimal, falls: list[Decimal]) -> None:
    falling = sorted((value for value in falls if value <= calm), reverse=True)

    assert not is_flare(FACTS.flare, calm, taps(falling))


@given(zero_to_ten, st.lists(zero_to_ten, min_size=1, max_size=6))
def test_two_points_above_calm_is_always_a_flare(calm: Decimal, values: list[Decimal]) -> None:
    assert values[-1] - calm < 2 or is_flare(FACTS.flare, calm, taps(values))
