"""Laws of screening that hold for every set of answers, here and in the shipped knowledge."""

from hypothesis import given
from hypothesis import strategies as st
from tests.core.screen.screen_builders import FACTS

from weft.core.screen.clearance import Clearance
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.order import every_question
from weft.core.screen.screening import screen
from weft.core.shared.care import Action, Answer, Outcome, Verdict
from weft.library.knowledge import knowledge

Case = tuple[ScreenFacts, dict[str, Answer], str]
BOTH = st.sampled_from((FACTS, knowledge().screen))
SETS = st.sampled_from(QuestionSet)


@st.composite
def answered(draw: st.DrawFn) -> Case:
    """Facts, some answers to their questions, and one question of them."""
    facts = draw(BOTH)
    questions = [question.id for question in every_question(facts)]
    answers = draw(st.dictionaries(st.sampled_from(questions), st.sampled_from(Answer)))
    return facts, answers, draw(st.sampled_from(questions))


def severity(clearance: Clearance) -> tuple[int, ...]:
    """Outcome, action and each verdict as numbers: more is worse."""
    verdicts = (list(Verdict).index(said.verdict) for said in clearance.by_modality.values())
    action = -list(Action).index(clearance.action)
    return (list(Outcome).index(clearance.outcome), action, *verdicts)


def is_no_better(one: Clearance, other: Clearance) -> bool:
    return all(a >= b for a, b in zip(severity(one), severity(other), strict=True))


def bookable(clearance: Clearance) -> set[str]:
    return {name for name, said in clearance.by_modality.items() if said.verdict in {Verdict.CLEAR, Verdict.CAUTION}}


@given(answered(), SETS)
def test_a_no_that_becomes_a_yes_never_improves_anything(case: Case, asked: QuestionSet) -> None:
    facts, answers, question = case

    before = screen({**answers, question: Answer.NO}, facts, asked=asked)
    after = screen({**answers, question: Answer.YES}, facts, asked=asked)

    assert is_no_better(after, before)


@given(answered(), SETS)
def test_a_no_that_becomes_a_doubt_never_improves_anything(case: Case, asked: QuestionSet) -> None:
    facts, answers, question = case

    before = screen({**answers, question: Answer.NO}, facts, asked=asked)
    after = screen({**answers, question: Answer.UNSURE}, facts, asked=asked)

    assert is_no_better(after, before)


@given(answered())
def test_forgetting_an_answer_never_lets_more_be_booked(case: Case) -> None:
    facts, answers, question = case
    fewer = {name: answer for name, answer in answers.items() if name != question}

    forgotten = screen(fewer, facts)

    assert question in forgotten.unanswered
    assert forgotten.outcome is not Outcome.GO
    assert bookable(forgotten) <= bookable(screen({**fewer, question: Answer.NO}, facts))


@given(answered())
def test_blocked_never_opens_with_more_yes(case: Case) -> None:
    facts, answers, question = case

    before = screen(answers, facts)
    after = screen({question: Answer.YES, **answers}, facts)

    blocked = {name for name, said in before.by_modality.items() if said.verdict is Verdict.BLOCKED}
    assert blocked <= {name for name, said in after.by_modality.items() if said.verdict is Verdict.BLOCKED}


@given(answered(), SETS)
def test_the_order_of_answers_is_irrelevant(case: Case, asked: QuestionSet) -> None:
    facts, answers, _ = case
    turned = dict(reversed(answers.items()))

    assert screen(turned, facts, asked=asked) == screen(answers, facts, asked=asked)


@given(answered(), SETS)
def test_whoever_may_go_has_answered_everything_and_has_no_flag(case: Case, asked: QuestionSet) -> None:
    facts, answers, _ = case

    clearance = screen(answers, facts, asked=asked)

    assert clearance.outcome is not Outcome.GO or (clearance.unanswered, clearance.flags) == ((), ())


@given(answered(), SETS)
def test_every_modality_has_a_verdict_and_every_bad_one_a_reason(case: Case, asked: QuestionSet) -> None:
    facts, answers, _ = case

    by_modality = screen(answers, facts, asked=asked).by_modality

    assert tuple(by_modality) == facts.modalities
    assert all(bool(said.reasons) is (said.verdict is not Verdict.CLEAR) for said in by_modality.values())
