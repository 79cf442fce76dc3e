"""A person's own practitioners, and who could be."""

from dataclasses import dataclass
from uuid import UUID

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import clock
from weft.records.access import Job, Member, Purpose, clinic_of, person_for
from weft.records.models import Membership
from weft.records.practitioners import version_of
from weft.records.reads.person import header_of
from weft.records.reads.person_shapes import Header


@dataclass(frozen=True, slots=True)
class Works:
    """Somebody who can be chosen."""

    id: UUID
    name: str
    has_left: bool = False
    """Stands from before and works here no more."""


@dataclass(frozen=True, slots=True)
class PractitionersPage:
    """Who they are, and the choices of each discipline by name."""

    header: Header
    needles_by: UUID | None
    movement_by: UUID | None
    needles: tuple[Works, ...]
    movement: tuple[Works, ...]
    version: str
    """`practitioners.version_of`, for the form."""


def practitioners_page(person_id: UUID, by: Member) -> PractitionersPage:
    """For the desk, and for clinicians who may open the record.

    Raises:
        NotFound, NotAllowed, NeedsReason: As the door says.
    """
    by.need(Job.PEOPLE, Job.RECORD)
    person = person_for(by, person_id, Purpose.CARE if by.may(Job.RECORD) else Purpose.CONTACT)
    team = list(Membership.objects.within(by.clinic_id).select_related("user").order_by("user__name", "id"))
    return PractitionersPage(
        header=header_of(person, clock.today(clinic_of(by.clinic_id).zone)),
        needles_by=person.needles_by_id,
        movement_by=person.movement_by_id,
        needles=_of(team, NEEDLES, person.needles_by_id),
        movement=_of(team, MOVEMENT, person.movement_by_id),
        version=version_of(person.needles_by_id, person.movement_by_id),
    )


def _of(team: list[Membership], discipline: str, stands: UUID | None) -> tuple[Works, ...]:
    """Who works here in the discipline; and whoever stands, also when they do not any more."""
    found = [row for row in team if row.id == stands or (row.is_here and discipline in row.disciplines)]
    return tuple(Works(row.id, row.user.name, not row.is_here) for row in found)
