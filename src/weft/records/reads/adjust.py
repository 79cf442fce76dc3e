"""The review page: what the rules propose, on what it rests, and what was decided before."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from weft.core.adjust.proposal import ProposalKind
from weft.core.adjust.taper import STEPS, needles_line
from weft.core.plan.plan import Line
from weft.core.shared.explained import Explanation
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words
from weft.draw.curve_data import CurveData
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records.access import Job, Member, Purpose, person_for
from weft.records.models import Proposal, Review
from weft.records.phases import local_day
from weft.records.reads.person import header_of
from weft.records.reads.person_curve import curve_of
from weft.records.reads.person_rows import Rows, clinical_rows
from weft.records.reads.person_shapes import Header
from weft.records.reads.person_side import phase_now
from weft.records.reads.person_timeline import ANSWER_WORDS, KIND_WORDS

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
    rule: str
    inputs: tuple[tuple[str, str], ...]
    limits: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    """Citations."""
    is_draft: bool
    """The rule has not been reviewed by a clinician."""
    knowledge_version: str
    on: date
    line: Words | None
    """The plan's line that a yes would change."""
    how_often: tuple[tuple[float, Words], ...]
    """What may be chosen instead; empty when there is nothing to choose."""
    needs_reason: bool
    """A yes needs a reason too."""


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
class ReviewPage:
    """All of it."""

    header: Header
    curve: CurveData | None
    waiting: tuple[ProposalSeen, ...]
    points: tuple[Words, ...]
    """Review points of the plan that are due."""
    decided: tuple[DecisionSeen, ...]
    may_decide: bool


def review_page(person_id: UUID, by: Member) -> ReviewPage:
    """The review of one person.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person = person_for(by, person_id, Purpose.CARE)
    rows = clinical_rows(person)
    open_ones = [row for row in rows.proposals if getattr(row, "decision", None) is None]
    return ReviewPage(
        header=header_of(person, rows.today),
        curve=curve_of(rows),
        waiting=tuple(_seen(row, rows) for row in open_ones),
        points=_points(rows),
        decided=tuple(_decision(row, rows) for row in rows.proposals if getattr(row, "decision", None) is not None),
        may_decide=by.may(Job.AGREE_PLAN),
    )


def person_of(proposal_id: UUID, by: Member) -> UUID | None:
    """Whose proposal it is, in the member's clinic; None when there is none."""
    rows = Proposal.objects.within(by.clinic_id).filter(id=proposal_id)
    return rows.values_list("person_id", flat=True).first()


def _seen(row: Proposal, rows: Rows) -> ProposalSeen:
    why = from_json(Explanation, row.inputs)
    cited = knowledge().sources
    line = _line(row, rows)
    return ProposalSeen(
        id=row.id,
        kind=KIND_WORDS.get(row.kind, Words(row.kind.replace("_", " "))),
        says=from_json(Words, row.says),
        rule=row.rule,
        inputs=why.inputs,
        limits=why.limits,
        sources=tuple(cited[each].citation for each in why.sources if each in cited),
        is_draft=why.status is ReviewStatus.DRAFT,
        knowledge_version=row.knowledge_version,
        on=local_day(row.at, rows.clinic.zone),
        line=line.text if line else None,
        how_often=_how_often(row, line),
        needs_reason=row.kind == ProposalKind.GIVE_REASON,
    )


def _line(row: Proposal, rows: Rows) -> Line | None:
    phase = phase_now(rows)
    if row.kind not in {ProposalKind.TAPER, ProposalKind.UNPAIR} or rows.plan is None or phase is None:
        return None
    return needles_line(rows.plan, phase.id)


def _how_often(row: Proposal, line: Line | None) -> tuple[tuple[float, Words], ...]:
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
