"""From a case to its plan of care: screen, then draft, with this installation's knowledge."""

from weft.core.adjust.facts import DoseCap, DoseRule
from weft.core.plan.case import Case
from weft.core.plan.plan import PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.known import known_answers, with_known
from weft.core.screen.screening import screen
from weft.core.shared.care import Answer
from weft.library.knowledge import Knowledge, knowledge


def plan(case: Case, *, asked: QuestionSet = QuestionSet.FULL) -> PlanOfCare:
    """Screen a person and draft one plan over all problems.

    Args:
        case: What the person told; answers by question id. A question not answered is not a "no".
        asked: The questions that had to be answered: FULL before treatment, CONSULT at first contact.

    Returns:
        The plan with its clearance. A clinical no is a plan too: it says what is withheld and why.

    Raises:
        BadFile: If the knowledge cannot be used.
    """
    known = knowledge()
    clearance = screen(answers_of(case, known.screen), known.screen, asked=asked)
    return draft_plan(case, known.plan, clearance, version=known.version)


def answers_of(case: Case, facts: ScreenFacts) -> dict[str, Answer]:
    """The case's answers together with what its age and places say; where both speak, the worse stands."""
    places = [place for problem in case.problems for place in (problem.region, problem.radiates_to) if place]
    return with_known(case.answers, known_answers(case.age, places), facts)


def needle_caps(known: Knowledge) -> tuple[DoseCap, ...]:
    """Most needle visits in a run of days before a reason is asked for; none where the rule is not accepted."""
    return tuple(cap for rule in known.adjust.rules.values() if isinstance(rule, DoseRule) for cap in rule.caps)


def need_agreement(known: Knowledge) -> tuple[str, ...]:
    """Ids of the modalities that a person agrees to before they start."""
    return tuple(modality.id for modality in known.modalities.values() if modality.agreement)
