"""What somebody typed and did not save, for them alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.records.access import Member
from weft.records.models import Draft


@dataclass(frozen=True, slots=True)
class Typed:
    """A draft: field by field, and when it was kept (the clinic's time)."""

    content: dict[str, Any]
    at: datetime

    def has(self, name: str) -> bool:
        """Whether the form that was kept carried this field."""
        return name in self.content

    def every(self, name: str) -> list[str]:
        """What was typed or ticked; empty when nothing was."""
        found = self.content.get(name, [])
        return [str(each) for each in found] if isinstance(found, list) else [str(found)]


def typed(by: Member, form: str, subject: UUID) -> Typed | None:
    """The reader's own draft of a form; nobody else's."""
    rows = Draft.objects.within(by.clinic_id).filter(author_id=by.user_id, form=form, subject=subject)
    row = rows.select_related("clinic").first() if by.user_id else None
    return Typed(row.content, row.saved_at.astimezone(ZoneInfo(row.clinic.zone))) if row else None
