"""The outline of a consult: what was heard and what may fit, on one page, without obligation."""

from collections.abc import Iterator
from dataclasses import dataclass

from weft.core.plan.case import Case, Problem
from weft.core.plan.doses import lane_dose, weeks_words
from weft.core.plan.facts import Lane
from weft.core.plan.merging import without_repeats
from weft.core.plan.plan import Phase, PlanOfCare
from weft.core.plan.suggest import place_of
from weft.core.plan.wishes import in_words
from weft.core.screen.facts import QuestionSet
from weft.core.shared.care import Outcome
from weft.core.shared.words import OR, Words, counted, joined


@dataclass(frozen=True, slots=True)
class OutlinePhase:
    """One likely phase."""

    name: Words
    weeks: tuple[int, int]
    visits: tuple[Words, ...]
    """Each lane's likely visits, and what is done at home."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One page for a person who has not decided anything yet."""

    title: Words
    next: Words
    """What happens next: get help, talk first, or an examination."""
    told: tuple[Words, ...]
    heard: tuple[Words, ...]
    may_fit: tuple[Words, ...]
    phases: tuple[OutlinePhase, ...]
    visits: tuple[Words, ...]
    """Visits in all, as ranges."""
    expectations: tuple[Words, ...]
    not_known: tuple[Words, ...]
    no_obligation: tuple[Words, ...]
    """Nothing is booked or promised; what it costs is the clinic's to say."""
    drafts: tuple[str, ...]
    knowledge_version: str


def outline(case: Case, plan: PlanOfCare) -> Outline:
    """Say on one page what a first talk came to.

    Args:
        case: What the person told.
        plan: The draft made from it. Its doses are shown as ranges; a plan that must wait shows no phases.
    """
    is_stop = plan.clearance.outcome is Outcome.STOP
    return Outline(
        title=Words("Outline of a plan"),
        next=_NEXT[plan.clearance.outcome],
        told=plan.clearance.told,
        heard=tuple(_heard(case)),
        may_fit=() if is_stop else plan.suggestions,
        phases=tuple(OutlinePhase(phase.name, phase.weeks, tuple(_lanes(phase))) for phase in plan.phases),
        visits=tuple(_visits(plan)),
        expectations=plan.expectations,
        not_known=() if is_stop else tuple(_not_known(plan)),
        no_obligation=() if is_stop else _NO_OBLIGATION,
        drafts=plan.drafts,
        knowledge_version=plan.knowledge_version,
    )


def _heard(case: Case) -> Iterator[Words]:
    for problem in case.problems:
        yield _problem(problem)
        if problem.aggravated_by:
            yield Words("Worse with: {what}.", what=", ".join(problem.aggravated_by))
    for tried in case.tried:
        message = "Tried: {what} ({result})." if tried.result else "Tried: {what}."
        yield Words(message, what=tried.what, result=Words(tried.result))
    if case.goals:
        yield Words("You want: {goals}.", goals="; ".join(case.goals))
    for wish in in_words(case.wishes):
        yield Words("You wish: {wish}.", wish=wish)


def _problem(problem: Problem) -> Words:
    said: dict[str, object] = {"place": place_of(problem), "weeks": weeks_words(problem.since_weeks)}
    if problem.recovered_weeks is not None:
        return Words("{place}: over for {weeks}.", place=said["place"], weeks=weeks_words(problem.recovered_weeks))
    if problem.pain is None:
        return Words("{place}: for {weeks}.", **said)
    return Words("{place}: for {weeks}, pain {pain} out of 10.", pain=problem.pain, **said)


def _lanes(phase: Phase) -> Iterator[Words]:
    for lane in (Lane.NEEDLES, Lane.MOVEMENT):
        dose = lane_dose(phase, lane)
        if dose.total:
            yield Words(_UP_TO[lane], most=dose.total)
        elif dose.as_needed_max:
            triggers = joined(without_repeats(line.trigger for line in phase.lanes[lane] if line.trigger), OR)
            yield Words(_AS_NEEDED[lane], most=dose.as_needed_max, trigger=triggers)
    if phase.lanes[Lane.HOME]:
        days = lane_dose(phase, Lane.HOME).days_per_week
        yield counted(days, "at home: exercises on {count} day a week", "at home: exercises on {count} days a week")


def _visits(plan: PlanOfCare) -> Iterator[Words]:
    for visits, message in ((plan.needles, _NEEDLES_IN_ALL), (plan.movement, _MOVEMENT_IN_ALL)):
        if visits.max:
            yield Words(message, least=visits.min, most=visits.max)


def _not_known(plan: PlanOfCare) -> Iterator[Words]:
    yield Words("What the examination shows: nobody has examined you yet.")
    if plan.clearance.asked is QuestionSet.CONSULT:
        yield Words("The longer safety questions: they come before the first treatment.")
    if waiting := len(plan.clearance.unanswered) + len(plan.clearance.unsure):
        yield Words("Safety questions without a clear answer: {count}.", count=waiting)
    yield from plan.not_known
    yield from plan.withheld


_NEXT = {
    Outcome.GO: Words("Next: an examination. A clinician plans with you after it."),
    Outcome.TALK_FIRST: Words("Next: a talk with a clinician. Some answers have to be looked at before anything else."),
    Outcome.STOP: Words("Next: get help first. What to do now stands below; there is no plan until then."),
}
_UP_TO = {Lane.NEEDLES: "up to {most} needle visits", Lane.MOVEMENT: "up to {most} movement visits"}
_AS_NEEDED = {
    Lane.NEEDLES: "needles only as needed, up to {most}: only after {trigger}",
    Lane.MOVEMENT: "movement visits only as needed, up to {most}: only after {trigger}",
}
_NEEDLES_IN_ALL = "Needle visits in all: {least} to {most}."
_MOVEMENT_IN_ALL = "Movement visits in all: {least} to {most}."
_NO_OBLIGATION = (
    Words("Nothing is booked and nothing is agreed. You can leave it at this."),
    Words("It can change after the examination; nobody can promise how it goes."),
    Words("What a visit costs: please ask the clinic."),
)
