"""Laws of screening that hold for every set of answers, here and in the shipped knowledge."""

from hypothesis import given
from hypothesis import strategies as st
from tests.core.screen.screen_builders import FACTS, LED

from weft.core.screen.clearance import Clearance
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.leads import beneath, to_ask, with_implied
from weft.core.screen.order import every_question
from weft.core.screen.screening import screen
from weft.core.shared.care import Action, Answer, Outcome, Verdict
from weft.library.knowledge import knowledge

Case = tuple[ScreenFacts, dict[str, Answer], str]
SEVERAL = st.sampled_from((FACTS, LED, knowledge().screen))
SETS = st.sampled_from(QuestionSet)


@st.composite
def answered(draw: st.DrawFn) -> Case:
    """Facts, some answers to their questions, and one question of them."""
    facts = draw(SEVERAL)
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


def above(question: str, facts: ScreenFacts) -> list[str]:
    """What stands before a question, the nearest first."""
    found: list[str] = []
    while before := facts.questions[found[-1] if found else question].under:
        found.append(before)
    return found


def decides(question: str, facts: ScreenFacts) -> bool:
    """Whether the full set asks it and something rests on it."""
    leads = {one.id for one in facts.leads}
    return question not in leads and QuestionSet.FULL in facts.questions[question].asked_in


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

    assert bookable(forgotten) <= bookable(screen({**fewer, question: Answer.NO}, facts))


@given(answered())
def test_what_nobody_answered_is_open_unless_a_no_before_it_says_no(case: Case) -> None:
    facts, answers, question = case
    fewer = {name: answer for name, answer in answers.items() if name != question}

    forgotten = screen(fewer, facts)

    first = to_ask(facts.questions[question], fewer, facts).id
    is_open = question not in with_implied(fewer, facts) and decides(question, facts)
    assert not is_open or first in forgotten.unanswered
    assert not is_open or forgotten.outcome is not Outcome.GO


@given(answered(), st.data())
def test_forgetting_a_lead_leaves_all_under_it_open_and_nobody_cleared(case: Case, data: st.DataObject) -> None:
    facts, answers, _ = case
    lead = data.draw(st.sampled_from([one.id for one in facts.leads] or [next(iter(facts.questions))]))
    gone = {lead, *beneath(lead, facts), *above(lead, facts)}

    forgotten = screen({name: said for name, said in answers.items() if name not in gone}, facts)

    under = [facts.questions[one] for one in beneath(lead, facts)]
    waits = [one for one in under if QuestionSet.FULL in one.asked_in]
    assert not waits or forgotten.outcome is not Outcome.GO
    assert not waits or set(forgotten.unanswered) & gone


@given(answered(), SETS)
def test_a_no_before_says_the_same_as_each_no_under_it(case: Case, asked: QuestionSet) -> None:
    facts, answers, question = case
    rest = {name: said for name, said in answers.items() if name not in beneath(question, facts)}
    each = dict.fromkeys(beneath(question, facts), Answer.NO)

    one_no = screen({**rest, question: Answer.NO}, facts, asked=asked)

    assert one_no == screen({**rest, question: Answer.NO, **each}, facts, asked=asked)


@given(answered(), SETS)
def test_what_can_be_asked_next_is_never_under_an_open_question(case: Case, asked: QuestionSet) -> None:
    facts, answers, _ = case

    unanswered = screen(answers, facts, asked=asked).unanswered

    assert not [one for one in unanswered if set(above(one, facts)) & set(unanswered)]


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
def test_whoever_may_go_has_answered_everything_and_no_flag_holds_anything(case: Case, asked: QuestionSet) -> None:
    facts, answers, _ = case

    clearance = screen(answers, facts, asked=asked)

    flags = {flag.id for flag in facts.red_flags}
    held = {reason.rule for said in clearance.by_modality.values() for reason in said.reasons} & flags
    assert clearance.outcome is not Outcome.GO or (clearance.unanswered, held) == ((), set())


@given(answered(), SETS)
def test_a_flag_that_is_up_blocks_something_or_calls_for_a_letter(case: Case, asked: QuestionSet) -> None:
    facts, answers, _ = case

    clearance = screen(answers, facts, asked=asked)

    blocking = {reason.rule for said in clearance.by_modality.values() for reason in said.reasons}
    letters = {flag.id for flag in facts.red_flags if any(one.outcome is Outcome.GO for one in flag.triggers)}
    assert set(clearance.flags) <= blocking | letters
    assert not clearance.flags or (clearance.told and clearance.action is not Action.NONE)


@given(answered(), SETS)
def test_every_modality_has_a_verdict_and_every_bad_one_a_reason(case: Case, asked: QuestionSet) -> None:
    facts, answers, _ = case

    by_modality = screen(answers, facts, asked=asked).by_modality

    assert tuple(by_modality) == facts.modalities
    assert all(bool(said.reasons) is (said.verdict is not Verdict.CLEAR) for said in by_modality.values())
