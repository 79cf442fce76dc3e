"""Cases of the step learn: what somebody finds by their own words."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from weft.core.learn.finding import find
from weft.core.shared.fact import fact
from weft.library.references import Fault
from weft.library.shape import Knowledge
from weft.library.worked.topic import Topic


@fact
class FindingGiven:
    """What somebody types."""

    words: str


@fact
class FindingExpected:
    """What stands first."""

    article: str = ""
    """Empty: nothing is found."""
    section: str = ""
    claims: tuple[str, ...] = ()
    """Those that go by the very name that was typed."""


@fact
class FindingCase:
    """One search."""

    name: str
    why: str
    given: FindingGiven
    expect: FindingExpected


def _found(case: FindingCase, known: Knowledge) -> Mapping[str, object]:
    first = next(iter(find(known.learn, case.given.words)), None)
    if first is None:
        return {"article": "", "section": "", "claims": ()}
    return {"article": first.article.id, "section": first.section.id, "claims": first.claims}


TOPICS = (Topic("learn/finding.toml", FindingCase, _found),)


def faults(knowledge: Knowledge, root: Path | None = None) -> Iterator[Fault]:
    """Every search that finds something else."""
    for topic in TOPICS:
        yield from topic.faults(knowledge, root)
