"""Unwanted events: what each one sets going, who is told, and by when."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words
from weft.core.treat.events import ReactionGroup, Telling


class Follow(StrEnum):
    """What follows an unwanted event, mildest first."""

    RECORD = "record"
    TELL_LEAD = "tell_lead"
    INCIDENT = "incident"
    """The clinical lead is told the same day and an incident report is written."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one unwanted event sets going."""

    follow: Follow
    within: timedelta | None
    """How soon the clinical lead is told; None when a record is enough."""
    why: Explanation


def what_follows(group: ReactionGroup, code: str, grade: int) -> Follow:
    """What one unwanted event sets going.

    Args:
        group: From ``knowledge/treat/events/<group>.toml``.
        code: Reaction code inside the group.
        grade: 1 mild, 2 moderate, 3 severe, 4 life-threatening, 5 death.

    Raises:
        ValueError: If the group has no such code, or the grade is not 1 to 5.
    """
    if grade not in range(1, 6):
        raise ValueError(f"grade {grade} is not 1 to 5")
    found = next((reaction for reaction in group.reactions if reaction.code == code), None)
    if found is None:
        raise ValueError(f"{group.id} has no reaction {code}")
    if found.serious or grade >= group.incident_from_grade:
        return Follow.INCIDENT
    return Follow.TELL_LEAD if grade >= group.tell_lead_from_grade else Follow.RECORD


def who_is_told(telling: Telling, group: ReactionGroup, code: str, grade: int) -> Told:
    """What one unwanted event sets going, with its clock and why.

    Args:
        telling: From ``knowledge/treat/telling.toml``.
        group, code, grade: As for `what_follows`.

    Raises:
        ValueError: As `what_follows`.
    """
    follow = what_follows(group, code, grade)
    hours = {Follow.TELL_LEAD: telling.tell_lead_within_hours, Follow.INCIDENT: telling.incident_within_hours}
    within = timedelta(hours=hours[follow]) if follow in hours else None
    why = explain(
        telling.id,
        _WORDS[follow],
        inputs={"group": group.id, "code": code, "grade": grade},
        limits={
            "tell_lead_from_grade": group.tell_lead_from_grade,
            "incident_from_grade": group.incident_from_grade,
            "within_hours": hours.get(follow),
        },
        sources=(*telling.sources, *(one for one in group.sources if one not in telling.sources)),
        status=telling.review.status,
    )
    return Told(follow, within, why)


_WORDS = {
    Follow.RECORD: Words("It is kept in the record; nobody needs to be told."),
    Follow.TELL_LEAD: Words("The clinical lead is told."),
    Follow.INCIDENT: Words("The clinical lead is told the same day, and an incident report is written."),
}
