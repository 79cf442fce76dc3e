"""A person's contact facts as one value, and as a form can tell later whether they still stand."""

from dataclasses import astuple, dataclass, fields
from datetime import date

from weft.records.models import Person
from weft.records.versions import mark_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """Who somebody is and how they are reached; nothing clinical."""

    name: str
    known_as: str = ""
    pronouns: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    address: str = ""
    leave_no_details: bool = False
    contact_notes: str = ""
    emergency_contact: str = ""
    family_doctor: str = ""
    occupation: str = ""

    @property
    def version(self) -> str:
        """What a form was filled from."""
        return mark_of(*astuple(self))


NAMES = tuple(each.name for each in fields(ContactFacts))


def facts_of(row: Person) -> ContactFacts:
    """As they stand."""
    return ContactFacts(**{name: getattr(row, name) for name in NAMES})
