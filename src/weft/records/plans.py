"""Plans behind the actions and reads: the version that stands, who said yes, and the clearance it is drafted from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from weft.core.assess.parts import STORY
from weft.core.plan.agreeing import PERSON, is_agreed, may_book, roles_needed
from weft.core.plan.case import Case
from weft.core.plan.plan import PlanOfCare
from weft.core.screen.clearance import Clearance, ModalityClearance
from weft.core.screen.standing import Standing, standing
from weft.core.shared.care import Verdict
from weft.core.shared.explained import Gate
from weft.core.shared.words import Words
from weft.library.stored import from_json
from weft.records import clock
from weft.records.clearances import holding, overrides_of
from weft.records.models import AssessmentPart, Episode, Plan, PlanAgreement, PlanVersion, Screening
from weft.records.refused import Reason, Refused
from weft.records.screenings import clearance_of, is_live, latest_of


@dataclass(frozen=True, slots=True)
class Standings:
    """One version with what it says and who agreed to it."""

    row: PlanVersion
    plan: PlanOfCare
    agreed: tuple[PlanAgreement, ...]

    @property
    def roles(self) -> frozenset[str]:
        """Roles that said yes."""
        return frozenset(each.role for each in self.agreed)

    @property
    def is_agreed(self) -> bool:
        """Whether everybody did."""
        return is_agreed(self.plan, self.roles)


def latest_version(plan: Plan) -> Standings:
    """The version that stands."""
    row = PlanVersion.objects.within(plan.clinic_id).filter(plan=plan).order_by("-number").select_related("by")[0]
    return as_it_stands(row)


def plan_of(episode: Episode | None) -> PlanOfCare | None:
    """The plan of an episode as it stands, agreed or not; None while there is none."""
    if episode is None:
        return None
    rows = PlanVersion.objects.within(episode.clinic_id).filter(plan__episode=episode).order_by("-number")
    content = rows.values_list("content", flat=True).first()
    return from_json(PlanOfCare, content) if content else None


def as_it_stands(row: PlanVersion) -> Standings:
    """A version, read."""
    agreed = PlanAgreement.objects.within(row.clinic_id).filter(version=row).select_related("by").order_by("at")
    return _standings(row, agreed)


def clinicians_agree(stands: Standings) -> bool:
    """Whether every discipline of a version has said yes; the person may not have been asked yet."""
    needed = [role for role in roles_needed(stands.plan) if role != PERSON]
    return bool(needed) and all(role in stands.roles for role in needed)


def newest_for_person(plan: Plan) -> Standings | None:
    """The newest version that its person may read: the clinicians agree to it. None while it is being written."""
    return next(for_person(plan), None)


def for_person(plan: Plan) -> Iterator[Standings]:
    """Every version that its person may read or could read before, the newest first."""
    agreed: dict[UUID, list[PlanAgreement]] = {}
    said = PlanAgreement.objects.within(plan.clinic_id).filter(version__plan=plan).select_related("by")
    for each in said.order_by("at"):
        agreed.setdefault(each.version_id, []).append(each)
    rows = PlanVersion.objects.within(plan.clinic_id).filter(plan=plan, id__in=agreed).select_related("by")
    every = (_standings(row, agreed[row.id]) for row in rows.order_by("-number"))
    return filter(clinicians_agree, every)


def _standings(row: PlanVersion, agreed: Iterable[PlanAgreement]) -> Standings:
    return Standings(row, from_json(PlanOfCare, row.content), tuple(agreed))


def case_in(row: PlanVersion) -> Case:
    """The case that this version was drafted from."""
    return from_json(Case, row.case)


def booking_gate(plan: Plan, weeks: int) -> Gate:
    """Whether visits of the first ``weeks`` weeks may be booked: two on the assessor's signature, all when agreed."""
    stands = latest_version(plan)
    parts = AssessmentPart.objects.within(plan.clinic_id).filter(assessment__episode_id=plan.episode_id)
    signed = parts.filter(signed_at__isnull=False).exclude(kind=STORY).exists()
    return may_book(stands.plan, stands.roles, assessor_signed=signed, weeks=weeks)


def clearance_to_plan(episode: Episode) -> tuple[Screening, Clearance]:
    """The answers that hold, and their clearance with what clinicians have lifted for more than one visit.

    Raises:
        Refused: MISSING when nobody has asked, or the answers are too old.
    """
    row = latest_of(episode.person_id, episode.clinic_id)
    if row is None or not is_live(row, clock.now()):
        raise Refused(Reason.MISSING, Words("Ask the health questions first: there are no answers that still hold."))
    clearance = clearance_of(row)
    blocked = [name for name, found in clearance.by_modality.items() if found.verdict is Verdict.BLOCKED]
    given = overrides_of(row) if blocked else ()
    today = clock.today(episode.clinic.zone)
    lifted = {name: _lifted(clearance, name) for name in blocked if holding(given, row, name, today)}
    return row, replace(clearance, by_modality={**clearance.by_modality, **lifted})


def _lifted(clearance: Clearance, name: str) -> ModalityClearance:
    found, stands = clearance.by_modality[name], standing(clearance, name, is_lifted=True, to_start=False)
    return replace(found, verdict=Verdict.CAUTION) if stands is Standing.OPEN else found
