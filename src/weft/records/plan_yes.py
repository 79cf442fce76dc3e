"""A yes to the version of a plan that stands: who may say it, in which order, and when it is agreed."""

from collections.abc import Iterable

from weft.core.plan.agreeing import PERSON, roles_needed
from weft.core.plan.spoken import plan_in_words
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import clock, wordings
from weft.records.access import Member, NotFound
from weft.records.models import HowAgreed, Plan, PlanAgreement, PlanState
from weft.records.plans import Standings, latest_version
from weft.records.refused import Reason, Refused
from weft.records.signing import need_discipline, signed_as, signer


def say_yes(plan: Plan, stands: Standings, role: str, how: HowAgreed, by: Member) -> None:
    """Write down one yes with the words that were read. For use inside an action.

    Raises:
        Refused: NOT_POSSIBLE, ALREADY_DONE, NOT_AGREED (the person comes last), NOT_ALLOWED.
        NotFound: The plan has no such role.
    """
    needed = roles_needed(stands.plan)
    if not needed:
        raise Refused(Reason.NOT_POSSIBLE, Words("There is nothing in the plan to agree to yet."))
    if role not in needed:
        raise NotFound
    if role in stands.roles:
        raise Refused(Reason.ALREADY_DONE, Words("That yes is written down already."))
    if role == PERSON:
        _comes_last(needed, stands.roles)
        _clinician_writes_down(how, by, plan)
    else:
        need_discipline(by, role, Words(knowledge().disciplines[role].name))
    PlanAgreement.objects.create(
        clinic_id=plan.clinic_id, person_id=plan.person_id, version=stands.row, role=role, how=how, at=clock.now(),
        wording=wordings.keep(*plan_in_words(stands.plan)), by=signer(by), signed_as=signed_as(by),
    )  # fmt: skip


def settle(plan: Plan) -> PlanState:
    """AGREED once everybody has said yes to the version that stands, else as it was."""
    if not latest_version(plan).is_agreed:
        return PlanState(plan.state)
    set_state(plan, PlanState.AGREED)
    return PlanState.AGREED


def set_state(plan: Plan, state: PlanState) -> None:
    """Write the state, when it is another one."""
    if plan.state != state:
        plan.state = state
        plan.save(update_fields=["state"])


def _comes_last(needed: Iterable[str], agreed: frozenset[str]) -> None:
    if waits := [role for role in needed if role not in agreed and role != PERSON]:
        names = Words(knowledge().disciplines[waits[0]].name)
        raise Refused(Reason.NOT_AGREED, Words("The clinicians agree first: {name} is still missing.", name=names))


def _clinician_writes_down(how: HowAgreed, by: Member, plan: Plan) -> None:
    """A signature is the person's own; what a clinician was told is a recorded yes."""
    if how is HowAgreed.SIGNATURE and by.person_id != plan.person_id:
        says = Words("Only the person can sign for themselves. Write down their yes instead.")
        raise Refused(Reason.NOT_ALLOWED, says)
