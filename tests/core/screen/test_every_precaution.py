"""Each precaution: its cases come out, it stops nobody, and it is asked with as few questions as can be."""

import pytest

from weft.core.screen.facts import Precaution, QuestionSet
from weft.core.screen.leads import to_ask
from weft.core.screen.order import questions_for
from weft.core.screen.screening import screen
from weft.core.shared.care import Action, Answer, Outcome
from weft.core.treat.facts import PointCaution
from weft.library.knowledge import knowledge
from weft.library.worked.screen import ScreenCase, differences, screen_cases

KNOWN = knowledge()
FACTS = KNOWN.screen
PRECAUTIONS = {one.id: one for one in FACTS.precautions}


def written(folder: set[str]) -> list[object]:
    cases = ((rule, case) for rule, found in screen_cases().items() if rule in folder for case in found)
    return [pytest.param(case, id=f"{rule}: {case.name}") for rule, case in cases]


@pytest.mark.parametrize("case", written(set(PRECAUTIONS)))
def test_a_case_comes_out_as_a_clinician_expects(case: ScreenCase) -> None:
    assert not list(differences(case, FACTS))


def test_every_precaution_has_a_clear_a_yes_an_unsure_and_a_missing_case() -> None:
    cases = screen_cases()

    assert set(PRECAUTIONS) <= set(cases)
    for name, rule in PRECAUTIONS.items():
        given = [case.given for case in cases[name]]
        asked = rule.question.id
        assert any(asked not in (*one.yes, *one.unsure, *one.missing) for one in given)
        assert all(any(asked in getattr(one, said) for one in given) for said in ("yes", "unsure", "missing"))


@pytest.mark.parametrize("rule", FACTS.precautions, ids=lambda rule: rule.id)
def test_a_yes_changes_treatments_and_never_stops_the_person(rule: Precaution) -> None:
    answers = {question.id: Answer.NO for question in FACTS.questions.values()} | {rule.question.id: Answer.YES}

    clearance = screen(answers, FACTS)

    assert (clearance.outcome, clearance.action) == (Outcome.GO, Action.CAUTION)
    assert str(clearance.told[0]) == rule.person


@pytest.mark.parametrize("rule", FACTS.precautions, ids=lambda rule: rule.id)
def test_a_precaution_that_is_asked_stands_under_a_list_or_in_every_visit(rule: Precaution) -> None:
    """So that most people answer it with one no for many."""
    asked = rule.question.asked_in

    alone = rule.id in {"pregnancy", "skin_infection", "blood_thinner"}
    assert bool(rule.question.under) != (alone or "examination" in asked)


def test_at_most_twelve_precaution_questions_before_the_first_treatment_when_all_is_no() -> None:
    first = {to_ask(one.question, {}, FACTS).id for one in FACTS.precautions if "full" in one.question.asked_in}

    assert len(first - {"past_illness_or_weak_bones"}) == 12


def test_at_a_visit_four_precaution_questions_are_asked() -> None:
    leads = {lead.id for lead in FACTS.leads} - {"sudden_illness", "health_changed"}
    own = {rule.question.id for rule in FACTS.precautions if not rule.question.under} | leads
    asked = [one.id for one in questions_for(FACTS, QuestionSet.EVERY_VISIT) if one.id in own]

    assert sorted(asked) == ["blood_thinner", "pregnancy", "skin_infection", "today"]


def test_pregnancy_and_the_points_agree() -> None:
    kept = {point for effect in PRECAUTIONS["pregnancy"].effects for point in effect.points}
    marked = {code for code, point in KNOWN.treat.points.items() if PointCaution.PREGNANCY in point.cautions}

    assert marked <= kept
    assert {"LI4", "SP6", "BL60", "BL67", "GB21", "LR3", "CV4"} <= kept
