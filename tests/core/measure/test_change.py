"""Real change: the larger of a fixed value and 30% of the start."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.shelf import SHELF

from weft.core.measure.change import Direction, change, gain, is_judged, meaningful_on, real_change_line
from weft.core.measure.facts import Better, Instrument, Meaningful
from weft.library.steps import measure_facts

INSTRUMENTS = measure_facts(SHELF).instruments
NPRS, PSFS = INSTRUMENTS["nprs"], INSTRUMENTS["psfs"]
DAY = date(2026, 11, 2)
ZERO_TO_TEN = (Decimal(0), Decimal(10))
JUDGED_TO_TEN = sorted(one.id for one in INSTRUMENTS.values() if is_judged(one) and one.range == ZERO_TO_TEN)
zero_to_ten = st.integers(0, 10).map(Decimal)
MIRROR = {Direction.BETTER: Direction.WORSE, Direction.WORSE: Direction.BETTER}


def test_a_measure_without_change_values_is_not_judged() -> None:
    assert is_judged(NPRS)
    assert not any(is_judged(INSTRUMENTS[name]) for name in ("phq2", "phq4", "groc", "pgic", "start_back", "sleep"))
    assert not any(is_judged(one) for one in INSTRUMENTS.values() if one.paraphrase_of)


def test_a_change_keeps_what_it_rests_on() -> None:
    judged = change(NPRS, Decimal(7), Decimal(3), on=DAY)

    assert judged.why.rule == "nprs.change"
    assert dict(judged.why.inputs) == {"baseline": "7", "latest": "3", "on": "2026-11-02"}
    assert dict(judged.why.limits)["needed"] == "2.1"
    assert "ost08" in judged.why.sources
    assert str(judged.why.words) == "Pain: 7 to 3, a real change for the better (2.1 needed)."


@pytest.mark.parametrize(("baseline", "latest"), [(-1, 5), (11, 5), (5, -1), (5, 11)])
def test_a_score_outside_the_scale_is_refused(baseline: int, latest: int) -> None:
    with pytest.raises(ValueError, match="outside 0 to 10"):
        change(NPRS, Decimal(baseline), Decimal(latest), on=DAY)


@pytest.mark.parametrize(
    ("baseline", "value", "words"),
    [(7, 4, "4 or less"), (6, 4, "4 or less"), (10, 7, "7 or less"), (2, 0, "0 or less")],
)
def test_the_line_is_the_persons_own_number(baseline: int, value: int, words: str) -> None:
    line = real_change_line(NPRS, Decimal(baseline), on=DAY)

    assert line.value == value
    assert str(line.words) == words


def test_the_line_of_a_scale_that_rises_lies_above() -> None:
    line = real_change_line(PSFS, Decimal("3.33"), on=DAY)

    assert (line.value, str(line.words)) == (Decimal("5.33"), "5.33 or more")


@pytest.mark.parametrize(("instrument", "baseline"), [(NPRS, 1), (PSFS, 9)])
def test_where_the_scale_has_no_room_there_is_no_line(instrument: Instrument, baseline: int) -> None:
    line = real_change_line(instrument, Decimal(baseline), on=DAY)

    assert line.value is None
    assert str(line.words) == f"From {baseline} the scale has no room for a real change."


@pytest.mark.parametrize(
    ("measure", "baseline", "latest", "says"),
    [
        ("own_goal", 9, 10, "Own goal: 9 to 10. From 9 the scale has no room for a real change."),
        ("psfs", 9, 9, "What you can do: 9 to 9. From 9 the scale has no room for a real change."),
        ("own_goal", 9, 8, "Own goal: 9 to 8, no real change (3 needed)."),
        ("own_goal", 7, 9, "Own goal: 7 to 9, no real change (3 needed)."),
    ],
)
def test_where_there_is_no_room_nobody_is_told_what_is_needed(
    measure: str, baseline: int, latest: int, says: str
) -> None:
    assert str(change(INSTRUMENTS[measure], Decimal(baseline), Decimal(latest), on=DAY).why.words) == says


def test_the_line_refuses_a_start_outside_the_scale() -> None:
    with pytest.raises(ValueError, match="outside"):
        real_change_line(NPRS, Decimal(11), on=DAY)


def test_the_newest_value_that_has_begun_holds() -> None:
    later = replace(NPRS.meaningful[0], since=date(2027, 1, 1), points=Decimal(3))
    instrument = replace(NPRS, meaningful=(later, *NPRS.meaningful))

    assert meaningful_on(instrument, date(2026, 12, 31)).points == 2
    assert meaningful_on(instrument, date(2027, 1, 1)).points == 3


def test_before_any_value_has_begun_nothing_is_judged() -> None:
    with pytest.raises(ValueError, match="no change values on 2025-12-31"):
        meaningful_on(NPRS, date(2025, 12, 31))


@given(baseline=zero_to_ten, latest=zero_to_ten)
def test_turning_the_scale_round_turns_the_change_round(baseline: Decimal, latest: Decimal) -> None:
    turned = replace(NPRS, better=Better.HIGHER)

    one, other = (change(instrument, baseline, latest, on=DAY) for instrument in (NPRS, turned))

    assert one.points == -other.points
    assert (one.direction in MIRROR) == (other.direction in MIRROR)
    assert MIRROR.get(one.direction, other.direction) is other.direction


@given(baseline=zero_to_ten, latest=zero_to_ten, instrument=st.sampled_from(JUDGED_TO_TEN))
def test_the_line_on_the_chart_and_the_judgement_agree(baseline: Decimal, latest: Decimal, instrument: str) -> None:
    scale = INSTRUMENTS[instrument]
    line = real_change_line(scale, baseline, on=DAY).value

    is_better = change(scale, baseline, latest, on=DAY).direction is Direction.BETTER

    assert is_better == (line is not None and gain(scale, line, latest) >= 0)


@given(baseline=zero_to_ten, latest=zero_to_ten)
def test_a_larger_limit_never_makes_more_change(baseline: Decimal, latest: Decimal) -> None:
    stricter = Meaningful(
        since=DAY, points=Decimal(4), fraction=Decimal("0.30"), population="the same", sources=("ost08",)
    )

    strict = change(replace(NPRS, meaningful=(stricter,)), baseline, latest, on=DAY).direction
    shipped = change(NPRS, baseline, latest, on=DAY).direction

    assert strict is not Direction.BETTER or shipped is Direction.BETTER
