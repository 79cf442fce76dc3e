"""Cases of the step prevent."""

from collections.abc import Iterator
from pathlib import Path

from weft.library.references import Fault
from weft.library.shape import Knowledge
from weft.library.worked import prevent_after, prevent_ending

TOPICS = (*prevent_ending.TOPICS, *prevent_after.TOPICS)


def faults(knowledge: Knowledge, root: Path | None = None) -> Iterator[Fault]:
    """Every case that comes out otherwise than expected."""
    for topic in TOPICS:
        yield from topic.faults(knowledge, root)
