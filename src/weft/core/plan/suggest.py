"""Which plan set fits a problem; a problem that none fits is told so."""

from dataclasses import dataclass

from weft.core.plan.case import Problem
from weft.core.plan.doses import weeks_words
from weft.core.plan.facts import Pathway, PlanFacts
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words

WORSENING = "worsening"
NO_SET = "plan.no_set_fits"
"""Rule id of the answer that no set fits."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The set for one problem, or none, and why."""

    problem: Problem
    pathway: Pathway | None
    why: Words
    explained: Explanation
    """The same with what was known and the set's limits; of no set, the rule that says so."""


def suggest(problem: Problem, facts: PlanFacts, *, chosen: str = "") -> Suggestion:
    """Find the set for one problem.

    Args:
        problem: Region, weeks since onset or since recovery, where the pain spreads to, signs in the leg,
            earlier episodes and the working picture decide.
        facts: The sets of `knowledge/plan/pathways/`.
        chosen: A set that a clinician chose; it is taken when it fits.

    Returns:
        The chosen set if it fits, else the fitting set of lowest rank, else none with words that say so.
    """
    fitting = fitting_sets(problem, facts)
    place = place_of(problem)
    if not fitting:
        words = _none_fits(problem, place)
        return Suggestion(problem, None, words, explain(NO_SET, words, inputs=_inputs(problem)))
    if pathway := next((each for each in fitting if each.id == chosen), None):
        words = Words("{place}: {set}, chosen.", place=place, set=Words(pathway.name))
    else:
        pathway = fitting[0]
        words = _why(problem, pathway, place)
    return Suggestion(problem, pathway, words, _explained(problem, pathway, words, chosen))


def fitting_sets(problem: Problem, facts: PlanFacts) -> tuple[Pathway, ...]:
    """Every set that fits, the one to suggest first."""
    fitting = (pathway for pathway in facts.pathways.values() if fits(problem, pathway))
    return tuple(sorted(fitting, key=lambda pathway: (pathway.rank, pathway.id)))


def place_of(problem: Problem) -> Words:
    """The problem as the person put it, else its region in words."""
    return Words(problem.text or problem.region.replace("_", " "))


def fits(problem: Problem, pathway: Pathway) -> bool:
    """Whether a set was made for a problem like this one. Signs in a leg that get worse fit no set."""
    return (
        problem.region in pathway.regions
        and problem.leg_signs != WORSENING
        and _spreads_as_meant(problem, pathway)
        and (not problem.picture or not pathway.pictures or problem.picture in pathway.pictures)
        and (problem.episodes_before or 0) >= pathway.min_episodes_before
        and _in_time(problem, pathway)
    )


def why_it_fits(problem: Problem, pathway: Pathway) -> Words:
    """Why a set fits a problem: its weeks beside those of the problem. For a set that `fits`."""
    return _why(problem, pathway, place_of(problem))


def _spreads_as_meant(problem: Problem, pathway: Pathway) -> bool:
    wanted = not pathway.spreads_to or problem.radiates_to in pathway.spreads_to
    return wanted and problem.radiates_to not in pathway.excluded_radiation


def _in_time(problem: Problem, pathway: Pathway) -> bool:
    """A set is for pain now, counted from its onset, or for people who have recovered, counted from then."""
    if pathway.recovered_max_weeks is None:
        weeks, most = problem.since_weeks, pathway.max_weeks
        is_pain_now = problem.recovered_weeks is None
        return is_pain_now and pathway.min_weeks <= weeks and (most is None or weeks <= most)
    return problem.recovered_weeks is not None and problem.recovered_weeks <= pathway.recovered_max_weeks


def _explained(problem: Problem, pathway: Pathway, words: Words, chosen: str) -> Explanation:
    limits = {
        "weeks": f"{pathway.min_weeks} to {'' if pathway.max_weeks is None else pathway.max_weeks}".strip(),
        "spreads_to": ", ".join(pathway.spreads_to),
        "excluded_radiation": ", ".join(pathway.excluded_radiation),
        "pictures": ", ".join(pathway.pictures),
        "recovered_max_weeks": pathway.recovered_max_weeks,
        "min_episodes_before": pathway.min_episodes_before,
        "rank": pathway.rank,
    }
    return explain(
        f"plan/pathways/{pathway.id}",
        words,
        inputs=_inputs(problem) | {"chosen": chosen},
        limits=limits,
        sources=pathway.sources,
        status=pathway.review.status,
    )


def _inputs(problem: Problem) -> dict[str, object]:
    names = ("region", "since_weeks", "radiates_to", "leg_signs", "picture", "episodes_before", "recovered_weeks")
    return {name: getattr(problem, name) for name in names}


def _why(problem: Problem, pathway: Pathway, place: Words) -> Words:
    values: dict[str, object] = {"place": place, "set": Words(pathway.name), "weeks": problem.since_weeks}
    if pathway.recovered_max_weeks is not None:
        values |= {"weeks": problem.recovered_weeks, "most": pathway.recovered_max_weeks}
        return Words("{place}: {set}. It is for the first {most} weeks after it was over; here {weeks}.", **values)
    if pathway.max_weeks is None:
        message = "{place}: {set}. It fits pain there for {least} weeks or more; here {weeks}."
        return Words(message, least=pathway.min_weeks, **values)
    return Words(
        "{place}: {set}. It fits pain there for up to {most} weeks; here {weeks}.", most=pathway.max_weeks, **values
    )


def _none_fits(problem: Problem, place: Words) -> Words:
    if problem.leg_signs == WORSENING:
        message = "{place}: signs in the leg that get worse go to a doctor first, the same day. No plan set fits."
        return Words(message, place=place)
    message = "{place}: no plan set fits yet ({weeks}). It is examined first and planned by hand."
    return Words(message, place=place, weeks=weeks_words(problem.since_weeks))
