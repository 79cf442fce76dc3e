"""Every plan of a clinic that the calendar may be asked about, read at once: never a query for each person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from uuid import UUID

from django.db.models import OuterRef, Subquery

from weft.core.plan.plan import PlanOfCare
from weft.core.shared.discipline import Discipline
from weft.library.stored import from_json
from weft.records.access import SYSTEM, ClinicSeen, Member
from weft.records.lifting import staff_of
from weft.records.models import (
    Course,
    CourseState,
    Override,
    Plan,
    PlanState,
    PlanVersion,
    Screening,
    Visit,
    VisitState,
)
from weft.records.reads.course_request import FIRST_WEEKS, PlanToBook, primaries_of, refusals_from, signed_parts
from weft.records.refused import Refused

Refusals = Mapping[UUID, Mapping[str, Refused]]
"""Why disciplines may not be booked, by person and discipline."""


def plans_to_book(clinic: ClinicSeen, only: Collection[UUID] | None = None) -> tuple[PlanToBook, ...]:
    """Each person's plan as `plan_to_book` gives it, but for its holds; of those that have not ended.

    At most four queries. A person with two open plans has the younger one here.
    """
    latest = PlanVersion.objects.within(clinic.id).filter(plan=OuterRef("plan_id")).order_by("-number").values("id")[:1]
    versions = PlanVersion.objects.within(clinic.id).filter(id=Subquery(latest)).exclude(plan__state=PlanState.ENDED)
    if only is not None:
        versions = versions.filter(person_id__in=only)
    rows = {row.person_id: row for row in versions.select_related("plan", "person").order_by("made_at", "id")}
    courses = _courses(clinic.id, rows.values())
    standing = _standing(clinic.id, rows)
    signed = _signed(clinic.id, [row.plan for row in rows.values()])
    return tuple(
        PlanToBook(
            plan_id=row.plan_id, person_id=person_id, episode_id=row.plan.episode_id, version_id=row.id,
            number=row.number, content=from_json(PlanOfCare, row.content), is_ended=False,
            only_weeks=_only_weeks(row.plan, signed), clinic=clinic, course=courses.get(row.plan.episode_id), holds=(),
            primaries=primaries_of(row.person, courses.get(row.plan.episode_id)), standing=standing.get(person_id, ()),
        )
        for person_id, row in rows.items()
    )  # fmt: skip


def _courses(clinic_id: UUID, rows: Iterable[PlanVersion]) -> dict[UUID, Course]:
    episodes = [row.plan.episode_id for row in rows]
    found = Course.objects.within(clinic_id).filter(episode_id__in=episodes).exclude(state=CourseState.ENDED)
    return {row.episode_id: row for row in found.order_by("made_at")}


def _standing(clinic_id: UUID, people: Iterable[UUID]) -> dict[UUID, tuple[Visit, ...]]:
    rows = Visit.objects.within(clinic_id).filter(person_id__in=list(people)).exclude(state=VisitState.CANCELLED)
    found: dict[UUID, list[Visit]] = defaultdict(list)
    for row in rows.select_related("practitioner", "place").order_by("starts"):
        found[row.person_id].append(row)
    return {person_id: tuple(visits) for person_id, visits in found.items()}


def _signed(clinic_id: UUID, plans: Iterable[Plan]) -> set[UUID]:
    """Episodes whose examination is signed, of those for which it matters."""
    drafts = [plan.episode_id for plan in plans if plan.state == PlanState.DRAFT]
    if not drafts:
        return set()
    rows = signed_parts(clinic_id).filter(assessment__episode_id__in=drafts)
    return set(rows.values_list("assessment__episode_id", flat=True))


def _only_weeks(plan: Plan, signed: Collection[UUID]) -> int | None:
    if plan.state == PlanState.AGREED:
        return None
    return FIRST_WEEKS if plan.state == PlanState.DRAFT and plan.episode_id in signed else 0


def refusals_in(clinic: ClinicSeen, plans: Iterable[PlanToBook], wanted: Collection[Discipline]) -> Refusals:
    """Why disciplines may not be booked for these people. At most three queries; no clinical reason is named."""
    asked = {plan.person_id: plan for plan in plans}
    latest = (
        Screening.objects.within(clinic.id).filter(person_id=OuterRef("person_id")).order_by("-at").values("id")[:1]
    )
    rows = Screening.objects.within(clinic.id).filter(person_id__in=list(asked), id=Subquery(latest))
    answers = {row.person_id: row for row in rows}
    given: dict[UUID, list[Override]] = defaultdict(list)
    signatures = Override.objects.within(clinic.id).filter(person_id__in=list(asked)).select_related("screening", "by")
    for one in signatures.order_by("-at"):
        given[one.person_id].append(one)
    by, staff = Member(None, SYSTEM, clinic.id, clinic.name, role=SYSTEM), cache(lambda: staff_of(clinic.id))
    return {
        id_: refusals_from(answers.get(id_), tuple(given[id_]), plan, wanted, by=by, staff=staff)
        for id_, plan in asked.items()
    }
