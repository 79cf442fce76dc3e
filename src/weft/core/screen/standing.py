"""What stands between a clearance and one modality right now, and what a clinician may lift."""

from enum import StrEnum

from weft.core.screen.clearance import Clearance, ModalityClearance, Reason
from weft.core.screen.facts import QuestionSet
from weft.core.screen.severity import urgency, worst_outcome
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
    # The block is lifted; what nobody asked, or was sure of, is not.
    if clearance.asked is not QuestionSet.FULL:
        return Standing.NOT_ASKED
    return Standing.UNANSWERED if any(reason.is_open for reason in found.reasons) else Standing.OPEN


def covers(signed: ModalityClearance, now: ModalityClearance) -> bool:
    """Whether what a clinician signed, on earlier answers, still is all that speaks on the latest ones.

    A new reason, another yes behind the same one, a graver judgement or a worse verdict needs a new signature.
    Open questions are nobody's to sign: they were not when it was given, and `standing` waits for them now.
    """
    is_worse = now.verdict is Verdict.BLOCKED and signed.verdict is not Verdict.BLOCKED
    before = _answered(signed)
    return not is_worse and all(any(_same(one, reason) for one in before) for reason in _answered(now))


def _answered(found: ModalityClearance) -> tuple[Reason, ...]:
    return tuple(reason for reason in found.reasons if not reason.is_open)


def _same(signed: Reason, now: Reason) -> bool:
    """Whether what was signed is the same rule, on at least the same yes answers, judged at least as gravely."""
    is_no_graver = worst_outcome((signed.outcome, now.outcome)) is signed.outcome
    is_no_sooner = urgency(now.action) >= urgency(signed.action)
    return signed.rule == now.rule and set(now.said) <= set(signed.said) and is_no_graver and is_no_sooner
