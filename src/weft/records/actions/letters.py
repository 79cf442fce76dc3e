"""Letters to other clinicians: kept while they are written, frozen when signed, marked when they left the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from weft.core.book.contact import name_fault, note_fault
from weft.core.desk.letters import UNTOLD, About, Section, missing, section_fault
from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import clock
from weft.records.access import Member, Purpose, person_for, row_of
from weft.records.actions.base import action, once
from weft.records.assessments import open_episode_of
from weft.records.models import Draft, Letter, LetterSending, SentHow
from weft.records.reads.person_curve import curve_of
from weft.records.reads.person_rows import clinical_rows
from weft.records.refused import Reason, Refused
from weft.records.signing import signed_as
from weft.records.tasks import finish_tasks

FORM = "letter"
"""Of the draft; its subject is the person."""
WRITE_LETTER = "write_letter"
"""Kind of the task that a signed letter finishes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWritten:
    """A letter as its author leaves it."""

    about: About
    to_name: str
    to_address: str = ""
    sections: Mapping[Section, str]
    with_curve: bool = True
    person_knows: bool = False
    """Somebody told the person of this letter."""


@action
def keep_letter(*, by: Member, person_id: UUID, content: Mapping[str, Any]) -> UUID:
    """Keep what was typed and not signed: one letter for each author and person, seen by its author only."""
    person_for(by, person_id, Purpose.CARE)
    values = {"content": dict(content), "saved_at": clock.now(), "person_id": person_id}
    row, _ = Draft.objects.within(by.clinic_id).update_or_create(
        author_id=by.author_id, form=FORM, subject=person_id, defaults=values,
        create_defaults={**values, "clinic_id": by.clinic_id},
    )  # fmt: skip
    return row.id


@action
def sign_letter(*, by: Member, person_id: UUID, letter: LetterWritten, key: str = "") -> UUID:
    """Sign a letter: from now on it stays as it is. It finishes the task that asked for one.

    Returns:
        Id of the letter; or Refused: MISSING (to whom, why they came, what is asked, the person does not know of it),
        NOT_POSSIBLE (what was typed cannot be kept).
    """
    person_for(by, person_id, Purpose.CARE)
    _check(letter)
    return once(lambda: _signed(by, person_id, letter), by=by, name="sign_letter", key=key, keep=str, found=UUID)


@action
def letter_sent(*, by: Member, letter_id: UUID, how: SentHow, key: str = "") -> UUID:
    """Write down that a letter was handed over or sent, now, by this member; the same form counts once."""
    row = row_of(Letter, by, letter_id)
    person_for(by, row.person_id, Purpose.CARE)
    return once(lambda: _left(by, row, how), by=by, name="letter_sent", key=key, keep=str, found=UUID)


def _left(by: Member, row: Letter, how: SentHow) -> UUID:
    LetterSending.objects.create(
        clinic_id=by.clinic_id, person_id=row.person_id, letter=row, how=how, by_id=by.author_id, at=clock.now()
    )
    return row.id


def _check(letter: LetterWritten) -> None:
    if not letter.to_name.strip():
        raise Refused(Reason.MISSING, Words("Write to whom the letter goes: a name, or “family doctor”."))
    faults = [name_fault(letter.to_name), note_fault(letter.to_address), *map(section_fault, letter.sections.values())]
    if fault := next(filter(None, faults), None):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    if lacks := missing(letter.sections):
        raise Refused(Reason.MISSING, lacks)
    if not letter.person_knows and letter.about is not About.DANGER:
        raise Refused(Reason.MISSING, UNTOLD)


def _signed(by: Member, person_id: UUID, letter: LetterWritten) -> UUID:
    person = person_for(by, person_id, Purpose.CARE)
    drawn = curve_of(clinical_rows(person, is_whole=False)) if letter.with_curve else None
    row = Letter.objects.create(
        clinic_id=by.clinic_id, person_id=person_id, episode=open_episode_of(person_id, by.clinic_id),
        about=letter.about.value, to_name=letter.to_name.strip(), to_address=letter.to_address.strip(),
        sections={section.value: letter.sections.get(section, "").strip() for section in Section},
        curve=to_json(drawn) if drawn and drawn.points else None, person_knows=letter.person_knows,
        signed_by_id=by.author_id, signed_at=clock.now(), signed_as=signed_as(by),
    )  # fmt: skip
    Draft.objects.within(by.clinic_id).filter(author_id=by.author_id, form=FORM, subject=person_id).delete()
    finish_tasks(WRITE_LETTER, by=by, outcome="letter signed", person_id=person_id)
    return row.id
