"""What the link of an invitation opens, and that of a forgotten password."""

from uuid import UUID

from weft.records import front_links
from weft.records.access import Member
from weft.records.models import LinkPurpose, Person
from weft.records.sign_in import who_signs_in


def invited(by: Member, link_id: UUID) -> str | None:
    """The e-mail that somebody signs in with once they have chosen a password; None when the link does not hold."""
    link = front_links.by_id(by.clinic_id, link_id, LinkPurpose.ACCOUNT)
    if link is None or link.person_id is None:
        return None
    rows = Person.objects.within(by.clinic_id).filter(id=link.person_id, user__isnull=True)
    return rows.values_list("email", flat=True).first() or None


def forgot(by: Member, link_id: UUID) -> str | None:
    """The name that somebody signs in with who chooses a new password; None when the link does not hold."""
    link = front_links.by_id(by.clinic_id, link_id, LinkPurpose.PASSWORD)
    who = who_signs_in(link.user, by.clinic_id) if link and link.user else None
    return who.user.login if who else None
