"""From a case to its plan of care: screen, then draft, with this installation's knowledge."""

from weft.core.plan.case import Case
from weft.core.plan.plan import PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.screen.facts import QuestionSet
from weft.core.screen.screening import screen
from weft.library.knowledge import knowledge


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
    clearance = screen(case.answers, known.screen, asked=asked)
    return draft_plan(case, known.plan, clearance, version=known.version)
