"""References between files: an id that nobody knows would mislead care, so nothing loads with one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches

from weft.core.screen.facts import Precaution, Question, RedFlag, Trigger, TriggerKind
from weft.core.shared.care import Outcome
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
    """Every text in a fact, however deep, as (place, field name, text)."""
    for field in fields(fact):  # type: ignore[arg-type]  # always a dataclass: checked below
        value = getattr(fact, field.name)
        here = f"{place}.{field.name}" if place else field.name
        for number, item in enumerate(value if isinstance(value, tuple) else (value,)):
            if is_dataclass(item):
                yield from leaves(item, f"{here}.{number}" if isinstance(value, tuple) else here)
            elif isinstance(item, str):
                yield here, field.name, item


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
        "exercises": knowledge.plan.exercises,
        "tests": knowledge.assess.tests,
        "region": regions,
        "regions": regions,
        "other_dose": {"": None, **knowledge.plan.pathways},
    }


def _unknown(file: str, place: str, value: str, known: Mapping[str, object]) -> Iterator[Fault]:
    if value not in known:
        near = get_close_matches(value, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "mend its spelling or add it"
        yield Fault(file, place, f"{value!r} is not known; {hint}")


def _screen_ids(knowledge: Knowledge) -> Iterator[Fault]:
    rules: dict[str, str] = {}
    asked: dict[str, str] = {}
    for entry in knowledge.entries:
        if isinstance(entry.fact, RedFlag | Precaution):
            yield from _twice(entry.file, "id", entry.fact.id, rules)
            yield from _silent(entry.file, entry.fact)
            for question in _questions(entry.fact):
                yield from _twice(entry.file, "question", question.id, asked)
    for entry in knowledge.entries:
        if isinstance(entry.fact, RedFlag):
            yield from _triggers(entry.file, entry.fact, asked)


def _questions(rule: RedFlag | Precaution) -> tuple[Question, ...]:
    return rule.questions if isinstance(rule, RedFlag) else (rule.question,)


def _silent(file: str, rule: RedFlag | Precaution) -> Iterator[Fault]:
    """A rule that is never asked, never goes off or changes nothing would let a danger pass as clear."""
    is_flag = isinstance(rule, RedFlag)
    for part in ("questions", "triggers", "blocks") if is_flag else ("effects",):
        if not getattr(rule, part):
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
        if trigger.outcome is Outcome.GO:
            yield Fault(file, f"triggers.{number}.outcome", 'a danger sign never says "go"; use "stop" or "talk_first"')


def _never(trigger: Trigger) -> bool:
    count = trigger.count if trigger.kind is TriggerKind.AT_LEAST else 1
    return not 1 <= count <= len(trigger.questions)
