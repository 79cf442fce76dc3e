"""What the questions at the door led to: whether somebody reads the answers first, and until when."""

from dataclasses import dataclass
from datetime import datetime

from weft.records.access import Member, PersonSeen
from weft.records.local import wall_time
from weft.records.models import Task
from weft.records.screenings import ANSWER_TASKS


@dataclass(frozen=True, slots=True)
class AnswerWaits:
    """Answers that a clinician reads before anything starts."""

    owner: str
    """Who has them; empty for whoever is free."""
    due: datetime
    """In the clinic's own time, without a zone."""


def answer_waits(by: Member, person: PersonSeen, zone: str) -> AnswerWaits | None:
    """Who reads the answers of somebody whom the door has let them see, and until when; None when nothing waits.

    What was answered is not told. ``zone`` is the clinic's.
    """
    rows = Task.objects.within(by.clinic_id).filter(person_id=person.id, kind__in=ANSWER_TASKS, done_at__isnull=True)
    row = rows.select_related("owner__user").order_by("due").first()
    if row is None:
        return None
    due = wall_time(row.due, zone)
    return AnswerWaits(row.owner.user.name if row.owner else "", due)
