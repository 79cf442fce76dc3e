"""The clinic's rules for moving visits, for the form in which they are changed."""

from dataclasses import dataclass

from weft.library.knowledge import knowledge
from weft.records.access import Job, Member
from weft.records.actions.diary_rules import RULES, longest_movement, rules_version
from weft.records.models import Clinic


@dataclass(frozen=True, slots=True)
class RulesSeen:
    """What stands."""

    notice_hours: int
    least_movement_minutes: int
    version: str
    """For `save_rules`: what the form was filled from."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the rules work with and no clinic sets."""

    movement_minutes: int
    """How long a whole visit is."""
    needles_minutes: int
    """Needles stay at least so long: from the knowledge, with its source there."""


def rules(by: Member) -> RulesSeen:
    """The rules that stand.

    Raises:
        NotAllowed: Without the settings.
    """
    by.need(Job.SETTINGS)
    row = Clinic.objects.get(id=by.clinic_id)
    return RulesSeen(**{name: getattr(row, name) for name in RULES}, version=rules_version(row))


def around() -> Around:
    """The same for every clinic."""
    return Around(longest_movement(), knowledge().treat.retention.min_minutes)
