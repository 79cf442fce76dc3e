"""Needle visits in a run of days, over all problems of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol

from weft.core.plan.doses import lane_dose
from weft.core.plan.facts import Dose, Lane
from weft.core.plan.plan import Phase

DAYS_IN_WEEK = 7


class Cap(Protocol):
    """Most needle visits in a run of days before a reason is asked for (`knowledge/adjust/rules/dose.toml`)."""

    @property
    def visits(self) -> int:
        """Visits."""

    @property
    def days(self) -> int:
        """Days."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The most needle visits that a plan asks for in any run of so many days."""

    planned: int
    as_needed: int
    """More that may come on a named trigger in the same days."""


def most_needle_visits(phases: Sequence[Phase], days: int) -> Reached:
    """The fullest run of ``days`` days of a plan.

    Args:
        phases: Of one plan, in order; visits of a phase lie evenly over its weeks, as-needed ones all at its start.
        days: Length of the run; a week that is begun counts whole, so it is never less than what can happen.
    """
    weeks = ceil(days / DAYS_IN_WEEK)
    doses = tuple((phase.weeks, lane_dose(phase, Lane.NEEDLES)) for phase in phases)
    last = max((phase.weeks[1] for phase in phases), default=0)
    runs = (_in_weeks(doses, first, first + weeks - 1) for first in range(1, last + 1))
    return max(runs, key=lambda run: (run.planned, run.as_needed), default=Reached(0, 0))


def most_needle_days(phases: Sequence[Phase]) -> float:
    """Needle visits of the fullest week, over all problems: as a line says, or as a shorter phase would crowd them."""
    return max((_a_week(phase) for phase in phases), default=0)


def _a_week(phase: Phase) -> float:
    dose = lane_dose(phase, Lane.NEEDLES)
    return max(dose.per_week, dose.total / (phase.weeks[1] - phase.weeks[0] + 1))


def _in_weeks(doses: Sequence[tuple[tuple[int, int], Dose]], first: int, last: int) -> Reached:
    planned = as_needed = 0
    for (begins, ends), dose in doses:
        shared = min(last, ends) - max(first, begins) + 1
        if shared > 0:
            planned += ceil(dose.total * shared / (ends - begins + 1))
            as_needed += dose.as_needed_max
    return Reached(planned, as_needed)
