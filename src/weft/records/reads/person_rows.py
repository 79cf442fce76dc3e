"""The rows behind the person page: twelve questions to the database, however much there is."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.fields.json import KT

from weft.core.adjust.response import Scored
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.care import Verdict
from weft.library.stored import from_json
from weft.records import clock, home_history, home_sets
from weft.records.access import PersonSeen
from weft.records.adjusting import main_measure, review_series
from weft.records.models import (
    Clinic,
    Course,
    CourseState,
    Episode,
    EpisodeState,
    Flare,
    Goal,
    HandOver,
    Override,
    Plan,
    PlanVersion,
    Proposal,
    Score,
    Screening,
    SessionRecord,
    TreatmentAgreement,
    Visit,
    VisitState,
    Watch,
)
from weft.records.phases import local_day
from weft.records.plans import newest_for_person
from weft.records.screenings import clearance_of

VERSIONS = 6
"""Newest plan versions that the page tells about."""
LOST = (VisitState.CANCELLED, VisitState.NO_SHOW)
GONE_BY = ("consult", "assessment")
"""Kinds of visit that are no trip of the course."""


@dataclass(frozen=True, slots=True)
class Rows:
    """All that is known about one person's newest episode."""

    person: PersonSeen
    clinic: Clinic
    today: date
    episode: Episode | None
    versions: tuple[PlanVersion, ...]
    """Newest first."""
    plans: tuple[PlanOfCare, ...]
    """What they say, newest first."""
    visits: tuple[Visit, ...]
    """By time; not the cancelled ones. With ``needles_in``, ``needles_out``, ``told``, ``told_by``."""
    scores: tuple[Score, ...]
    goals: tuple[Goal, ...]
    records: dict[UUID, SessionRecord]
    """Signed records by visit."""
    screening: Screening | None
    agreements: dict[str, bool]
    overrides: tuple[Override, ...]
    proposals: tuple[Proposal, ...]
    flares: tuple[Flare, ...]
    watches: tuple[Watch, ...]
    course_begins: date | None
    """Day 1 of the course that is being booked."""
    home: home_sets.Items | None = None
    """The home exercises that hold; None when nobody has said any."""
    home_sent: tuple[home_history.Sent, ...] = ()
    """Every set that was sent from its own page."""

    @property
    def is_worse(self) -> bool:
        """They said that it is worse again, and somebody has yet to answer, whatever else was answered since."""
        return any(flare.answered_at is None for flare in self.flares)

    @property
    def plan(self) -> PlanOfCare | None:
        """The plan as it stands."""
        return self.plans[0] if self.plans else None

    @property
    def series(self) -> tuple[Scored, ...]:
        """The scores of the curve."""
        return review_series(self.scores, self.main)

    @property
    def main(self) -> str:
        """The measure that decides: pain, or what the plan treats first, such as pain in the leg."""
        return main_measure(self.plan)

    @property
    def trips(self) -> tuple[tuple[Visit, ...], ...]:
        """Comings of the course by day, oldest first; each with its visits in order."""
        by_day: dict[date, list[Visit]] = {}
        ours = {None, self.episode.id if self.episode else None}
        for visit in self.visits:
            if visit.kind not in GONE_BY and visit.episode_id in ours:
                by_day.setdefault(visit.local_date, []).append(visit)
        return tuple(tuple(visits) for _, visits in sorted(by_day.items()))

    @property
    def began(self) -> date | None:
        """Day 1 of the plan: the first trip, else the day the episode was opened."""
        if self.episode is None:
            return None
        first = next((visits[0].local_date for visits in self.trips if visits[0].episode_id), None)
        return first or local_day(self.episode.opened_at, self.clinic.zone)


def clinical_rows(person: PersonSeen, *, is_whole: bool = True) -> Rows:
    """Everything, for members who may see the record; or only what curve, plan and proposals need."""
    about = {"clinic_id": person.clinic_id, "person_id": person.id}
    episode = (
        Episode.objects.within(person.clinic_id).filter(person_id=person.id)
        .select_related("clinic", "plan", "discharge").annotate(course_begins=_course_begins(person.clinic_id))
        .annotate(home=home_sets.newest_items(person.clinic_id), home_sent=home_history.sent_to(person.clinic_id))
        .order_by("-opened_at", "-made_at").first()
    )  # fmt: skip
    clinic = episode.clinic if episode else Clinic.objects.get(id=person.clinic_id)
    inside = {**about, "episode_id": episode.id if episode else None}
    is_open = episode is not None and episode.state == EpisodeState.OPEN
    versions = _versions(episode)
    screening = _of(Screening, about).order_by("-at", "-made_at").first()
    agreed = _of(TreatmentAgreement, about).order_by("at", "made_at").values_list("modality", "given")
    signed = _of(SessionRecord, about).filter(signed_at__isnull=False).select_related("signed_by")
    return Rows(
        person=person,
        clinic=clinic,
        today=clock.today(clinic.zone),
        episode=episode,
        versions=versions,
        plans=tuple(from_json(PlanOfCare, row.content) for row in versions),
        visits=_visits(about),
        scores=_scores(inside if episode else about),
        goals=_goals(inside) if episode and is_whole else (),
        records={row.visit_id: row for row in signed} if is_whole else {},
        screening=screening,
        agreements=dict(agreed) if is_whole else {},
        overrides=_overrides(screening, about),
        proposals=_proposals(inside) if is_open else (),
        flares=tuple(_of(Flare, about).order_by("-at")) if is_whole else (),
        watches=tuple(_of(Watch, inside).order_by("due")) if episode and not is_open else (),
        course_begins=episode.course_begins if episode else None,
        home=home_sets.read(episode.home) if episode else None,
        home_sent=home_history.read_sent(episode.home_sent) if episode else (),
    )


def with_records(rows: Rows) -> Rows:
    """The rows with what was signed; goals, agreements and flares stand on other pages."""
    about = rows.person
    signed = SessionRecord.objects.within(about.clinic_id).filter(person_id=about.id, signed_at__isnull=False)
    return replace(rows, records={row.visit_id: row for row in signed})


def with_what_was_agreed(rows: Rows) -> Rows:
    """The rows with the plan as its person may read it, not as it is being written."""
    found = newest_for_person(rows.episode.plan) if rows.episode and rows.plan else None
    return replace(rows, plans=(found.plan,) if found else ())


@dataclass(frozen=True, slots=True)
class DeskRows:
    """Times only, and the plan whose course can be booked."""

    clinic: Clinic
    visits: tuple[Visit, ...]
    plan_id: UUID | None
    plan: PlanOfCare | None
    """For how many trips are still to book, nothing else."""
    course_begins: date | None


def desk_rows(person: PersonSeen) -> DeskRows:
    """What somebody without the record sees of a person's care."""
    of_plan = PlanVersion.objects.within(person.clinic_id).filter(plan=OuterRef("pk")).order_by("-number")
    plans = Plan.objects.within(person.clinic_id).filter(person_id=person.id, episode__state=EpisodeState.OPEN)
    plan = plans.annotate(
        says=Subquery(of_plan.values("content")[:1]), begins=_course_begins(person.clinic_id, "episode")
    ).first()
    rows = _of(Visit, {"clinic_id": person.clinic_id, "person_id": person.id})
    found = rows.exclude(state__in=LOST).select_related("practitioner__user").order_by("starts")
    clinic = Clinic.objects.get(id=person.clinic_id)
    if plan is None:
        return DeskRows(clinic, tuple(found), None, None, None)
    return DeskRows(clinic, tuple(found), plan.id, from_json(PlanOfCare, plan.says), plan.begins)


def _course_begins(clinic_id: UUID, episode: str = "pk") -> Subquery:
    rows = Course.objects.within(clinic_id).filter(episode=OuterRef(episode)).exclude(state=CourseState.ENDED)
    return Subquery(rows.order_by("-made_at").values("first_day")[:1])


def _of(model: Any, about: dict[str, Any]) -> Any:
    rest = {name: value for name, value in about.items() if name != "clinic_id"}
    return model.objects.within(about["clinic_id"]).filter(**rest)


def _versions(episode: Episode | None) -> tuple[PlanVersion, ...]:
    if episode is None or not hasattr(episode, "plan"):
        return ()
    rows = PlanVersion.objects.within(episode.clinic_id).filter(plan_id=episode.plan.id)
    return tuple(rows.select_related("by").order_by("-number")[:VERSIONS])


def _visits(about: dict[str, Any]) -> tuple[Visit, ...]:
    told = HandOver.objects.within(about["clinic_id"]).filter(visit=OuterRef("pk")).order_by("-at")
    rows = _of(Visit, about).exclude(state__in=LOST).select_related("practitioner__user", "pair")
    return tuple(
        rows.annotate(
            needles_in=Sum("events__count", filter=Q(events__kind="needles_in")),
            needles_out=Sum("events__count", filter=Q(events__kind="needles_out")),
            told=Subquery(told.annotate(says=KT("content__words")).values("says")[:1]),
            told_by=Subquery(told.values("by__name")[:1]),
        ).order_by("starts")
    )


def _scores(about: dict[str, Any]) -> tuple[Score, ...]:
    """Oldest first, without those that a later row replaces."""
    rows = tuple(_of(Score, about).order_by("at", "made_at"))
    replaced = {row.replaces_id for row in rows}
    return tuple(row for row in rows if row.id not in replaced)


def _overrides(screening: Screening | None, about: dict[str, Any]) -> tuple[Override, ...]:
    """Asked only when there is something that a signature could lift."""
    if screening is None:
        return ()
    found = clearance_of(screening).by_modality.values()
    if not any(each.verdict is Verdict.BLOCKED or each.sign_off for each in found):
        return ()
    return tuple(_of(Override, about).select_related("by", "screening", "visit").order_by("-at"))


def _goals(inside: dict[str, Any]) -> tuple[Goal, ...]:
    return tuple(_of(Goal, inside).filter(retired_at__isnull=True).order_by("position", "made_at"))


def _proposals(inside: dict[str, Any]) -> tuple[Proposal, ...]:
    return tuple(_of(Proposal, inside).select_related("decision", "decision__by").order_by("-at"))
