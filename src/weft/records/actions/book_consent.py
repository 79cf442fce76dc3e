"""The consent ledger: one entry a purpose, given or taken back. Entries are added; the latest stands."""

from collections.abc import Iterable
from uuid import UUID

from weft.core.book.consents import Purpose, words_for
from weft.records import wordings
from weft.records.access import SYSTEM, Member, person_for
from weft.records.access import Purpose as Why
from weft.records.actions.base import action
from weft.records.local import after
from weft.records.models import Consent


@action
def give_consent(*, by: Member, person_id: UUID, purpose: str, how: str = "desk") -> UUID:
    """Write down that a person says yes to one purpose, in the words they were shown.

    Args:
        by: The person themselves, or somebody of the desk who was told.
        person_id: Whose consent.
        purpose: One of `core.book.consents.Purpose`.
        how: phone | online | portal | desk.

    Returns:
        Id of the entry; the one that stands already when nothing changes.
    """
    return _enter(by, person_id, Purpose(purpose), how, given=True)


@action
def withdraw_consent(*, by: Member, person_id: UUID, purpose: str, how: str = "desk") -> UUID:
    """Write down that a person takes one consent back. It holds at once.

    Args:
        by: The person themselves, the desk, or the system for a link in a message.
        person_id: Whose consent.
        purpose: One of `core.book.consents.Purpose`.
        how: phone | portal | desk | unsubscribe.
    """
    return _enter(by, person_id, Purpose(purpose), how, given=False)


def stands(person_id: UUID, clinic_id: UUID, purpose: Purpose) -> Consent | None:
    """The entry that stands for one purpose, if there is any."""
    entries = Consent.objects.within(clinic_id).filter(person_id=person_id, purpose=purpose.value)
    return entries.order_by("-at").first()


def given_by(people: Iterable[UUID], clinic_id: UUID, purpose: Purpose) -> frozenset[UUID]:
    """Of many people at once: those whose yes to one purpose stands; in one SELECT."""
    entries = Consent.objects.within(clinic_id).filter(person_id__in=set(people), purpose=purpose.value)
    latest = dict(entries.order_by("at").values_list("person_id", "given"))  # the last entry stands
    return frozenset(person_id for person_id, given in latest.items() if given)


def _enter(by: Member, person_id: UUID, purpose: Purpose, how: str, *, given: bool) -> UUID:
    if by.role != SYSTEM:
        person_for(by, person_id, Why.OWN if by.person_id == person_id else Why.CONTACT)
    latest = stands(person_id, by.clinic_id, purpose)
    if latest is not None and latest.given is given:
        return latest.id
    made = Consent.objects.create(
        clinic_id=by.clinic_id, person_id=person_id, purpose=purpose.value, given=given, how=how,
        at=after(latest.at if latest else None),
        wording=wordings.keep(words_for(purpose)), by_id=by.user_id,
    )  # fmt: skip
    return made.id
