"""Links in messages: to the clinic's own host, and the one with which a person says yes or no to messages."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing

from weft.core.book.consents import Purpose
from weft.records import clock
from weft.records.models import ClinicHost

HOLDS = timedelta(days=730)
"""How long a link to one's message choices can be used."""
_SIGNER = "weft.message-choices"


def to_clinic(clinic_id: UUID, path: str) -> str:
    """The address of a page at the clinic's first host; empty when it has none."""
    host = ClinicHost.objects.within(clinic_id).order_by("made_at").values_list("host", flat=True).first()
    return f"{'https' if settings.WEFT_SECURE else 'http'}://{host}{path}" if host else ""


def choices_token(person_id: UUID, purpose: Purpose) -> str:
    """What stands in the link to somebody's message choices, reached from a message of this purpose."""
    said = [str(person_id), purpose.value, int(clock.now().timestamp())]
    return signing.Signer(salt=_SIGNER).sign_object(said)


def read_choices_token(token: str) -> tuple[UUID, Purpose] | None:
    """Whose choices, and from which kind of message; None when it is not ours or too old."""
    try:
        said, purpose, made = signing.Signer(salt=_SIGNER).unsign_object(token)
        known = UUID(said), Purpose(purpose)
    except (signing.BadSignature, ValueError):
        return None
    is_old = clock.now() - datetime.fromtimestamp(made, UTC) > HOLDS
    return None if is_old else known
