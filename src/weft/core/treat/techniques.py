"""Ways of needling, each with its because: what suits this person, and what is held back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from weft.core.screen.clearance import Clearance
from weft.core.shared.care import Verdict
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.fact import Basis, Review, fact
from weft.core.shared.words import Words


@fact
class Technique:
    """One way of needling, from `knowledge/treat/techniques/<id>.toml`."""

    id: str
    order: int
    """Place in lists."""
    modality: str
    """Modality whose clearance, right and agreement it needs."""
    name: str
    because: str
    how: str
    needles: tuple[int, int]
    """Fewest and most needles that are usual."""
    minutes: tuple[int, int]
    """Shortest and longest stay of the needles, in minutes."""
    hertz: tuple[int, int] = (0, 0)
    """Slowest and fastest current; only where there is one."""
    usual: bool = False
    """Taken when nothing speaks for another."""
    first_session: bool = False
    """Suits somebody who has never had needles here."""
    suited_by: tuple[str, ...] = ()
    """Ids of precautions that speak for it."""
    held_by: tuple[str, ...] = ()
    """Ids of precautions that hold it back."""
    sources: tuple[str, ...]
    basis: Basis
    review: Review


class Fit(StrEnum):
    """How well a technique suits this person now."""

    SUGGESTED = "suggested"
    POSSIBLE = "possible"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class TechniqueChoice:
    """One technique for one person. A practitioner chooses."""

    technique: Technique
    fit: Fit
    why: Explanation


def techniques(
    known: Mapping[str, Technique], clearance: Clearance, *, is_first_session: bool, agreed: Collection[str]
) -> tuple[TechniqueChoice, ...]:
    """Every technique with how it suits this person, the suggested ones first, then in the order of lists.

    Args:
        known: From ``knowledge/treat/techniques/``.
        clearance: Of the person; its reasons say which precautions spoke.
        is_first_session: The person has never had needles here.
        agreed: Modality ids with a live agreement.

    Returns:
        HELD where the modality may not be used, a precaution speaks against it, or no agreement is live; SUGGESTED
        where a precaution or the first session speaks for it, else the usual one; POSSIBLE for the rest.
    """
    spoken = _spoken(clearance)
    held = {one.id: _held(one, clearance, spoken, agreed) for one in known.values()}
    for_them = {one.id for one in known.values() if not held[one.id] and _suits(one, spoken, is_first_session)}
    inputs = {"precautions": ", ".join(sorted(spoken)), "is_first_session": is_first_session}
    choices = (_choice(one, held[one.id], for_them, inputs) for one in known.values())
    return tuple(sorted(choices, key=lambda one: (tuple(Fit).index(one.fit), one.technique.order)))


def is_held_by_precaution(one: Technique, clearance: Clearance) -> bool:
    """Whether a precaution of this person speaks against the technique; only a signature lifts that."""
    return bool(set(one.held_by) & _spoken(clearance))


def _choice(
    one: Technique, held: Words | None, for_them: Collection[str], inputs: Mapping[str, object]
) -> TechniqueChoice:
    is_suggested = one.id in for_them if for_them else one.usual
    fit = Fit.HELD if held else Fit.SUGGESTED if is_suggested else Fit.POSSIBLE
    limits = {"needles": f"{one.needles[0]} to {one.needles[1]}", "minutes": f"{one.minutes[0]} to {one.minutes[1]}"}
    words = held or Words(one.because)
    why = explain(
        f"technique.{one.id}", words, inputs=inputs, limits=limits, sources=one.sources, status=one.review.status
    )
    return TechniqueChoice(one, fit, why)


def _held(one: Technique, clearance: Clearance, spoken: Collection[str], agreed: Collection[str]) -> Words | None:
    found = clearance.by_modality.get(one.modality)
    if found is None or found.verdict in {Verdict.BLOCKED, Verdict.ASK}:
        return Words("Not now: its clearance is missing, waits for an answer, or is blocked.")
    if set(one.held_by) & set(spoken):
        return Words("Not for this person: a precaution speaks against it.")
    if one.modality not in agreed:
        return Words("There is no live agreement to it yet.")
    return None


def _suits(one: Technique, spoken: Collection[str], is_first_session: bool) -> bool:
    return bool(set(one.suited_by) & set(spoken)) or (one.first_session and is_first_session)


def _spoken(clearance: Clearance) -> frozenset[str]:
    """Ids of the rules that spoke, open questions left out."""
    said = clearance.by_modality.values()
    return frozenset(reason.rule for one in said for reason in one.reasons if not reason.is_open)
