"""Who signs in at a clinic, and where a message about their sign-in may go."""

from dataclasses import dataclass
from uuid import UUID

from weft.records.models import Membership, Person, User


@dataclass(frozen=True, slots=True)
class SignsIn:
    """Somebody who can sign in here."""

    user: User
    email: str
    language: str
    person: Person | None = None
    """Whose own pages it opens; None for the staff."""


def who_signs_in(user: User, clinic_id: UUID) -> SignsIn | None:
    """Somebody who works here or has pages of their own, with the address that belongs to the sign-in.

    None when nothing may be sent there: nobody of this clinic, an account that is closed or made up, no address, or a
    person who wants no details left or whose contact facts say another address. Then the clinic is rung.
    """
    email = user.email or (user.login if "@" in user.login else "")
    if not email or not user.is_active or user.is_demo:
        return None
    if Membership.objects.within(clinic_id).filter(user=user, active=True).exists():
        return SignsIn(user, email, user.language)
    person = Person.objects.within(clinic_id).filter(user=user).first()
    if person is None or person.leave_no_details or person.email.strip().lower() != email.strip().lower():
        return None
    return SignsIn(user, email, person.language, person)
