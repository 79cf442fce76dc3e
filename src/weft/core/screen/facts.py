"""What `knowledge/screen/` holds: questions, red flags, precautions."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum

from weft.core.screen.audience import Audience
from weft.core.shared.care import Action, Outcome
from weft.core.shared.fact import Basis, Review, fact


class QuestionSet(StrEnum):
    """When a question is asked."""

    CONSULT = "consult"
    FULL = "full"
    EVERY_VISIT = "every_visit"
    EXAMINATION = "examination"
    """Found or judged by a clinician, or known without asking; nobody is asked these in a list."""


@fact
class Question:
    """One plain yes / no / not sure question in our own words."""

    id: str
    text: str
    why: str
    """Why we ask, in words for the person."""
    asked_in: tuple[QuestionSet, ...]
    under: str = ""
    """Id of a question that stands before this one and names it: a no there is a no here, and without an answer there
    this one is open. It is asked only after a yes or "not sure" there."""


@fact
class Lead:
    """A question that stands before several and decides nothing by itself: most people answer all with one no."""

    id: str
    question: Question
    """Its id is the lead's."""
    signs: bool = False
    """It lists signs of danger: a yes that nothing under it bears out is asked again."""
    reopens: bool = False
    """A yes or "not sure" ends what earlier answers said no to: the full set is asked again. Nothing is under it."""
    basis: Basis
    review: Review


class TriggerKind(StrEnum):
    """The named ways in which answers add up; each is Python in `core/screen/triggers.py`."""

    ANY_OF = "any_of"
    ALL_OF = "all_of"
    AT_LEAST = "at_least"


@fact
class Trigger:
    """When the flag is up, and what follows."""

    kind: TriggerKind
    questions: tuple[str, ...]
    count: int = 1
    """For AT_LEAST: how many of ``questions`` must be yes."""
    outcome: Outcome
    """GO means: a letter to somebody else, and care goes on."""
    action: Action
    blocks: tuple[str, ...] = ()
    """Modality ids that are BLOCKED by this trigger; empty: those of the flag (none when the outcome is GO)."""
    person: str = ""
    """What the person is told when none more urgent has gone off; empty: the flag's."""


@fact
class RedFlag:
    """A sign of serious disease: a cluster of questions with the action it calls for."""

    id: str
    name: str
    questions: tuple[Question, ...]
    triggers: tuple[Trigger, ...]
    blocks: tuple[str, ...]
    """Modality ids that are BLOCKED while the flag is up, and wait while a question is open; ("*",) for all."""
    person: str
    """What the person is told when it is up: what it may mean and what to do."""
    letter: str
    """The line for the letter to another clinician."""
    sources: tuple[str, ...]
    basis: Basis
    review: Review
    hand_over: tuple[str, ...] = ()
    """What else the other clinician needs: what to ask, test or measure, and what does not rule it out."""
    rows: tuple[str, ...] = ()
    """The rows of the clinical dossier that it carries ("RF07"), so that a test can prove that none is left out."""


class Level(StrEnum):
    """How strongly a precaution speaks: do not / sign-off first / take care."""

    ABS = "abs"
    REL = "rel"
    PRE = "pre"


@fact
class Effect:
    """What one precaution means for some modalities."""

    modalities: tuple[str, ...]
    level: Level
    text: str
    """The rule in words for the clinician."""
    site_only: bool = False
    """The level holds only at the affected site; elsewhere the modality is a CAUTION."""
    points: tuple[str, ...] = ()
    """Point codes that the level holds for; elsewhere the modality is a CAUTION."""


@fact
class Precaution:
    """A reason to change or withhold a modality."""

    id: str
    name: str
    question: Question
    also: tuple[str, ...] = ()
    """Ids of questions that another rule asks: a yes there is a yes here too, so that nobody is asked twice."""
    effects: tuple[Effect, ...]
    person: str
    """What the person is told: what this changes for them."""
    rows: tuple[str, ...] = ()
    """The rows of the clinical dossier that it carries ("3.4", "4.heat"); a test proves that none is left out."""
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class ScreenFacts:
    """All that screening knows, in the order in which it is asked."""

    red_flags: tuple[RedFlag, ...]
    precautions: tuple[Precaution, ...]
    modalities: tuple[str, ...]
    """Every modality that gets a verdict."""
    leads: tuple[Lead, ...] = ()
    """Questions that stand before others."""
    audiences: tuple[Audience, ...] = ()
    """Groups that combined care is described for, in the order of their source."""
    questions: dict[str, Question] = field(init=False, repr=False, compare=False)
    """Every question by id, in asking order: danger first; one that stands before others right before the first of
    them. Worked out once, when the facts are made."""

    def __post_init__(self) -> None:
        """Work out the order."""
        object.__setattr__(self, "questions", _in_asking_order(self))


def _in_asking_order(facts: ScreenFacts) -> dict[str, Question]:
    leads = {lead.id: lead.question for lead in facts.leads}
    rules = {question.id: question for question in _rules(facts)}
    known = {**leads, **rules}
    ordered = {lead.id: lead.question for lead in facts.leads if lead.reopens}
    for question in rules.values():
        for one in (*_above(question, known), question):
            ordered.setdefault(one.id, one)
    return ordered


def _rules(facts: ScreenFacts) -> Iterator[Question]:
    """The questions that rules rest on, danger first."""
    for flag in facts.red_flags:
        yield from flag.questions
    yield from (precaution.question for precaution in facts.precautions)


def _above(question: Question, known: Mapping[str, Question]) -> tuple[Question, ...]:
    """The questions that stand before this one, the outermost first. A circle ends where it began."""
    found: list[Question] = []
    before = known.get(question.under)
    while before and before not in (question, *found):
        found.insert(0, before)
        before = known.get(before.under)
    return tuple(found)
