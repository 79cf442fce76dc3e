"""What somebody has typed on a page and not saved: kept for them alone until it is saved, or they let it go."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from weft.records import clock
from weft.records.access import Member, Purpose, person_for
from weft.records.actions.base import action
from weft.records.models import Draft
from weft.records.signing import signer


@action
def keep_typing(*, by: Member, form: str, subject: UUID, person_id: UUID, content: Mapping[str, Any]) -> datetime:
    """Keep what stands in a form now; one row for each author, form and subject, seen by the author only.

    Args:
        by: A clinician.
        form: Which form, such as ``page.assessment``.
        subject: What it is about: the person, a plan, a proposal.
        person_id: Whose care it is.
        content: Field by field, as typed.

    Returns:
        When it was kept.

    Raises:
        NotFound, NotAllowed: Not theirs to write about.
    """
    person_for(by, person_id, Purpose.CARE)
    now = clock.now()
    Draft.objects.within(by.clinic_id).update_or_create(
        clinic_id=by.clinic_id, author=signer(by), form=form, subject=subject,
        defaults={"content": dict(content), "person_id": person_id, "saved_at": now},
    )  # fmt: skip
    return now


@action
def let_go(*, by: Member, form: str, subject: UUID) -> int:
    """Forget the author's own draft of a form: it was saved, or they do not want it."""
    rows = Draft.objects.within(by.clinic_id).filter(author_id=by.user_id, form=form, subject=subject)
    return rows.delete()[0] if rows.exists() else 0
