"""Which facts may be used: reviewed ones, and drafts while the clinic works with drafts."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from weft.core.screen.facts import ScreenFacts
from weft.core.shared.fact import Review, ReviewStatus
from weft.core.treat.facts import TreatFacts
from weft.library.shape import Knowledge

T = TypeVar("T")

REQUIRED_RED_FLAGS = frozenset({"cauda_equina", "fracture", "infection", "malignancy", "progressive_weakness"})
"""Danger signs that nobody is screened without."""


def accepted(knowledge: Knowledge, work_with_drafts: bool) -> Knowledge:
    """The knowledge without what the clinic does not accept.

    Screening is all or nothing: when one danger sign or precaution is missing or refused, none is left, and
    screening raises `NoAcceptedRedFlags`. Elsewhere each refused fact that can be missed is left out; a step's
    single rules (`adjust`, `prevent`, times in `treat`) stay and show their status.

    Args:
        knowledge: As loaded.
        work_with_drafts: The clinic's setting: drafts count too.
    """
    return replace(
        knowledge,
        screen=_screen(knowledge.screen, work_with_drafts),
        assess=_kept(knowledge.assess, work_with_drafts),
        plan=_kept(knowledge.plan, work_with_drafts),
        treat=_treat(knowledge.treat, work_with_drafts),
        measure=_kept(knowledge.measure, work_with_drafts),
    )


def is_accepted(fact: object, work_with_drafts: bool) -> bool:
    """Whether a fact may be used. A "reviewed" that nobody signed does not count; a fact without review does."""
    review = getattr(fact, "review", None)
    return review is None or is_signed(review) or (work_with_drafts and review.status is ReviewStatus.DRAFT)


def is_signed(review: Review) -> bool:
    """Reviewed, by a named person, with registration and date."""
    return review.status is ReviewStatus.REVIEWED and bool(review.by and review.registration and review.on)


def drafts(knowledge: Knowledge) -> tuple[str, ...]:
    """Files of all facts that nobody has signed yet, in order of name."""
    unsigned = {
        entry.file
        for entry in knowledge.entries
        if (review := getattr(entry.fact, "review", None)) is not None and not is_signed(review)
    }
    return tuple(sorted(unsigned))


def _screen(facts: ScreenFacts, work_with_drafts: bool) -> ScreenFacts:
    rules = (*facts.red_flags, *facts.precautions)
    complete = {flag.id for flag in facts.red_flags} >= REQUIRED_RED_FLAGS
    if complete and all(is_accepted(rule, work_with_drafts) for rule in rules):
        return facts
    return replace(facts, red_flags=(), precautions=())


def _treat(facts: TreatFacts, work_with_drafts: bool) -> TreatFacts:
    """A point has no review of its own: it goes with its meridian."""
    kept = _kept(facts, work_with_drafts)
    return replace(kept, points={point.code: point for one in kept.meridians.values() for point in one.points})


def _kept(facts: T, work_with_drafts: bool) -> T:
    """``facts``, a bundle of one step, without the refused ones in its tuples and dictionaries."""
    bundle: Any = facts
    left = {field.name: _without_refused(getattr(bundle, field.name), work_with_drafts) for field in fields(bundle)}
    return replace(bundle, **left)  # type: ignore[no-any-return]  # the bundle's own type comes back


def _without_refused(value: object, work_with_drafts: bool) -> object:
    match value:
        case dict():
            return {name: fact for name, fact in value.items() if is_accepted(fact, work_with_drafts)}
        case tuple():
            return tuple(fact for fact in value if is_accepted(fact, work_with_drafts))
        case _:
            return value
