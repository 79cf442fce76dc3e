"""Somebody outside the care team says why and opens a record: until the clinic's day is over, told to the person."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.book.contact import note_fault
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Job, Member, NeedsReason, NotAllowed, Purpose, clinic_of, person_for, row_of
from weft.records.actions.base import action
from weft.records.models import OpenedWhy, Person, RecordOpening
from weft.records.refused import Reason, Refused

LONGEST = 300
"""Letters of a reason in words."""


@action
def open_record(*, by: Member, person_id: UUID, why: str, words: str = "") -> UUID:
    """Open the record of somebody one does not care for. A record that is open already stays as it is.

    Args:
        by: A clinician outside the care team.
        person_id: Whose record.
        why: A value of `OpenedWhy`.
        words: More about it; needed with ``other``. The person may read it.

    Returns:
        Id of the person; or Refused: MISSING (say it in words), NOT_POSSIBLE.

    Raises:
        NotFound, NotAllowed: Another clinic's person; not a clinician.
    """
    by.need(Job.RECORD)
    if by.membership_id is None:
        raise NotAllowed("opens records of a clinic they work in")
    row_of(Person, by, person_id, for_update=True)  # sent twice at once: the second finds it open
    said = _checked(why, words)
    try:
        person_for(by, person_id, Purpose.CARE)
    except NeedsReason:
        RecordOpening.objects.create(
            clinic_id=by.clinic_id, person_id=person_id, membership_id=by.membership_id, why=why, words=said,
            at=clock.now(), until=_end_of_day(clinic_of(by.clinic_id).zone),
        )  # fmt: skip
    return person_id


def _checked(why: str, words: str) -> str:
    said = words.strip()
    if why not in OpenedWhy.values:
        raise Refused(Reason.MISSING, Words("Choose why you need this record."))
    if why == OpenedWhy.OTHER and not any(letter.isalpha() for letter in said):
        raise Refused(Reason.MISSING, Words("Say why in a few words. The person can read them."))
    if len(said) > LONGEST:
        raise Refused(Reason.NOT_POSSIBLE, Words("Write at most {most} letters.", most=LONGEST))
    if fault := note_fault(said):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    return said


def _end_of_day(zone: str) -> datetime:
    """The midnight that ends the clinic's day, by its own clocks."""
    tomorrow = clock.today(zone) + timedelta(days=1)
    return datetime.combine(tomorrow, time(), ZoneInfo(zone)).astimezone(clock.now().tzinfo)
