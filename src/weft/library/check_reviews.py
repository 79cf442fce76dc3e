"""Faults of what vouches for a value: its basis, its sources and its review."""

from collections.abc import Iterator

from weft.core.assess.facts import Region, TriedOption
from weft.core.plan.facts import PhaseFact
from weft.core.shared.discipline import Discipline
from weft.core.shared.fact import Basis, Review, ReviewStatus, Source
from weft.core.shared.terms import Term, Unit
from weft.library.accepted import is_signed
from weft.library.references import Fault, leaves
from weft.library.shape import Knowledge

NOT_BY_ITSELF = (Source, Unit, Term, Region, TriedOption, Discipline, PhaseFact)
"""Shapes that only say what something is called or where it was read; and a phase, which goes with its pathway."""


def review_faults(knowledge: Knowledge) -> Iterator[Fault]:
    """Each fact that does not say how it is known, or whose review claims too much."""
    for entry in knowledge.entries:
        for mend in _mends(entry.fact):
            yield Fault(entry.file, "review", mend)


def _mends(fact: object) -> Iterator[str]:
    review, basis = getattr(fact, "review", None), getattr(fact, "basis", None)
    if not isinstance(fact, NOT_BY_ITSELF):
        if not isinstance(review, Review):
            yield "is missing; say whether a clinician has checked this, or who has to"
        if not isinstance(basis, Basis):
            yield "has no basis beside it; say sourced, derived or general_knowledge"
    if isinstance(review, Review):
        yield from _claims(fact, review, basis)


def _claims(fact: object, review: Review, basis: object) -> Iterator[str]:
    if review.status is ReviewStatus.DRAFT and not review.reviewers_needed:
        yield "is a draft; name reviewers_needed"
    if review.status is ReviewStatus.REVIEWED and not is_signed(review):
        yield "says reviewed; add by, registration and on"
    if review.status is ReviewStatus.REVIEWED and basis not in {None, Basis.SOURCED} and not review.judged:
        yield f"says reviewed on the basis {basis}; only what is sourced can be, or with judged = true"
    if basis is Basis.SOURCED and not any(name == "sources" for _, name, _ in leaves(fact)):
        yield "the basis is sourced; name the sources"


def uncited(knowledge: Knowledge) -> Iterator[Fault]:
    """Sources that no fact names."""
    cited = {value for entry in knowledge.entries for _, name, value in leaves(entry.fact) if name == "sources"}
    for entry in knowledge.entries:
        if isinstance(entry.fact, Source) and entry.fact.id not in cited:
            yield Fault(entry.file, entry.fact.id, "nothing cites this source; cite it or remove it")
