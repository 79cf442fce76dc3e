"""Reads of the questions: what to ask, what comes next, and where answers lead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import connection

from weft.core.screen.clearance import Clearance
from weft.core.screen.facts import Question, QuestionSet, ScreenFacts
from weft.core.screen.leads import beneath as all_beneath
from weft.core.screen.leads import is_shown
from weft.core.screen.order import questions_for
from weft.core.screen.path import next_question
from weft.core.screen.screening import screen
from weft.core.shared.care import Action, Answer, Outcome
from weft.core.shared.words import Words
from weft.records.accepted import accepted_in
from weft.records.access import Member, NotFound
from weft.records.models import Clinic


class Section(StrEnum):
    """The two kinds of question, in the order in which they are asked."""

    SAFETY = "safety"
    NEEDLES = "needles"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its place."""

    question: Question
    section: Section
    number: int
    """Place in its section, from 1, among the questions that these answers leave to be asked."""
    of: int
    """How many those are, if every open question is answered no."""
    before: str | None
    """Id of the question before it; None for the first."""
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """One question that nothing stands before, with those that it stands before."""

    question: Question
    section: Section
    under: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """Where a visitor's answers lead: never a verdict for a treatment."""

    next: str | None
    """Id of the question to ask now; None when there is nothing more to ask."""
    outcome: Outcome = Outcome.GO
    action: Action = Action.NONE
    told: tuple[Words, ...] = ()
    raised_by: tuple[Question, ...] = ()
    """The questions of the danger signs that are up which were answered yes, in asking order."""

    @property
    def is_stop(self) -> bool:
        """Help comes before any visit, and no open question could make it more urgent."""
        return self.outcome is Outcome.STOP and self.next is None

    @property
    def is_done(self) -> bool:
        """Everything was asked and nothing stops."""
        return self.outcome is not Outcome.STOP and self.next is None


def can_ask(clinic_id: UUID) -> bool:
    """Whether the clinic accepts the danger signs, without which nobody is asked or screened."""
    return bool(accepted_in(clinic_id).screen.red_flags)


def clinics_that_cannot_ask() -> tuple[str, ...]:
    """Names of the clinics in which nobody can be screened: their danger signs are drafts that they do not accept."""
    if "records_clinic" not in connection.introspection.table_names():  # before the first migration
        return ()
    return tuple(row.name for row in Clinic.objects.order_by("name") if not can_ask(row.id))


def questions(by: Member, asked: QuestionSet, answers: Mapping[str, Answer] | None = None) -> tuple[Asked, ...]:
    """The questions of one set that are asked after these answers, in order, each with its section, place and answer.

    What stands under another question is among them once that one was answered yes or "not sure".
    """
    facts, given = accepted_in(by.clinic_id).screen, answers or {}
    ordered = [one for one in questions_for(facts, asked) if is_shown(one, given, facts)]
    sections = [_section(one, facts) for one in ordered]
    return tuple(
        Asked(
            question=one,
            section=section,
            number=sections[: place + 1].count(section),
            of=sections.count(section),
            before=ordered[place - 1].id if place else None,
            answer=given.get(one.id),
        )
        for place, (one, section) in enumerate(zip(ordered, sections, strict=True))
    )


def question(by: Member, asked: QuestionSet, question_id: str, answers: Mapping[str, Answer]) -> Asked | None:
    """One question of a set; None while another question, that stands before it, has not been answered yes.

    Raises:
        NotFound: The set has no such question.
    """
    facts = accepted_in(by.clinic_id).screen
    if question_id not in {one.id for one in questions_for(facts, asked)}:
        raise NotFound
    return next((one for one in questions(by, asked, answers) if one.question.id == question_id), None)


def outline(by: Member, asked: QuestionSet) -> tuple[Branch, ...]:
    """The whole set as a list for somebody who reads aloud: each top question with those that stand under it."""
    facts = accepted_in(by.clinic_id).screen
    whole = questions_for(facts, asked)
    ids = {one.id for one in whole}
    tops = (one for one in whole if one.under not in ids)
    return tuple(Branch(one, _section(one, facts), _under(one, whole)) for one in tops)


def beneath(by: Member, question_id: str) -> tuple[str, ...]:
    """Ids of all questions that stand under this one."""
    return all_beneath(question_id, accepted_in(by.clinic_id).screen)


def _under(top: Question, whole: Iterable[Question]) -> tuple[Question, ...]:
    """The questions under this one, however deep, in asking order."""
    found: dict[str, Question] = {top.id: top}
    for one in whole:
        if one.under in found:
            found[one.id] = one
    return tuple(found.values())[1:]


def route(by: Member, answers: Mapping[str, Answer], asked: QuestionSet = QuestionSet.CONSULT) -> Route:
    """Where these answers lead.

    Raises:
        NoAcceptedRedFlags: The clinic accepts no danger signs; see `can_ask`.
    """
    facts = accepted_in(by.clinic_id).screen
    clearance = screen(answers, facts, asked=asked)
    following = next_question(answers, facts, asked)
    return Route(
        next=following.id if following else None,
        outcome=clearance.outcome,
        action=clearance.action,
        told=_told(clearance, facts),
        raised_by=_raised_by(clearance, answers, facts),
    )


def known_answers(by: Member, kept: Mapping[str, str], asked: QuestionSet = QuestionSet.CONSULT) -> dict[str, Answer]:
    """Answers as a session kept them, without those to questions that this set no longer has."""
    ids = {one.id for one in questions_for(accepted_in(by.clinic_id).screen, asked)}
    return {name: Answer(said) for name, said in kept.items() if name in ids}


def _told(clearance: Clearance, facts: ScreenFacts) -> tuple[Words, ...]:
    """What danger signs say. What a precaution changes is told by a clinician who has read the answers."""
    later = {Words(one.person) for one in facts.precautions}
    return tuple(words for words in clearance.told if words not in later)


def _raised_by(clearance: Clearance, answers: Mapping[str, Answer], facts: ScreenFacts) -> tuple[Question, ...]:
    flags = (flag for flag in facts.red_flags if flag.id in clearance.flags)
    return tuple(one for flag in flags for one in flag.questions if answers.get(one.id) is Answer.YES)


def _section(one: Question, facts: ScreenFacts) -> Section:
    """Danger, also when only one question that stands under it asks about it."""
    dangers = {question.id for flag in facts.red_flags for question in flag.questions}
    mine = {one.id, *all_beneath(one.id, facts)}
    return Section.SAFETY if dangers & mine else Section.NEEDLES
