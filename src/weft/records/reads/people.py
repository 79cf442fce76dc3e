"""The list of people: by name, paged. No clinical facts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from weft.records import clock
from weft.records.access import Job, Member, Purpose, clinic_of, people_for
from weft.records.models import Person, Visit, VisitState

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class PersonRowSeen:
    """One person in the list."""

    id: UUID
    name: str
    known_as: str
    born: date | None
    next_on: date | None
    """Day of the next booked visit."""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """One page of the list."""

    rows: tuple[PersonRowSeen, ...]
    found: int
    number: int
    """Which page, from 1."""
    pages: int

    @property
    def before(self) -> int | None:
        """The page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after, if there is one."""
        return self.number + 1 if self.number < self.pages else None


def people(by: Member, *, wanted: str = "", number: int = 1) -> PeopleList:
    """People of this clinic whose name holds every word of ``wanted``, by name; a page that is too far is the last one.

    Raises:
        NotAllowed: A member without any right to people.
    """
    rows = Person.objects.within(by.clinic_id)
    for word in wanted.split():
        rows = rows.filter(Q(name__icontains=word) | Q(known_as__icontains=word))
    found = rows.count()
    pages = max(-(-found // A_PAGE), 1)
    place = min(max(number, 1), pages)
    ids = rows.order_by("name", "id").values_list("id", flat=True)[(place - 1) * A_PAGE : place * A_PAGE]
    seen = people_for(by, list(ids), _purpose(by))
    ahead = _ahead(by, [one.id for one in seen])
    return PeopleList(
        tuple(PersonRowSeen(one.id, one.name, one.known_as, one.birth_date, ahead.get(one.id)) for one in seen),
        found,
        place,
        pages,
    )


def _purpose(by: Member) -> Purpose:
    if by.may(Job.PEOPLE):
        return Purpose.CONTACT
    return Purpose.DIARY


def _ahead(by: Member, ids: list[UUID]) -> dict[UUID, date]:
    today = clock.today(clinic_of(by.clinic_id).zone)
    rows = Visit.objects.within(by.clinic_id).filter(person_id__in=ids, state=VisitState.BOOKED, local_date__gte=today)
    return dict(rows.order_by("-local_date").values_list("person_id", "local_date"))
