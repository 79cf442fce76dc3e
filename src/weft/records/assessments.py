"""What an assessment holds, behind assess and plan: the open episode, its parts, the case that it makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from weft.core.assess.judge import Examined
from weft.core.assess.parts import STORY, MovementPart, Part, Story
from weft.core.plan.case import Case
from weft.core.plan.case import Problem as CaseProblem
from weft.core.shared.care import MOVEMENT, Action, Answer, Outcome
from weft.core.shared.words import Words
from weft.library.stored import from_json
from weft.records import clock
from weft.records.models import (
    Assessment,
    AssessmentPart,
    Episode,
    EpisodeState,
    Goal,
    Override,
    Problem,
    Screening,
)
from weft.records.refused import Reason, Refused
from weft.records.screenings import is_live


@dataclass(frozen=True, slots=True)
class Written:
    """What is written of an episode, read once for everything that is made of it."""

    problems: tuple[Problem, ...]
    """Those of the episode that are not resolved, in order."""
    parts: tuple[AssessmentPart, ...]
    """Every part that anybody wrote about this person, oldest examination first."""
    screening: Screening | None
    """The answers that stand."""
    today: date
    """In the clinic's own time."""

    def parts_in(self, assessment: Assessment) -> dict[str, AssessmentPart]:
        """The parts of one examination by kind."""
        return {row.kind: row for row in self.parts if row.assessment_id == assessment.id}


def written_of(episode: Episode, screening: Screening | None) -> Written:
    """Read it: two queries, one more where the episode came without its clinic."""
    parts = AssessmentPart.objects.within(episode.clinic_id).filter(person_id=episode.person_id)
    return Written(
        problems=problems_of(episode),
        parts=tuple(parts.select_related("assessment").order_by("assessment__at")),
        screening=screening,
        today=clock.today(episode.clinic.zone),
    )


def open_episode_of(person_id: UUID, clinic_id: UUID) -> Episode | None:
    """The episode that care goes on in, with its person and clinic; or None."""
    rows = Episode.objects.within(clinic_id).select_related("person", "clinic")
    return rows.filter(person_id=person_id, state=EpisodeState.OPEN).first()


def need_open(episode: Episode) -> Episode:
    """The same episode, while it is open.

    Raises:
        Refused: NOT_POSSIBLE after discharge.
    """
    if episode.state != EpisodeState.OPEN:
        raise Refused(Reason.NOT_POSSIBLE, Words("This care has ended. Begin it again first."))
    return episode


def assessment_of(episode: Episode) -> Assessment | None:
    """The latest examination of an episode."""
    return Assessment.objects.within(episode.clinic_id).filter(episode=episode).order_by("-at").first()


def problems_of(episode: Episode) -> tuple[Problem, ...]:
    """The episode's problems that are not resolved, in order."""
    rows = Problem.objects.within(episode.clinic_id).filter(episode=episode, resolved_at__isnull=True)
    return tuple(rows.order_by("position", "made_at"))


def goals_of(episode: Episode) -> tuple[Goal, ...]:
    """The person's own goals that still stand, in order."""
    rows = Goal.objects.within(episode.clinic_id).filter(episode=episode, retired_at__isnull=True)
    return tuple(rows.order_by("position", "made_at"))


def case_of(episode: Episode, written: Written, answers: Mapping[str, str], *, pathway: str = "") -> Case:
    """What planning is given: problems, goals and story of the records, with these answers."""
    stories = [row for row in written.parts if row.kind == STORY and row.assessment.episode_id == episode.id]
    return Case(
        id=episode.id.hex,
        age=_age(episode.person.birth_date, written.today),
        occupation=episode.person.occupation,
        problems=tuple(_problem(row, written.today) for row in written.problems),
        answers={name: Answer(said) for name, said in answers.items()},
        tried=_saved(Story, stories[-1] if stories else None).tried,
        goals=tuple(goal.words for goal in goals_of(episode)),
        pathway=pathway,
    )


def examined(assessment: Assessment, written: Written, **now: Part | None) -> Examined:
    """What is known when an examination is judged.

    Args:
        assessment: Which.
        written: `written_of` its episode.
        now: By kind, what is written at this moment and not saved as a part.
    """
    here = written.parts_in(assessment)
    before = (row for row in written.parts if row.assessment.at < assessment.at)
    earlier = [row for row in before if row.signed_at and row.kind == MOVEMENT]
    story, movement = now.get(STORY), now.get(MOVEMENT)
    return Examined(
        problems=tuple(_problem(row, written.today) for row in written.problems),
        story=story if isinstance(story, Story) else _saved(Story, here.get(STORY)),
        movement=movement if isinstance(movement, MovementPart) else _saved(MovementPart, here.get(MOVEMENT)),
        before=_saved(MovementPart, earlier[-1]) if earlier else None,
        outcome=_outcome(written.screening, written.today),
    )


P = TypeVar("P", Story, MovementPart)


def _saved(shape: type[P], row: AssessmentPart | None) -> P:
    return from_json(shape, row.content["part"]) if row and "part" in row.content else shape()


def _outcome(row: Screening | None, today: date) -> Outcome | None:
    """Of the health questions while their answers hold; GO once a clinician has looked at what they said."""
    if row is None or not is_live(row, clock.now()):
        return None
    outcome = Outcome(row.outcome)
    if outcome is Outcome.GO or row.action == Action.EMERGENCY:
        return outcome
    lifted = Override.objects.within(row.clinic_id).filter(screening=row, until__gte=today)
    return Outcome.GO if lifted.exists() else outcome


def _problem(row: Problem, today: date) -> CaseProblem:
    # A problem grows older while it waits: weeks are counted from the day on which they were noted.
    since = (row.since_weeks or 0) + max(0, (today - row.noted_on).days // 7)
    return CaseProblem(
        id=row.key, region=row.region, since_weeks=since, text=row.text, radiates_to=row.radiates_to,
        aggravated_by=tuple(row.aggravated_by),
    )  # fmt: skip


def _age(born: date | None, today: date) -> int | None:
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
