"""How a signature names its signer: as they were at that moment."""

from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Member, NotFound, clinic_of
from weft.records.models import Membership, Registration, User
from weft.records.refused import Reason, Refused


def signer(by: Member) -> User:
    """The user behind a member: only a person signs."""
    if by.user_id is None:
        raise NotFound
    return User.objects.get(id=by.user_id)


def signed_as(by: Member) -> str:
    """Name, profession and registrations now in force, such as "Wei Chen, acupuncturist (CTCMPAO 4711)"."""
    if by.membership_id is None:
        return by.name
    today = clock.today(clinic_of(by.clinic_id).zone)
    rows = Registration.objects.within(by.clinic_id).filter(membership_id=by.membership_id).order_by("profession")
    held = [
        f"{row.profession} ({row.body} {row.number})" for row in rows if row.expires is None or row.expires >= today
    ]
    return ", ".join([by.name, *held])[:200]


def need_discipline(by: Member, discipline: str, name: Words) -> None:
    """Go on only for a member of this discipline.

    Raises:
        Refused: NOT_ALLOWED, with the names of those who can.
    """
    if discipline in by.disciplines:
        return
    rows = Membership.objects.within(by.clinic_id).filter(active=True, user__is_active=True).select_related("user")
    names = ", ".join(sorted(row.user.name for row in rows if discipline in row.disciplines))
    message = "Only somebody who gives {name} can sign this: {names}." if names else "Nobody here gives {name}."
    raise Refused(Reason.NOT_ALLOWED, Words(message, **({"name": name, "names": names} if names else {"name": name})))
