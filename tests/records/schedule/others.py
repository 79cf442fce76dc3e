"""Olga, who has a visit with Dana on Thursday and would gladly come sooner to anybody; Ren's Tuesday is free."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.care import got
from tests.people import TUESDAY_NINE, Cast

from weft.core.book.consents import Purpose
from weft.core.schedule.wishes import PartOfDay
from weft.core.shared.care import MOVEMENT
from weft.records import clock
from weft.records.access import clinic_of
from weft.records.actions.book_consent import give_consent
from weft.records.actions.schedule import book_visit
from weft.records.actions.waitlist import want_earlier
from weft.records.actions.waitlist_offer import keep_freed
from weft.records.models import Course, CourseState, Episode, Person
from weft.records.reads.freed_times import Freed, Looking, Ranked
from weft.records.wanted import VisitWanted

DAY = timedelta(days=1)
HOURS: dict[str, Any] = {"days": [1], "times": [PartOfDay.MORNING, PartOfDay.MIDDAY], "reach": "mail"}


def olga_waits(cast: Cast) -> UUID:
    """Her own practitioner is named, and she may be written to."""
    person = Person.objects.create(
        clinic_id=cast.clinic.id, name="Olga Stern", email="o@example.org", movement_by_id=cast.dana.membership_id
    )
    got(give_consent(by=cast.noor, person_id=person.id, purpose=Purpose.VISIT_REMINDERS))
    got(book_visit(person.id, with_dana(cast, TUESDAY_NINE + 2 * DAY), by=cast.noor))
    wants(cast, person.id)
    return person.id


def with_dana(cast: Cast, at: datetime) -> VisitWanted:
    assert cast.dana.membership_id
    return VisitWanted(MOVEMENT, cast.dana.membership_id, at, 40, cast.rooms[0].id)


def with_ren(cast: Cast, at: datetime = TUESDAY_NINE) -> VisitWanted:
    assert cast.ren.membership_id
    return VisitWanted(MOVEMENT, cast.ren.membership_id, at, 40, cast.rooms[1].id)


def wants(cast: Cast, person_id: UUID, *, anybody: bool = True) -> Any:
    return want_earlier(by=cast.noor, person_id=person_id, anybody=anybody, **HOURS)


def rens(cast: Cast) -> Freed:
    """Tuesday at nine became free at Ren."""
    assert cast.ren.membership_id
    return Freed(TUESDAY_NINE, TUESDAY_NINE + timedelta(minutes=40), cast.ren.membership_id)


def danas(cast: Cast, days: int = 0) -> Freed:
    """Nine o'clock became free at Dana, so many days after Tuesday."""
    mine = with_dana(cast, TUESDAY_NINE + days * DAY)
    return Freed(mine.starts, mine.ends, mine.practitioner_id)


def found(cast: Cast, freed: Freed | None = None) -> tuple[Ranked, ...]:
    return Looking(clinic_of(cast.clinic.id)).ranked(freed or rens(cast))


def kept(cast: Cast, freed: Freed | None = None) -> UUID:
    return got(keep_freed(freed or rens(cast), found(cast, freed), by=cast.noor))


def wants_by_phone(cast: Cast, person_id: UUID, **more: Any) -> Any:
    Person.objects.within(cast.clinic.id).filter(id=person_id).update(phone="555 0102")
    return want_earlier(by=cast.noor, person_id=person_id, anybody=True, **HOURS | {"reach": "phone"} | more)


def same_people(cast: Cast, person_id: UUID) -> None:
    """A course with the same people only."""
    given: dict[str, Any] = {"clinic_id": cast.clinic.id, "person_id": person_id}
    episode = Episode.objects.create(opened_at=clock.now(), **given)
    Course.objects.create(episode=episode, state=CourseState.BOOKED, wishes={"only_same_people": True}, **given)
