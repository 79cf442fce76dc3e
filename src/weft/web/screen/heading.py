"""The fixed header of a page that writes about one person: name, birth date, initials (wrong-person guard)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from weft.records.access import PersonSeen
from weft.web.book.staff import person_url


@dataclass(frozen=True, slots=True)
class Heading:
    """What `parts/person_header.html` shows."""

    name: str
    born: date | None
    initials: str
    url: str
    facts: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()


def heading(person: PersonSeen) -> Heading:
    """The header of this person, with what is to be heeded in one line: a narrow screen shows the first alert only."""
    initials = "".join(word[0] for word in person.name.split()[:2]).upper()
    named = ", ".join(gettext(each) for each in person.flags)
    return Heading(person.name, person.birth_date, initials, person_url(person.id), alerts=(named,) if named else ())
