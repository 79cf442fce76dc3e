"""One person on the care path, step by step, each through the action that the pages use."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from tests.people import Cast
from tests.records.schedule.courses import MONDAY, SUNDAY_BEFORE
from tests.records.treat.treat_builders import read_first

from weft.core.assess.parts import MovementPart, NeedlesPart, Story
from weft.core.book.consents import Purpose
from weft.core.plan.case import Problem, Tried
from weft.core.schedule.wishes import Wishes
from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import every_question, questions_for
from weft.core.shared.care import Answer, Effort
from weft.core.treat.session import ItemDone
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import Member, member_for
from weft.records.actions import assess, book, book_people, course, measure, plan, plan_agreement, screen, treat
from weft.records.actions.course import CourseBooked
from weft.records.models import Clinic, Person, User, Visit, VisitState
from weft.records.refused import Refused

T = TypeVar("T")

REQUEST = SUNDAY_BEFORE - timedelta(days=6)
TALK = SUNDAY_BEFORE - timedelta(days=5)
EXAMINED = SUNDAY_BEFORE - timedelta(days=3)
BACK = Problem(
    id="back", region="low_back", since_weeks=26, text="low back", radiates_to="hip",
    aggravated_by=("sitting", "poor posture"), pain=6,
)  # fmt: skip
GOALS = ("Sit through a working day", "Carry the shopping home")


def ok(result: T | Refused) -> T:
    """What an action returned; its sentence when it was declined."""
    assert not isinstance(result, Refused), str(result.words)
    return result


def all_no(asked: QuestionSet | None = None, **said: Answer) -> dict[str, Answer]:
    """No to every question (of one set), but for what is said."""
    facts = knowledge().screen
    questions = questions_for(facts, asked) if asked else every_question(facts)
    return {question.id: Answer.NO for question in questions} | said


@dataclass
class Path:
    """Somebody's way so far. ``wei`` and ``dana`` stand for whoever gives needles and movement."""

    cast: Cast
    needles_by: Member
    movement_by: Member
    person_id: UUID = field(init=False)
    person: Member = field(init=False)
    enquiry_id: UUID = field(init=False)
    episode_id: UUID = field(init=False)
    assessment_id: UUID = field(init=False)
    plan_id: UUID = field(init=False)
    version: int = 1
    now: datetime = EXAMINED
    """When the plan is agreed."""

    def requested(self) -> "Path":
        """A free talk by phone, with the four consents ticked one by one."""
        with clock.at(REQUEST):
            wish = book.request_consult(
                by=self.cast.visitor, name="Ewa Nowak", phone="+1 416 555 0199", email="ewa@example.org",
                consents=tuple(Purpose), answers=all_no(QuestionSet.CONSULT),
            )  # fmt: skip
            self.enquiry_id = ok(wish).id
        return self

    def admitted(self) -> "Path":
        """The talk, and a person with a way into her own pages."""
        with clock.at(TALK):
            ok(book_people.answer_enquiry(by=self.cast.noor, enquiry_id=self.enquiry_id, talked="fits"))
            newcomer = book_people.Newcomer(
                "Ewa Nowak",
                "+1 416 555 0199",
                "ewa@example.org",
                date(1981, 5, 4),
                occupation="office work, mostly sitting",
            )
            self.person_id = ok(book_people.admit(by=self.cast.noor, enquiry_id=self.enquiry_id, newcomer=newcomer))
        user = User.objects.create_user("ewa@example.org", name="Ewa Nowak")
        Person.objects.within(self.cast.clinic.id).filter(id=self.person_id).update(user=user)
        found = member_for(user.id, self.cast.clinic.id)
        assert found
        self.person = found
        return self

    def screened(self, **said: Answer) -> "Path":
        """All health questions."""
        with clock.at(EXAMINED):
            ok(screen.answer(by=self.needles_by, person_id=self.person_id, answers=all_no(None, **said)))
        return self

    def assessed(self) -> "Path":
        """One story, a part for each discipline signed by who gives it, goals and first scores."""
        with clock.at(EXAMINED):
            opened = ok(assess.open_episode(by=self.needles_by, person_id=self.person_id, problems=(BACK,)))
            self.episode_id, self.assessment_id = opened.episode_id, opened.assessment_id
            story = Story(told="Hurts at the desk", tried=(Tried(what="rest", result="worse"),), regions=("low_back",))
            ok(assess.save_story(by=self.movement_by, assessment_id=self.assessment_id, story=story))
            parts = (
                (self.needles_by, "needles", NeedlesPart(palpation="Tight band at L4")),
                (self.movement_by, "movement", MovementPart(posture="Sits slumped")),
            )
            for by, kind, content in parts:
                ok(assess.sign_part(by=by, assessment_id=self.assessment_id, kind=kind, content=content))
            ok(assess.set_goals(by=self.needles_by, episode_id=self.episode_id, goals=GOALS))
            ok(assess.save_baseline(by=self.needles_by, episode_id=self.episode_id, values={"psfs": Decimal(4)}))
        return self

    def planned(self) -> "Path":
        """The plan as the rules draft it."""
        with clock.at(EXAMINED):
            self.plan_id = ok(plan.draft(by=self.needles_by, episode_id=self.episode_id)).plan_id
        return self

    def agreed(self) -> "Path":
        """Both disciplines, then the person herself; and her yes to needles."""
        with clock.at(self.now):
            for by, role in ((self.needles_by, "needles"), (self.movement_by, "movement"), (self.person, "person")):
                ok(plan.agree(by=by, plan_id=self.plan_id, version=self.version, role=role))
            if self.version == 1:
                ok(
                    plan_agreement.agree_to_treatment(
                        by=self.person, person_id=self.person_id, modality="needling", how="signature"
                    )
                )
        return self

    def booked(self) -> CourseBooked:
        """The whole course, proposed and confirmed by the desk."""
        with clock.at(SUNDAY_BEFORE):
            wishes = Wishes(first_day=MONDAY)
            held = ok(course.propose_course(plan_id=self.plan_id, by=self.cast.noor, wishes=wishes))
            return ok(course.confirm_course(course_id=held.course_id, by=self.cast.noor))

    def visits(self) -> list[Visit]:
        """Her visits that stand, in order of time."""
        rows = Visit.objects.within(self.cast.clinic.id).filter(person_id=self.person_id)
        return list(rows.exclude(state=VisitState.CANCELLED).order_by("starts"))

    def treated(self, first: Visit, second: Visit, *, before: int = 6) -> None:
        """One pair from arriving to the second signature."""
        alone = self.needles_by == self.movement_by
        with clock.at(first.starts - timedelta(minutes=3)):
            ok(treat.arrive(visit_id=first.id, by=self.cast.noor))
        with clock.at(first.starts + timedelta(minutes=3)):
            read_first(first.id, self.needles_by)
            ok(treat.needles_in(visit_id=first.id, by=self.needles_by, points="bl23 b, gb30 b, bl40 b"))
        with clock.at(first.starts + timedelta(minutes=8)):
            ok(treat.check(visit_id=first.id, by=self.needles_by))
        with clock.at(first.starts + timedelta(minutes=20)):
            ok(treat.needles_out(visit_id=first.id, by=self.needles_by, count=6))
            ok(treat.steady(visit_id=first.id, by=self.needles_by, yes=True))
        with clock.at(first.ends):
            ok(
                treat.sign_needles(
                    visit_id=first.id,
                    by=self.needles_by,
                    pain_before=before,
                    pain_after=before - 1,
                    hand_over="" if alone else "Keep it light.",
                )
            )
        self.moves(second, pain_after=before - 2)

    def moves(self, visit: Visit, *, pain_after: int) -> None:
        """One movement visit."""
        item = ItemDone(id="pelvic_tilt", sets=2, reps=8, effort=Effort.GENTLE)
        with clock.at(visit.starts):
            ok(treat.start_movement(visit_id=visit.id, by=self.movement_by))
        with clock.at(visit.ends):
            ok(treat.sign_movement(visit_id=visit.id, by=self.movement_by, items=(item,), pain_after=pain_after))

    def says(self, pain: int, at: datetime) -> None:
        """Usual pain of the last week, asked by a clinician."""
        with clock.at(at):
            ok(measure.record_scores(by=self.movement_by, person_id=self.person_id, scores={"nprs": Decimal(pain)}))


def begin(cast: Cast, *, needles_by: Member | None = None, movement_by: Member | None = None) -> Path:
    """A path in a clinic that works with drafts; Wei and Dana treat unless others are named."""
    Clinic.objects.filter(id=cast.clinic.id).update(work_with_drafts_by=cast.elena.user_id, work_with_drafts_at=REQUEST)
    return Path(cast, needles_by or cast.wei, movement_by or cast.dana)
