"""Two people write one thing: whoever comes second is told by whom and when, and nothing is written over in silence."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from weft.core.shared.words import Words
from weft.records.models import AuditChange, User
from weft.records.refused import Reason, Refused

CHOOSE = Words("Both versions are below: choose one for each field, then save again.")


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Who was faster, and when."""

    by: str
    """Their name; empty where it was not a person of the staff."""
    at: datetime | None


def need_unchanged(
    seen: object, stands: object, what: Words, who: Callable[[], Meanwhile], *, says: Words | None = None
) -> None:
    """Decline when what stands is not what the form was filled from. For use inside an action, with the row locked.

    Args:
        seen: The version that the form showed; None does not ask (a caller that read under the same lock).
        stands: The version that stands now.
        what: What two people wrote, such as "the story".
        who: Tells who was faster; asked only when somebody was.
        says: The whole sentence, where the usual one does not fit.

    Raises:
        Refused: CHANGED_MEANWHILE, with `Refused.meanwhile`.
    """
    if seen is None or seen == stands:
        return
    faster = who()
    named = Words("{name} has saved {what} meanwhile. {choose}", name=faster.by, what=what, choose=CHOOSE)
    unnamed = Words("Somebody else has saved {what} meanwhile. {choose}", what=what, choose=CHOOSE)
    raise Refused(Reason.CHANGED_MEANWHILE, says or (named if faster.by else unnamed), meanwhile=faster)


def mark_of(*parts: object) -> str:
    """A short mark of what a form was filled from: the same parts in the same order give the same mark."""
    return hashlib.sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()[:32]


def last_written(*rows: Model) -> Meanwhile:
    """Who wrote these rows last, as the audit trail knows it."""
    if not rows:
        return Meanwhile("", None)
    table = rows[0]._meta.db_table  # noqa: SLF001  so Django calls its own description of a table
    changes = AuditChange.objects.filter(table=table, row__in=[row.pk.hex for row in rows])
    last = changes.order_by("-at", "-id").first()
    if last is None:
        return Meanwhile("", None)
    return Meanwhile(_name_of(last.actor), last.at)


def _name_of(actor: str) -> str:
    try:
        found = User.objects.filter(id=UUID(actor)).values_list("name", flat=True).first()
    except ValueError:  # a visitor, or the product itself
        return ""
    return found or ""
