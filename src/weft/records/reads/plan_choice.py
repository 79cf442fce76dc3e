"""What a plan is drafted from: the sets that fit, why each does, and what is still missing."""

from collections.abc import Collection, Sequence
from uuid import UUID

from weft.core.plan.case import Problem
from weft.core.plan.facts import Pathway, PlanFacts
from weft.core.plan.merging import without_repeats
from weft.core.plan.suggest import fits, fitting_sets, why_it_fits
from weft.core.shared.words import Words
from weft.records.accepted import accepted_by
from weft.records.access import Member, NotFound, Purpose, person_for
from weft.records.assessments import open_episode_of
from weft.records.models import Plan
from weft.records.plan_cases import case_to_plan
from weft.records.plans import clearance_to_plan
from weft.records.reads.plan_shapes import DraftSeen, SetSeen
from weft.records.refused import Refused


def to_draft(by: Member, person_id: UUID) -> DraftSeen:
    """The choice before the first draft.

    Raises:
        NotFound: Unknown, another clinic's, or no care is open.
        NotAllowed: Right clinic, wrong job.
    """
    person = person_for(by, person_id, Purpose.CARE)
    episode = open_episode_of(person_id, by.clinic_id)
    if episode is None:
        raise NotFound
    plan_id = Plan.objects.within(by.clinic_id).filter(episode=episode).values_list("id", flat=True).first()
    try:
        screening, _ = clearance_to_plan(episode)
    except Refused as first:
        return DraftSeen(person, episode.id, plan_id, (), first.words)
    case = case_to_plan(episode, screening)
    return DraftSeen(person, episode.id, plan_id, sets_for(case.problems, accepted_by(episode.clinic).plan), None)


def sets_for(problems: Sequence[Problem], facts: PlanFacts, chosen: Collection[str] = ()) -> tuple[SetSeen, ...]:
    """Every set that fits one of the problems: those that the rules suggest first, then by problem and rank."""
    fitting = [fitting_sets(problem, facts) for problem in problems]
    suggested = without_repeats(sets[0] for sets in fitting if sets)
    every = without_repeats((*suggested, *(each for sets in fitting for each in sets)))
    return tuple(_set(each, problems, is_chosen=each.id in chosen, is_suggested=each in suggested) for each in every)


def _set(pathway: Pathway, problems: Sequence[Problem], *, is_chosen: bool, is_suggested: bool) -> SetSeen:
    needles, movement = pathway.doses_needles, pathway.doses_movement
    return SetSeen(
        id=pathway.id,
        name=Words(pathway.name),
        is_chosen=is_chosen,
        is_suggested=is_suggested,
        why=tuple(why_it_fits(problem, pathway) for problem in problems if fits(problem, pathway)),
        visits=Words(
            "{needles} needle visits and {movement} movement visits planned.",
            needles=needles.planned,
            movement=movement.planned,
        ),
    )
