"""A person with a plan that can be booked: seed 002's case, written straight into the tables."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tests.people import Cast

from weft.core.plan.case import Case
from weft.core.screen.clearance import Clearance, ModalityClearance, Reason
from weft.core.shared.care import Answer, Verdict
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words
from weft.library.cases import example
from weft.library.knowledge import knowledge
from weft.library.plan import plan as draft
from weft.library.stored import from_json, to_json
from weft.records import clock
from weft.records.models import (
    Assessment,
    AssessmentPart,
    Clinic,
    Episode,
    Plan,
    PlanState,
    PlanVersion,
    Screening,
    Visit,
)

MONDAY = date(2027, 3, 1)
SUNDAY_BEFORE = datetime(2027, 2, 28, 15, tzinfo=UTC)
"""10:00 at the clinic, the day before the course begins; the clocks change on 2027-03-14, in its second week."""


def plan_of(cast: Cast, *, agreed: bool = True, signed: bool = True, **answers: str) -> Plan:
    """Marta's plan, with the health questions answered (``blood_thinner="yes"`` changes one of them)."""
    case = _case(answers)
    content = draft(case)
    clinic, person = cast.clinic, cast.marta_id
    Clinic.objects.filter(id=clinic.id).update(work_with_drafts_by=cast.elena.user_id, work_with_drafts_at=clock.now())
    given: dict[str, Any] = {"clinic": clinic, "person_id": person}
    screening = Screening.objects.create(
        **given, question_set="full", answers=to_json(case.answers), clearance=to_json(content.clearance),
        outcome=content.clearance.outcome.value, action=content.clearance.action.value,
        knowledge_version=knowledge().version, at=clock.now(),
    )  # fmt: skip
    episode = Episode.objects.create(**given, opened_at=clock.now())
    assessment = Assessment.objects.create(**given, episode=episode, at=clock.now(), by_id=sure(cast.ren.user_id))
    if signed:
        AssessmentPart.objects.create(
            **given, assessment=assessment, kind="needles", signed_by_id=cast.wei.user_id, signed_at=clock.now()
        )
    plan = Plan.objects.create(**given, episode=episode, state=PlanState.AGREED if agreed else PlanState.DRAFT)
    version(cast, plan, case=case, screening=screening)
    return plan


def version(cast: Cast, plan: Plan, *, case: Case | None = None, screening: Screening | None = None) -> PlanVersion:
    """One more version of a plan, with the same content."""
    before = PlanVersion.objects.within(cast.clinic.id).filter(plan=plan).order_by("-number").first()
    case = case or _case({})
    rests_on = screening or (before.screening if before else None)
    assert rests_on
    return PlanVersion.objects.create(
        clinic=cast.clinic, person_id=plan.person_id, plan=plan, number=before.number + 1 if before else 1,
        content=to_json(draft(case)), case=to_json(case), screening=rests_on,
        knowledge_version=knowledge().version, by_id=sure(cast.ren.user_id), at=clock.now(),
    )  # fmt: skip


def screened_again(cast: Cast, *, blocked: tuple[str, ...] = (), expires_at: datetime | None = None) -> Screening:
    """Marta's answers again, now, with some modalities blocked."""
    before = Screening.objects.within(cast.clinic.id).filter(person_id=cast.marta_id).order_by("-at")[0]
    clearance = from_json(Clearance, before.clearance)
    why = Reason("a_test", Words("A test blocks it."), (), ReviewStatus.DRAFT)
    for modality in blocked:
        clearance.by_modality[modality] = ModalityClearance(Verdict.BLOCKED, (why,))
    return Screening.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, question_set="full", answers=before.answers,
        clearance=to_json(clearance), outcome=before.outcome, action=before.action,
        knowledge_version=before.knowledge_version, at=clock.now(), expires_at=expires_at,
    )  # fmt: skip


def _case(answers: dict[str, str]) -> Case:
    case = example("office-worker")
    return replace(case, answers={**case.answers, **{name: Answer(said) for name, said in answers.items()}})


def sure(id_: UUID | None) -> UUID:
    """An id that is there."""
    assert id_
    return id_


def visits(cast: Cast) -> list[Visit]:
    """Every visit of the clinic, in order of time."""
    return list(Visit.objects.within(cast.clinic.id).order_by("starts"))
