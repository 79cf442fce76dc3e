"""Questions that stand before others: one no for many, said once and never guessed."""

from collections.abc import Iterator, Mapping

from weft.core.screen.facts import Lead, Question, QuestionSet, ScreenFacts
from weft.core.shared.care import Answer

_NAMED = frozenset({Answer.YES, Answer.UNSURE})


def with_implied(answers: Mapping[str, Answer], facts: ScreenFacts) -> dict[str, Answer]:
    """The answers with every no that a no before it says. What was answered itself stands as it was answered."""
    implied = dict(answers)
    for question in facts.questions.values():  # a question comes after the one that it is under
        if question.under and question.id not in implied and implied.get(question.under) == Answer.NO:
            implied[question.id] = Answer.NO
    return implied


def is_shown(question: Question, answers: Mapping[str, Answer], facts: ScreenFacts) -> bool:
    """Whether somebody would be asked it: nothing stands before it, or all that does was answered yes or "not sure"."""
    before = facts.questions.get(question.under)
    return before is None or (answers.get(before.id) in _NAMED and is_shown(before, answers, facts))


def still_open(answers: Mapping[str, Answer], facts: ScreenFacts, asked: QuestionSet) -> tuple[Question, ...]:
    """The questions of the set that somebody would put now, in asking order.

    Of a question whose answer is missing while the one before it is open too, the one before it is put first. A
    question that only stands before others is left out when each of those has its own answer.
    """
    wanted = open_questions(answers, facts, asked)
    return tuple(question for question in facts.questions.values() if question.id in wanted)


def open_questions(
    answers: Mapping[str, Answer], facts: ScreenFacts, asked: QuestionSet
) -> dict[str, tuple[Question, ...]]:
    """The questions without an answer, by the id of the question that has to be put first to learn it."""
    implied, alone = with_implied(answers, facts), _that_decide_nothing(facts)
    found: dict[str, list[Question]] = {}
    for question in facts.questions.values():
        if asked in question.asked_in and question.id not in implied and question.id not in alone:
            found.setdefault(to_ask(question, answers, facts).id, []).append(question)
    return {first: tuple(waiting) for first, waiting in found.items()}


def to_ask(question: Question, answers: Mapping[str, Answer], facts: ScreenFacts) -> Question:
    """What has to be asked first to learn the answer: the outermost open question before this one, or itself."""
    open_one, before = question, facts.questions.get(question.under)
    while before:
        open_one = before if before.id not in answers else open_one
        before = facts.questions.get(before.under)
    return open_one


def beneath(question_id: str, facts: ScreenFacts) -> tuple[str, ...]:
    """Ids of all questions that stand under this one, however deep."""
    found: list[str] = []
    for question in facts.questions.values():
        if question.under in (question_id, *found):
            found.append(question.id)
    return tuple(found)


def borne_out_by_nothing(
    answers: Mapping[str, Answer], facts: ScreenFacts, asked: QuestionSet
) -> Iterator[tuple[Lead, tuple[str, ...]]]:
    """Leads with signs that were answered yes while every sign under them that was asked was answered no.

    Args:
        answers: With every implied no.
        facts: All of screening.
        asked: The set that was put to the person; an open sign of it is asked before the list is asked again.

    Yields:
        The lead and the ids of the signs under it.
    """
    for lead in facts.leads:
        if lead.signs and answers.get(lead.id) is Answer.YES:
            signs = tuple(one for one in facts.questions.values() if one.under == lead.id)
            is_open = any(one.id not in answers and asked in one.asked_in for one in signs)
            if not is_open and not any(answers.get(one.id) in _NAMED for one in signs):
                yield lead, tuple(one.id for one in signs)


def _that_decide_nothing(facts: ScreenFacts) -> frozenset[str]:
    """Leads: they are open only while something under them is; a lead that re-opens is asked for its own sake."""
    return frozenset(lead.id for lead in facts.leads if not lead.reopens)
