"""Faults of screening questions: in which sets they are asked, and what stands before them."""

from collections.abc import Iterator, Mapping

from weft.core.screen.facts import Lead, Precaution, Question, QuestionSet, RedFlag, ScreenFacts, Trigger
from weft.core.screen.red_flags import ALL
from weft.core.shared.care import Action, Outcome
from weft.library.references import Fault
from weft.library.shape import Knowledge

_WITHOUT_ASKING = {QuestionSet.EXAMINATION}


def question_faults(knowledge: Knowledge) -> Iterator[Fault]:
    """Questions that nobody would be asked in time, or that a no elsewhere would answer unseen."""
    asked = {question.id: (file, question, rule) for file, question, rule in _questions(knowledge)}
    for file, question, rule in asked.values():
        if not isinstance(rule, Lead) and not {QuestionSet.FULL, *_WITHOUT_ASKING} & set(question.asked_in):
            yield Fault(file, question.id, 'is not in the full set; add "full" to asked_in')
        if question.under:
            yield from _under(file, question, asked)
    for file, _, rule in asked.values():
        if isinstance(rule, Lead):
            yield from _lead(file, rule, knowledge.screen, asked)


Asked = Mapping[str, tuple[str, Question, RedFlag | Precaution | Lead]]


def _questions(knowledge: Knowledge) -> Iterator[tuple[str, Question, RedFlag | Precaution | Lead]]:
    for entry in knowledge.entries:
        match entry.fact:
            case RedFlag(questions=questions):
                yield from ((entry.file, question, entry.fact) for question in questions)
            case Precaution() | Lead():
                yield entry.file, entry.fact.question, entry.fact


def _under(file: str, question: Question, asked: Asked) -> Iterator[Fault]:
    if question.under not in asked:
        yield Fault(file, question.id, f"is under {question.under!r}, which nobody is asked; mend under")
        return
    before = asked[question.under][1]
    for missing in sorted(set(question.asked_in) - set(before.asked_in) - _WITHOUT_ASKING):
        yield Fault(file, question.id, f"is asked in {missing.value!r}, but {before.id!r} before it is not")


def _lead(file: str, lead: Lead, facts: ScreenFacts, asked: Asked) -> Iterator[Fault]:
    """A list of danger signs: each sign under it stops everything by itself, or a no would hide less than it says."""
    under = {question.id for _, question, _ in asked.values() if question.under == lead.id}
    if not under and not lead.reopens:
        yield Fault(file, lead.id, "stands before no question; put some under it, or remove it")
    triggers = [(flag, trigger) for flag in facts.red_flags for trigger in flag.triggers]
    for name in sorted(under) if lead.signs else ():
        if not any(_stops(flag, trigger, name) for flag, trigger in triggers):
            mend = "is under a list of danger signs; one yes must hold everything back, and today"
            yield Fault(asked[name][0], name, mend)


def _stops(flag: RedFlag, trigger: Trigger, question: str) -> bool:
    alone = trigger.questions == (question,) or (question in trigger.questions and trigger.kind == "any_of")
    is_today = trigger.action in {Action.EMERGENCY, Action.SAME_DAY}
    return alone and is_today and trigger.outcome is not Outcome.GO and ALL in (trigger.blocks or flag.blocks)
