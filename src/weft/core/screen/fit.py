"""What seems to suit a person after a first talk. A hint for the clinician, never shown as a verdict to the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from weft.core.screen.audience import Audience
from weft.core.screen.clearance import Clearance, Reason
from weft.core.shared.care import Outcome, Verdict
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import SEMICOLON, Words, joined

NEEDLING, EXERCISE = "needling", "exercise"
"""The modality that stands for each lane."""
RULE = "fit"
"""Rule id of a hint that no danger sign or precaution decided."""


class Suits(StrEnum):
    """What a consult can end with."""

    NEEDLES = "needles"
    MOVEMENT = "movement"
    BOTH = "both"
    TALK_FIRST = "talk_first"
    OTHER_CARE = "other_care"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a consult knows about a person beside the safety answers."""

    audiences: tuple[str, ...] = ()
    """Ids of `knowledge/screen/audiences.toml` that they belong to."""
    no_needles: bool = False
    """They do not want needles."""
    no_movement: bool = False
    """They do not want movement visits."""
    other_care: tuple[str, ...] = ()
    """Care asked for that has no calendar here, in words: chiropractic…"""


@dataclass(frozen=True, slots=True)
class Fit:
    """The hint and what it rests on."""

    suits: Suits
    why: Explanation
    audiences: tuple[Audience, ...] = ()
    """Those of the groups whom combined care is described for that the person belongs to."""


def fit(clearance: Clearance, picture: Picture, audiences: Sequence[Audience] = ()) -> Fit:
    """Weigh safety first, then what the person asked for, then what each lane allows.

    Args:
        clearance: Of the answers so far; what is open or held back is for a talk.
        picture: What the consult knows.
        audiences: The groups that combined care is described for.
    """
    mine = tuple(one for one in audiences if one.id in picture.audiences)
    suits, words, reasons = _decide(clearance, picture, mine)
    sources = (*(source for one in reasons for source in one.sources), *(s for one in mine for s in one.sources))
    facts = (*(one.status for one in reasons), *(one.review.status for one in mine))
    why = explain(
        reasons[0].rule if reasons else RULE, words,
        inputs={
            "outcome": clearance.outcome, "needling": _verdict(clearance, NEEDLING),
            "exercise": _verdict(clearance, EXERCISE), "no needles": picture.no_needles,
            "no movement": picture.no_movement, "other care": ", ".join(picture.other_care),
            "audiences": ", ".join(one.id for one in mine),
        },
        sources=tuple(dict.fromkeys(sources)),
        status=ReviewStatus.REVIEWED if facts and set(facts) == {ReviewStatus.REVIEWED} else ReviewStatus.DRAFT,
    )  # fmt: skip
    return Fit(suits, why, mine)


def _decide(
    clearance: Clearance, picture: Picture, mine: Sequence[Audience]
) -> tuple[Suits, Words, tuple[Reason, ...]]:
    if waiting := _waits(clearance, picture):
        return Suits.TALK_FIRST, Words("A clinician talks with them first: something is open or held back."), waiting
    if clearance.outcome is not Outcome.GO:
        return Suits.TALK_FIRST, Words("A clinician talks with them first: an answer asks for it."), ()
    if picture.other_care:
        asked = Words("They ask for {care}, which has no calendar here. Say so, and offer what is here beside it.",
                      care=", ".join(picture.other_care))  # fmt: skip
        return Suits.OTHER_CARE, asked, ()
    return _by_lane(clearance, picture, mine)


def _by_lane(
    clearance: Clearance, picture: Picture, mine: Sequence[Audience]
) -> tuple[Suits, Words, tuple[Reason, ...]]:
    has_needles = _may(clearance, NEEDLING) and not picture.no_needles
    has_movement = _may(clearance, EXERCISE) and not picture.no_movement
    if has_needles and has_movement:
        groups = Words("Both lanes are open. Combined care is described for: {groups}.",
                       groups=joined((Words(one.name) for one in mine), SEMICOLON)) if mine else Words(
            "Both lanes are open. None of the groups that combined care is described for was named.")  # fmt: skip
        return Suits.BOTH, groups, ()
    if has_movement:
        held = _held(clearance, NEEDLING)
        return Suits.MOVEMENT, _without("needles", held), held
    if has_needles:
        held = _held(clearance, EXERCISE)
        return Suits.NEEDLES, _without("movement", held), held
    held = (*_held(clearance, NEEDLING), *_held(clearance, EXERCISE))
    return Suits.OTHER_CARE, Words("Neither lane fits now. Help them find other care."), held


def _without(lane: str, held: tuple[Reason, ...]) -> Words:
    if not held:
        return Words("They do not want needles.") if lane == "needles" else Words("They do not want movement visits.")
    why = Words("Needles are held back. {why}", why=held[0].text)
    return why if lane == "needles" else Words("Movement is held back. {why}", why=held[0].text)


def _waits(clearance: Clearance, picture: Picture) -> tuple[Reason, ...]:
    """Reasons that hold a person back as a whole, or leave a lane open that they have not refused."""
    lanes = [name for name, refused in ((NEEDLING, picture.no_needles), (EXERCISE, picture.no_movement)) if not refused]
    open_ones = (reason for name in lanes for reason in _reasons(clearance, name) if reason.is_open)
    graver = (reason for name in (NEEDLING, EXERCISE) for reason in _reasons(clearance, name)
              if reason.outcome is not Outcome.GO)  # fmt: skip
    return tuple(dict.fromkeys((*graver, *open_ones)))


def _held(clearance: Clearance, modality: str) -> tuple[Reason, ...]:
    return () if _may(clearance, modality) else _reasons(clearance, modality)


def _may(clearance: Clearance, modality: str) -> bool:
    return _verdict(clearance, modality) in {Verdict.CLEAR, Verdict.CAUTION}


def _verdict(clearance: Clearance, modality: str) -> Verdict:
    found = clearance.by_modality.get(modality)
    return found.verdict if found else Verdict.ASK


def _reasons(clearance: Clearance, modality: str) -> tuple[Reason, ...]:
    found = clearance.by_modality.get(modality)
    return found.reasons if found else ()
