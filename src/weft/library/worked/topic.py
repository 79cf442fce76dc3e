"""One file of cases about one decision: what is given, what comes out, and where it differs from what was expected."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from weft.library.references import Fault
from weft.library.shape import Knowledge
from weft.library.worked.files import listed, told


@dataclass(frozen=True, slots=True)
class Topic:
    """A file of cases below `cases/`, and how to decide what each one gives."""

    file: str
    shape: Any
    """A fact with ``name``, ``why``, ``given`` and ``expect``."""
    decide: Callable[[Any, Knowledge], Mapping[str, object]]
    """From the case: a value for each field of its ``expect``."""

    def cases(self, root: Path | None = None) -> tuple[Any, ...]:
        """The cases as written.

        Raises:
            BadFile: If the file cannot be used.
        """
        return listed(self.shape, self.file, root)

    def faults(self, knowledge: Knowledge, root: Path | None = None) -> Iterator[Fault]:
        """Each value that comes out otherwise than expected."""
        yield from told(self.file, self.cases(root), lambda case: self.differences(case, knowledge))

    def differences(self, case: Any, knowledge: Knowledge) -> Iterator[str]:
        """The same for one case; none is good."""
        got = self.decide(case, knowledge)
        for field in fields(case.expect):
            want = getattr(case.expect, field.name)
            if want != got[field.name]:
                yield f"{field.name} should be {want} and is {got[field.name]}"
