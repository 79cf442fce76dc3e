"""What the front door shows before anybody is let in."""

from dataclasses import dataclass
from uuid import UUID

from weft.records.access import Job
from weft.records.models import Membership, Person, User


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody the demo lets a newcomer be."""

    user_id: UUID
    login: str
    first_name: str


def demo_people(clinic_id: UUID) -> tuple[DemoPerson, ...]:
    """The cast of this clinic, in the order in which they were made."""
    here = User.objects.filter(is_demo=True, is_active=True)
    works = set(Membership.objects.within(clinic_id).values_list("user_id", flat=True))
    cared_for = set(Person.objects.within(clinic_id).filter(user__isnull=False).values_list("user_id", flat=True))
    rows = [user for user in here.order_by("made_at") if user.id in works | cared_for]
    return tuple(DemoPerson(user.id, user.login, user.name.split()[0]) for user in rows)


def has_demo_people() -> bool:
    """Whether any demo account exists in this database, in any clinic."""
    return User.objects.filter(is_demo=True).exists()


def who_can_grant(clinic_id: UUID) -> tuple[str, ...]:
    """Names of those who give rights in this clinic."""
    rows = Membership.objects.within(clinic_id).filter(active=True, user__is_active=True).select_related("user")
    return tuple(sorted(row.user.name for row in rows if Job.SETTINGS.value in row.jobs))
