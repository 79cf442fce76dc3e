"""An answer, judged by the independent checker: no figure is told of one that breaks a rule."""

from collections.abc import Sequence
from typing import Any

from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.shape import Clinic, Visit

Told = dict[str, Any]
"""Figures of one measurement, as they are stored."""


class BrokenRule(Exception):  # noqa: N818  the name says what is wrong
    """An answer that keeps not every rule: a fault of the method, and no result."""


def judged(clinic: Clinic, visits: Sequence[Visit]) -> Told:
    """What an answer holds."""
    checked = check_clinic(clinic, visits)
    if checked.violations:
        raise BrokenRule(str(checked.violations[0]))
    return {
        "objective": checked.objective,
        "required": checked.required,
        "placed": checked.placed,
        "pairs": checked.pairs,
        "pairs_required": checked.pairs_required,
        "with_primary": checked.with_primary,
    }
