"""Unwanted events: what each one sets going."""

from enum import StrEnum

from weft.core.treat.facts import ReactionGroup


class Follow(StrEnum):
    """What follows an unwanted event, mildest first."""

    RECORD = "record"
    TELL_LEAD = "tell_lead"
    INCIDENT = "incident"
    """The clinical lead is told the same day and an incident report is written."""


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
