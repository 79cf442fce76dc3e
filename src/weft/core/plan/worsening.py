"""Signs in a leg that get worse: the plan hears them as screening hears a leg that grows weaker."""

from collections.abc import Iterable
from dataclasses import replace

from weft.core.plan.case import Problem
from weft.core.plan.suggest import WORSENING, place_of
from weft.core.screen.clearance import Clearance, ModalityClearance, Reason
from weft.core.screen.severity import most_urgent, worst_outcome, worst_verdict
from weft.core.shared.care import Action, Outcome, Verdict
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words

FLAG = "progressive_weakness"
"""Id of the danger sign (`knowledge/screen/red_flags/`) that they stand for."""
_SOURCES = ("york", "glos")
_TOLD = (
    "{place}: numbness or weakness in the leg that gets worse goes to a doctor first, the same day, before any "
    "treatment here. If it came within hours or a few days, or with numbness between the legs or new bladder or "
    "bowel trouble, go to an emergency department now."
)


def heard(clearance: Clearance, problems: Iterable[Problem]) -> Clearance:
    """The clearance with every problem whose signs in the leg get worse; without one, the clearance as it is.

    Args:
        clearance: The verdicts of screening.
        problems: Of one person; one that gets worse stops the plan for all of them.

    Returns:
        STOP, at least the same day, every modality blocked, and the danger sign named as up.
    """
    told = tuple(Words(_TOLD, place=place_of(each)) for each in problems if each.leg_signs == WORSENING)
    if not told:
        return clearance
    reasons = tuple(Reason(FLAG, words, _SOURCES, ReviewStatus.DRAFT, outcome=Outcome.STOP, action=Action.SAME_DAY)
                    for words in told)  # fmt: skip
    return replace(
        clearance,
        outcome=worst_outcome((clearance.outcome, Outcome.STOP)),
        action=most_urgent((clearance.action, Action.SAME_DAY)),
        by_modality={name: _blocked(said, reasons) for name, said in clearance.by_modality.items()},
        flags=tuple(dict.fromkeys((*clearance.flags, FLAG))),
        told=(*clearance.told, *told) if clearance.action is Action.EMERGENCY else (*told, *clearance.told),
    )


def _blocked(said: ModalityClearance, reasons: tuple[Reason, ...]) -> ModalityClearance:
    return replace(said, verdict=worst_verdict((said.verdict, Verdict.BLOCKED)), reasons=(*said.reasons, *reasons))
