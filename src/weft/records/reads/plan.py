"""Reads of plans: the version that stands, what changed, who agreed, and what may be booked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.plan.agreeing import PERSON, disciplines_in, roles_needed
from weft.core.plan.changing import BasedOn, LineDifference, differences, line_of
from weft.core.plan.plan import Line, PlanOfCare
from weft.core.plan.suggest import fits, place_of
from weft.core.shared.explained import Gate
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.accepted import accepted_in
from weft.records.access import Job, Member, NotFound, PersonSeen, Purpose, clinic_of, person_for, row_of
from weft.records.actions.adjust_reviews import care_began
from weft.records.models import Plan, PlanState, PlanVersion
from weft.records.phases import phase_on
from weft.records.plans import (
    Standings,
    booking_gate,
    case_in,
    clinicians_agree,
    latest_version,
    newest_for_person,
    version_of,
)
from weft.records.reads.plan_shown import EvidenceShown, PlanShown, evidence_shown, shown

REASONS = {
    BasedOn.THEIR_DATA.value: Words("their own numbers"),
    BasedOn.THEIR_WISH.value: Words("their wish"),
    BasedOn.RESEARCH.value: Words("research"),
    BasedOn.JUDGEMENT.value: Words("judgement"),
    "another_set": Words("another set"),
    "proposal": Words("a proposal was accepted"),
    "": Words("drafted from the records"),
}


@dataclass(frozen=True, slots=True)
class YesSeen:
    """One role that has to say yes, and whether it has."""

    role: str
    name: Words | None
    """The discipline's name; None for the person."""
    who: str
    """Who said yes; empty while it is open."""
    at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionSeen:
    """One version in the list."""

    number: int
    at: datetime
    by: str
    why: Words | None
    """Why it was made, when that is one of our own words."""
    typed_why: str
    """Why, as somebody typed it."""


@dataclass(frozen=True, slots=True)
class SetSeen:
    """A set that fits one of the problems."""

    id: str
    name: Words
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SelectedLine:
    """The line whose why is open, with its evidence."""

    line: Line
    per_week: float
    minutes: int
    evidence: tuple[EvidenceShown, ...]


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """A plan as its page shows it."""

    id: UUID
    episode_id: UUID
    person: PersonSeen
    state: str
    version: VersionSeen
    versions: tuple[VersionSeen, ...]
    is_latest: bool
    shown: PlanShown
    changes: tuple[LineDifference, ...]
    selected: SelectedLine | None
    evidence: tuple[EvidenceShown, ...]
    yeses: tuple[YesSeen, ...]
    sets: tuple[SetSeen, ...]
    is_agreed: bool
    can_change: bool
    mine: tuple[str, ...]
    """Disciplines that wait for the reader's yes."""
    person_may_agree: bool
    """Every clinician has; only the person's yes is missing."""


def plan(by: Member, plan_id: UUID, *, line_id: str = "", version: int | None = None) -> PlanSeen:
    """One plan; ``version`` shows an earlier one.

    Raises:
        NotFound: Unknown, another clinic's, or no such version.
        NotAllowed: Right clinic, wrong job.
    """
    row = row_of(Plan, by, plan_id)
    person = person_for(by, row.person_id, Purpose.CARE)
    return _seen(row, person, by, line_id, version)


def plan_for_booking(by: Member, plan_id: UUID) -> UUID:
    """Whose plan it is, for those who keep the diary."""
    row = row_of(Plan, by, plan_id)
    return person_for(by, row.person_id, Purpose.DIARY).id


def plan_of_person(by: Member, person_id: UUID) -> UUID | None:
    """Id of the plan of the care that goes on, or None."""
    person_for(by, person_id, Purpose.CARE)
    return _newest(person_id, by)


def own_plan(by: Member) -> PlanSeen | None:
    """The signed-in person's plan, once every clinician has agreed; None while it is being written.

    Raises:
        NotFound: They have no record here.
    """
    if by.person_id is None:
        raise NotFound
    person = person_for(by, by.person_id, Purpose.OWN)
    plan_id = _newest(by.person_id, by)
    if plan_id is None:
        return None
    row = row_of(Plan, by, plan_id)
    ready = newest_for_person(row)
    return _seen(row, person, by, "", ready.row.number) if ready else None


def may_book(by: Member, plan_id: UUID, *, weeks: int) -> Gate:
    """Whether visits of the plan's first ``weeks`` weeks may be booked, and why not.

    Raises:
        NotFound: Unknown, or another clinic's.
    """
    return booking_gate(row_of(Plan, by, plan_id), weeks)


def content(by: Member, plan_id: UUID) -> tuple[PlanOfCare, int, PersonSeen]:
    """What the sheet prints: the version that stands, its number, whose it is."""
    row = row_of(Plan, by, plan_id)
    person = person_for(by, row.person_id, Purpose.CARE)
    stands = latest_version(row)
    return stands.plan, stands.row.number, person


def _seen(row: Plan, person: PersonSeen, by: Member, line_id: str, number: int | None) -> PlanSeen:
    zone = ZoneInfo(clinic_of(by.clinic_id).zone)
    latest = latest_version(row)
    stands = latest if number is None else version_of(row, number)
    if stands is None:
        raise NotFound
    before = version_of(row, stands.row.number - 1)
    changes = differences(before.plan, stands.plan) if before else ()
    is_latest = stands.row.number == latest.row.number
    is_open = row.state != PlanState.ENDED and is_latest
    return PlanSeen(
        id=row.id,
        episode_id=row.episode_id,
        person=person,
        state=row.state,
        version=_version(stands.row, zone),
        versions=_versions(row, zone),
        is_latest=is_latest,
        shown=shown(
            stands.plan, changes=changes, selected=line_id, problems=_problems(stands.row), now=_now(row, stands, zone)
        ),
        changes=changes,
        selected=_selected(stands.plan, line_id),
        evidence=evidence_shown(stands.plan.evidence),
        yeses=_yeses(stands, zone),
        sets=_sets(stands, by),
        is_agreed=stands.is_agreed,
        can_change=is_open and by.may(Job.AGREE_PLAN),
        mine=_mine(stands, by) if is_open and by.may(Job.AGREE_PLAN) else (),
        person_may_agree=is_open and clinicians_agree(stands) and PERSON not in stands.roles,
    )


def _now(row: Plan, stands: Standings, zone: ZoneInfo) -> str:
    """The phase that care is in today; none once the plan has ended."""
    if row.state == PlanState.ENDED:
        return ""
    phase = phase_on(stands.plan, care_began(row.episode, zone.key), clock.today(zone.key))
    return phase.id if phase else ""


def _newest(person_id: UUID, by: Member) -> UUID | None:
    rows = Plan.objects.within(by.clinic_id).filter(person_id=person_id)
    return rows.order_by("-episode__opened_at", "-made_at").values_list("id", flat=True).first()


def _mine(stands: Standings, by: Member) -> tuple[str, ...]:
    return tuple(each for each in disciplines_in(stands.plan) if each in by.disciplines and each not in stands.roles)


def _problems(row: PlanVersion) -> dict[str, str]:
    return {problem.id: place_of(problem).message for problem in case_in(row).problems}


def _selected(plan: PlanOfCare, line_id: str) -> SelectedLine | None:
    found = line_of(plan, line_id) if line_id else None
    if found is None:
        return None
    line = found[1]
    cards = evidence_shown(card for card in plan.evidence if card.id in line.evidence)
    return SelectedLine(line, line.dose.per_week or line.dose.days_per_week, line.dose.minutes, cards)


def _yeses(stands: Standings, zone: ZoneInfo) -> tuple[YesSeen, ...]:
    said = {each.role: each for each in stands.agreed}
    known = knowledge().disciplines
    return tuple(
        YesSeen(
            role=role,
            name=Words(known[role].name) if role in known else None,
            who=said[role].by.name if role in said else "",
            at=said[role].at.astimezone(zone) if role in said else None,
        )
        for role in roles_needed(stands.plan)
    )


def _sets(stands: Standings, by: Member) -> tuple[SetSeen, ...]:
    case = case_in(stands.row)
    known = accepted_in(by.clinic_id).plan.pathways.values()
    fitting = (each for each in known if any(fits(problem, each) for problem in case.problems))
    return tuple(SetSeen(each.id, Words(each.name), each.id in stands.plan.pathways) for each in fitting)


def _version(row: PlanVersion, zone: ZoneInfo) -> VersionSeen:
    why = REASONS.get(row.reason)
    return VersionSeen(row.number, row.at.astimezone(zone), row.by.name, why, "" if why else row.reason)


def _versions(plan: Plan, zone: ZoneInfo) -> tuple[VersionSeen, ...]:
    rows = PlanVersion.objects.within(plan.clinic_id).filter(plan=plan).select_related("by").order_by("-number")
    return tuple(_version(row, zone) for row in rows)
