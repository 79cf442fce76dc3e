"""What went wrong and waits for the clinical lead: reports, unwanted events without one, missing needles."""

from typing import Any
from uuid import UUID

from weft.core.treat.reactions import Follow, what_follows
from weft.library.knowledge import knowledge
from weft.records.models import AdverseEvent, Incident, MissingNeedleReport

GRADES = {"mild": 1, "moderate": 2, "serious": 3}
"""Least grade of what a session record calls so."""
LONGEST_LIST = 200
"""Newest rows of each kind."""


def reports(clinic_id: UUID, **about: Any) -> tuple[Incident, ...]:
    """Reports, newest first."""
    rows = Incident.objects.within(clinic_id).filter(**about)
    return tuple(
        rows.select_related("person", "by", "look", "look__by", "visit").order_by("-happened_at", "-id")[:LONGEST_LIST]
    )


def events(clinic_id: UUID, **about: Any) -> tuple[AdverseEvent, ...]:
    """Unwanted events that somebody is told of and nobody wrote a report about, newest first."""
    rows = AdverseEvent.objects.within(clinic_id).filter(incident__isnull=True, **about)
    found = rows.select_related("person", "by", "look", "look__by").order_by("-at", "-id")[:LONGEST_LIST]
    return tuple(row for row in found if is_told(row.kind, row.severity))


def missing_needles(clinic_id: UUID, **about: Any) -> tuple[MissingNeedleReport, ...]:
    """Reports of needles that were not found, newest first."""
    rows = MissingNeedleReport.objects.within(clinic_id).filter(**about)
    return tuple(rows.select_related("person", "by", "look", "look__by").order_by("-at", "-id")[:LONGEST_LIST])


def is_told(kind: str, severity: str) -> bool:
    """Whether the clinical lead is told of such an event. A faint is, however mild; so is what nobody knows."""
    group, _, code = kind.partition(".")
    known = knowledge().treat.reactions.get(group)
    if known is None or kind == "general.faint":
        return True
    try:
        return what_follows(known, code, GRADES.get(severity, 3)) is not Follow.RECORD
    except ValueError:
        return True


def is_looked_at(row: Any) -> bool:
    """Whether the clinical lead has written an outcome."""
    return getattr(row, "look", None) is not None


def still_open(clinic_id: UUID, person_id: UUID) -> bool:
    """Whether anything about this person waits for the clinical lead."""
    about = {"person_id": person_id, "look__isnull": True}
    return any(found(clinic_id, **about) for found in (reports, events, missing_needles))
