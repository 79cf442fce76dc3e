"""The rules that may propose something: taper, a new look, un-pairing, a reason for more needles."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.core.written_cases import SHELF, written_cases

from weft.core.adjust.dose import ask_about_dose
from weft.core.adjust.pairs import PairFelt, propose_unpairing
from weft.core.adjust.proposal import ProposalKind, Proposed
from weft.core.adjust.response import Scored, propose_re_examination, propose_taper
from weft.core.measure.change import Direction, change
from weft.core.shared.fact import fact
from weft.library.steps import adjust_facts, measure_facts

FACTS = adjust_facts(SHELF)
INSTRUMENTS = measure_facts(SHELF).instruments
NPRS = INSTRUMENTS["nprs"]
START = date(2026, 9, 7)
zero_to_ten = st.integers(0, 10).map(Decimal)


def weekly(values: Sequence[Decimal]) -> list[Scored]:
    return [Scored(START + timedelta(weeks=week), value) for week, value in enumerate(values, start=1)]


def kind_of(proposed: Proposed | None) -> ProposalKind | None:
    return proposed.kind if proposed else None


@fact
class Expected:
    kind: ProposalKind | None = None
    most: int = 0


@fact
class TaperGiven:
    instrument: str
    baseline: Decimal
    later: tuple[Decimal, ...]


@fact
class TaperCase:
    name: str
    why: str
    given: TaperGiven
    expect: Expected


@fact
class ResponseGiven:
    instrument: str
    baseline: Decimal
    latest: Decimal | None = None
    needle_visits: int


@fact
class ResponseCase:
    name: str
    why: str
    given: ResponseGiven
    expect: Expected


@fact
class PairsGiven:
    pairs: tuple[tuple[Decimal, ...], ...]


@fact
class PairsCase:
    name: str
    why: str
    given: PairsGiven
    expect: Expected


@fact
class DoseGiven:
    every_days: int
    visits: int
    then_after_days: int


@fact
class DoseCase:
    name: str
    why: str
    given: DoseGiven
    expect: Expected


@written_cases(TaperCase, "adjust/taper.toml")
def test_taper_is_proposed_as_a_clinician_wrote(case: TaperCase) -> None:
    instrument = INSTRUMENTS[case.given.instrument]

    proposed = propose_taper(FACTS.taper, instrument, Scored(START, case.given.baseline), weekly(case.given.later))

    assert kind_of(proposed) is case.expect.kind


@written_cases(ResponseCase, "adjust/no_response.toml")
def test_a_new_look_is_proposed_as_a_clinician_wrote(case: ResponseCase) -> None:
    latest = None if case.given.latest is None else weekly([case.given.latest])[0]

    proposed = propose_re_examination(
        FACTS.no_response,
        INSTRUMENTS[case.given.instrument],
        Scored(START, case.given.baseline),
        latest,
        case.given.needle_visits,
    )

    assert kind_of(proposed) is case.expect.kind


@written_cases(PairsCase, "adjust/pair_shift.toml")
def test_unpairing_is_asked_as_a_clinician_wrote(case: PairsCase) -> None:
    proposed = propose_unpairing(FACTS.pair_shift, [PairFelt(*felt) for felt in case.given.pairs])

    assert kind_of(proposed) is case.expect.kind


@written_cases(DoseCase, "adjust/dose.toml")
def test_a_reason_for_more_needles_is_asked_as_a_clinician_wrote(case: DoseCase) -> None:
    given_ = case.given
    visits = [START + timedelta(days=given_.every_days * number) for number in range(given_.visits)]
    adding = (visits[-1] if visits else START) + timedelta(days=given_.then_after_days)

    proposed = ask_about_dose(FACTS.dose, visits, adding)

    assert kind_of(proposed) is case.expect.kind
    assert proposed is None or dict(proposed.inputs)["visits_in_run"] == str(case.expect.most)


def test_a_visit_put_between_booked_ones_counts_those_that_follow() -> None:
    booked = [START + timedelta(days=7 * number) for number in range(12)]

    proposed = ask_about_dose(FACTS.dose, booked, START + timedelta(days=3))

    assert kind_of(proposed) is ProposalKind.GIVE_REASON


def test_a_proposal_says_its_rule_reason_inputs_and_sources() -> None:
    proposed = propose_taper(FACTS.taper, NPRS, Scored(START, Decimal(7)), weekly([Decimal(4), Decimal(3)]))

    assert proposed is not None
    assert proposed.rule == "taper"
    assert str(proposed.because) == (
        "Pain has shown a real change 2 times in a row: 7 at the start, 3 now. Needles could become rarer."
    )
    assert dict(proposed.inputs) == {"instrument": "nprs", "baseline": "7", "2026-09-14": "4", "2026-09-21": "3"}
    assert proposed.sources == ("ost08", "ger07")


def test_what_was_felt_after_movement_is_kept_but_decides_nothing() -> None:
    flat = PairFelt(Decimal(5), Decimal(5), pain_after_movement=Decimal(2), tolerated=Decimal(1))

    assert kind_of(propose_unpairing(FACTS.pair_shift, [flat] * 3)) is ProposalKind.UNPAIR


@given(zero_to_ten, st.lists(zero_to_ten, max_size=6))
def test_taper_is_never_proposed_unless_the_last_change_was_real(baseline: Decimal, later: list[Decimal]) -> None:
    proposed = propose_taper(FACTS.taper, NPRS, Scored(START, baseline), weekly(later))

    assert proposed is None or change(NPRS, baseline, later[-1], on=START).direction is Direction.BETTER


@given(zero_to_ten, zero_to_ten, st.integers(0, 30))
def test_taper_and_a_new_look_never_speak_together(baseline: Decimal, latest: Decimal, visits: int) -> None:
    scores = weekly([latest, latest])

    taper = propose_taper(FACTS.taper, NPRS, Scored(START, baseline), scores)
    look = propose_re_examination(FACTS.no_response, NPRS, Scored(START, baseline), scores[-1], visits)

    assert taper is None or look is None


@given(st.lists(st.integers(0, 400), max_size=30), st.integers(0, 400), st.integers(0, 400))
def test_fewer_needle_visits_never_ask_for_a_reason_that_more_did_not(
    days: list[int], adding: int, one_more: int
) -> None:
    visits = [START + timedelta(days=day) for day in days]
    new = START + timedelta(days=adding)

    with_more = ask_about_dose(FACTS.dose, [*visits, START + timedelta(days=one_more)], new)

    assert with_more is not None or ask_about_dose(FACTS.dose, visits, new) is None
