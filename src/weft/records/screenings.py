"""Answers into clearance, saved with the whole explanation; and the task that a worrying answer raises."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from weft.core.screen.clearance import Clearance
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.known import age_on, known_answers, with_known
from weft.core.screen.order import questions_for
from weft.core.screen.rounds import together
from weft.core.screen.screening import screen
from weft.core.screen.times import GOOD_FOR, ring_within
from weft.core.shared.care import Action, Answer, Outcome
from weft.core.shared.words import Words
from weft.library.stored import from_json, to_json
from weft.records import clock, wordings
from weft.records.accepted import accepted_in
from weft.records.access import Job, Member, clinic_of
from weft.records.local import after
from weft.records.models import Person, Screening
from weft.records.tasks import raise_task

RED_ANSWER, READ_ANSWERS = "red_answer", "read_answers"
ANSWER_TASKS = (RED_ANSWER, READ_ANSWERS)
"""Kinds of task: an answer that stops, and answers to be read before a talk."""
WRITE_LETTER = "write_letter"
"""Kind of task: a sign that holds nobody back calls for a letter."""

_SAYS = {
    Action.EMERGENCY: Words("Ring now: an answer may mean an emergency."),
    Action.SAME_DAY: Words("Ring today: an answer needs a doctor today."),
}
_READ = Words("Read the answers before anybody is seen.")
_LETTER = Words("A sign calls for a letter to their doctor; care goes on.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One round of questions: what was asked, what was said, and how."""

    answers: Mapping[str, Answer]
    question_set: QuestionSet
    how: str
    """online | phone | desk | portal."""


def save(
    said: Asked, *, by: Member, person_id: UUID | None = None, enquiry_id: UUID | None = None
) -> tuple[Screening, Clearance]:
    """Judge and save one round, and raise the task that it calls for. For use inside an action.

    The short sets count together with the answers of a full set that still holds; the result is then as old as that.
    When health has changed since, what was answered no is open, and the full set is asked again.

    Raises:
        NoAcceptedRedFlags: The clinic accepts no danger signs: nobody can be screened.
        UnknownQuestion: An answer belongs to no question.
    """
    known = accepted_in(by.clinic_id)
    before = latest_of(person_id, by.clinic_id) if person_id else None
    base = before if before and _is_full_set_behind(before, said, known.version) else None
    earlier = _answers_of(base) if base else {}
    answers = together(earlier, said.answers, known.screen, said.question_set)
    judged_as = QuestionSet.CONSULT if said.question_set is QuestionSet.CONSULT and base is None else QuestionSet.FULL
    clearance = screen(with_known(answers, _known_of(person_id, by), known.screen), known.screen, asked=judged_as)
    row = Screening.objects.create(
        clinic_id=by.clinic_id, person_id=person_id, enquiry_id=enquiry_id, question_set=said.question_set.value,
        answers=to_json(answers), clearance=to_json(clearance), outcome=clearance.outcome.value,
        action=clearance.action.value, knowledge_version=known.version, how=said.how, by_id=by.user_id,
        at=after(before.at if before else None),
        wording=_wording(known.screen, said.question_set),
        expires_at=base.expires_at if base else clock.now() + GOOD_FOR[said.question_set],
    )  # fmt: skip
    _tell_clinicians(row, clearance, by)
    return row, clearance


def clearance_of(row: Screening) -> Clearance:
    """The clearance as it was given then."""
    return from_json(Clearance, row.clearance)


def latest_of(person_id: UUID, clinic_id: UUID) -> Screening | None:
    """The screening that stands: new answers supersede old ones."""
    return Screening.objects.within(clinic_id).filter(person_id=person_id).order_by("-at").first()


def is_live(row: Screening, at: datetime) -> bool:
    """Whether the answers still hold at this moment."""
    return row.expires_at is None or at < row.expires_at


def _answers_of(row: Screening) -> dict[str, Answer]:
    return {question: Answer(said) for question, said in row.answers.items()}


def _is_full_set_behind(row: Screening, said: Asked, version: str) -> bool:
    """Whether the latest answers rest on a full set that still holds, and on this version of the questions."""
    is_short = said.question_set is not QuestionSet.FULL
    is_full = clearance_of(row).asked is QuestionSet.FULL
    return is_short and is_full and is_live(row, clock.now()) and row.knowledge_version == version


def _known_of(person_id: UUID | None, by: Member) -> dict[str, Answer]:
    """What a birth date says without asking. It is not kept as an answer: it changes by itself."""
    if person_id is None:
        return {}
    born = Person.objects.within(by.clinic_id).values_list("birth_date", flat=True).get(id=person_id)
    return known_answers(age_on(clock.today(clinic_of(by.clinic_id).zone), born) if born else None, None)


def _wording(facts: ScreenFacts, asked: QuestionSet) -> Any:
    return wordings.keep(*(Words(question.text) for question in questions_for(facts, asked)))


def _tell_clinicians(row: Screening, clearance: Clearance, by: Member) -> None:
    """A clinician who typed answers without a stop has read them; everything else waits for one."""
    if clearance.outcome is Outcome.GO:
        _ask_for_letter(row, clearance, by)
        return
    is_stop = clearance.outcome is Outcome.STOP
    if not is_stop and by.may(Job.RECORD):
        return
    raise_task(
        RED_ANSWER if is_stop else READ_ANSWERS,
        _SAYS.get(clearance.action, _READ) if is_stop else _READ,
        by=by, job=Job.RECORD, due=clock.now() + ring_within(clearance.action), urgent=clearance.action,
        person_id=row.person_id, enquiry_id=row.enquiry_id, subject=row.id,
    )  # fmt: skip


def _ask_for_letter(row: Screening, clearance: Clearance, by: Member) -> None:
    """A sign that holds nobody back calls for a letter to somebody else; once it is written it is not asked again."""
    if row.person_id is None or not clearance.flags:
        return
    earlier = Screening.objects.within(by.clinic_id).filter(person_id=row.person_id).exclude(id=row.id)
    before = earlier.order_by("-at").first()
    if set(clearance.flags) - set(clearance_of(before).flags if before else ()):
        raise_task(
            WRITE_LETTER, _LETTER, by=by, job=Job.RECORD, due=clock.now() + ring_within(clearance.action),
            person_id=row.person_id, subject=row.id,
        )  # fmt: skip
