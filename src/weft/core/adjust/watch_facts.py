"""The rules that gate or ask somebody to do something: danger, events, rises between reviews, what was not asked."""

from decimal import Decimal

from weft.core.adjust.facts import Rule
from weft.core.shared.care import Action
from weft.core.shared.fact import fact


@fact
class Limit:
    """Points on one measure."""

    measure: str
    points: Decimal


@fact
class FlareUpRule(Rule):
    """A rise since the start or since the last score."""

    rises: tuple[Limit, ...]
    within_hours: int


@fact
class LegPainRule(Rule):
    """Pain that moves from the back into the leg, or a new sign of a nerve."""

    leg: str
    """A measure's id."""
    back: tuple[str, ...]
    """Measure ids; the first that was scored twice counts."""
    nerve_codes: tuple[str, ...]
    """Unwanted events (group and code) that tell of new numbness or weakness."""
    action: Action


@fact
class UnwantedRule(Rule):
    """Unwanted events that the lead is told of."""

    from_grade: int
    any_grade_in: tuple[str, ...]
    """Groups of unwanted events of which every grade is told."""


@fact
class Half:
    """One half of a screen for mood and worry."""

    measure: str
    part: str = ""
    """Id of the instrument's part; empty for a screen that is one half by itself."""
    from_points: Decimal

    @property
    def key(self) -> str:
        """Under which its scores are kept: ``phq4.worry``, ``phq2``."""
        return f"{self.measure}.{self.part}" if self.part else self.measure


@fact
class MoodRule(Rule):
    """Answers about mood and worry that a clinician talks about."""

    halves: tuple[Half, ...]


@fact
class NoShowRule(Rule):
    """Visits missed without a word."""

    times: int


@fact
class BackAgainRule(Rule):
    """Pain again after care has ended."""


@fact
class DangerRule(Rule):
    """A danger sign stands: care waits."""

    actions: tuple[Action, ...]
    """Actions of the screening that stop care."""


@fact
class NeedlesOutRule(Rule):
    """As many needles out as in."""


@fact
class MeasureDueRule(Rule):
    """A measure that was due and not answered."""

    days: int
    """Days before and after the due day within which an answer counts."""
