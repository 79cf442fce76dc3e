"""The words every step shares: disciplines, modalities, answers, and what a verdict can be."""

from enum import StrEnum

NEEDLES = "needles"
"""Discipline id of acupuncture (`knowledge/disciplines/needles.toml`)."""
MOVEMENT = "movement"
"""Discipline id of physiotherapy (`knowledge/disciplines/movement.toml`)."""


class Answer(StrEnum):
    """What a person said. A question without an answer is absent: missing is never "no"."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Verdict(StrEnum):
    """What may be done with one modality. The worst of several wins."""

    CLEAR = "clear"
    CAUTION = "caution"
    ASK = "ask"
    BLOCKED = "blocked"


class Outcome(StrEnum):
    """What happens to the person next."""

    GO = "go"
    TALK_FIRST = "talk_first"
    STOP = "stop"


class Action(StrEnum):
    """Who must look, and how soon; of two the more urgent stands (first here is most urgent)."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    WITHIN_24_HOURS = "within_24_hours"
    WITHIN_2_WEEKS = "within_2_weeks"
    GP = "gp"
    CAUTION = "caution"
    NONE = "none"


class Effort(StrEnum):
    """Ceiling for movement on the same day after needles."""

    GENTLE = "gentle"
    MODERATE = "moderate"
    HARD = "hard"
