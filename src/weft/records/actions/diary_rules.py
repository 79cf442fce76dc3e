"""What the clinic itself decides about moving visits: the notice, and how short a late trip may become."""

from uuid import UUID

from weft.core.shared.care import MOVEMENT
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import versions
from weft.records.access import Job, Member
from weft.records.actions.base import action
from weft.records.models import Clinic
from weft.records.refused import Reason, Refused

RULES = ("notice_hours", "least_movement_minutes")
"""Columns of the clinic that are its rules for moving visits."""
MOST_NOTICE_HOURS = 336
"""Two weeks."""
LEAST_MOVEMENT_MINUTES = 5
THE_RULES = Words("the rules of the diary")


def rules_version(row: Clinic) -> str:
    """A mark of the rules, for a form to tell later whether they still stand."""
    return versions.mark_of(*(getattr(row, name) for name in RULES))


def longest_movement() -> int:
    """A whole visit: nobody's visit can be shortened to more."""
    return knowledge().disciplines[MOVEMENT].visit_minutes


@action
def save_rules(*, by: Member, notice_hours: int, least_movement_minutes: int, seen: str | None = None) -> UUID:
    """Change the clinic's rules; what is asked of people from now on keeps to them.

    Args:
        by: Somebody with the settings.
        notice_hours: When somebody is away, visits of others that begin sooner stay where they are.
        least_movement_minutes: When a person is late, movement is not made shorter than this.
        seen: `rules_version` as the form showed it; None does not ask.

    Returns:
        The clinic's id, or Refused: NOT_POSSIBLE (out of range), CHANGED_MEANWHILE.
    """
    by.need(Job.SETTINGS)
    if not 0 <= notice_hours <= MOST_NOTICE_HOURS:
        raise Refused(Reason.NOT_POSSIBLE, Words("The notice is 0 to {most} hours.", most=MOST_NOTICE_HOURS))
    most = longest_movement()
    if not LEAST_MOVEMENT_MINUTES <= least_movement_minutes <= most:
        raise Refused(
            Reason.NOT_POSSIBLE,
            Words("Movement takes {least} to {most} minutes.", least=LEAST_MOVEMENT_MINUTES, most=most),
        )
    row = Clinic.objects.select_for_update(no_key=True).get(id=by.clinic_id)
    versions.need_unchanged(seen, rules_version(row), THE_RULES, lambda: versions.last_written(row))
    row.notice_hours, row.least_movement_minutes = notice_hours, least_movement_minutes
    row.save(update_fields=list(RULES))
    return row.id
