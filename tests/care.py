"""Care in small steps, for tests: Marta with seed 002's problem, as far as a test needs her to be."""

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from tests.people import Cast

from weft.core.assess.parts import MovementPart, NeedlesPart, Part
from weft.core.plan.case import Problem
from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import questions_for
from weft.core.shared.care import MOVEMENT, NEEDLES, Answer
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import Member
from weft.records.actions import assess, plan, screen
from weft.records.actions.assess import Opened
from weft.records.models import Clinic
from weft.records.refused import Refused

T = TypeVar("T")
LOW_BACK = Problem(id="low-back", region="low_back", since_weeks=26, text="low back", radiates_to="hip", pain=6)
SECOND = Problem(id="low-back-2", region="low_back", since_weeks=10, text="after lifting")


@dataclass(frozen=True, slots=True)
class PlanMade:
    """A drafted plan with the episode and assessment behind it."""

    plan_id: UUID
    episode_id: UUID
    assessment_id: UUID


def got(result: T | Refused) -> T:
    """The result of an action that was not declined."""
    assert not isinstance(result, Refused), str(result.words)
    return result


def no(result: object) -> Refused:
    """The refusal of an action that was declined."""
    assert isinstance(result, Refused)
    return result


def work_with_drafts(cast: Cast) -> None:
    """Both clinics accept unreviewed knowledge, as the demo does."""
    since = {"work_with_drafts_at": clock.now(), "work_with_drafts_by_id": cast.elena.user_id}
    Clinic.objects.filter(id__in=[cast.clinic.id, cast.other_clinic.id]).update(**since)


def screened(cast: Cast, person_id: UUID | None = None, **said: Answer) -> None:
    """Every question of the full set answered no, but for ``said``."""
    asked = questions_for(knowledge().screen, QuestionSet.FULL)
    answers = {question.id: Answer.NO for question in asked} | said
    got(screen.answer(by=cast.ren, person_id=person_id or cast.marta_id, answers=answers))


def opened(cast: Cast, *problems: Problem) -> Opened:
    """An open episode of Marta's."""
    return got(assess.open_episode(by=cast.ren, person_id=cast.marta_id, problems=problems or (LOW_BACK,)))


def signed(cast: Cast, assessment_id: UUID, by: Member | None = None) -> None:
    """Both parts signed by Ren."""
    who = by or cast.ren
    parts: dict[str, Part] = {NEEDLES: NeedlesPart(pulse="wiry"), MOVEMENT: MovementPart(posture="sits long")}
    for kind, part in parts.items():
        got(assess.sign_part(by=who, assessment_id=assessment_id, kind=kind, content=part))


def drafted(cast: Cast, *problems: Problem) -> PlanMade:
    """Marta screened, her care open, her plan drafted."""
    work_with_drafts(cast)
    screened(cast)
    episode = opened(cast, *problems)
    made = got(plan.draft(by=cast.ren, episode_id=episode.episode_id))
    return PlanMade(made.plan_id, episode.episode_id, episode.assessment_id)
