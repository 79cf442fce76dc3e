"""Reads of the assessment: the form's choices, what is written, what is signed, what it says so far."""

from collections.abc import Iterable
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.assess.facts import AssessFacts
from weft.core.assess.findings import MovementFinding
from weft.core.assess.judge import Judged, JudgedKind, judge
from weft.core.assess.parts import SHAPES, STORY, MovementPart, Part, SeenDoctor, Story
from weft.core.plan.case import RADIATIONS, Tried
from weft.core.plan.interview import RADIATION_NAMES
from weft.core.shared.care import MOVEMENT, NEEDLES, Action, Outcome
from weft.core.shared.words import Words
from weft.library.knowledge import Knowledge
from weft.library.stored import from_json
from weft.records import clock
from weft.records.accepted import accepted_by
from weft.records.access import Member, PersonSeen, Purpose, person_for
from weft.records.actions.assess import FORM
from weft.records.activities import NAMED
from weft.records.assessments import examined, goals_of, written_of
from weft.records.models import Assessment, Clinic, Draft, Episode, EpisodeState, Plan, Problem, Score, Screening
from weft.records.reads.assess_shapes import (
    AssessmentSeen,
    Choices,
    JudgedSeen,
    MeasureAsked,
    PartSeen,
    ProblemSeen,
    ScoreSeen,
    StopSeen,
    TestGroup,
    WholeSeen,
)
from weft.records.reads.assess_words import (
    DOCTOR,
    FREE_LISTS,
    GROUPS,
    JUDGED,
    LISTS,
    NERVES_OF,
    RESULTS,
    SIDES,
    TEXTS,
    TRIED_CLASSES,
    group_of,
    level_of,
)
from weft.records.reads.measure_activities import asked_of
from weft.records.screenings import is_live, latest_of

__all__ = [
    "AssessmentSeen",
    "Choices",
    "PartSeen",
    "assessment",
    "choices",
    "person",
    "tried_by_name",
    "tried_of",
    "whole",
]

PARTS = (NEEDLES, MOVEMENT)
BASELINE = ("nprs", "psfs")


def whole(by: Member, person_id: UUID) -> WholeSeen:
    """The whole page: whose it is, what stops, the open episode's examination, and the form's choices.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    found = person_for(by, person_id, Purpose.CARE)
    clinic, screening = Clinic.objects.get(id=by.clinic_id), latest_of(person_id, by.clinic_id)
    row = _open(by, person_id)
    seen = _Page(by, row, clinic, screening).seen() if row else None
    return WholeSeen(found, _stop(screening), seen, _choices(clinic))


def choices(by: Member) -> Choices:
    """Regions, factors, tests with their usual values, lists to tick, and what people have tried."""
    return _choices(Clinic.objects.get(id=by.clinic_id))


def _stop(row: Screening | None) -> StopSeen | None:
    if row is None or row.outcome != Outcome.STOP:
        return None
    return StopSeen(Outcome.STOP, Action(row.action), is_live=is_live(row, clock.now()))


def _choices(clinic: Clinic) -> Choices:
    known = accepted_by(clinic)
    facts = known.assess
    return Choices(
        regions=facts.regions,
        factors=facts.factors,
        tests=_groups(facts),
        tried=tuple(
            (each, name, tuple(one for one in facts.tried if one.group is each)) for each, name in TRIED_CLASSES.items()
        ),
        lists=facts.lists,
        spreads=tuple((each, Words(RADIATION_NAMES[each])) for each in RADIATIONS),
        measures=_measures(known),
        things=asked_of((), (), known.measure.instruments[NAMED]) if NAMED in known.measure.instruments else None,
        facts=facts,
        required=tuple(clinic.required_findings),
    )


def _groups(facts: AssessFacts) -> tuple[TestGroup, ...]:
    tests = sorted(facts.tests.values(), key=level_of)  # of the nerves by level, all others as they come
    groups = (TestGroup(id_, name, tuple(one for one in tests if group_of(one) == id_)) for id_, name in GROUPS)
    return tuple(group for group in groups if group.tests)


def _measures(known: Knowledge) -> tuple[MeasureAsked, ...]:
    asked = [
        known.measure.instruments[each] for each in BASELINE if each in known.measure.instruments and each != NAMED
    ]
    return tuple(
        MeasureAsked(one.id, Words(one.name), Words(one.question), Words(one.low_end), Words(one.high_end))
        for one in asked
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
    row = _open(by, person_id)
    if row is None:
        return None
    clinic, screening = Clinic.objects.get(id=by.clinic_id), latest_of(person_id, by.clinic_id)
    return _Page(by, row, clinic, screening).seen()


def _open(by: Member, person_id: UUID) -> Assessment | None:
    rows = Assessment.objects.within(by.clinic_id).filter(person_id=person_id, episode__state=EpisodeState.OPEN)
    return rows.select_related("episode__clinic").order_by("-at").first()


class _Page:
    """One examination while it is read: each thing is fetched once."""

    def __init__(self, by: Member, row: Assessment, clinic: Clinic, screening: Screening | None) -> None:
        self.by, self.row, self.zone = by, row, ZoneInfo(clinic.zone)
        self.known = accepted_by(clinic)
        self.written = written_of(row.episode, screening)
        self.here = self.written.parts_in(row)
        drafts = Draft.objects.within(by.clinic_id).filter(author_id=by.user_id, subject=row.id)
        self.drafts = {draft.form: draft for draft in drafts}

    def seen(self) -> AssessmentSeen:
        """All of it."""
        story, judged = self.here.get(STORY), self.judged()
        plans = Plan.objects.within(self.by.clinic_id).filter(episode=self.row.episode)
        return AssessmentSeen(
            episode_id=self.row.episode_id,
            assessment_id=self.row.id,
            problems=_problems(self.written.problems, self.known.assess),
            story=self.part(STORY),
            revision=story.content["revision"] if story else 0,
            parts=tuple(self.part(kind) for kind in PARTS),
            goals=tuple(goal.words for goal in goals_of(self.row.episode)),
            baseline=_baseline(self.row.episode, self.known),
            plan_id=plans.values_list("id", flat=True).first(),
            judged=tuple(self.judged_seen(one) for one in judged if one.kind is not JudgedKind.FACTOR),
            suggested=tuple((one.name or Words(one.about), one.why.words) for one in judged if _adds(one)),
        )

    def part(self, kind: str) -> PartSeen:
        """One part: signed, or what the reader may go on typing."""
        row = self.here.get(kind)
        if row is None or row.signed_at is None:
            can = bool(self.by.disciplines) if kind == STORY else kind in self.by.disciplines
            return PartSeen(kind, self.typed(kind), can_sign=can)
        part, facts = from_json(SHAPES[kind], row.content["part"]), self.known.assess
        found = from_json(tuple[MovementFinding, ...], row.content.get("findings", []))
        return PartSeen(
            kind, part, row.signed_as, row.signed_at.astimezone(self.zone), found,
            tried=_tried(part, facts) if isinstance(part, Story) else (),
            named_findings=tuple((_test_name(one, facts), one) for one in found),
            written=_written(part),
            ticked=_ticked(part, facts),
        )  # fmt: skip

    def typed(self, kind: str) -> Part | None:
        """What is typed and not signed: the shared story, or the reader's own draft."""
        if kind == STORY:
            return from_json(Story, self.here[STORY].content["part"]) if STORY in self.here else None
        draft = self.drafts.get(FORM.format(kind=kind))
        return from_json(SHAPES[kind], draft.content) if draft else None

    def judged(self) -> tuple[Judged, ...]:
        """What was said at the last signature once all that is judged is signed, else what it says by now."""
        signed = [row for row in self.here.values() if row.signed_at and "judged" in row.content]
        if {STORY, MOVEMENT} <= {row.kind for row in signed}:
            last = max(signed, key=lambda row: str(row.signed_at))
            return from_json(tuple[Judged, ...], last.content["judged"])
        draft = None if MOVEMENT in {row.kind for row in signed} else self.typed(MOVEMENT)
        mine = {MOVEMENT: draft} if isinstance(draft, MovementPart) else {}
        return judge(examined(self.row, self.written, **mine), self.known.assess)

    def judged_seen(self, one: Judged) -> JudgedSeen:
        """One decision with the names of what it is about."""
        places = {row.key: _place(row, self.known.assess) for row in self.written.problems}
        flags = {flag.id: flag.name for flag in self.known.screen.red_flags}
        sign = one.name if one.kind is JudgedKind.SIGN else None
        about = sign or NERVES_OF.get(one.about, JUDGED[one.kind])
        asks = tuple(Words(flags.get(flag, flag)) for flag in one.red_flags)
        return JudgedSeen(about, places.get(one.about) if len(places) > 1 else None, one, asks)


def tried_by_name(story: Story) -> dict[str, str]:
    """How each thing went that was tried."""
    return {each.what: each.result for each in story.tried}


def tried_of(results: Iterable[tuple[str, str]]) -> tuple[Tried, ...]:
    """What was tried, from pairs of a name and how it went (better, same, worse); empty results are left out."""
    return tuple(Tried(what=what, result=result) for what, result in results if what and result)


def _adds(one: Judged) -> bool:
    return one.kind is JudgedKind.FACTOR


def _place(row: Problem, facts: AssessFacts) -> Words:
    return Words(next((region.name for region in facts.regions if region.id == row.region), row.region))


def _problems(rows: Iterable[Problem], facts: AssessFacts) -> tuple[ProblemSeen, ...]:
    return tuple(ProblemSeen(row.id, row.key, _place(row, facts), row.text, row.since_weeks) for row in rows)


def _test_name(found: MovementFinding, facts: AssessFacts) -> Words:
    test = facts.tests.get(found.why.rule)
    return Words(SIDES[found.side].message, test=Words(test.name if test else found.why.rule))


def _tried(story: Story, facts: AssessFacts) -> tuple[tuple[Words, Words], ...]:
    names = {one.id: one.name for one in facts.tried}
    return tuple((Words(names.get(one.what, one.what)), RESULTS[one.result]) for one in story.tried)


def _written(part: Part) -> tuple[tuple[Words, str], ...]:
    texts = [(label, getattr(part, name, "")) for name, label in TEXTS.items()]
    texts += [(label, ", ".join(getattr(part, name, ()))) for name, label in FREE_LISTS.items()]
    return tuple((label, text) for label, text in texts if text)


def _ticked(part: Part, facts: AssessFacts) -> tuple[tuple[Words, tuple[Words, ...]], ...]:
    found = [(label, _names(facts, list_id, getattr(part, name, ()))) for name, (list_id, label) in LISTS.items()]
    if isinstance(part, Story):
        factors = {factor.id: factor.name for factor in facts.factors}
        found.append((JUDGED[JudgedKind.FACTOR], tuple(Words(factors.get(one, one)) for one in part.factors)))
        if part.seen_doctor is not SeenDoctor.NOT_SAID:
            found.append((Words("Doctor"), (DOCTOR[part.seen_doctor],)))
    return tuple((label, names) for label, names in found if names)


def _names(facts: AssessFacts, list_id: str, ids: Iterable[str]) -> tuple[Words, ...]:
    listed = facts.lists.get(list_id)
    names = {choice.id: choice.name for choice in listed.choices} if listed else {}
    return tuple(Words(names.get(one, one)) for one in ids)


def _baseline(episode: Episode, known: Knowledge) -> tuple[ScoreSeen, ...]:
    rows = Score.objects.within(episode.clinic_id).filter(episode=episode, measure__in=BASELINE)
    instruments = known.measure.instruments
    first: dict[str, ScoreSeen] = {}
    for row in rows.order_by("at", "made_at"):
        name = instruments[row.measure].name if row.measure in instruments else row.measure
        first.setdefault(row.measure, ScoreSeen(row.measure, Words(name), f"{row.value.normalize():f}"))
    return tuple(first.values())
