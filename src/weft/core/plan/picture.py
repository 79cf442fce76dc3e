"""What a case says about which groups the person belongs to, and what they want: the picture of a consult."""

from collections.abc import Iterable

from weft.core.plan.case import Case, Problem
from weft.core.plan.wishes import MOVEMENT_ONLY, NEEDLES_ONLY, NO_NEEDLES
from weft.core.screen.audience import Audience
from weft.core.screen.fit import Picture


def picture_of(
    case: Case, audiences: Iterable[Audience], *, said: Iterable[str] = (), other_care: Iterable[str] = ()
) -> Picture:
    """The picture of a case.

    Args:
        case: What the person told.
        audiences: The groups that combined care is described for.
        said: Ids of groups that the person or a clinician named.
        other_care: Care asked for that has no calendar here, in words.
    """
    named = set(said)
    mine = (one.id for one in audiences if one.id in named or any(_belongs(each, one) for each in case.problems))
    return Picture(
        audiences=tuple(mine),
        no_needles=bool({NO_NEEDLES, MOVEMENT_ONLY} & set(case.wishes)),
        no_movement=NEEDLES_ONLY in case.wishes,
        other_care=tuple(other_care),
    )


def _belongs(problem: Problem, audience: Audience) -> bool:
    lasts = audience.since_weeks is not None and problem.since_weeks >= audience.since_weeks
    returns = audience.comes_back and bool(problem.episodes_before)
    spreads = problem.radiates_to in audience.radiates_to
    return lasts or returns or spreads or bool(set(problem.aggravated_by) & set(audience.aggravated_by))
