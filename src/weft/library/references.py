"""References between files: an id that nobody knows would mislead care, so nothing loads with one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from weft.core.plan.case import RADIATIONS
from weft.core.screen.facts import Lead, Precaution, Question, RedFlag, Trigger, TriggerKind
from weft.core.shared.care import Action, Outcome
from weft.library.shape import Knowledge


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the knowledge: one line that names file, place and mend."""

    file: str
    place: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.mend}" if self.place else f"{self.file}: {self.mend}"


def references(knowledge: Knowledge) -> Iterator[Fault]:
    """Every id that is used but not known or used for two things, and every screening rule that could not speak."""
    known = _known(knowledge)
    for entry in knowledge.entries:
        for place, name, value in leaves(entry.fact):
            if name in known:
                yield from _unknown(entry.file, place, value, known[name])
    yield from _screen_ids(knowledge)


def leaves(fact: object, place: str = "") -> Iterator[tuple[str, str, str]]:
    """Every text in a fact, however deep, as (place, field name, text). A mapping's keys are texts of its field too."""
    shape: Any = type(fact)
    for name in _names(shape):
        yield from _texts(getattr(fact, name), f"{place}.{name}" if place else name, name)


def _texts(value: object, here: str, name: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, str):
        yield here, name, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, here if isinstance(item, str) else f"{here}.{number}", name)
    elif isinstance(value, Mapping):
        yield from _texts((*value.keys(), *value.values()), here, name)
    else:
        yield from leaves(value, here)


@cache
def _names(shape: Any) -> tuple[str, ...]:
    """The fields of a fact; none of a number, a date or anything else that holds no text."""
    return tuple(field.name for field in fields(shape)) if is_dataclass(shape) else ()


def _known(knowledge: Knowledge) -> dict[str, Mapping[str, object]]:
    """The ids that a field may hold, by the field's name: one name means one thing in every file."""
    modalities = knowledge.modalities
    regions = dict.fromkeys(region.id for region in knowledge.assess.regions)
    return {
        "sources": knowledge.sources,
        "unit": knowledge.units,
        "modality": modalities,
        "modalities": modalities,
        "blocks": {"*": None, **modalities},
        "evidence": knowledge.plan.evidence,
        "claims": knowledge.learn.claims,
        "exercises": knowledge.plan.exercises,
        "tests": knowledge.assess.tests,
        "region": regions,
        "regions": regions,
        "other_dose": {"": None, **knowledge.plan.pathways},
        "spreads": dict.fromkeys(RADIATIONS),
        "measure": {"": None, **knowledge.measure.instruments},
        "main_measure": knowledge.measure.instruments,
        "exercise": {"": None, **knowledge.plan.exercises},
        "easier_id": {"": None, **knowledge.plan.exercises},
        "harder_id": {"": None, **knowledge.plan.exercises},
        "behaviour": _choices(knowledge, "behaviour"),
    }


def _choices(knowledge: Knowledge, list_id: str) -> Mapping[str, object]:
    listed = knowledge.assess.lists.get(list_id)
    return dict.fromkeys(choice.id for choice in listed.choices) if listed else {}


def _unknown(file: str, place: str, value: str, known: Mapping[str, object]) -> Iterator[Fault]:
    if value not in known:
        near = get_close_matches(value, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "mend its spelling or add it"
        yield Fault(file, place, f"{value!r} is not known; {hint}")


def _screen_ids(knowledge: Knowledge) -> Iterator[Fault]:
    rules: dict[str, str] = {}
    asked: dict[str, str] = {}
    for entry in knowledge.entries:
        if isinstance(entry.fact, Lead):
            yield from _lead(entry.file, entry.fact, asked)
        elif isinstance(entry.fact, RedFlag | Precaution):
            yield from _rule(entry.file, entry.fact, rules, asked)
    for entry in knowledge.entries:
        if isinstance(entry.fact, RedFlag | Precaution):
            yield from _rests_on(entry.file, entry.fact, asked)
            for question in _questions(entry.fact):
                yield from _under(entry.file, question, knowledge.screen.questions, asked)


def _rests_on(file: str, rule: RedFlag | Precaution, asked: Mapping[str, str]) -> Iterator[Fault]:
    """A question that another rule asks must be asked there."""
    if isinstance(rule, RedFlag):
        yield from _triggers(file, rule, asked)
        return
    for question in rule.also:
        yield from _unknown(file, "also", question, asked)


def _rule(file: str, rule: RedFlag | Precaution, rules: dict[str, str], asked: dict[str, str]) -> Iterator[Fault]:
    yield from _twice(file, "id", rule.id, rules)
    yield from _silent(file, rule)
    for question in _questions(rule):
        yield from _twice(file, "question", question.id, asked)


def _lead(file: str, lead: Lead, asked: dict[str, str]) -> Iterator[Fault]:
    yield from _twice(file, "question", lead.question.id, asked)
    if lead.question.id != lead.id:
        yield Fault(file, "question.id", f"must be the lead's own: write id = {lead.id!r}")
    if not lead.question.asked_in:
        yield Fault(file, "question.asked_in", "is empty; ask it wherever a question under it is asked")


def _under(file: str, question: Question, known: Mapping[str, Question], asked: Mapping[str, str]) -> Iterator[Fault]:
    """What stands before a question must be asked itself, and come to an end."""
    place, seen, before = f"{question.id}.under", [question.id], question.under
    if before:
        yield from _unknown(file, place, before, asked)
    while before in known and before not in seen:
        seen.append(before)
        before = known[before].under
    if before in seen:
        yield Fault(file, place, f"goes in a circle: {' under '.join((*seen, before))}; take one out")


def _questions(rule: RedFlag | Precaution) -> tuple[Question, ...]:
    return rule.questions if isinstance(rule, RedFlag) else (rule.question,)


def _silent(file: str, rule: RedFlag | Precaution) -> Iterator[Fault]:
    """A rule that is never asked, never goes off or changes nothing would let a danger pass as clear."""
    is_flag = isinstance(rule, RedFlag)
    only_letters = isinstance(rule, RedFlag) and all(one.outcome is Outcome.GO for one in rule.triggers)
    for part in ("questions", "triggers", "blocks") if is_flag else ("effects",):
        if not getattr(rule, part) and not (part == "blocks" and only_letters):
            yield Fault(file, part, "is empty; a rule of screening needs at least one")
    for number, question in enumerate(_questions(rule)):
        if not question.asked_in:
            place = f"questions.{number}" if is_flag else "question"
            yield Fault(file, f"{place}.asked_in", 'is empty; ask it in "full" at least')


def _twice(file: str, place: str, value: str, seen: dict[str, str]) -> Iterator[Fault]:
    if value in seen:
        yield Fault(file, place, f"{value!r} is also in {seen[value]}; rename one")
    seen[value] = file


def _triggers(file: str, flag: RedFlag, asked: Mapping[str, str]) -> Iterator[Fault]:
    for number, trigger in enumerate(flag.triggers):
        for question in trigger.questions:
            yield from _unknown(file, f"triggers.{number}.questions", question, asked)
        if _never(trigger):
            yield Fault(file, f"triggers.{number}.count", f"must lie between 1 and {len(trigger.questions)}")
        yield from _letter(file, f"triggers.{number}", trigger)
        yield from _said_once(file, f"triggers.{number}", trigger)


_LETTERS = (Action.WITHIN_2_WEEKS, Action.GP, Action.CAUTION)
"""What a sign that only calls for a letter may ask for; anything sooner holds the person back."""


def _letter(file: str, place: str, trigger: Trigger) -> Iterator[Fault]:
    if trigger.outcome is Outcome.GO and trigger.action not in _LETTERS:
        yield Fault(file, f"{place}.outcome", f'"go" is for a letter: use "stop", or one of {", ".join(_LETTERS)}')
    if trigger.outcome is Outcome.GO and trigger.blocks:
        yield Fault(file, f"{place}.blocks", '"go" blocks nothing; take blocks out or use "talk_first"')


def _said_once(file: str, place: str, trigger: Trigger) -> Iterator[Fault]:
    """One meaning is written in one way, or two files that say the same would read as if they differed."""
    if trigger.action is Action.EMERGENCY and trigger.outcome is not Outcome.STOP:
        yield Fault(file, f"{place}.outcome", 'an emergency stops everything: use "stop"')
    if len(trigger.questions) == 1 and trigger.kind is not TriggerKind.ANY_OF:
        yield Fault(file, f"{place}.kind", 'has one question: use "any_of"')
    if trigger.count != 1 and trigger.kind is not TriggerKind.AT_LEAST:
        yield Fault(file, f"{place}.count", 'is for "at_least"; take it out')


def _never(trigger: Trigger) -> bool:
    count = trigger.count if trigger.kind is TriggerKind.AT_LEAST else 1
    return not 1 <= count <= len(trigger.questions)
