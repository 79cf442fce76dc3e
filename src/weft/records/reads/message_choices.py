"""What somebody is sent, as the page behind the link in a message shows it: no name, nothing but four answers."""

from dataclasses import dataclass

from weft.core.book.consents import CHOICES, Purpose
from weft.core.shared.words import Words
from weft.records import audit, links
from weft.records.access import Member
from weft.records.access import Purpose as Why
from weft.records.models import Consent, Person


@dataclass(frozen=True, slots=True)
class ChoiceNow:
    """One kind of message."""

    purpose: Purpose
    words: Words
    is_given: bool
    """False also when it was never asked."""


def message_choices(by: Member, token: str) -> tuple[ChoiceNow, ...] | None:
    """The four answers of the person whose link it is; None when the link is too old, or not of this clinic."""
    known = links.read_choices_token(token)
    if known is None or not Person.objects.within(by.clinic_id).filter(id=known[0]).exists():
        return None
    person_id, _ = known
    audit.shown(by, [person_id], Why.CONTACT)
    entries = Consent.objects.within(by.clinic_id).filter(person_id=person_id).order_by("at")
    stand = {entry.purpose: entry.given for entry in entries}  # the latest stands
    return tuple(ChoiceNow(each.purpose, each.words, stand.get(each.purpose.value, False)) for each in CHOICES)
