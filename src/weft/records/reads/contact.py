"""A person's contact facts, to be looked at and put right."""

from dataclasses import dataclass
from uuid import UUID

from weft.records import clock
from weft.records.access import Job, Member, Purpose, clinic_of, person_for, row_of
from weft.records.contact import ContactFacts, facts_of
from weft.records.models import Person
from weft.records.reads.person import header_of
from weft.records.reads.person_shapes import Header


@dataclass(frozen=True, slots=True)
class ContactPage:
    """Whose, and what stands."""

    header: Header
    facts: ContactFacts


def contact_page(person_id: UUID, by: Member) -> ContactPage:
    """For the desk.

    Raises:
        NotFound, NotAllowed: As the door says.
    """
    by.need(Job.PEOPLE)
    person = person_for(by, person_id, Purpose.CONTACT)
    facts = facts_of(row_of(Person, by, person_id))
    return ContactPage(header_of(person, clock.today(clinic_of(by.clinic_id).zone)), facts)
