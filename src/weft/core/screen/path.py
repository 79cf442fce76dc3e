"""Which question comes next while somebody is being asked, one at a time."""

from collections.abc import Iterator, Mapping

from weft.core.screen.clearance import Clearance
from weft.core.screen.facts import Question, QuestionSet, ScreenFacts, Trigger
from weft.core.screen.leads import still_open, to_ask, with_implied
from weft.core.screen.screening import read, screen
from weft.core.screen.triggers import is_up
from weft.core.shared.care import Action, Answer, Outcome


def next_question(answers: Mapping[str, Answer], facts: ScreenFacts, asked: QuestionSet) -> Question | None:
    """The first open question of the set, or None when there is nothing more to ask.

    An emergency ends the asking at once. After a less urgent stop only those questions follow that could still make it
    an emergency: somebody with both legs weak is asked about past cancer before being told "today".

    Raises:
        NoAcceptedRedFlags, UnknownQuestion, UnreadableAnswer: As `screen`.
    """
    answers = read(answers)
    clearance = screen(answers, facts, asked=asked)
    wanted = _that_matter(clearance, with_implied(answers, facts), facts)
    return next((one for one in still_open(answers, facts, asked) if one.id in wanted), None)


def _that_matter(clearance: Clearance, answers: Mapping[str, Answer], facts: ScreenFacts) -> frozenset[str]:
    if clearance.outcome is not Outcome.STOP:
        return frozenset(clearance.unanswered)
    if clearance.action is Action.EMERGENCY:
        return frozenset()
    matter = (facts.questions[question] for trigger in _alarms(facts) for question in _still_open(trigger, answers))
    return frozenset(to_ask(question, answers, facts).id for question in matter)


def _alarms(facts: ScreenFacts) -> Iterator[Trigger]:
    return (one for flag in facts.red_flags for one in flag.triggers if one.action is Action.EMERGENCY)


def _still_open(trigger: Trigger, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Questions of a trigger that can still go off; none when answers already given rule it out."""
    open_ones = tuple(question for question in trigger.questions if question not in answers)
    feared = {**answers, **dict.fromkeys(open_ones, Answer.YES)}
    return open_ones if is_up(trigger, feared) else ()
