"""Assess: open an episode, write one shared story, sign a part for each discipline, set goals."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from weft.core.assess.judge import judge
from weft.core.assess.part_faults import part_faults
from weft.core.assess.parts import (
    SHAPES,
    STORY,
    MovementPart,
    NeedlesPart,
    Part,
    Story,
    findings_missing,
    is_empty,
)
from weft.core.assess.recorded import findings
from weft.core.book.contact import note_fault
from weft.core.plan.case import Case
from weft.core.plan.case import Problem as CaseProblem
from weft.core.plan.case_faults import case_faults
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.library.stored import from_json, to_json
from weft.records import clock, versions
from weft.records.accepted import accepted_in
from weft.records.access import Member, NotFound, Purpose, clinic_of, person_for, row_of
from weft.records.actions.base import action
from weft.records.actions.measure import NONE_GIVEN, ActivitiesGiven, keep_scores
from weft.records.assessments import examined, goals_of, need_open, open_episode_of, problems_of, written_of
from weft.records.models import Assessment, AssessmentPart, Clinic, Draft, Episode, Goal, Person, Problem
from weft.records.refused import Reason, Refused
from weft.records.screenings import latest_of
from weft.records.signing import need_discipline, signed_as, signer

FORM = "assessment.{kind}"
"""Name of the draft of one part; the shared story has none: everybody writes the same row."""
MOST_GOALS = 5
THE_STORY, THE_GOALS = Words("the story"), Words("the goals")
FINDING_NAMES = {
    "pattern": Words("Pattern"),
    "channel": Words("Channels"),
    "tongue": Words("Tongue"),
    "pulse": Words("Pulse"),
    "palpation": Words("Palpation"),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """An episode with its first examination."""

    episode_id: UUID
    assessment_id: UUID


@action
def open_episode(*, by: Member, person_id: UUID, problems: Sequence[CaseProblem]) -> Opened:
    """Begin care for one or more problems, with an assessment to fill in. Pain given with a problem becomes a score.

    Returns:
        The episode, or Refused: ALREADY_DONE (one is open), MISSING (no problem), NOT_POSSIBLE (a value).
    """
    person_for(by, person_id, Purpose.CARE)
    row_of(Person, by, person_id, for_update=True)  # two who open care at once: the second sees the first one's
    if open_episode_of(person_id, by.clinic_id):
        raise Refused(Reason.ALREADY_DONE, Words("Care is open already. Add the problem to it."))
    _check_problems(problems)
    now = clock.now()
    before = Episode.objects.within(by.clinic_id).filter(person_id=person_id).order_by("-opened_at").first()
    episode = Episode.objects.create(clinic_id=by.clinic_id, person_id=person_id, opened_at=now, after=before)
    assessment = Assessment.objects.create(
        clinic_id=by.clinic_id, person_id=person_id, episode=episode, at=now, by=signer(by)
    )
    for position, problem in enumerate(problems):
        _add(episode, problem, position, by)
    return Opened(episode.id, assessment.id)


@action
def add_problem(*, by: Member, episode_id: UUID, problem: CaseProblem) -> UUID:
    """Add a problem to an open episode; the same plan takes it in when it is drafted again.

    Returns:
        Id of the problem, or Refused: NOT_POSSIBLE.
    """
    episode = _episode(by, episode_id)
    known = [row.key for row in problems_of(episode)]
    _check_problems([problem], taken=known)
    return _add(episode, problem, len(known), by)


@action
def save_story(*, by: Member, assessment_id: UUID, story: Story, seen: int | None = None) -> int:
    """Save the shared story. Two people edit it; the second one is told.

    Args:
        by: Any clinician of the clinic.
        assessment_id: Whose.
        story: All of it: what is left out is emptied.
        seen: The revision that the form was filled from; None does not ask.

    Returns:
        The new revision, or Refused: CHANGED_MEANWHILE, SIGNED, NOT_POSSIBLE.
    """
    assessment = _assessment(by, assessment_id)
    _check(STORY, story, by)
    row = _part(assessment, STORY)
    if row and row.signed_at:
        raise Refused(
            Reason.SIGNED, Words("The story is signed and stays as it is. Write what is new in your own part.")
        )
    revision = _revision_of(row)
    versions.need_unchanged(seen, revision, THE_STORY, lambda: _last_written(row))
    content = {"part": to_json(story), "revision": revision + 1}
    if row:
        row.content = content
        row.save(update_fields=["content"])
    else:
        _new_part(assessment, STORY, content)
    return revision + 1


@action
def save_part(*, by: Member, assessment_id: UUID, kind: str, content: Part) -> UUID:
    """Keep what somebody has typed for one part and not signed: seen by its author only.

    Args:
        by: A member of the part's discipline.
        assessment_id: Whose.
        kind: ``needles`` or ``movement``.
        content: `NeedlesPart` or `MovementPart`.

    Returns:
        Id of the draft, or Refused: NOT_ALLOWED, SIGNED, NOT_POSSIBLE.
    """
    assessment = _assessment(by, assessment_id)
    _may_write(assessment, kind, content, by)
    draft, _ = Draft.objects.within(by.clinic_id).update_or_create(
        clinic_id=by.clinic_id, author=signer(by), form=FORM.format(kind=kind), subject=assessment.id,
        defaults={"content": to_json(content), "person_id": assessment.person_id, "saved_at": clock.now()},
    )  # fmt: skip
    return draft.id


@action
def sign_part(
    *, by: Member, assessment_id: UUID, kind: str, content: Part | None = None, seen: int | None = None
) -> UUID:
    """Sign one part: it is frozen from then on. Somebody with both disciplines signs both, one after the other.

    Args:
        by: A member of the part's discipline; any clinician with a discipline for the story.
        assessment_id: Whose.
        kind: ``needles``, ``movement`` or ``story``.
        content: What is signed; None signs the author's draft (of the story: what is saved).
        seen: Of the story: the revision that the signer read; None does not ask.

    Returns:
        Id of the part, or Refused: NOT_ALLOWED, SIGNED, CHANGED_MEANWHILE, MISSING (nothing written, or not what the
        clinic asks for), NOT_POSSIBLE.
    """
    assessment = _assessment(by, assessment_id)
    if kind == STORY and not _is_signed(row := _part(assessment, STORY)):
        versions.need_unchanged(seen, _revision_of(row), THE_STORY, lambda: _last_written(row))
    part = content or _written(assessment, kind, by)
    if part is None or is_empty(part):
        raise Refused(Reason.MISSING, Words("Nothing is written yet. Write what you found, then sign."))
    _may_write(assessment, kind, part, by)
    _need_findings(part, by)
    row = _part(assessment, kind) or _new_part(assessment, kind, {})
    row.content = {**row.content, **_signed_content(assessment, kind, part, by)}
    row.signed_by, row.signed_at, row.signed_as = signer(by), clock.now(), signed_as(by)
    row.save()
    _drafts(assessment, kind).filter(author_id=by.user_id).delete()
    return row.id


def goals_revision(goals: Sequence[str]) -> str:
    """What a form keeps to tell which goals it showed: the same words in the same order give the same revision."""
    return hashlib.sha256(json.dumps(list(goals)).encode()).hexdigest()


@action
def set_goals(*, by: Member, episode_id: UUID, goals: Sequence[str], seen: str | None = None) -> tuple[UUID, ...]:
    """Set the person's own goals, in their words and order. A goal that is left out is retired, not erased.

    Args:
        by: Any clinician of the clinic.
        episode_id: Whose.
        goals: All of them, in order.
        seen: `goals_revision` of those that the form was filled from; None does not ask.

    Returns:
        Ids in order, or Refused: CHANGED_MEANWHILE, NOT_POSSIBLE (too many, or too long).
    """
    episode = _episode(by, episode_id, for_update=True)
    wanted = list(dict.fromkeys(text for goal in goals if (text := goal.strip())))
    if len(wanted) > MOST_GOALS:
        raise Refused(Reason.NOT_POSSIBLE, Words("Keep at most {most} goals: the ones that matter.", most=MOST_GOALS))
    if fault := next(filter(None, map(note_fault, wanted)), None):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    standing = {row.words: row for row in goals_of(episode)}
    if list(standing) != wanted:
        rows = Goal.objects.within(by.clinic_id).filter(episode=episode)
        versions.need_unchanged(seen, goals_revision(list(standing)), THE_GOALS, lambda: versions.last_written(*rows))
    for words, row in standing.items():
        if words not in wanted:
            row.retired_at = clock.now()
            row.save(update_fields=["retired_at"])
    return tuple(_goal(episode, standing.get(words), words, place) for place, words in enumerate(wanted))


@action
def save_baseline(*, by: Member, episode_id: UUID, values: Mapping[str, Decimal]) -> tuple[UUID, ...]:
    """Record the first scores of an episode: ``{"nprs": 6, "psfs": 3.5}``, checked against each measure's scale.

    Returns:
        Ids in the order given, or Refused: NOT_POSSIBLE.
    """
    episode = _episode(by, episode_id)
    return keep_scores(by=by, episode=episode, values=values)


@action
def save_first(
    *, by: Member, episode_id: UUID, goals: Sequence[str], values: Mapping[str, Decimal], seen: str | None = None,
    activities: ActivitiesGiven = NONE_GIVEN,
) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:  # fmt: skip
    """Goals, first scores and things that are hard of one form: all saved, or none. ``seen`` is as for `set_goals`.

    Returns:
        Ids of the goals and of the scores, or Refused: CHANGED_MEANWHILE, NOT_POSSIBLE.
    """
    made = set_goals(by=by, episode_id=episode_id, goals=goals, seen=seen)
    if isinstance(made, Refused):
        raise made
    if not values and activities.is_empty:
        return made, ()
    return made, keep_scores(by=by, episode=_episode(by, episode_id), values=values, activities=activities)


def _episode(by: Member, episode_id: UUID, *, for_update: bool = False) -> Episode:
    row = row_of(Episode, by, episode_id, for_update=for_update)
    person_for(by, row.person_id, Purpose.CARE)
    return need_open(row)


def _assessment(by: Member, assessment_id: UUID) -> Assessment:
    row = row_of(Assessment, by, assessment_id, for_update=True)  # two who write its first part: one comes second
    person_for(by, row.person_id, Purpose.CARE)
    need_open(row.episode)
    return row


def _check_problems(problems: Sequence[CaseProblem], *, taken: Sequence[str] = ()) -> None:
    if not problems:
        raise Refused(Reason.MISSING, Words("Name at least one problem."))
    if repeated := next((each.id for each in problems if each.id in taken), None):
        raise Refused(Reason.NOT_POSSIBLE, Words("The plan has a problem called {id} already.", id=repeated))
    regions = [region.id for region in knowledge().assess.regions]
    case = Case(age=None, problems=tuple(problems), answers={})
    if fault := next(case_faults(case, questions=(), pathways=(), regions=regions), None):
        raise Refused(Reason.NOT_POSSIBLE, Words("{place}: {mend}.", place=fault.place, mend=fault.mend))


def _add(episode: Episode, problem: CaseProblem, position: int, by: Member) -> UUID:
    row = Problem.objects.create(
        clinic_id=by.clinic_id, person_id=episode.person_id, episode=episode, key=problem.id, region=problem.region,
        text=problem.text.strip(), since_weeks=problem.since_weeks, noted_on=clock.today(clinic_of(by.clinic_id).zone),
        radiates_to=problem.radiates_to, aggravated_by=list(problem.aggravated_by), position=position,
    )  # fmt: skip
    if problem.pain is not None:
        keep_scores(by=by, episode=episode, values={"nprs": Decimal(problem.pain)}, problem=row)
    return row.id


def _goal(episode: Episode, row: Goal | None, words: str, place: int) -> UUID:
    if row is None:
        row = Goal(
            clinic_id=episode.clinic_id, person_id=episode.person_id, episode=episode, words=words, measure="own_goal"
        )
    row.position = place
    row.save()
    return row.id


def _check(kind: str, part: Part, by: Member) -> None:
    if kind not in SHAPES or not isinstance(part, SHAPES[kind]):
        raise NotFound
    for _, fault in part_faults(part, accepted_in(by.clinic_id).assess):
        raise Refused(Reason.NOT_POSSIBLE, fault)


def _may_write(assessment: Assessment, kind: str, part: Part, by: Member) -> None:
    _check(kind, part, by)
    if kind != STORY:
        need_discipline(by, kind, Words(knowledge().disciplines[kind].name))
    row = _part(assessment, kind)
    if row and row.signed_at:
        says = Words("This part is signed by {name} and stays as it is.", name=row.signed_as)
        raise Refused(Reason.SIGNED, says)


def _part(assessment: Assessment, kind: str) -> AssessmentPart | None:
    rows = AssessmentPart.objects.within(assessment.clinic_id).select_for_update()
    return rows.filter(assessment=assessment, kind=kind).first()


def _is_signed(row: AssessmentPart | None) -> bool:
    return row is not None and row.signed_at is not None


def _revision_of(row: AssessmentPart | None) -> int:
    return int(row.content["revision"]) if row else 0


def _last_written(row: AssessmentPart | None) -> versions.Meanwhile:
    return versions.last_written(row) if row else versions.last_written()


def _new_part(assessment: Assessment, kind: str, content: dict[str, object]) -> AssessmentPart:
    return AssessmentPart.objects.create(
        clinic_id=assessment.clinic_id,
        person_id=assessment.person_id,
        assessment=assessment,
        kind=kind,
        content=content,
    )


def _drafts(assessment: Assessment, kind: str) -> QuerySet[Draft]:
    return Draft.objects.within(assessment.clinic_id).filter(form=FORM.format(kind=kind), subject=assessment.id)


def _written(assessment: Assessment, kind: str, by: Member) -> Part | None:
    """What this author would sign now: their draft, or the shared story."""
    if kind == STORY:
        row = _part(assessment, STORY)
        return from_json(Story, row.content["part"]) if row else None
    draft = _drafts(assessment, kind).filter(author_id=by.user_id).first()
    return from_json(SHAPES[kind], draft.content) if draft and kind in SHAPES else None


def _need_findings(part: Part, by: Member) -> None:
    """Decline while a finding is missing that the clinic asks for."""
    if not isinstance(part, NeedlesPart):
        return
    required = Clinic.objects.values_list("required_findings", flat=True).get(id=by.clinic_id)
    if missing := findings_missing(part, tuple(required)):
        label = FINDING_NAMES.get(missing[0], Words(missing[0]))
        raise Refused(Reason.MISSING, Words("The clinic asks for this before signing: {finding}.", finding=label))


def _signed_content(assessment: Assessment, kind: str, part: Part, by: Member) -> dict[str, object]:
    """The part with what its tests say, what the examination says by now, and the knowledge that said so."""
    known = accepted_in(by.clinic_id)
    said = findings(part, known.assess) if isinstance(part, MovementPart) else ()
    answers = latest_of(assessment.person_id, by.clinic_id)
    now = examined(assessment, written_of(assessment.episode, answers), **{kind: part})
    return {
        "part": to_json(part),
        "findings": to_json(said),
        "judged": to_json(judge(now, known.assess)),
        "knowledge_version": known.version,
    }
