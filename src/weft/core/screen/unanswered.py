"""What nobody has answered yet: everything that rests on the answer waits, and no one is waved through."""

from collections.abc import Iterator, Mapping, Sequence

from weft.core.screen.facts import Precaution, Question, RedFlag, ScreenFacts
from weft.core.screen.finding import Finding, Rule, ask
from weft.core.screen.precautions import rests_on
from weft.core.screen.red_flags import modalities_of


def unanswered_findings(waiting: Mapping[str, Sequence[Question]], facts: ScreenFacts) -> Iterator[Finding]:
    """One finding for each question that has to be put, with all that waits for it.

    Args:
        waiting: The questions without an answer, by the one to put first (`core/screen/leads.py`: `open_questions`).
        facts: All of screening.
    """
    resting = _resting_on({one.id for open_ones in waiting.values() for one in open_ones}, facts) if waiting else {}
    for first, open_ones in waiting.items():
        rules = [rule for one in open_ones for rule in resting.get(one.id, ())]
        # No rule rests on a question that re-opens the others: everything waits for it.
        yield ask(rules, facts.questions[first], _waits(rules, facts) if rules else facts.modalities)


def _resting_on(open_ones: set[str], facts: ScreenFacts) -> dict[str, list[Rule]]:
    """The rules that rest on each open question."""
    found: dict[str, list[Rule]] = {}
    rules: tuple[Rule, ...] = (*facts.red_flags, *facts.precautions)
    for rule in rules:
        for question in _rests_on(rule):
            if question in open_ones:
                found.setdefault(question, []).append(rule)
    return found


def _rests_on(rule: Rule) -> tuple[str, ...]:
    return tuple(one.id for one in rule.questions) if isinstance(rule, RedFlag) else rests_on(rule)


def _waits(rules: list[Rule], facts: ScreenFacts) -> tuple[str, ...]:
    touched = {modality for rule in rules for modality in _touched(rule, facts)}
    return tuple(modality for modality in facts.modalities if modality in touched)


def _touched(rule: Rule, facts: ScreenFacts) -> tuple[str, ...]:
    if isinstance(rule, Precaution):
        return tuple(modality for effect in rule.effects for modality in effect.modalities)
    return modalities_of(rule.blocks, facts)
