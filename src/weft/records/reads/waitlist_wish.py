"""One person's wish for earlier times, for the desk and for themselves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from weft.core.schedule.wishes import PartOfDay
from weft.records import outgoing
from weft.records.access import Member, PersonSeen, Purpose, clinic_of, person_for
from weft.records.actions.waitlist_message import ways_to
from weft.records.local import wall_time
from weft.records.models import Person, Reach
from weft.records.waitlist import entries_of, hours_of, same_people_only


@dataclass(frozen=True, slots=True)
class Wish:
    """Whether somebody wants earlier times, and how."""

    person: PersonSeen
    is_wanted: bool | None
    """None: they never said anything."""
    days: tuple[int, ...]
    times: tuple[PartOfDay, ...]
    anybody: bool
    """Also with somebody else than their own people."""
    same_people: bool
    """Their course is with the same people only: nobody else is offered, whatever was said."""
    reach: str
    since: datetime | None
    may_be_written_to: bool
    """A yes to messages about visits stands, and there is a way."""
    can_text: bool


def wish_of(by: Member, person_id: UUID) -> Wish:
    """One person's wish for earlier times.

    Raises:
        NotFound, NotAllowed: As for the person.
    """
    person = person_for(by, person_id, Purpose.OWN if by.person_id == person_id else Purpose.DIARY)
    row = Person.objects.within(by.clinic_id).get(id=person_id)
    entry = entries_of(by.clinic_id, [person_id]).get(person_id)
    hours, zone = hours_of(entry) if entry else None, clinic_of(by.clinic_id).zone
    return Wish(
        person=person, is_wanted=entry.wanted if entry else None,
        days=hours.days if hours else (), times=hours.times if hours else (),
        anybody=bool(entry and entry.anybody), same_people=bool(same_people_only(by.clinic_id, [person_id])),
        reach=entry.reach if entry else (Reach.MAIL if person.email else Reach.PHONE).value,
        since=wall_time(entry.at, zone) if entry else None,
        may_be_written_to=ways_to([row], {}, by.clinic_id)[person_id] != Reach.PHONE, can_text=outgoing.texts_go(),
    )  # fmt: skip
