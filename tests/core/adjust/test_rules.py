"""Single rules, where a case in `knowledge/cases/adjust/` would not show what is meant."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.shelf import SHELF

from weft.core.adjust.dose import ask_about_dose
from weft.core.adjust.facts import DoseRule, NoResponseRule, PairShiftRule, TaperRule
from weft.core.adjust.pairs import propose_unpairing
from weft.core.adjust.proposal import ProposalKind, Proposed
from weft.core.adjust.response import propose_re_examination, propose_taper
from weft.core.adjust.seen import Due, EpisodeSeen, PairFelt, Scored
from weft.core.adjust.steps import plateaus
from weft.core.adjust.watch_facts import MeasureDueRule
from weft.core.adjust.watching import measure_due
from weft.library.steps import adjust_facts, measure_facts

RULES = adjust_facts(SHELF).rules
INSTRUMENTS = measure_facts(SHELF).instruments
NPRS = INSTRUMENTS["nprs"]
START = date(2026, 9, 7)
zero_to_ten = st.integers(0, 10).map(Decimal)


def weekly(values: Sequence[Decimal]) -> list[Scored]:
    return [Scored(START + timedelta(weeks=week), value) for week, value in enumerate(values, start=1)]


def kind_of(proposed: Proposed | None) -> ProposalKind | None:
    return proposed.kind if proposed else None


@pytest.fixture
def taper() -> TaperRule:
    rule = RULES["taper"]
    assert isinstance(rule, TaperRule)
    return rule


@pytest.fixture
def dose() -> DoseRule:
    rule = RULES["dose"]
    assert isinstance(rule, DoseRule)
    return rule


def test_a_visit_put_between_booked_ones_counts_those_that_follow(dose: DoseRule) -> None:
    booked = [START + timedelta(days=7 * number) for number in range(12)]

    assert kind_of(ask_about_dose(dose, booked, START + timedelta(days=3))) is ProposalKind.GIVE_REASON


def test_a_proposal_says_its_rule_reason_inputs_and_sources(taper: TaperRule) -> None:
    proposed = propose_taper(taper, NPRS, Scored(START, Decimal(7)), weekly([Decimal(4), Decimal(3)]))

    assert proposed is not None
    assert proposed.rule == "taper"
    assert str(proposed.because) == (
        "Pain has shown a real change 2 times in a row, 30 percent or more each time: 7 at the start, 3 now. "
        "Needles could become rarer."
    )
    assert dict(proposed.inputs) == {"instrument": "nprs", "baseline": "7", "2026-09-14": "4", "2026-09-21": "3"}
    assert proposed.sources == ("ost08", "ger07")


def test_what_was_felt_after_movement_is_kept_but_decides_nothing() -> None:
    flat = PairFelt(Decimal(5), Decimal(5), pain_after_movement=Decimal(2), tolerated=Decimal(1))
    rule = RULES["pair_shift"]

    assert isinstance(rule, PairShiftRule)
    assert kind_of(propose_unpairing(rule, [flat] * 3)) is ProposalKind.UNPAIR


def test_a_review_before_the_first_score_leaves_the_row_open() -> None:
    seen = EpisodeSeen(scores={"nprs": tuple(weekly([Decimal(6)]))}, reviews=(START, START + timedelta(weeks=4)))

    assert plateaus(seen, INSTRUMENTS, START) == 0
    assert plateaus(EpisodeSeen(), INSTRUMENTS, START) == 0


def test_without_a_day_nothing_is_due() -> None:
    rule = RULES["measure_due"]

    assert isinstance(rule, MeasureDueRule)
    assert measure_due(rule, EpisodeSeen(due=(Due("psfs", START),))) is None


@given(zero_to_ten, zero_to_ten, st.integers(0, 30))
def test_taper_and_a_new_look_never_speak_together(baseline: Decimal, latest: Decimal, visits: int) -> None:
    scores, no_response, rule = weekly([latest, latest]), RULES["no_response"], RULES["taper"]
    assert isinstance(rule, TaperRule)
    assert isinstance(no_response, NoResponseRule)

    tapers = propose_taper(rule, NPRS, Scored(START, baseline), scores)
    looks = propose_re_examination(no_response, NPRS, Scored(START, baseline), scores[-1], visits)

    assert tapers is None or looks is None


@given(st.lists(st.integers(0, 400), max_size=30), st.integers(0, 400), st.integers(0, 400))
def test_fewer_needle_visits_never_ask_for_a_reason_that_more_did_not(
    days: list[int], adding: int, one_more: int
) -> None:
    rule = RULES["dose"]
    assert isinstance(rule, DoseRule)
    visits, new = [START + timedelta(days=day) for day in days], START + timedelta(days=adding)

    with_more = ask_about_dose(rule, [*visits, START + timedelta(days=one_more)], new)

    assert with_more is not None or ask_about_dose(rule, visits, new) is None
