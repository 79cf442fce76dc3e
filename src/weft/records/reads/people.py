"""The list of people: by name, paged. No clinical facts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from weft.core.book.spelling import plain
from weft.records import clock
from weft.records.access import Job, Member, Purpose, clinic_of, people_for
from weft.records.models import Person, Visit, VisitState
from weft.records.reads.paged import Paged, cut

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


def people(by: Member, *, wanted: str = "", number: int = 1) -> Paged[PersonRowSeen]:
    """People of this clinic whose name holds every word of ``wanted``, by name; a page that is too far is the last one.

    Names are compared in one spelling (`core.book.spelling`), which no database has: so they are all read.

    Raises:
        NotAllowed: A member without any right to people.
    """
    rows = Person.objects.within(by.clinic_id).order_by("name", "id")
    found: Paged[UUID] = cut(_called(rows, wanted) if wanted else rows.values_list("id", flat=True), number, A_PAGE)
    seen = people_for(by, found, _purpose(by))
    ahead = _ahead(by, [one.id for one in seen])
    shown = tuple(PersonRowSeen(one.id, one.name, one.known_as, one.birth_date, ahead.get(one.id)) for one in seen)
    return Paged(shown, found.number, found.pages, found.found)


def _called(rows: QuerySet[Person], wanted: str) -> list[UUID]:
    """Who is called so: the whole name first, then words that begin so; nobody when no name could hold it."""
    typed = plain(wanted)
    words = typed.split()
    near: tuple[list[UUID], ...] = ([], [], [])
    for one, name, known_as in rows.values_list("id", "name", "known_as").iterator() if words else ():
        called = f" {plain(name)} {plain(known_as)}"
        if all(word in called for word in words):
            begins = all(f" {word}" in called for word in words)
            near[0 if plain(name) == typed else 1 if begins else 2].append(one)
    return [one for group in near for one in group]


def _purpose(by: Member) -> Purpose:
    if by.may(Job.PEOPLE):
        return Purpose.CONTACT
    return Purpose.DIARY


def _ahead(by: Member, ids: list[UUID]) -> dict[UUID, date]:
    today = clock.today(clinic_of(by.clinic_id).zone)
    rows = Visit.objects.within(by.clinic_id).filter(person_id__in=ids, state=VisitState.BOOKED, local_date__gte=today)
    return dict(rows.order_by("-local_date").values_list("person_id", "local_date"))
