"""The review page: what the rules propose, on what it rests, what a yes would change, and what was decided before."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from weft.core.adjust.following import Change, Wanted, after_yes, changes_between
from weft.core.adjust.proposal import ProposalKind
from weft.core.adjust.taper import STEPS, needles_line
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.explained import Explanation
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words
from weft.draw.curve_data import CurveData
from weft.library.knowledge import knowledge
from weft.library.proposal_basis import Resting, known_rows, limit_rows, rule_title, short_sources
from weft.library.stored import from_json
from weft.records.access import Job, Member, Purpose, person_for
from weft.records.actions.adjust_plan import extension_visits, over_the_usual
from weft.records.adjusting_order import held_back, open_tasks
from weft.records.models import Proposal, Review, SessionRecord
from weft.records.phases import local_day, week_on
from weft.records.reads.adjust_numbers import gates_of, numbers_of
from weft.records.reads.person import header_of
from weft.records.reads.person_curve import curve_of
from weft.records.reads.person_rows import Rows, clinical_rows
from weft.records.reads.person_shapes import Header
from weft.records.reads.person_side import phase_now
from weft.records.reads.person_timeline import ANSWER_WORDS, KIND_WORDS

NOTES = 20
"""Newest signed records that are looked through for a note of each discipline."""
NEXT_WORDS = {
    "load": Words("more next time"),
    "hold": Words("the same next time"),
    "ease": Words("easier next time"),
}
HOW_OFTEN = {
    2.0: Words("twice a week"),
    1.0: Words("once a week"),
    0.5: Words("every two weeks"),
    0.0: Words("none booked ahead"),
}


@dataclass(frozen=True, slots=True)
class ProposalSeen:
    """One proposal with everything that it rests on."""

    id: UUID
    kind: Words
    says: Words
    rule: Words
    """Its title."""
    inputs: tuple[Resting, ...]
    """What was known when the rule spoke."""
    limits: tuple[Resting, ...]
    """The rule's own numbers."""
    sources: tuple[str, ...]
    """Who wrote each and when."""
    is_draft: bool
    """The rule has not been reviewed by a clinician."""
    knowledge_version: str
    on: date
    changes: tuple[Change, ...]
    """Lines and phases of the plan that a yes would change."""
    cannot: Words | None
    """Why a yes could not change the plan as it stands now."""
    how_often: tuple[tuple[float, Words], ...]
    """What may be chosen instead; empty when there is nothing to choose."""
    most_visits: int
    """Most needle visits that an extension may add; 0 for anything else."""
    needs_reason: bool
    """A yes needs a reason too."""
    first: Words | None
    """What came after it and goes first: a yes is refused while it stands."""


@dataclass(frozen=True, slots=True)
class DecisionSeen:
    """One decision of before."""

    on: date
    at: datetime
    kind: Words
    answer: Words
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoteSeen:
    """What one clinician wrote in a signed record of this care."""

    on: date
    discipline: str
    name: Words
    by: str
    text: str
    next_time: Words | None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """All of it."""

    header: Header
    curve: CurveData | None
    notes: tuple[NoteSeen, ...]
    """What the clinicians of both disciplines wrote last."""
    gates: tuple[Words, ...]
    """What care waits for, whatever is proposed."""
    numbers: tuple[Words, ...]
    """What the numbers say: change against noise, visits given against planned."""
    waiting: tuple[ProposalSeen, ...]
    points: tuple[Words, ...]
    """Review points of the plan that are due."""
    decided: tuple[DecisionSeen, ...]
    may_decide: bool
    version: int | None = None
    """Number of the plan version that a yes would change; a decision says it back."""
    plan_id: UUID | None = None


def review_page(person_id: UUID, by: Member) -> ReviewPage:
    """The review of one person.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person = person_for(by, person_id, Purpose.CARE)
    rows = clinical_rows(person, is_whole=False)
    open_ones = [row for row in rows.proposals if getattr(row, "decision", None) is None]
    open_ones.sort(key=lambda row: tuple(ProposalKind).index(ProposalKind(row.kind)))
    return ReviewPage(
        header=header_of(person, rows.today),
        curve=curve_of(rows),
        notes=_notes(rows),
        gates=gates_of(rows),
        numbers=numbers_of(rows),
        waiting=_waiting(open_ones, rows),
        points=_points(rows),
        decided=tuple(_decision(row, rows) for row in rows.proposals if getattr(row, "decision", None) is not None),
        may_decide=by.may(Job.AGREE_PLAN),
        version=rows.versions[0].number if rows.versions else None,
        plan_id=rows.versions[0].plan_id if rows.versions else None,
    )


def person_of(proposal_id: UUID, by: Member) -> UUID | None:
    """Whose proposal it is, in the member's clinic; None when there is none."""
    rows = Proposal.objects.within(by.clinic_id).filter(id=proposal_id)
    return rows.values_list("person_id", flat=True).first()


def _waiting(open_ones: list[Proposal], rows: Rows) -> tuple[ProposalSeen, ...]:
    tasks = open_tasks(rows.person.id, rows.person.clinic_id) if open_ones else ()
    stands = next(iter(gates_of(rows)), None)
    return tuple(_seen(row, rows, held_back(ProposalKind(row.kind), row.at, tasks, stands)) for row in open_ones)


def _notes(rows: Rows) -> tuple[NoteSeen, ...]:
    """The newest note of each discipline."""
    found: dict[str, NoteSeen] = {}
    about = SessionRecord.objects.within(rows.person.clinic_id).filter(
        person_id=rows.person.id, signed_at__isnull=False
    )
    signed = about.filter(visit__episode=rows.episode) if rows.episode else about.none()
    for row in signed.select_related("signed_by", "visit").order_by("-signed_at")[:NOTES]:
        text = str(row.content.get("note", "") or "").strip()
        if row.discipline in found or not text or row.signed_by is None:
            continue
        known = knowledge().disciplines.get(row.discipline)
        said = NEXT_WORDS.get(str(row.content.get("next", "")))
        name = Words(known.name if known else row.discipline)
        found[row.discipline] = NoteSeen(row.visit.local_date, row.discipline, name, row.signed_by.name, text, said)
    return tuple(found[key] for key in sorted(found, reverse=True))


def _seen(row: Proposal, rows: Rows, first: Words | None) -> ProposalSeen:
    why = from_json(Explanation, row.inputs)
    known, limits = knowledge(), dict(why.limits)
    after = _after(row, rows, int(limits.get("extend_by", 0)))
    return ProposalSeen(
        id=row.id,
        kind=KIND_WORDS.get(row.kind, Words(row.kind.replace("_", " "))),
        says=from_json(Words, row.says),
        rule=rule_title(row.rule, known),
        inputs=known_rows(why.inputs, known),
        limits=limit_rows(why.limits, known),
        sources=short_sources(why.sources, known),
        is_draft=why.status is ReviewStatus.DRAFT,
        knowledge_version=row.knowledge_version,
        on=local_day(row.at, rows.clinic.zone),
        changes=changes_between(rows.plan, after) if rows.plan and isinstance(after, PlanOfCare) else (),
        cannot=after if isinstance(after, Words) else None,
        how_often=_how_often(row, rows),
        most_visits=int(limits.get("extend_most", 0)) if row.kind == ProposalKind.EXTEND else 0,
        needs_reason=row.kind == ProposalKind.GIVE_REASON or over_the_usual(row, extension_visits(row)[0]),
        first=first,
    )


def _after(row: Proposal, rows: Rows, visits: int) -> PlanOfCare | Words | None:
    """The plan as a plain yes would leave it."""
    if rows.plan is None or rows.began is None:
        return None
    wanted = Wanted(phase_now(rows), week_on(rows.began, rows.today), from_json(Words, row.says), visits=visits)
    return after_yes(ProposalKind(row.kind), rows.plan, wanted)


def _how_often(row: Proposal, rows: Rows) -> tuple[tuple[float, Words], ...]:
    phase = phase_now(rows)
    line = needles_line(rows.plan, phase.id) if rows.plan and phase else None
    if row.kind != ProposalKind.TAPER or line is None:
        return ()
    return tuple((step, HOW_OFTEN[step]) for step in STEPS if step < line.dose.per_week)


def _points(rows: Rows) -> tuple[Words, ...]:
    due = Review.objects.within(rows.person.clinic_id).filter(episode=rows.episode, done_at__isnull=True)
    return tuple(from_json(Words, row.why) for row in due.exclude(point="").order_by("due") if row.why)


def _decision(row: Proposal, rows: Rows) -> DecisionSeen:
    made = row.decision
    return DecisionSeen(
        on=local_day(made.at, rows.clinic.zone),
        at=made.at,
        kind=KIND_WORDS.get(row.kind, Words(row.kind.replace("_", " "))),
        answer=ANSWER_WORDS[made.answer],
        by=made.by.name,
        reason=made.reason,
    )
