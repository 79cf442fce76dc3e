"""Cases of the step treat."""

from collections.abc import Iterator
from pathlib import Path

from weft.library.references import Fault
from weft.library.shape import Knowledge
from weft.library.worked import treat_after, treat_points, treat_session

TOPICS = (*treat_session.TOPICS, *treat_points.TOPICS, *treat_after.TOPICS)


def faults(knowledge: Knowledge, root: Path | None = None) -> Iterator[Fault]:
    """Every case that comes out otherwise than expected."""
    for topic in TOPICS:
        yield from topic.faults(knowledge, root)
