"""A person's own practitioners: whom booking asks for first, and who is in their care team whatever is booked."""

from uuid import UUID

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.records.access import Job, Member, Purpose, person_for, row_of
from weft.records.actions.base import action
from weft.records.models import Membership, Person
from weft.records.practitioners import version_of
from weft.records.refused import Reason, Refused
from weft.records.versions import last_written, need_unchanged

SAVED = Words("the practitioners")


@action
def set_practitioners(
    *, by: Member, person_id: UUID, needles_by: UUID | None, movement_by: UUID | None, seen: str | None = None
) -> UUID:
    """Say who a person's own practitioners are; None: nobody yet.

    Args:
        by: Somebody of the desk, or a clinician who may open the record.
        person_id: Whose.
        needles_by: A membership that works here with needles.
        movement_by: One that works here with movement.
        seen: `practitioners.version_of` as the form showed it; None does not ask whether it still stands.

    Returns:
        Id of the person; or Refused: NOT_POSSIBLE (not here any more, or of another discipline), CHANGED_MEANWHILE.

    Raises:
        NotFound, NotAllowed, NeedsReason: As the door says.
    """
    by.need(Job.PEOPLE, Job.RECORD)
    person_for(by, person_id, Purpose.CARE if by.may(Job.RECORD) else Purpose.CONTACT)
    row = row_of(Person, by, person_id, for_update=True)
    need_unchanged(seen, version_of(row.needles_by_id, row.movement_by_id), SAVED, lambda: last_written(row))
    if (row.needles_by_id, row.movement_by_id) == (needles_by, movement_by):
        return row.id
    _check(by, NEEDLES, needles_by, row.needles_by_id)
    _check(by, MOVEMENT, movement_by, row.movement_by_id)
    row.needles_by_id, row.movement_by_id = needles_by, movement_by
    row.save(update_fields=["needles_by", "movement_by"])
    return row.id


def _check(by: Member, discipline: str, wanted: UUID | None, stands: UUID | None) -> None:
    """Whoever stands already may stay, also when they work here no more."""
    if wanted is None or wanted == stands:
        return
    found = Membership.objects.within(by.clinic_id).filter(id=wanted, active=True, user__is_active=True).first()
    if found is None or discipline not in found.disciplines:
        raise Refused(Reason.NOT_POSSIBLE, Words("They do not work here with this treatment. Choose somebody else."))
