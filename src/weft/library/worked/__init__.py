"""Worked cases that a clinician can check, one module a step: each says which cases come out otherwise than expected.

A module is named after its step and has ``faults(knowledge, root=None)``. It runs the cases on the knowledge that it is
given, so that a test can alter a limit and see whether some case notices.
"""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from weft.library.references import Fault
from weft.library.shape import Knowledge

Run = Callable[[Knowledge, Path | None], Iterator[Fault]]

STEPS = ("book", "screen", "assess", "plan", "schedule", "treat", "measure", "adjust", "prevent", "learn")
"""Steps in the order in which a person walks them."""


def case_faults(knowledge: Knowledge, root: Path | None = None) -> Iterator[Fault]:
    """The cases of every step that do not come out as a clinician expects.

    Args:
        knowledge: What the cases are judged with.
        root: The folder of knowledge that holds `cases/`; None for this installation's.

    Raises:
        BadFile: If a case file cannot be used.
    """
    for step in STEPS:
        if run := runner(step):
            yield from run(knowledge, root)


@cache
def runner(step: str) -> Run | None:
    """What runs the cases of a step; None when the step has none."""
    name = f"{__name__}.{step}"
    if find_spec(name) is None:
        return None
    found: Run = import_module(name).faults
    return found
