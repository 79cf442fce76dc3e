"""Screening: answers become a clearance; a clinician may sign for a precaution or lift a block."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.book.contact import note_fault
from weft.core.screen.clearance import Clearance
from weft.core.screen.facts import QuestionSet
from weft.core.screen.standing import Standing, standing
from weft.core.shared.care import Answer, Outcome
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import clock, versions
from weft.records.access import Job, Member, NotFound, Purpose, clinic_of, person_for, row_of
from weft.records.actions.base import action, once
from weft.records.blocked_today import blocked, visits_of_today
from weft.records.lifting import gives, name_of, refused, way_out
from weft.records.models import Override, Person, Screening, Visit, VisitState
from weft.records.refused import Reason, Refused
from weft.records.screenings import ANSWER_TASKS, READ_ANSWERS, Asked, clearance_of, is_live, latest_of, save
from weft.records.tasks import finish_tasks, hand_on

SIGN_OFF = "sign_off"
"""What `Override.rule` says of a signature for precautions; empty for a block that is lifted."""
THE_ANSWERS = Words("the health questions")


@dataclass(frozen=True, slots=True)
class Screened:
    """What one round of questions led to."""

    id: UUID
    clearance: Clearance


@action
def answer(
    *, by: Member, person_id: UUID, answers: Mapping[str, Answer],
    question_set: QuestionSet = QuestionSet.FULL, how: str = "desk", key: str = "", seen: str | None = None,
) -> Screened:  # fmt: skip
    """Save a person's answers with the clearance that follows. A question not asked is left out, never a no.

    A stop raises a task with a clock for the clinicians; `records.clearances.require_clear` then refuses treatment.

    Args:
        by: The person, or somebody who asked them.
        person_id: Whose answers.
        answers: By question id.
        question_set: What was asked.
        how: ``desk``, ``phone``, ``portal`` or ``online``.
        key: From the form's hidden field.
        seen: Id of the answers that stood when the form was opened, empty for none; None does not ask.

    Returns:
        What it led to, or Refused: CHANGED_MEANWHILE (somebody else has asked since the form was opened).

    Raises:
        NoAcceptedRedFlags: The clinic accepts no danger signs, so nobody can be screened.
        UnknownQuestion: An answer belongs to no question.
        NotFound, NotAllowed: Not theirs to answer for.
    """
    person_for(by, person_id, Purpose.OWN if by.person_id == person_id else Purpose.SAFETY)
    return once(
        lambda: _answered(by, person_id, Asked(dict(answers), question_set, how), seen),
        by=by, name="screen.answer", key=key,
        keep=lambda made: str(made.id),
        found=lambda kept: _screened(row_of(Screening, by, UUID(kept))),
    )  # fmt: skip


@action
def sign_off(
    *, by: Member, person_id: UUID, modality: str, reason: str, until: date | None = None, visit_id: UUID | None = None,
    seen: str | None = None,
) -> UUID:  # fmt: skip
    """Sign that a modality may start although a precaution asks for care: for one visit, or until a day (included).

    ``seen`` is the id of the answers that were read before signing; None does not ask.

    Returns:
        Id of the signature, or Refused: NOT_ALLOWED (not their modality), CHANGED_MEANWHILE (newer answers stand),
        MISSING, NOT_POSSIBLE.
    """
    row, stands = _what_stands(by, person_id, modality, seen)
    if stands is not Standing.UNSIGNED:
        raise Refused(Reason.NOT_POSSIBLE, Words("{modality} asks for no signature now.", modality=name_of(modality)))
    made = _lift(row, modality, SIGN_OFF, _why(reason), until, visit_id, by)
    _read_by_all(person_id, READ_ANSWERS, by=by, outcome="signed")
    return made


@action
def override(
    *, by: Member, person_id: UUID, modality: str, reason: str, until: date | None = None, visit_id: UUID | None = None,
    seen: str | None = None,
) -> UUID:  # fmt: skip
    """Lift a block of one modality, for one visit or until a day (included). An emergency sign cannot be lifted.

    ``seen`` is as for `sign_off`.

    Returns:
        Id of the override, or Refused: NOT_ALLOWED (not their modality), BLOCKED (an emergency), CHANGED_MEANWHILE,
        MISSING, NOT_POSSIBLE.
    """
    row, stands = _what_stands(by, person_id, modality, seen)
    if stands is Standing.EMERGENCY:
        raise refused(stands, clearance_of(row).by_modality[modality], modality, by)
    if stands is not Standing.BLOCKED:
        raise Refused(Reason.NOT_POSSIBLE, Words("Nothing blocks {modality} now.", modality=name_of(modality)))
    made = _lift(row, modality, "", _why(reason), until, visit_id, by)
    _read_by_all(person_id, *ANSWER_TASKS, by=by, outcome="override")
    return made


def _read_by_all(person_id: UUID, *kinds: str, by: Member, outcome: str) -> None:
    """End the tasks about answers; while another visit of today is blocked its practitioner has them next."""
    left = next((visit for visit, _ in blocked(visits_of_today(person_id, by=by), by=by)), None)
    if left is None:
        finish_tasks(*kinds, by=by, outcome=outcome, person_id=person_id)
    else:
        hand_on(*kinds, to=left.practitioner_id, by=by, person_id=person_id)


def _answered(by: Member, person_id: UUID, said: Asked, seen: str | None) -> Screened:
    row_of(Person, by, person_id, for_update=True)  # two who ask at once: the second builds on what the first heard
    before = latest_of(person_id, by.clinic_id)
    _must_be(before, seen, None if by.may(Job.RECORD) else _unread(before))
    row, clearance = save(said, by=by, person_id=person_id)
    if by.may(Job.RECORD):  # a clinician who has just asked has read
        done = [READ_ANSWERS] if clearance.outcome is Outcome.STOP else ANSWER_TASKS
        finish_tasks(*done, by=by, outcome="asked again", person_id=person_id)
    return Screened(row.id, clearance)


def _screened(row: Screening) -> Screened:
    return Screened(row.id, clearance_of(row))


def _what_stands(by: Member, person_id: UUID, modality: str, seen: str | None) -> tuple[Screening, Standing]:
    """The latest answers that still hold, and where the modality stands without any signature."""
    person_for(by, person_id, Purpose.CARE)
    if modality not in knowledge().modalities:
        raise NotFound
    if not gives(modality, by.disciplines, by.jobs):
        says = Words(
            "You have no right for {modality} here. {way}",
            modality=name_of(modality),
            way=way_out(modality, by.clinic_id),
        )
        raise Refused(Reason.NOT_ALLOWED, says)
    row_of(Person, by, person_id, for_update=True)
    row = latest_of(person_id, by.clinic_id)
    _must_be(row, seen, Words("New answers came meanwhile. Read what stands now, then sign for that."))
    if row is None or not is_live(row, clock.now()):
        raise Refused(Reason.MISSING, Words("Ask the health questions first: there are no answers that still hold."))
    return row, standing(clearance_of(row), modality)


def _unread(stands: Screening | None) -> Words:
    """For those who may not read answers: they cannot compare, and decide by when each was asked."""
    then = Words("Yours are still in the form. Save them only if you asked after that: they then stand instead.")
    if stands and stands.by:
        return Words("{name} has asked the health questions meanwhile. {then}", name=stands.by.name, then=then)
    return Words("The health questions were answered meanwhile. {then}", then=then)


def _must_be(stands: Screening | None, seen: str | None, says: Words | None = None) -> None:
    def who() -> versions.Meanwhile:
        return versions.Meanwhile(stands.by.name if stands and stands.by else "", stands.at if stands else None)

    versions.need_unchanged(seen, str(stands.id) if stands else "", THE_ANSWERS, who, says=says)


def _why(reason: str) -> str:
    if not reason.strip():
        raise Refused(Reason.MISSING, Words("Write the reason. It is shown at the next visit."))
    if fault := note_fault(reason):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    return reason.strip()


def _lift(
    row: Screening, modality: str, rule: str, reason: str, until: date | None, visit_id: UUID | None, by: Member
) -> UUID:
    if (until is None) == (visit_id is None):
        raise Refused(Reason.MISSING, Words("Say until which day this holds, or for which visit."))
    if until:
        _check_end(until, row, by)
    if visit_id:
        _check_visit(row_of(Visit, by, visit_id), row, by)
    if row.person_id is None or by.user_id is None:
        raise NotFound
    made = Override.objects.create(
        clinic_id=by.clinic_id, person_id=row.person_id, screening=row, modality=modality, rule=rule,
        reason=reason, until=until, visit_id=visit_id, by_id=by.user_id, at=clock.now(),
    )  # fmt: skip
    return made.id


def _check_visit(visit: Visit, row: Screening, by: Member) -> None:
    if visit.person_id != row.person_id:
        raise Refused(Reason.NOT_POSSIBLE, Words("That visit is another person's."))
    is_open = visit.state in {VisitState.BOOKED, VisitState.ARRIVED, VisitState.IN_TREATMENT}
    if not is_open or visit.local_date < clock.today(clinic_of(by.clinic_id).zone):
        raise Refused(Reason.NOT_POSSIBLE, Words("That visit is over. Choose one that is still to come."))


def _check_end(until: date, row: Screening, by: Member) -> None:
    zone = ZoneInfo(clinic_of(by.clinic_id).zone)
    last = row.expires_at.astimezone(zone).date() if row.expires_at else until
    if until < clock.today(zone.key):
        raise Refused(Reason.NOT_POSSIBLE, Words("That day is over. Choose today or a later day."))
    if until > last:
        says = Words("The answers hold until {day}. Choose that day or an earlier one.", day=last)
        raise Refused(Reason.NOT_POSSIBLE, says)
