"""What has time that can be claimed: a practitioner's hands, a person's own time; made on first use."""

from collections.abc import Iterable
from uuid import UUID

from weft.records.models import Resource, ResourceKind, User


def practitioner(user_id: UUID) -> Resource:
    """The resource of a practitioner's hands, one for all clinics; made on first use."""
    found = Resource.objects.everywhere().filter(user_id=user_id).first()
    if found:
        return found
    user = User.objects.get(id=user_id)
    made, _ = Resource.objects.everywhere().get_or_create(
        user=user, defaults={"kind": ResourceKind.PRACTITIONER, "name": user.name}
    )
    return made


def practitioners(user_ids: Iterable[UUID]) -> dict[UUID, Resource]:
    """Several of them, by user: one query once each has been made."""
    wanted = set(user_ids)
    rows = Resource.objects.everywhere().filter(user_id__in=wanted)
    found = {row.user_id: row for row in rows if row.user_id}
    return found | {each: practitioner(each) for each in wanted - found.keys()}


def person(person_id: UUID, clinic_id: UUID) -> Resource:
    """The resource of a person's own time; made on first use."""
    made, _ = Resource.objects.everywhere().get_or_create(
        person_id=person_id, defaults={"kind": ResourceKind.PERSON, "clinic_id": clinic_id}
    )
    return made
