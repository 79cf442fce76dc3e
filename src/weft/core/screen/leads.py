"""Questions that stand before others: one no for many, said once and never guessed."""

from collections.abc import Iterator, Mapping

from weft.core.screen.facts import Lead, Question, QuestionSet, RedFlag, ScreenFacts
from weft.core.screen.order import every_question, questions_for
from weft.core.shared.care import Answer


def with_implied(answers: Mapping[str, Answer], facts: ScreenFacts) -> dict[str, Answer]:
    """The answers with every no that a no before it says. What was answered itself stands as it was answered."""
    implied = dict(answers)
    for question in every_question(facts):  # a question comes after the one that it is under
        if question.id not in implied and implied.get(question.under) is Answer.NO:
            implied[question.id] = Answer.NO
    return implied


def still_open(answers: Mapping[str, Answer], facts: ScreenFacts, asked: QuestionSet) -> Iterator[Question]:
    """The questions of the set that somebody would put now: no answer yet, and the one before it, if any, answered."""
    implied = with_implied(answers, facts)
    for question in questions_for(facts, asked):
        if question.id not in implied and (not question.under or question.under in implied):
            yield question


def to_ask(question: Question, answers: Mapping[str, Answer], facts: ScreenFacts) -> Question:
    """What has to be asked first to learn the answer: the outermost open question before this one, or itself."""
    known = {one.id: one for one in every_question(facts)}
    open_one, before = question, known.get(question.under)
    while before:
        open_one = before if before.id not in answers else open_one
        before = known.get(before.under)
    return open_one


def borne_out_by_nothing(answers: Mapping[str, Answer], facts: ScreenFacts) -> Iterator[tuple[Lead, RedFlag]]:
    """Leads with signs that were answered yes while every sign under them was answered no, with each flag concerned."""
    for lead in facts.leads:
        under = tuple(one for one in every_question(facts) if one.under == lead.id)
        said_yes = lead.signs and answers.get(lead.id) is Answer.YES
        if said_yes and all(answers.get(one.id) is Answer.NO for one in under):
            yield from ((lead, flag) for flag in facts.red_flags if set(flag.questions) & set(under))
