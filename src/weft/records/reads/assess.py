"""Reads of the assessment: the form's choices, what is written, what is signed, what the tests say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.assess.facts import Factor, MovementTest, Region, TriedOption
from weft.core.assess.findings import MovementFinding
from weft.core.assess.parts import SHAPES, STORY, Part, Story
from weft.core.plan.case import RADIATIONS, Tried
from weft.core.plan.interview import RADIATION_NAMES
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.library.stored import from_json
from weft.records.accepted import accepted_in
from weft.records.access import Member, PersonSeen, Purpose, clinic_of, person_for
from weft.records.actions.assess import FORM
from weft.records.assessments import assessment_of, goals_of, open_episode_of, problems_of
from weft.records.models import Assessment, AssessmentPart, Draft, Episode, Plan, Score

PARTS = (NEEDLES, MOVEMENT)
BASELINE = ("nprs", "psfs")
RESULTS = {
    "": Words("not said how it went"),
    "better": Words("it got better"),
    "same": Words("no change"),
    "worse": Words("it got worse"),
}
LABELS = {
    "pattern": Words("Pattern"),
    "channel": Words("Channels"),
    "tongue": Words("Tongue"),
    "pulse": Words("Pulse"),
    "palpation": Words("Palpation"),
    "posture": Words("Posture and how they move"),
    "neuro": Words("Nerves: strength, feeling, reflexes"),
    "note": Words("Anything else"),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers, from the knowledge that the clinic accepts."""

    regions: tuple[Region, ...]
    factors: tuple[Factor, ...]
    tests: tuple[MovementTest, ...]
    tried: tuple[TriedOption, ...]
    spreads: tuple[tuple[str, Words], ...]
    measures: tuple["MeasureAsked", ...]


@dataclass(frozen=True, slots=True)
class MeasureAsked:
    """One baseline measure."""

    id: str
    name: Words
    question: Words
    low: Words
    high: Words


@dataclass(frozen=True, slots=True)
class PartSeen:
    """One part as its reader sees it: signed, or what they have typed themselves."""

    kind: str
    part: Part | None
    signed_as: str = ""
    signed_at: datetime | None = None
    """In the clinic's own time."""
    findings: tuple[MovementFinding, ...] = ()
    can_sign: bool = False
    """The reader has the discipline, and it is not signed."""
    named_findings: tuple[tuple[Words, MovementFinding], ...] = ()
    """Findings with the name of their test."""
    tried: tuple[tuple[Words, Words], ...] = ()
    """Of a signed story: what was tried, and how it went."""

    @property
    def written(self) -> tuple[tuple[Words, str], ...]:
        """Each text that somebody wrote, with its label."""
        texts = ((label, getattr(self.part, name, "")) for name, label in LABELS.items())
        return tuple((label, text) for label, text in texts if text)


@dataclass(frozen=True, slots=True)
class ProblemSeen:
    """One problem of the episode."""

    id: UUID
    key: str
    region: Words
    text: str
    since_weeks: int | None


@dataclass(frozen=True, slots=True)
class ScoreSeen:
    """The first score on one measure."""

    measure: str
    name: Words
    value: str


@dataclass(frozen=True, slots=True)
class AssessmentSeen:
    """The open episode with its examination."""

    episode_id: UUID
    assessment_id: UUID
    problems: tuple[ProblemSeen, ...]
    story: PartSeen
    revision: int
    parts: tuple[PartSeen, ...]
    goals: tuple[str, ...]
    baseline: tuple[ScoreSeen, ...]
    plan_id: UUID | None


def choices(by: Member) -> Choices:
    """Regions, factors, tests with their usual values, and what people have tried."""
    known = accepted_in(by.clinic_id)
    names = [(each, Words(RADIATION_NAMES[each])) for each in RADIATIONS]
    measures = [known.measure.instruments[each] for each in BASELINE if each in known.measure.instruments]
    asked = (
        MeasureAsked(one.id, Words(one.name), Words(one.question), Words(one.low_end), Words(one.high_end))
        for one in measures
    )
    return Choices(
        regions=known.assess.regions,
        factors=known.assess.factors,
        tests=tuple(known.assess.tests.values()),
        tried=known.assess.tried,
        spreads=tuple(names),
        measures=tuple(asked),
    )


def person(by: Member, person_id: UUID) -> PersonSeen:
    """Who this is about.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    return person_for(by, person_id, Purpose.CARE)


def assessment(by: Member, person_id: UUID) -> AssessmentSeen | None:
    """The open episode's examination; None before care is open.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person_for(by, person_id, Purpose.CARE)
    episode = open_episode_of(person_id, by.clinic_id)
    row = assessment_of(episode) if episode else None
    if episode is None or row is None:
        return None
    zone = ZoneInfo(clinic_of(by.clinic_id).zone)
    parts = {part.kind: part for part in AssessmentPart.objects.within(by.clinic_id).filter(assessment=row)}
    story = parts.get(STORY)
    return AssessmentSeen(
        episode_id=episode.id,
        assessment_id=row.id,
        problems=_problems(episode, by),
        story=_part(STORY, story, row, by, zone),
        revision=story.content["revision"] if story else 0,
        parts=tuple(_part(kind, parts.get(kind), row, by, zone) for kind in PARTS),
        goals=tuple(goal.words for goal in goals_of(episode)),
        baseline=_baseline(episode, by),
        plan_id=Plan.objects.within(by.clinic_id).filter(episode=episode).values_list("id", flat=True).first(),
    )


def tried_by_name(story: Story) -> dict[str, str]:
    """How each thing went that was tried."""
    return {each.what: each.result for each in story.tried}


def tried_of(results: Iterable[tuple[str, str]]) -> tuple[Tried, ...]:
    """What was tried, from pairs of a name and how it went (better, same, worse); empty results are left out."""
    return tuple(Tried(what=what, result=result) for what, result in results if what and result)


def _problems(episode: Episode, by: Member) -> tuple[ProblemSeen, ...]:
    regions = {region.id: region.name for region in accepted_in(by.clinic_id).assess.regions}
    return tuple(
        ProblemSeen(row.id, row.key, Words(regions.get(row.region, row.region)), row.text, row.since_weeks)
        for row in problems_of(episode)
    )


def _part(kind: str, row: AssessmentPart | None, assessment: Assessment, by: Member, zone: ZoneInfo) -> PartSeen:
    if row and row.signed_at:
        found = from_json(tuple[MovementFinding, ...], row.content.get("findings", []))
        names = {test.id: test.name for test in accepted_in(by.clinic_id).assess.tests.values()}
        return PartSeen(
            kind,
            from_json(SHAPES[kind], row.content["part"]),
            row.signed_as,
            row.signed_at.astimezone(zone),
            found,
            tried=_tried(from_json(Story, row.content["part"]), by) if kind == STORY else (),
            named_findings=tuple((Words(names.get(one.why.rule, one.why.rule)), one) for one in found),
        )
    can = bool(by.disciplines) if kind == STORY else kind in by.disciplines
    return PartSeen(kind, _typed(kind, row, assessment, by), can_sign=can)


def _tried(story: Story, by: Member) -> tuple[tuple[Words, Words], ...]:
    names = {one.id: one.name for one in accepted_in(by.clinic_id).assess.tried}
    return tuple((Words(names.get(one.what, one.what)), RESULTS[one.result]) for one in story.tried)


def _typed(kind: str, row: AssessmentPart | None, assessment: Assessment, by: Member) -> Part | None:
    if kind == STORY:
        return from_json(Story, row.content["part"]) if row else None
    drafts = Draft.objects.within(by.clinic_id).filter(author_id=by.user_id, subject=assessment.id)
    draft = drafts.filter(form=FORM.format(kind=kind)).first()
    return from_json(SHAPES[kind], draft.content) if draft else None


def _baseline(episode: Episode, by: Member) -> tuple[ScoreSeen, ...]:
    rows = Score.objects.within(by.clinic_id).filter(episode=episode, measure__in=BASELINE).order_by("at", "made_at")
    instruments = accepted_in(by.clinic_id).measure.instruments
    first: dict[str, ScoreSeen] = {}
    for row in rows:
        name = instruments[row.measure].name if row.measure in instruments else row.measure
        first.setdefault(row.measure, ScoreSeen(row.measure, Words(name), f"{row.value.normalize():f}"))
    return tuple(first.values())
