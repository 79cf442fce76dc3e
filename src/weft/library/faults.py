"""Whether the knowledge is fit to be used: what `weft knowledge check` lists, and what stops a server at its start."""

from weft.library.cases import plan_cases
from weft.library.check import check
from weft.library.knowledge import knowledge
from weft.library.plan_check import plan_set_faults
from weft.library.references import Fault
from weft.library.screen_cases import screen_case_faults


def every_fault() -> tuple[Fault, ...]:
    """Every fault of this installation's knowledge, its cases included; none is good.

    Raises:
        BadFile: If a file cannot be used; it hides what rests on it.
    """
    known = knowledge()
    faults = (*check(known), *plan_set_faults(known.plan))
    if not known.screen.red_flags:
        return faults  # the missing ones are among them; without any, no case can be screened
    plan_cases()
    return (*faults, *screen_case_faults(known))
