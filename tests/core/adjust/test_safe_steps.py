"""Steps forward that must not be taken, and the plan's own range: what the cases of the rules do not show."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.core.shelf import SHELF

from weft.core.adjust.facts import BlockEndRule
from weft.core.adjust.judging import Curve, has_no_room, is_recent
from weft.core.adjust.room import left_of, room
from weft.core.adjust.seen import EpisodeSeen, Scored
from weft.library.steps import adjust_facts, measure_facts

RULES = adjust_facts(SHELF).rules
INSTRUMENTS = measure_facts(SHELF).instruments
DAY = date(2026, 9, 7)


@pytest.mark.parametrize(
    ("planned", "most", "with_reason", "left"),
    [(4, 6, 10, (2, 6)), (6, 8, 12, (2, 6)), (11, 15, 0, (4, 4)), (8, 8, 12, (0, 4)), (16, 15, 0, (0, 0))],
)
def test_a_plan_leaves_what_its_own_set_allows(
    planned: int, most: int, with_reason: int, left: tuple[int, int]
) -> None:
    assert left_of(planned, most, with_reason) == left


@pytest.mark.parametrize("planned", range(16))
def test_an_extension_never_goes_past_the_sets_own_range(planned: int) -> None:
    rule = RULES["block_end"]
    assert isinstance(rule, BlockEndRule)

    own = room(rule, EpisodeSeen(needles_planned=planned, needles_most=8, needles_with_reason=12))

    assert planned + own.most <= max(12, planned)
    assert own.free <= own.most
    assert own.usual <= own.most
    assert planned + own.free <= max(8, planned)


@pytest.mark.parametrize(
    ("measure", "start", "expected"),
    [("nprs", 1, True), ("nprs", 2, True), ("nprs", 3, False), ("psfs", 9, True), ("psfs", 3, False)],
)
def test_little_to_improve_at_the_start_says_nothing(measure: str, start: int, expected: bool) -> None:
    assert has_no_room(Curve(INSTRUMENTS[measure], Scored(DAY, Decimal(start)), ())) is expected


def test_without_today_no_score_is_recent() -> None:
    score, seen = Scored(DAY, Decimal(3)), EpisodeSeen(today=DAY + timedelta(days=7))

    assert is_recent(seen, score, 7)
    assert not is_recent(seen, score, 6)
    assert not is_recent(replace(seen, today=None), score, 7)
