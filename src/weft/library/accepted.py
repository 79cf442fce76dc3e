"""Which facts may be used: reviewed ones, and drafts while the clinic works with drafts."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from weft.core.screen.facts import ScreenFacts
from weft.core.shared.fact import Review, ReviewStatus
from weft.core.treat.facts import TreatFacts
from weft.library.shape import Knowledge

T = TypeVar("T")

REQUIRED_RED_FLAGS = frozenset(
    {
        "aortic_aneurysm",
        "aortic_dissection",
        "apical_tumour",
        "axial_spondyloarthritis",
        "cauda_equina",
        "cord_compression",
        "cuff_tear",
        "deep_vein_clot",
        "failure_to_improve",
        "fracture",
        "giant_cell_arteritis",
        "heart_or_lung",
        "infection",
        "lung_after_needles",
        "malignancy",
        "meningitis",
        "neck_artery",
        "out_of_scope",
        "pregnancy_trouble",
        "progressive_weakness",
        "self_harm",
        "septic_joint",
        "shoulder_fracture",
        "sudden_arm_weakness",
        "upper_neck_instability",
        "visceral",
    }
)
"""Danger signs that nobody is screened without."""


def accepted(knowledge: Knowledge, work_with_drafts: bool) -> Knowledge:
    """The knowledge without what the clinic does not accept.

    Screening is all or nothing: when one danger sign, precaution or lead is missing or refused, none is left, and
    screening raises `NoAcceptedRedFlags`. Elsewhere each refused fact that can be missed is left out; a step's
    single rules (`prevent`, times in `treat`) stay and show their status.

    Args:
        knowledge: As loaded.
        work_with_drafts: The clinic's setting: drafts count too.
    """
    known = _ANSWERED.get(work_with_drafts)
    if known is None or known[0] is not knowledge:
        known = _ANSWERED[work_with_drafts] = (knowledge, _accepted(knowledge, work_with_drafts))
    return known[1]


_ANSWERED: dict[bool, tuple[Knowledge, Knowledge]] = {}
"""What was asked last, and the answer: every page asks, the knowledge is read once, and both are frozen."""


def _accepted(knowledge: Knowledge, work_with_drafts: bool) -> Knowledge:
    return replace(
        knowledge,
        screen=_screen(knowledge.screen, work_with_drafts),
        assess=_kept(knowledge.assess, work_with_drafts),
        plan=_kept(knowledge.plan, work_with_drafts),
        treat=_treat(knowledge.treat, work_with_drafts),
        measure=_kept(knowledge.measure, work_with_drafts),
        adjust=_kept(knowledge.adjust, work_with_drafts),
        learn=_kept(knowledge.learn, work_with_drafts),
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
    rules = (*facts.red_flags, *facts.precautions, *facts.leads)
    complete = {flag.id for flag in facts.red_flags} >= REQUIRED_RED_FLAGS
    audiences = tuple(one for one in facts.audiences if is_accepted(one, work_with_drafts))
    if complete and all(is_accepted(rule, work_with_drafts) for rule in rules):
        return facts if audiences == facts.audiences else replace(facts, audiences=audiences)
    return replace(facts, red_flags=(), precautions=(), leads=(), audiences=audiences)


def _treat(facts: TreatFacts, work_with_drafts: bool) -> TreatFacts:
    """A point has no review of its own: it goes with its meridian. When to call for help is said in any case."""
    kept = _kept(facts, work_with_drafts)
    said = tuple(item for item in facts.aftercare if item.always or item in kept.aftercare)
    points = {point.code: point for one in kept.meridians.values() for point in one.points}
    return replace(kept, points=points, aftercare=said)


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
