"""What strangers ask for with an address and the worker does: nothing is looked up meanwhile, so no time tells."""

from uuid import UUID, uuid4

from django.utils.crypto import salted_hmac

from weft.records.access import Member, visitor_to
from weft.records.actions.base import action, once
from weft.records.actions.book_knock import Caller, Most, limited
from weft.records.models import OneTimeKey
from weft.records.refused import Refused


def key_of(key: str, address: str) -> str:
    """The one-time key of what was typed: who goes Back and puts the address right asks anew, with the same form."""
    said = f"{key}\n{address.strip().casefold()}"
    return salted_hmac("weft.asked-for", said, algorithm="sha256").hexdigest() if key else ""


def ask(
    name: str, what: str, most: dict[str, Most], *, by: Member, address: str, network: str, key: str
) -> Refused | None:
    """Write down that it was asked for, unless too much was.

    Args:
        name: What is asked for; `taken` finds it under this.
        what: Under what it is counted (`limited`), and
        most: how often it may be asked for.
        by: Whoever asks.
        address: As typed.
        network: The part of the net that they came from, to count; it is not kept.
        key: One-time key of the form.

    Returns:
        None; or Refused: TOO_MANY.
    """
    key = key_of(key, address)
    caller = Caller(network=network)
    return limited(
        lambda: _keep(name, address, by=by, key=key), by=by, caller=caller, what=what, most=most, name=name, key=key
    )


@action
def _keep(name: str, address: str, *, by: Member, key: str) -> None:
    visitor = visitor_to(by.clinic_id)  # whoever asks, it waits in one place
    once(lambda: address, by=visitor, name=name, key=key or uuid4().hex, found=str)


def taken(clinic_id: UUID, name: str) -> set[str]:
    """The addresses that wait, each once; from now on nobody knows who asked. For use inside an action."""
    asked = OneTimeKey.objects.within(clinic_id).filter(by=visitor_to(clinic_id).actor, action=name)
    rows = list(asked.filter(reference__isnull=False).select_for_update(skip_locked=True))
    if rows:
        OneTimeKey.objects.within(clinic_id).filter(id__in=[row.id for row in rows]).update(reference=None)
    return {str(row.reference).casefold() for row in rows}
