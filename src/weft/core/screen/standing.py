"""What stands between a clearance and one modality right now, and what a clinician may lift."""

from enum import StrEnum

from weft.core.screen.clearance import Clearance, ModalityClearance
from weft.core.screen.facts import QuestionSet
from weft.core.screen.finding import UNANSWERED
from weft.core.shared.care import Action, Verdict


class Standing(StrEnum):
    """Where one modality stands; all but OPEN refuse."""

    OPEN = "open"
    NOT_ASKED = "not_asked"
    """Only the short set of the consult was asked, or this modality has no verdict."""
    UNANSWERED = "unanswered"
    """A question is open or its answer was "not sure": somebody asks again. Nobody can sign this away."""
    EMERGENCY = "emergency"
    """An emergency sign is up. Only new answers clear it, never a signature."""
    BLOCKED = "blocked"
    UNSIGNED = "unsigned"
    """A clinician with the right for this modality signs first."""


def standing(clearance: Clearance, modality: str, *, is_lifted: bool = False, to_start: bool = True) -> Standing:
    """Judge one modality.

    Args:
        clearance: The latest one of the person.
        modality: Its id.
        is_lifted: A clinician's override or sign-off covers it at this moment.
        to_start: True for starting a treatment, which needs the sign-off; False for booking one, which does not.
    """
    found = clearance.by_modality.get(modality)
    if found is None:
        return Standing.NOT_ASKED
    if found.verdict is Verdict.BLOCKED:
        return _of_a_block(clearance, found, is_lifted)
    if found.verdict is Verdict.ASK:
        return Standing.UNANSWERED
    if clearance.asked is not QuestionSet.FULL:
        return Standing.NOT_ASKED
    needs_signature = to_start and found.sign_off and not is_lifted
    return Standing.UNSIGNED if needs_signature else Standing.OPEN


def _of_a_block(clearance: Clearance, found: ModalityClearance, is_lifted: bool) -> Standing:
    if clearance.action is Action.EMERGENCY:
        return Standing.EMERGENCY
    if not is_lifted:
        return Standing.BLOCKED
    # The block is lifted; what nobody asked is not.
    if clearance.asked is not QuestionSet.FULL:
        return Standing.NOT_ASKED
    is_asked = all(reason.rule != UNANSWERED for reason in found.reasons)
    return Standing.OPEN if is_asked else Standing.UNANSWERED


def covers(signed: ModalityClearance, now: ModalityClearance) -> bool:
    """Whether what a clinician signed, on earlier answers, still is all that speaks on the latest ones.

    A new reason, or a worse verdict, needs a new signature.
    """
    is_worse = now.verdict is Verdict.BLOCKED and signed.verdict is not Verdict.BLOCKED
    return not is_worse and _rules(now) <= _rules(signed)


def _rules(found: ModalityClearance) -> frozenset[str]:
    return frozenset(reason.rule for reason in found.reasons if reason.rule != UNANSWERED)
