"""Plan: draft it from the records, change a line, choose another set, agree. Versions are added, never changed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from weft.core.book.contact import note_fault
from weft.core.plan.agreeing import PERSON, disciplines_in
from weft.core.plan.case import Case
from weft.core.plan.changing import BasedOn, LineChange, change_faults, changed, line_of
from weft.core.plan.plan import PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.plan.suggest import fits
from weft.core.plan.wishes import WISHES, contradiction
from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import clock, versions
from weft.records.accepted import accepted_in
from weft.records.access import Job, Member, Purpose, person_for, row_of
from weft.records.actions import care_message
from weft.records.actions.base import action
from weft.records.assessments import need_open, problems_of
from weft.records.models import Episode, HowAgreed, Plan, PlanState, PlanVersion, Screening
from weft.records.plan_cases import case_to_plan
from weft.records.plan_yes import say_yes, set_state, settle
from weft.records.plans import Standings, case_in, clearance_to_plan, latest_version
from weft.records.refused import Reason, Refused
from weft.records.signing import signer
from weft.records.tasks import raise_task

QUESTION = "plan_question"
"""Kind of task: the person asks something about their plan."""
THE_PLAN = Words("the plan")
ANOTHER_SET = "another_set"
"""Why a version was made: a clinician chose another set."""
Content: TypeAlias = tuple[Case, PlanOfCare, Screening]
"""What a version is made of: the case, what planning made of it, the answers behind it."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A plan and the number of its newest version."""

    plan_id: UUID
    version: int


@action
def draft(*, by: Member, episode_id: UUID, pathway: str = "", wishes: Collection[str] = ()) -> Drafted:
    """Draft the one plan of an episode over all its problems, from what the records say now.

    Args:
        by: A clinician who may agree plans.
        episode_id: Whose care.
        pathway: A set that the clinician chose; empty lets the rules suggest one.
        wishes: What the person wants or does not want, ids of `core/plan/wishes.py`; kept with the version.

    Returns:
        The plan, or Refused: ALREADY_DONE (there is one), MISSING (health questions, problems), NOT_POSSIBLE (a set
        that is not there or fits no problem, an unknown wish).
    """
    episode = _episode(by, episode_id)
    if Plan.objects.within(by.clinic_id).filter(episode=episode).exists():
        raise Refused(Reason.ALREADY_DONE, Words("There is a plan already. Change it, or draft it again from there."))
    content = _must_fit(_drafted(episode, pathway, wishes, by), pathway, by)
    plan = Plan.objects.create(clinic_id=by.clinic_id, person_id=episode.person_id, episode=episode)
    return _add(plan, *content, number=1, reason="", by=by)


@action
def redraft(
    *, by: Member, plan_id: UUID, reason: str = "", pathway: str | None = None, wishes: Collection[str] | None = None,
    version: int | None = None,
) -> Drafted:  # fmt: skip
    """Draft the plan again as a new version: after another problem, other answers, another set, or other wishes.

    Lines that were changed by hand begin again from the set; the version before keeps them.

    Args:
        by: A clinician who may agree plans.
        plan_id: Which plan.
        reason: Why, for the versions' list; empty says it by itself where the set or the wishes changed.
        pathway: None keeps the set that was chosen before; empty lets the rules suggest one.
        wishes: None keeps those of the version that stands.
        version: The version that was on the page; None does not ask.

    Returns:
        The new version, or Refused: CHANGED_MEANWHILE (somebody else was faster), NOT_POSSIBLE, MISSING.
    """
    plan, stands = _plan(by, plan_id)
    must_be(stands.row, version)
    before = case_in(stands.row)
    chosen = before.pathway if pathway is None else pathway
    wished = before.wishes if wishes is None else wishes
    why = reason or _reason(before, chosen, wished)
    return _add(plan, *_drafted(plan.episode, chosen, wished, by), number=stands.row.number + 1, reason=why, by=by)


@action
def choose_pathway(
    *, by: Member, plan_id: UUID, pathway: str, wishes: Collection[str] | None = None, version: int | None = None
) -> Drafted:
    """Draft the plan again with a set that a clinician chose. A set that fits no problem is refused.

    Returns:
        The new version, or Refused: CHANGED_MEANWHILE (not the version that was on the page), NOT_POSSIBLE, MISSING.
    """
    plan, stands = _plan(by, plan_id)
    must_be(stands.row, version)
    wished = case_in(stands.row).wishes if wishes is None else wishes
    content = _must_fit(_drafted(plan.episode, pathway, wished, by), pathway, by)
    return _add(plan, *content, number=stands.row.number + 1, reason=ANOTHER_SET, by=by)


@action
def change_line(*, by: Member, plan_id: UUID, line_id: str, change: LineChange, version: int | None = None) -> Drafted:
    """Change the words or the dose of one line; a new version is added, and everybody agrees anew.

    Args:
        by: A clinician who may agree plans.
        plan_id: Which plan.
        line_id: As in the version that stands.
        change: Because, now and until may not be empty.
        version: The version that was on the page; None does not ask.

    Returns:
        The new version, or Refused: MISSING (no because, now, until), NOT_POSSIBLE (dose, or no such line),
        CHANGED_MEANWHILE (somebody else was faster).
    """
    plan, stands = _plan(by, plan_id)
    must_be(stands.row, version)
    found = line_of(stands.plan, line_id)
    if found is None:
        raise Refused(Reason.NOT_POSSIBLE, Words("The plan has no such line. Open it again and choose one."))
    _check_change(found[1].id, stands.plan, change)
    content = changed(stands.plan, line_id, change)
    return _add(
        plan, case_in(stands.row), content, stands.row.screening,
        number=stands.row.number + 1, reason=change.based_on.value, by=by,
    )  # fmt: skip


@action
def add_version(*, by: Member, plan_id: UUID, content: PlanOfCare, reason: str) -> Drafted:
    """Add a version that another step worked out (a review's decision), with its reason."""
    plan, stands = _plan(by, plan_id)
    return _add(
        plan, case_in(stands.row), content, stands.row.screening, number=stands.row.number + 1, reason=reason, by=by
    )


@action
def agree(*, by: Member, plan_id: UUID, version: int, role: str, how: str = HowAgreed.SIGNATURE.value) -> PlanState:
    """Say yes to the version that stands: a clinician for a discipline, or the person.

    Args:
        by: For a discipline a clinician who has it; for ``person`` the person, or a clinician who was told yes.
        plan_id: Which plan.
        version: The version that was on the page.
        role: ``needles``, ``movement`` or ``person``.
        how: ``signature`` or ``recorded_yes`` (what somebody said, written down by a clinician).

    Returns:
        AGREED when everybody has, else DRAFT; or Refused: CHANGED_MEANWHILE, ALREADY_DONE, NOT_ALLOWED, NOT_AGREED
        (the person comes last), NOT_POSSIBLE.
    """
    plan, stands = _theirs(by, plan_id) if role == PERSON and by.person_id else _plan(by, plan_id)
    must_be(stands.row, version)
    say_yes(plan, stands, role, HowAgreed(how), by)
    return _settled(plan, by)


@action
def agree_mine(*, by: Member, plan_id: UUID, version: int) -> PlanState:
    """Say yes for every discipline that the member has and the plan still waits for: Ren signs both at once."""
    plan, stands = _plan(by, plan_id)
    must_be(stands.row, version)
    mine = [role for role in disciplines_in(stands.plan) if role in by.disciplines and role not in stands.roles]
    if not mine:
        says = Words("The plan does not wait for your yes.")
        raise Refused(Reason.ALREADY_DONE if stands.roles & by.disciplines else Reason.NOT_ALLOWED, says)
    for role in mine:
        say_yes(plan, stands, role, HowAgreed.SIGNATURE, by)
    return _settled(plan, by)


@action
def ask(*, by: Member, plan_id: UUID, question: str) -> UUID:
    """The person asks something about their plan; a clinician gets it as a task.

    Returns:
        Id of the task, or Refused: MISSING, NOT_POSSIBLE.
    """
    plan, _ = _theirs(by, plan_id)
    if not question.strip():
        raise Refused(Reason.MISSING, Words("Write your question first."))
    if fault := note_fault(question):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    says = Words("Asks about the plan: {question}", question=question.strip())
    due = clock.in_minutes(24 * 60)
    return raise_task(QUESTION, says, by=by, job=Job.RECORD, due=due, person_id=plan.person_id, subject=plan.id)


def _episode(by: Member, episode_id: UUID) -> Episode:
    row = row_of(Episode, by, episode_id)
    person_for(by, row.person_id, Purpose.CARE)
    by.need(Job.AGREE_PLAN)
    return need_open(row)


def _plan(by: Member, plan_id: UUID) -> tuple[Plan, Standings]:
    """For clinicians; locked, so that two of them cannot add the same version."""
    plan = row_of(Plan, by, plan_id, for_update=True)
    person_for(by, plan.person_id, Purpose.CARE)
    by.need(Job.AGREE_PLAN)
    return _open(plan), latest_version(plan)


def _theirs(by: Member, plan_id: UUID) -> tuple[Plan, Standings]:
    """For the person whose plan it is."""
    plan = row_of(Plan, by, plan_id, for_update=True)
    if plan.person_id != by.person_id:
        return _plan(by, plan_id)
    person_for(by, plan.person_id, Purpose.OWN)
    return _open(plan), latest_version(plan)


def _open(plan: Plan) -> Plan:
    if plan.state == PlanState.ENDED:
        raise Refused(Reason.NOT_POSSIBLE, Words("This plan has ended."))
    need_open(plan.episode)
    return plan


def _drafted(episode: Episode, pathway: str, wishes: Collection[str], by: Member) -> Content:
    known = accepted_in(by.clinic_id)
    if not problems_of(episode):
        raise Refused(Reason.MISSING, Words("Name at least one problem first."))
    if pathway and pathway not in known.plan.pathways:
        raise Refused(Reason.NOT_POSSIBLE, Words("There is no such set here. Choose one from the list."))
    if set(wishes) - WISHES.keys():
        raise Refused(Reason.NOT_POSSIBLE, Words("That wish is not on the list. Choose from the list."))
    screening, clearance = clearance_to_plan(episode)
    if contradiction(wishes):
        raise Refused(Reason.NOT_POSSIBLE, Words("These wishes leave no visit at all. Keep one of them."))
    wished = (wish for wish in WISHES if wish in wishes)
    case = case_to_plan(episode, screening, pathway=pathway, wishes=wished)
    return case, draft_plan(case, known.plan, clearance, version=known.version), screening


def _settled(plan: Plan, by: Member) -> PlanState:
    """The state after one more yes; once everybody has said it, the person hears that the plan is ready."""
    state = settle(plan)
    if state is PlanState.AGREED:
        care_message.tell_agreed(plan, by=by)
    return state


def _reason(before: Case, pathway: str, wishes: Collection[str]) -> str:
    if pathway != before.pathway:
        return ANOTHER_SET
    return BasedOn.THEIR_WISH.value if set(wishes) != set(before.wishes) else ""


def _must_fit(content: Content, pathway: str, by: Member) -> Content:
    """The same, when the set that a clinician chose fits one of the problems, or none was chosen."""
    chosen = accepted_in(by.clinic_id).plan.pathways.get(pathway)
    if chosen and not any(fits(problem, chosen) for problem in content[0].problems):
        says = Words("That set was not made for a problem like this one. Choose another, or change single lines.")
        raise Refused(Reason.NOT_POSSIBLE, says)
    return content


def _add(
    plan: Plan, case: Case, content: PlanOfCare, screening: Screening, *, number: int, reason: str, by: Member
) -> Drafted:
    PlanVersion.objects.create(
        clinic_id=plan.clinic_id, person_id=plan.person_id, plan=plan, number=number, content=to_json(content),
        case=to_json(case), screening=screening, knowledge_version=content.knowledge_version, reason=reason.strip(),
        by=signer(by), at=clock.now(),
    )  # fmt: skip
    set_state(plan, PlanState.DRAFT)
    return Drafted(plan.id, number)


def must_be(row: PlanVersion, version: int | None) -> None:
    """Decline when another version stands than the one on the page; None does not ask. For use inside an action."""
    says = Words(
        "{name} has changed the plan meanwhile: version {version} stands now. Read it, then go on.",
        name=row.by.name,
        version=row.number,
    )
    versions.need_unchanged(version, row.number, THE_PLAN, lambda: versions.Meanwhile(row.by.name, row.at), says=says)


def _check_change(line_id: str, plan: PlanOfCare, change: LineChange) -> None:
    found = line_of(plan, line_id)
    for place, says in change_faults(found[1], change) if found else ():
        is_missing = place in {"because", "now", "until"}
        raise Refused(Reason.MISSING if is_missing else Reason.NOT_POSSIBLE, says)
    for typed in (change.text, change.because, change.now, change.until):
        if fault := note_fault(typed):
            raise Refused(Reason.NOT_POSSIBLE, fault)
