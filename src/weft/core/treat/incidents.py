"""An incident told in five taps: what it was, whether it reached anybody, how bad, when, and whether care caused it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from weft.core.book.contact import note_fault
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words
from weft.core.treat.events import ReactionGroup, Telling
from weft.core.treat.reactions import Follow, Told, who_is_told

HELP_FROM_GRADE = 3
"""From this grade on somebody is rung before anything is written (`knowledge/treat/telling.toml`: hospital)."""


class Kind(StrEnum):
    """What is tapped, gravest first."""

    LUNG = "lung"
    NEEDLE = "needle"
    INFECTION = "infection"
    FAINT = "faint"
    BLEEDING = "bleeding"
    FALL = "fall"
    BURN = "burn"
    OTHER = "other"


NAMES = {
    Kind.LUNG: Words("Lung sign: short breath or chest pain"),
    Kind.NEEDLE: Words("Needle: left in, missing or stray"),
    Kind.INFECTION: Words("Sign of infection"),
    Kind.FAINT: Words("Faint"),
    Kind.BLEEDING: Words("Bruise or bleeding"),
    Kind.FALL: Words("Fall"),
    Kind.BURN: Words("Burn or skin"),
    Kind.OTHER: Words("Something else"),
}
CODES = {
    Kind.LUNG: "organ.lung",
    Kind.NEEDLE: "needle_site.forgotten",
    Kind.INFECTION: "infection.local",
    Kind.FAINT: "general.faint",
    Kind.BLEEDING: "needle_site.bleeding",
    Kind.FALL: "movement.fall",
    Kind.BURN: "skin.burn",
}
"""Group and code of `knowledge/treat/events/` that a tap stands for; something else is chosen from the list."""
CALL_FIRST = frozenset({Kind.LUNG})
"""Kinds in which somebody is rung first, whatever the grade."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What the taps say."""

    kind: Kind
    is_near_miss: bool = False
    grade: int | None = None
    """1 mild to 5 death; None for a near miss."""
    code: str = ""
    """For something else: group and code; may be empty, when the list has nothing like it."""


def code_of(reported: Reported) -> str:
    """Group and code of the event; empty when the list has nothing like it."""
    return CODES.get(reported.kind) or reported.code


def calls_first(reported: Reported) -> bool:
    """Whether somebody is rung before anything is written."""
    if reported.is_near_miss:
        return False
    return reported.kind in CALL_FIRST or (reported.grade or 0) >= HELP_FROM_GRADE


def fault_of(reported: Reported, story: str) -> Words | None:
    """What a report cannot be filed without, or None."""
    if not reported.is_near_miss and reported.grade not in range(1, 6):
        return Words("Say how bad it was.")
    if reported.is_near_miss and reported.grade is not None:
        return Words("A near miss has no grade: it reached nobody.")
    return note_fault(story) if story.strip() else Words("Write in a few words what happened.")


def told_of(reported: Reported, telling: Telling, groups: Mapping[str, ReactionGroup]) -> Told:
    """Who is told, by when, and why. An event that the knowledge does not know is told like a grave one.

    Args:
        reported: With a grade, unless it is a near miss.
        telling: From ``knowledge/treat/telling.toml``.
        groups: ``knowledge/treat/events/`` by id.
    """
    if reported.is_near_miss:
        hours = telling.tell_lead_within_hours
        return _told(Follow.TELL_LEAD, hours, Words("A near miss: the clinical lead looks at it."), telling)
    group, _, code = code_of(reported).partition(".")
    if group in groups and any(each.code == code for each in groups[group].reactions):
        return who_is_told(telling, groups[group], code, reported.grade or 0)
    hours = telling.incident_within_hours
    return _told(
        Follow.INCIDENT, hours, Words("Not on the list of events: the clinical lead is told the same day."), telling
    )


def _told(follow: Follow, hours: int, words: Words, telling: Telling) -> Told:
    why: Explanation = explain(
        telling.id, words, inputs={}, limits={"within_hours": hours}, sources=telling.sources,
        status=telling.review.status,
    )  # fmt: skip
    return Told(follow, timedelta(hours=hours), why)
