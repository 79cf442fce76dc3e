"""Faults of the plan sets, with the file that each is in."""

from collections.abc import Iterator

from weft.core.plan.facts import PlanFacts
from weft.core.plan.faults import SetFault, set_faults
from weft.library.references import Fault


def plan_set_faults(facts: PlanFacts) -> Iterator[Fault]:
    """Figures of a set that do not add up, and lines that cannot say because, now and until."""
    for fault in set_faults(facts):
        yield Fault(_file(fault), fault.place, str(fault.mend))


def _file(fault: SetFault) -> str:
    folder = f"plan/pathways/{fault.pathway}"
    return f"{folder}/{fault.phase}.toml" if fault.phase else f"{folder}.toml"
