"""Reads of plans: the version that stands, what changed, who agreed, and what may be booked."""

from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.plan.agreeing import PERSON, disciplines_in, roles_needed
from weft.core.plan.case import Case
from weft.core.plan.changing import BasedOn, differences, line_of
from weft.core.plan.checks import PlanCheck
from weft.core.plan.merging import without_repeats
from weft.core.plan.plan import Line, PlanOfCare
from weft.core.plan.suggest import place_of
from weft.core.plan.what_changed import what_changed
from weft.core.shared.care import NEEDLES
from weft.core.shared.explained import Gate
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records import clock
from weft.records.accepted import accepted_by
from weft.records.access import Job, Member, NotFound, PersonSeen, Purpose, clinic_of, person_for, row_of
from weft.records.actions.adjust_reviews import care_began
from weft.records.local import wall_time
from weft.records.models import Plan, PlanState, PlanVersion
from weft.records.phases import phase_on
from weft.records.plans import (
    Standings,
    as_it_stands,
    booking_gate,
    case_in,
    clinicians_agree,
    for_person,
    latest_version,
)
from weft.records.reads.plan_checks import checks_of
from weft.records.reads.plan_choice import sets_for
from weft.records.reads.plan_own_data import own_data
from weft.records.reads.plan_shapes import PlanSeen, SelectedLine, SetSeen, VersionSeen, YesSeen
from weft.records.reads.plan_shown import evidence_shown, shown

__all__ = [
    "PlanSeen",
    "SelectedLine",
    "content",
    "may_book",
    "own_plan",
    "plan",
    "plan_for_booking",
    "plan_of_person",
]

REASONS = {
    BasedOn.THEIR_DATA.value: Words("their own numbers"),
    BasedOn.THEIR_WISH.value: Words("their wish"),
    BasedOn.RESEARCH.value: Words("research"),
    BasedOn.JUDGEMENT.value: Words("judgement"),
    "another_set": Words("another set"),
    "proposal": Words("a proposal was accepted"),
    "": Words("drafted from the records"),
}


def plan(by: Member, plan_id: UUID, *, line_id: str = "", version: int | None = None) -> PlanSeen:
    """One plan; ``version`` shows an earlier one.

    Raises:
        NotFound: Unknown, another clinic's, or no such version.
        NotAllowed: Right clinic, wrong job.
    """
    row = row_of(Plan, by, plan_id)
    person = person_for(by, row.person_id, Purpose.CARE)
    return _Page(row, person, by, version).seen(line_id)


def person_of(by: Member, plan_id: UUID) -> UUID:
    """Whose plan it is, for those who write it.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    return person_for(by, row_of(Plan, by, plan_id).person_id, Purpose.CARE).id


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
    readable = [stands.row for stands in for_person(row)]
    if not readable:
        return None
    page = _Page(row, person, by, readable[0].number)
    page.before = readable[1] if len(readable) > 1 else None  # what they read before, not what was written between
    return page.seen("")


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


class _Page:
    """One version of one plan while it is read: each thing is fetched once."""

    def __init__(self, row: Plan, person: PersonSeen, by: Member, number: int | None) -> None:
        self.row, self.person, self.by = row, person, by
        self.clinic = clinic_of(by.clinic_id)
        self.zone = ZoneInfo(self.clinic.zone)
        rows = PlanVersion.objects.within(row.clinic_id).filter(plan=row).select_related("by").order_by("-number")
        self.versions = tuple(rows)
        shown_row = self._numbered(self.versions[0].number if number is None else number)
        if shown_row is None:
            raise NotFound
        self.stands = as_it_stands(shown_row)
        self.case = case_in(shown_row)
        self.before = self._numbered(shown_row.number - 1)
        self.is_latest = shown_row is self.versions[0]
        self.is_open = row.state != PlanState.ENDED and self.is_latest

    def seen(self, line_id: str) -> PlanSeen:
        """All of it."""
        stands, can_change = self.stands, self.is_open and self.by.may(Job.AGREE_PLAN)
        before = from_json(PlanOfCare, self.before.content) if self.before else None
        changes = differences(before, stands.plan) if before else ()
        return PlanSeen(
            id=self.row.id,
            episode_id=self.row.episode_id,
            person=self.person,
            state=self.row.state,
            version=_version(stands.row, self.zone),
            versions=tuple(_version(each, self.zone) for each in self.versions),
            is_latest=self.is_latest,
            shown=shown(
                stands.plan, changes=changes, selected=line_id, problems=_problems(self.case), now=self._now(),
                checks=self._checks(),
            ),
            changes=changes,
            changed=what_changed(before, stands.plan) if before else (),
            since_first=self._since_first(),
            sources=_sources(stands.plan),
            wishes=self.case.wishes,
            chosen=self.case.pathway,
            selected=self._selected(line_id),
            evidence=evidence_shown(stands.plan.evidence),
            yeses=_yeses(stands, self.zone),
            sets=self._sets(),
            is_agreed=stands.is_agreed,
            can_change=can_change,
            mine=_mine(stands, self.by) if can_change else (),
            person_may_agree=self.is_open and clinicians_agree(stands) and PERSON not in stands.roles,
        )  # fmt: skip

    def _selected(self, line_id: str) -> SelectedLine | None:
        found = line_of(self.stands.plan, line_id) if line_id else None
        if found is None:
            return None
        line = found[1]
        cards = evidence_shown(card for card in self.stands.plan.evidence if card.id in line.evidence)
        own = own_data(self.row.episode) if self.by.is_staff and _is_needles(line, self.stands.plan) else None
        often = line.dose.per_week or line.dose.days_per_week
        return SelectedLine(line, often, line.dose.minutes, cards, own)

    def _since_first(self) -> tuple[Words, ...]:
        first = self._numbered(1)
        if first is None or self.stands.row.number <= 2:
            return ()
        return what_changed(from_json(PlanOfCare, first.content), self.stands.plan)

    def _numbered(self, number: int) -> PlanVersion | None:
        return next((each for each in self.versions if each.number == number), None)

    def _now(self) -> str:
        """The phase that care is in today; none once the plan has ended."""
        if self.row.state == PlanState.ENDED:
            return ""
        began = care_began(self.row.episode, self.clinic.zone)
        phase = phase_on(self.stands.plan, began, clock.today(self.clinic.zone))
        return phase.id if phase else ""

    def _checks(self) -> tuple[PlanCheck, ...]:
        """Of the version that stands, for those who agree to it."""
        if not (self.by.is_staff and self.is_open):
            return ()
        return checks_of(self.row, self.stands.plan, accepted_by(self.clinic), today=clock.today(self.clinic.zone))

    def _sets(self) -> tuple[SetSeen, ...]:
        if not (self.by.is_staff and self.is_open):
            return ()
        return sets_for(self.case.problems, accepted_by(self.clinic).plan, self.stands.plan.pathways)


def _sources(plan: PlanOfCare) -> tuple[str, ...]:
    """Of the sets that were taken, as they were when it was drafted."""
    if not plan.expectations:
        return ()
    known = knowledge().sources
    named = without_repeats(source for each in plan.explanations for source in each.sources)
    return tuple(known[each].citation for each in named if each in known)


def _newest(person_id: UUID, by: Member) -> UUID | None:
    rows = Plan.objects.within(by.clinic_id).filter(person_id=person_id)
    return rows.order_by("-episode__opened_at", "-made_at").values_list("id", flat=True).first()


def _mine(stands: Standings, by: Member) -> tuple[str, ...]:
    return tuple(each for each in disciplines_in(stands.plan) if each in by.disciplines and each not in stands.roles)


def _problems(case: Case) -> dict[str, str]:
    return {problem.id: place_of(problem).message for problem in case.problems}


def _is_needles(line: Line, plan: PlanOfCare) -> bool:
    lanes = (lane for phase in plan.phases for lane in phase.lanes.items())
    return any(each.id == line.id for lane, lines in lanes if lane == NEEDLES for each in lines)


def _yeses(stands: Standings, zone: ZoneInfo) -> tuple[YesSeen, ...]:
    said = {each.role: each for each in stands.agreed}
    known = knowledge().disciplines
    return tuple(
        YesSeen(
            role=role,
            name=Words(known[role].name) if role in known else None,
            who=said[role].by.name if role in said else "",
            at=wall_time(said[role].at, zone) if role in said else None,
        )
        for role in roles_needed(stands.plan)
    )


def _version(row: PlanVersion, zone: ZoneInfo) -> VersionSeen:
    why = REASONS.get(row.reason)
    return VersionSeen(row.number, wall_time(row.at, zone), row.by.name, why, "" if why else row.reason, row.id)
