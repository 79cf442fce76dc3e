"""Who has to say yes to a plan, and what may be booked before."""

from dataclasses import replace

import pytest
from tests.core.plan.plan_builders import case, clearance

from weft.core.plan.agreeing import PERSON, disciplines_in, is_agreed, may_book, roles_needed, still_to_agree
from weft.core.plan.agreements import FREE_TO_SAY_NO, agreement_words
from weft.core.plan.facts import Lane
from weft.core.plan.plan import PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.plan.spoken import plan_in_words
from weft.library.knowledge import knowledge

EVERYBODY = ("needles", "movement", PERSON)


def plan() -> PlanOfCare:
    cleared = clearance()
    return draft_plan(case(), knowledge().plan, cleared, version="1")


def without_needles(whole: PlanOfCare) -> PlanOfCare:
    phases = tuple(replace(phase, lanes=phase.lanes | {Lane.NEEDLES: ()}) for phase in whole.phases)
    return replace(whole, phases=phases)


def test_both_disciplines_and_the_person_agree() -> None:
    assert roles_needed(plan()) == EVERYBODY


def test_a_movement_plan_needs_no_acupuncturist() -> None:
    assert disciplines_in(without_needles(plan())) == ("movement",)
    assert is_agreed(without_needles(plan()), {"movement", PERSON})


def test_one_missing_yes_is_enough_to_wait() -> None:
    for missing in EVERYBODY:
        said = set(EVERYBODY) - {missing}
        assert still_to_agree(plan(), said) == (missing,)
        assert not is_agreed(plan(), said)


def test_a_plan_without_lines_is_never_agreed() -> None:
    empty = replace(plan(), phases=())

    assert not is_agreed(empty, EVERYBODY)
    assert not may_book(empty, EVERYBODY, assessor_signed=True, weeks=1).is_open


@pytest.mark.parametrize(
    ("agreed", "signed", "weeks", "is_open"),
    [
        ((), False, 1, False),
        ((), True, 2, True),
        ((), True, 3, False),
        (EVERYBODY, False, 9, True),
    ],
)
def test_two_weeks_may_be_booked_on_the_assessors_signature(
    agreed: tuple[str, ...], signed: bool, weeks: int, is_open: bool
) -> None:
    gate = may_book(plan(), agreed, assessor_signed=signed, weeks=weeks)

    assert gate.is_open is is_open
    assert gate.why.limits == (("first_weeks", "2"),)


def test_the_words_of_an_agreement_name_every_risk_with_its_rate() -> None:
    text = knowledge().plan.agreements["needling"]
    said = [str(words) for words in agreement_words(text, "Needling")]

    assert said[0] == "Agreement: Needling"
    assert all(any(risk.text in line and risk.rate in line for line in said) for risk in text.risks)
    assert said[-1] == str(FREE_TO_SAY_NO)


def test_a_plan_in_words_says_because_now_and_until_of_every_line() -> None:
    said = "\n".join(map(str, plan_in_words(plan())))
    lines = [line for phase in plan().phases for lines in phase.lanes.values() for line in lines]

    assert lines
    assert all(str(line.because) in said and str(line.until) in said for line in lines)
