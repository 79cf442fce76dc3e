"""What strangers asked for and the worker does: nothing is looked up meanwhile, so no answer's time tells anything."""

from uuid import UUID, uuid4

from django.utils.crypto import salted_hmac

from weft.records.access import visitor_to
from weft.records.actions.base import once
from weft.records.models import OneTimeKey


def key_of(key: str, address: str) -> str:
    """The one-time key of what was typed: who goes Back and puts the address right asks anew, with the same form."""
    said = f"{key}\n{address.strip().casefold()}"
    return salted_hmac("weft.asked-for", said, algorithm="sha256").hexdigest() if key else ""


def keep(clinic_id: UUID, what: str, address: str, key: str) -> None:
    """Write down that it was asked for. For use inside an action.

    Args:
        clinic_id: Where.
        what: Kind of thing.
        address: As typed.
        key: From `key_of`; may be empty.
    """
    visitor = visitor_to(clinic_id)  # whoever asks, it waits in one place
    once(lambda: address, by=visitor, name=what, key=key or uuid4().hex, found=str)


def taken(clinic_id: UUID, what: str) -> set[str]:
    """The addresses that wait, each once; from now on nobody knows who asked. For use inside an action."""
    asked = OneTimeKey.objects.within(clinic_id).filter(by=visitor_to(clinic_id).actor, action=what)
    rows = list(asked.filter(reference__isnull=False).select_for_update(skip_locked=True))
    if rows:
        OneTimeKey.objects.within(clinic_id).filter(id__in=[row.id for row in rows]).update(reference=None)
    return {str(row.reference).casefold() for row in rows}
