"""Draft one plan of care over all of a person's problems."""

from collections.abc import Sequence

from weft.core.plan.case import Case
from weft.core.plan.doses import dose_range
from weft.core.plan.facts import DoseRange, EvidenceFact, Lane, Pathway, PlanFacts
from weft.core.plan.gentler import gentler, gentler_words, is_easily_stirred
from weft.core.plan.home import home_exercises
from weft.core.plan.merging import Planned, merged_phases, withheld_lines, without_repeats
from weft.core.plan.plan import Phase, PlanOfCare
from weft.core.plan.safety_net import escalations, non_responses, not_known
from weft.core.plan.set_words import expectations, other_doses, reviews, why_this_dose
from weft.core.plan.suggest import Suggestion, suggest
from weft.core.plan.wishes import fewer_visits, unmet
from weft.core.plan.worsening import heard
from weft.core.screen.clearance import Clearance
from weft.core.shared.care import Outcome
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import AND, Words, joined

_NOTHING = DoseRange(planned=0, min=0, max=0)


def draft_plan(case: Case, plan_facts: PlanFacts, clearance: Clearance, *, version: str) -> PlanOfCare:
    """Phases by lanes for every problem, as far as clearance allows.

    Args:
        case: Problems with region and weeks since onset; goals in the person's own words.
        plan_facts: `knowledge/plan/` and `knowledge/treat/exercises/`. What a clinic does not accept is absent:
            such sets, cards and exercises are passed over.
        clearance: The verdicts of screening. BLOCKED and unanswered modalities appear in no line;
            blocked needles leave a movement plan. STOP leaves no phases at all; so do signs in a leg that get worse.
        version: Version of the knowledge, kept with the plan.

    Returns:
        A draft for clinicians to change and agree. Doses are visits; weeks count from 1.
    """
    clearance = heard(clearance, case.problems)
    suggestions = tuple(suggest(problem, plan_facts, chosen=case.pathway) for problem in case.problems)
    planned = [_planned(each, each.pathway, plan_facts, case) for each in suggestions if each.pathway]
    if clearance.outcome is Outcome.STOP:
        return _waiting(Words("No plan yet: something has to be looked at first"), case, (), clearance, version)
    if not planned:
        return _waiting(Words("To be planned by hand, after the examination"), case, suggestions, clearance, version)
    return _drafted(case, plan_facts, clearance, suggestions, planned, version)


def _drafted(
    case: Case,
    plan_facts: PlanFacts,
    clearance: Clearance,
    suggestions: tuple[Suggestion, ...],
    planned: list[Planned],
    version: str,
) -> PlanOfCare:
    phases = merged_phases(planned, clearance, case.wishes)
    chosen = [plan_facts.pathways[each] for each in without_repeats(each.pathway.id for each in planned)]
    evidence = _evidence(chosen, phases, plan_facts)
    needles = dose_range(phases, Lane.NEEDLES, tuple(each.doses_needles for each in chosen))
    movement = dose_range(phases, Lane.MOVEMENT, tuple(each.doses_movement for each in chosen))
    return PlanOfCare(
        pathways=tuple(each.pathway.id if each.pathway else "" for each in suggestions),
        title=_title(chosen, phases),
        clearance=clearance,
        goals=without_repeats(Words(goal) for goal in (*case.goals, *(g for each in chosen for g in each.goals))),
        phases=phases,
        evidence=evidence,
        needles=needles,
        movement=movement,
        other_doses=other_doses(chosen, plan_facts, needles),
        home=home_exercises(phases, plan_facts),
        review_points=reviews(planned, needles),
        withheld=withheld_lines(planned, clearance, case.wishes),
        drafts=_drafts(chosen, evidence, phases, plan_facts, clearance),
        knowledge_version=version,
        why_this_dose=why_this_dose(chosen, needles, movement),
        suggestions=tuple(each.why for each in suggestions),
        expectations=expectations(chosen, needles),
        escalations=escalations(chosen),
        non_response=non_responses(chosen) if needles.max else (),
        adjusted=(*unmet(case.wishes), *(gentler_words(each) for each in case.problems if is_easily_stirred(each))),
        not_known=not_known(suggestions),
        main_measure=chosen[0].main_measure,
        explanations=tuple(each.explained for each in suggestions),
    )


def _planned(suggestion: Suggestion, pathway: Pathway, facts: PlanFacts, case: Case) -> Planned:
    """A set as it suits this person: gentler where pain is easily stirred up, fewer visits where that is wished."""
    phases = facts.phases[pathway.id]
    if is_easily_stirred(suggestion.problem):
        phases = gentler(phases)
    less = (fewer_visits(phase, case.wishes, is_first=number == 0) for number, phase in enumerate(phases))
    return Planned(suggestion.problem, pathway, tuple(less), facts.phases[pathway.id])


def _waiting(
    title: Words, case: Case, suggestions: tuple[Suggestion, ...], clearance: Clearance, version: str
) -> PlanOfCare:
    return PlanOfCare(
        pathways=("",) * len(case.problems),
        title=title,
        clearance=clearance,
        goals=tuple(Words(goal) for goal in case.goals),
        phases=(),
        evidence=(),
        needles=_NOTHING,
        movement=_NOTHING,
        other_doses=(),
        home=(),
        review_points=(),
        withheld=(),
        drafts=_drafts_of(clearance),
        knowledge_version=version,
        suggestions=tuple(each.why for each in suggestions),
        explanations=tuple(each.explained for each in suggestions),
    )


def _title(chosen: Sequence[Pathway], phases: Sequence[Phase]) -> Words:
    name = joined((Words(pathway.name) for pathway in chosen), AND)
    if any(phase.lanes[Lane.NEEDLES] for phase in phases):
        return name
    if any(phase.lanes[Lane.MOVEMENT] for phase in phases):
        return Words("{name}: movement only", name=name)
    if any(phase.lanes[Lane.HOME] for phase in phases):
        return Words("{name}: at home only", name=name)
    return Words("{name}: waiting for answers or clearance", name=name)


def _evidence(chosen: Sequence[Pathway], phases: Sequence[Phase], facts: PlanFacts) -> tuple[EvidenceFact, ...]:
    of_sets = [card for pathway in chosen for card in pathway.evidence]
    of_lines = [card for phase in phases for lines in phase.lanes.values() for line in lines for card in line.evidence]
    return tuple(facts.evidence[card] for card in without_repeats(of_sets + of_lines) if card in facts.evidence)


def _drafts(
    chosen: Sequence[Pathway],
    evidence: Sequence[EvidenceFact],
    phases: Sequence[Phase],
    facts: PlanFacts,
    clearance: Clearance,
) -> tuple[str, ...]:
    lines = [line for phase in phases for lane in phase.lanes.values() for line in lane]
    exercises = without_repeats(exercise for line in lines for exercise in line.exercises)
    used = [
        *((f"plan/pathways/{each.id}", each.review) for each in chosen),
        *((f"plan/evidence/{each.id}", each.review) for each in evidence),
        *((f"treat/exercises/{each}", facts.exercises[each].review) for each in exercises if each in facts.exercises),
    ]
    return (*(name for name, review in used if review.status is ReviewStatus.DRAFT), *_drafts_of(clearance))


def _drafts_of(clearance: Clearance) -> tuple[str, ...]:
    spoken = [reason for each in clearance.by_modality.values() for reason in (*each.reasons, *each.site_rules)]
    return without_repeats(f"screen/{reason.rule}" for reason in spoken if reason.status is ReviewStatus.DRAFT)
