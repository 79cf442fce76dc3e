"""One made-up person walked along the path, each step through the action that the pages use."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.assess.parts import MovementPart, NeedlesPart, Story, TestValue
from weft.core.book.consents import Purpose
from weft.core.plan.agreeing import PERSON
from weft.core.plan.case import Problem, Tried
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.leads import is_shown
from weft.core.screen.order import questions_for
from weft.core.shared.care import MOVEMENT, NEEDLES, Answer
from weft.demo.cast import Somebody
from weft.demo.clinics import House
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import Member
from weft.records.actions import assess, book, book_people, measure, plan, plan_agreement, screen
from weft.records.models import Activity, HowAgreed, Plan
from weft.records.refused import Refused

T = TypeVar("T")

BACK = "back"
"""Key of everybody's first problem."""
NEEDLING = "needling"


class DemoStopped(RuntimeError):  # noqa: N818  says what happened
    """An action of the demo was declined: the demo asks for something that the product refuses."""


def done(result: T | Refused) -> T:
    """What an action returned.

    Raises:
        DemoStopped: With the sentence of the refusal.
    """
    if isinstance(result, Refused):
        raise DemoStopped(str(result.words))
    return result


@dataclass(frozen=True, slots=True)
class InCare:
    """Somebody whose care is open."""

    who: Somebody
    id: UUID
    episode_id: UUID
    goals: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan and the version that stands."""

    id: UUID
    version: int


def answers(**said: Answer) -> dict[str, Answer]:
    """No to every question that a person is asked but those that are said; what stands before those is a yes."""
    return _answers(said, QuestionSet.FULL)


def _answers(said: Mapping[str, Answer], asked: QuestionSet) -> dict[str, Answer]:
    facts = knowledge().screen
    given = {above: Answer.YES for name in said for above in _before(name, facts)} | dict(said)
    for question in questions_for(facts, asked):
        if is_shown(question, given, facts):
            given.setdefault(question.id, Answer.NO)
    return given


def every_visit(**said: Answer) -> dict[str, Answer]:
    """No to the few questions of every visit but those that are said."""
    return _answers(said, QuestionSet.EVERY_VISIT)


def _before(question_id: str, facts: ScreenFacts) -> Iterator[str]:
    """What stands before a question."""
    while question_id := facts.questions[question_id].under:
        yield question_id


def plan_of(house: House, care: InCare) -> UUID:
    """The plan of somebody's care."""
    found: UUID = Plan.objects.within(house.id).values_list("id", flat=True).get(episode_id=care.episode_id)
    return found


def ask_for_talk(house: House, who: Somebody, at: datetime, *, consents: bool = True) -> UUID:
    """A visitor asks for the free talk; id of the enquiry."""
    with clock.at(at):
        asked = book.request_consult(
            by=house.visitor, name=who.name, phone=who.phone, email=who.email, times=who.times, wishes=who.asks,
            consents=tuple(Purpose) if consents else (),
        )  # fmt: skip
        return done(asked).id


def admitted(house: House, who: Somebody, at: datetime) -> UUID:
    """From the request through the talk to a person of the clinic; the person's id."""
    enquiry_id = ask_for_talk(house, who, at - timedelta(days=1))
    desk = house.desk
    with clock.at(at):
        done(
            book_people.answer_enquiry(
                by=desk, enquiry_id=enquiry_id, talked="fits", note="Talked, would like to come."
            )
        )
        newcomer = book_people.Newcomer(
            name=who.name, phone=who.phone, email=who.email, birth_date=_born(who.age, at), known_as=who.known_as,
            pronouns=who.pronouns, occupation=who.occupation,
        )  # fmt: skip
        return done(book_people.admit(by=desk, enquiry_id=enquiry_id, newcomer=newcomer))


def screened(house: House, person_id: UUID, at: datetime, **said: Answer) -> None:
    """A clinician asks all health questions."""
    with clock.at(at):
        done(screen.answer(by=house.clinician, person_id=person_id, answers=answers(**said)))


def asked_today(person_id: UUID, at: datetime, by: Member, **said: Answer) -> None:
    """The few questions of every visit."""
    with clock.at(at):
        given = every_visit(**said)
        done(screen.answer(by=by, person_id=person_id, answers=given, question_set=QuestionSet.EVERY_VISIT))


def agrees_to_needles(house: House, person_id: UUID, at: datetime, **wishes: str) -> None:
    """The person's yes to needles, told to a clinician and written down."""
    with clock.at(at):
        said = plan_agreement.agree_to_treatment(
            by=house.clinician, person_id=person_id, modality=NEEDLING, how=HowAgreed.RECORDED_YES.value, wishes=wishes
        )
        done(said)


def assessed(
    house: House,
    who: Somebody,
    person_id: UUID,
    at: datetime,
    *,
    by: tuple[Member, ...],
    extra: tuple[Problem, ...] = (),
) -> InCare:
    """Care opens: one story, a part for each discipline signed, goals and first scores.

    Args:
        house: The clinic.
        who: The person as they tell it.
        person_id: The person.
        at: When.
        by: Who examines; each signs the parts of their disciplines.
        extra: Problems beside the first.
    """
    with clock.at(at):
        opened = done(assess.open_episode(by=by[0], person_id=person_id, problems=(_problem(who), *extra)))
        done(assess.save_story(by=by[0], assessment_id=opened.assessment_id, story=_story(who)))
        for kind, member in _who_gives(by).items():
            done(assess.sign_part(by=member, assessment_id=opened.assessment_id, kind=kind, content=_found(kind)))
        done(assess.sign_part(by=by[0], assessment_id=opened.assessment_id, kind="story"))
        goals = done(assess.set_goals(by=by[0], episode_id=opened.episode_id, goals=who.goals))
        done(assess.save_baseline(by=by[0], episode_id=opened.episode_id, values={"psfs": Decimal("3.5")}))
    return InCare(who, person_id, opened.episode_id, goals)


def drafted(care: InCare, at: datetime, *, by: Member) -> Planned:
    """The plan as the rules draft it."""
    with clock.at(at):
        made = done(plan.draft(by=by, episode_id=care.episode_id))
    return Planned(made.plan_id, made.version)


def agreed(planned: Planned, at: datetime, *, by: tuple[Member, ...], person: bool = True) -> None:
    """Clinicians agree to the version that stands, then the person's yes is written down."""
    with clock.at(at):
        for role, member in _who_gives(by).items():
            done(plan.agree(by=member, plan_id=planned.id, version=planned.version, role=role))
        if person:
            said = plan.agree(
                by=by[-1], plan_id=planned.id, version=planned.version, role=PERSON, how=HowAgreed.RECORDED_YES.value
            )
            done(said)


def scored(
    care: InCare, at: datetime, by: Member, values: Mapping[str, str], *, goals: tuple[int, ...] = (),
    things: Mapping[str, int] | None = None,
) -> None:  # fmt: skip
    """Scores as the person says them: by instrument, one for each own goal in order, one for each thing they named."""
    with clock.at(at):
        given = {name: Decimal(value) for name, value in values.items()}
        for_goals = {goal: Decimal(value) for goal, value in zip(care.goals, goals, strict=False)}
        for_things = _things(care, things or {})
        done(measure.record_scores(by=by, person_id=care.id, scores=given, goals=for_goals, activities=for_things))


def _things(care: InCare, things: Mapping[str, int]) -> measure.ActivitiesGiven:
    """Numbers for what was named before; what is new is named now."""
    rows = Activity.objects.everywhere().filter(episode_id=care.episode_id, retired_at__isnull=True)
    standing = {row.words: row.id for row in rows}
    return measure.ActivitiesGiven(
        said={standing[words]: Decimal(value) for words, value in things.items() if words in standing},
        named=[(words, Decimal(value)) for words, value in things.items() if words not in standing],
    )


def in_care(house: House, who: Somebody, began: int, *, by: tuple[Member, ...], clock_time: str = "12:00") -> InCare:
    """Somebody from request to an agreed plan, all of it ``began`` days before today."""
    at = house.hour.on(-began, clock_time)
    person_id = admitted(house, who, at - timedelta(days=2))
    screened(house, person_id, at)
    care = assessed(house, who, person_id, at, by=by)
    agrees_to_needles(house, person_id, at)
    agreed(drafted(care, at, by=by[0]), at, by=by)
    return care


def _who_gives(by: tuple[Member, ...]) -> dict[str, Member]:
    """By discipline, who of these signs for it: somebody with both signs both."""
    able = {kind: next((member for member in by if kind in member.disciplines), None) for kind in (NEEDLES, MOVEMENT)}
    return {kind: member for kind, member in able.items() if member is not None}


def _problem(who: Somebody) -> Problem:
    return Problem(
        id=BACK, region="low_back", since_weeks=who.since_weeks, text=who.back, radiates_to=who.radiates_to,
        aggravated_by=who.aggravated_by, pain=who.pain,
    )  # fmt: skip


def _story(who: Somebody) -> Story:
    return Story(
        told=who.asks, tried=tuple(Tried(what=what, result=result) for what, result in who.tried),
        regions=("low_back",),
        factors=("posture", "muscle_tension"), aggravated_by=who.aggravated_by, comfort="Lying on the side, a blanket",
    )  # fmt: skip


def _found(kind: str) -> NeedlesPart | MovementPart:
    if kind == NEEDLES:
        return NeedlesPart(
            pattern="Qi and blood stuck in the low back, kidney weak", channel="Bladder, gall bladder",
            tongue="Pale, thin white coat", pulse="Deep, a little wiry", palpation="Tight band at L4, sore at the hip",
        )  # fmt: skip
    return MovementPart(
        posture="Sits slumped, hips shift to the left", neuro="Strength, feeling and reflexes as usual",
        note="Bending forward stops early; seat muscles tire.",
        tests=(
            TestValue(test="lumbar_flexion", value=Decimal(45)),
            TestValue(test="hip_rotation_inward", left=Decimal(28), right=Decimal(36)),
            TestValue(test="sit_to_stand_30s", value=Decimal(13)),
        ),
    )  # fmt: skip


def _born(age: int, at: datetime) -> date:
    """A birthday some months ago, so that the age is right today."""
    today = at.astimezone(ZoneInfo("UTC")).date()
    return date(today.year - age - (today.month < 4), 3, 14)
