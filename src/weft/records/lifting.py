"""Who may lift a block, and the sentence that says why something must wait and who can change that."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeAlias
from uuid import UUID

from weft.core.screen.clearance import ModalityClearance
from weft.core.screen.clearance import Reason as Caution
from weft.core.screen.finding import UNANSWERED
from weft.core.screen.standing import Standing
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words, joined
from weft.library.knowledge import knowledge
from weft.records.access import Job, Member
from weft.records.models import Membership
from weft.records.refused import Reason as No
from weft.records.refused import Refused

Staff: TypeAlias = Callable[[], Iterable[Membership]]
"""Asks who works in a clinic, at most once; for a page that names them twice."""
LIFTED = "lifted"
"""The rule of what is said because a clinician signed."""
A_CLINICIAN_READS = Words("A clinician must read the answers first.")


def gives(modality: str, disciplines: Iterable[str], jobs: Iterable[str]) -> bool:
    """Whether somebody with these disciplines and jobs has the right for this modality."""
    known = knowledge().disciplines
    return Job.RECORD in set(jobs) and any(modality in known[one].modalities for one in disciplines if one in known)


def staff_of(clinic_id: UUID) -> tuple[Membership, ...]:
    """Everybody who works in this clinic, by name."""
    rows = Membership.objects.within(clinic_id).filter(active=True, user__is_active=True).select_related("user")
    return tuple(rows.order_by("user__name"))


def who_can_lift(modality: str, clinic_id: UUID, staff: Staff | None = None) -> tuple[str, ...]:
    """Names of the clinicians of this clinic who give this modality."""
    rows = staff() if staff else staff_of(clinic_id)
    return tuple(sorted(row.user.name for row in rows if gives(modality, row.disciplines, row.jobs)))


def who_give(clinic_id: UUID) -> dict[str, tuple[str, ...]]:
    """For each modality the names of those who give it; asked once for all of them."""
    staff = [(row.user.name, row.disciplines, row.jobs) for row in staff_of(clinic_id)]
    return {
        modality: tuple(sorted(name for name, disciplines, jobs in staff if gives(modality, disciplines, jobs)))
        for modality in knowledge().modalities
    }


def said_at_visit(who: str, reason: str, until: date | None) -> Caution:
    """What a clinician wrote when they lifted a block or signed, for the page of the visit."""
    if until is None:
        words = Words("Signed by {who} for this visit: {reason}", who=who, reason=reason)
    else:
        words = Words("Signed by {who} until {day}: {reason}", who=who, day=until, reason=reason)
    return Caution(LIFTED, words, (), ReviewStatus.REVIEWED)


def name_of(modality: str) -> Words:
    """The modality's name, as a message id of the knowledge."""
    return Words(knowledge().modalities[modality].name)


def refused(
    stands: Standing, found: ModalityClearance | None, modality: str, by: Member, staff: Staff | None = None
) -> Refused:
    """Why this modality has to wait, and the way out. Only those who may read answers are told what was answered."""
    name, why = name_of(modality), _why(found, by)
    match stands:
        case Standing.NOT_ASKED:
            return Refused(No.MISSING, Words("{modality} needs the full set of health questions first.", modality=name))
        case Standing.UNANSWERED:
            says = Words("{modality} has to wait. {why} Ask again and save the answers.", modality=name, why=why)
            return Refused(No.MISSING, says)
        case Standing.EMERGENCY:
            says = Words("{modality} is not possible: an emergency sign is up. {why}", modality=name, why=why)
            return Refused(No.BLOCKED, Words("{says} Only new answers change this.", says=says))
        case Standing.UNSIGNED:
            says = Words("{modality} needs a clinician's signature first. {why}", modality=name, why=why)
        case _:
            says = Words("{modality} is blocked. {why}", modality=name, why=why)
    return Refused(No.BLOCKED, Words("{says} {way}", says=says, way=way_out(modality, by.clinic_id, staff)))


def way_out(modality: str, clinic_id: UUID, staff: Staff | None = None) -> Words:
    """Who can lift it, by name."""
    names = ", ".join(who_can_lift(modality, clinic_id, staff))
    return (
        Words("This can be lifted by: {names}.", names=names)
        if names
        else Words("Nobody here has the right to lift it.")
    )


def _why(found: ModalityClearance | None, by: Member) -> Words:
    reasons = found.reasons if found else ()
    open_ones = [reason.text for reason in reasons if reason.rule == UNANSWERED]
    if by.may(Job.RECORD):
        return _in_a_row([*_spoken(reasons), *open_ones])
    return _in_a_row([*([A_CLINICIAN_READS] if _spoken(reasons) else []), *open_ones])


def _spoken(reasons: Iterable[Caution]) -> list[Words]:
    return [reason.text for reason in reasons if reason.rule != UNANSWERED]


def _in_a_row(texts: list[Words]) -> Words:
    return joined(dict.fromkeys(texts or [A_CLINICIAN_READS]))
