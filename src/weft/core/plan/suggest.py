"""Which plan set fits a problem; a problem that none fits is told so."""

from dataclasses import dataclass

from weft.core.plan.case import Problem
from weft.core.plan.facts import Pathway, PlanFacts
from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The set for one problem, or none, and why."""

    problem: Problem
    pathway: Pathway | None
    why: Words


def suggest(problem: Problem, facts: PlanFacts, *, chosen: str = "") -> Suggestion:
    """Find the set for one problem.

    Args:
        problem: Region, weeks since onset, and where the pain spreads to decide.
        facts: The sets of `knowledge/plan/pathways/`.
        chosen: A set that a clinician chose; it is taken when it fits.

    Returns:
        The chosen set if it fits, else the fitting set of lowest rank, else none with words that say so.
    """
    fitting = sorted((p for p in facts.pathways.values() if fits(problem, p)), key=lambda p: (p.rank, p.id))
    place = place_of(problem)
    if not fitting:
        message = "{place}: no plan set fits yet ({weeks} weeks). It is examined first and planned by hand."
        return Suggestion(problem, None, Words(message, place=place, weeks=problem.since_weeks))
    if pathway := next((each for each in fitting if each.id == chosen), None):
        return Suggestion(problem, pathway, Words("{place}: {set}, chosen.", place=place, set=Words(pathway.name)))
    pathway = fitting[0]
    message = "{place}: {set}. It fits pain there for {least} weeks or more; here {weeks}."
    set_name = Words(pathway.name)
    values = {"place": place, "set": set_name, "least": pathway.min_weeks, "weeks": problem.since_weeks}
    return Suggestion(problem, pathway, Words(message, **values))


def place_of(problem: Problem) -> Words:
    """The problem as the person put it, else its region in words."""
    return Words(problem.text or problem.region.replace("_", " "))


def fits(problem: Problem, pathway: Pathway) -> bool:
    """Whether a set was made for a problem like this one."""
    return (
        problem.region in pathway.regions
        and problem.radiates_to not in pathway.excluded_radiation
        and pathway.min_weeks <= problem.since_weeks
        and (pathway.max_weeks == 0 or problem.since_weeks <= pathway.max_weeks)
    )
