"""People whose care is at another point of the path than today's visits."""

from datetime import timedelta
from decimal import Decimal

from weft.core.plan.case import Problem
from weft.core.schedule.wishes import PartOfDay, Wishes
from weft.core.shared.care import Answer
from weft.core.shared.words import Words
from weft.demo import care, cast, visits
from weft.demo.care import NEEDLING, InCare, done
from weft.demo.clinics import House
from weft.demo.visits import Felt
from weft.records import clock
from weft.records.access import Job
from weft.records.actions import assess, course, measure, plan, prevent, prevent_watch, screen, tasks
from weft.records.models import Watch

SILENT = "silent"
"""Kind of task: nobody has heard from somebody for a while."""


def harold(house: House, began: int) -> InCare:
    """Harold takes a blood thinner: Wei has signed that needles may start, shallow and few."""
    wei, dana = house["wei"], house["dana"]
    at = house.hour.on(-began, "12:00")
    person_id = care.admitted(house, cast.HAROLD, at - timedelta(days=2))
    care.screened(house, person_id, at, blood_thinner=Answer.YES)
    with clock.at(at):
        signed = screen.sign_off(
            by=wei, person_id=person_id, modality=NEEDLING, until=house.hour.today + timedelta(days=30),
            reason="Apixaban, stable for two years. Thin needles, shallow, two minutes of pressure after.",
        )  # fmt: skip
        done(signed)
    his = care.assessed(house, cast.HAROLD, person_id, at, by=(wei, dana))
    care.agrees_to_needles(house, person_id, at)
    care.agreed(care.drafted(his, at, by=wei), at, by=(wei, dana))
    return his


def tomas(house: House) -> None:
    """Ren gives both halves in one room; a stiff neck is in the same plan, and says that no set exists for it yet."""
    ren = house["ren"]
    his = care.in_care(house, cast.TOMAS, 9, by=(ren,))
    with clock.at(house.hour.on(-9, "13:00")):
        neck = Problem(
            id="neck", region="neck", since_weeks=6, text="stiff neck", aggravated_by=("screen work",), pain=4
        )
        done(assess.add_problem(by=ren, episode_id=his.episode_id, problem=neck))
        goals = done(assess.set_goals(by=ren, episode_id=his.episode_id, goals=cast.TOMAS.goals))
        plan_id = care.plan_of(house, his)
        redrafted = done(plan.redraft(by=ren, plan_id=plan_id, reason="A second problem"))
    again = care.Planned(plan_id, redrafted.version)
    care.agreed(again, house.hour.on(-9, "13:20"), by=(ren,))
    his = InCare(his.who, his.id, his.episode_id, goals)
    for day, felt in ((-6, Felt(5, 4, 3)), (-2, Felt(4, 3, 3))):
        visits.earlier(house, his, day, "10:00", felt, by=(ren, ren), bed=3)
    slots = (house.hour.slot(50), house.hour.slot(95))
    visits.booked(house, his, *slots, by=(ren, ren), places=(house.rooms[2], house.rooms[2]))


def ingrid(house: House) -> None:
    """The clinicians have agreed to the plan; Ingrid has not yet."""
    wei, dana = house["wei"], house["dana"]
    at = house.hour.on(-1, "16:30")
    person_id = care.admitted(house, cast.INGRID, at - timedelta(days=3))
    care.screened(house, person_id, at)
    hers = care.assessed(house, cast.INGRID, person_id, at, by=(wei, dana))
    care.agreed(care.drafted(hers, at, by=wei), at, by=(wei, dana), person=False)
    with clock.at(at):
        done(
            tasks.raise_task(
                by=dana,
                kind="plan_to_agree",
                says=Words("Ask whether the plan suits, and write down the yes."),
                job=Job.AGREE_PLAN,
                due=house.hour.on(2, "12:00"),
                person_id=person_id,
                subject=care.plan_of(house, hers),
            )
        )


def luca(house: House) -> None:
    """The course is proposed and held while the desk asks whether the times suit."""
    his = care.in_care(house, cast.LUCA, 3, by=(house["wei"], house["dana"]), clock_time="17:00")
    wishes = Wishes(times=(PartOfDay.MORNING, PartOfDay.MIDDAY))
    with clock.at(house.hour.at(-2)):
        done(course.propose_course(plan_id=care.plan_of(house, his), by=house["noor"], wishes=wishes))


def fatima(house: House) -> None:
    """Two real improvements, a week apart: a rule proposes rarer needles, and a clinician has to say."""
    by = (house["wei"], house["dana"])
    hers = care.in_care(house, cast.FATIMA, 12, by=by)
    for day, felt in ((-9, Felt(7, 5, 5)), (-6, Felt(5, 4, 3)), (-2, Felt(4, 3, 3))):
        visits.earlier(house, hers, day, "16:00", felt, by=by, bed=1)
        values = {"nprs": "4", "psfs": "6"}
        care.scored(hers, house.hour.on(day, "18:40"), by[1], values, goals=(6,))


def bjorn(house: House) -> None:
    """Came twice, then no sign of him: nothing is booked, and somebody should ring."""
    by = (house["wei"], house["dana"])
    his = care.in_care(house, cast.BJORN, 24, by=by)
    for day, felt in ((-20, Felt(6, 6, 5)), (-17, Felt(6, 5, 5))):
        visits.earlier(house, his, day, "09:00", felt, by=by, bed=0)
    with clock.at(house.hour.on_any_day(-1, "07:00")):
        done(
            tasks.raise_task(
                by=house.system,
                kind=SILENT,
                says=Words("No visit, no answer for 14 days: ring and ask."),
                job=Job.PEOPLE,
                due=house.hour.on_any_day(0, "00:00") + timedelta(days=1),
                person_id=his.id,
            )
        )


def nadia(house: House) -> None:
    """In care, doing well, and this morning she says that it is worse again."""
    by = (house["ren"], house["elena"])
    hers = care.in_care(house, cast.NADIA, 13, by=by, clock_time="15:30")
    visits.earlier(house, hers, -10, "08:00", Felt(6, 5, 4), by=by, bed=1, room=1)
    visits.earlier(house, hers, -3, "08:00", Felt(4, 3, 2), by=by, bed=1, room=1)
    with clock.at(house.hour.at(-80)):
        told = "Since yesterday it is as bad as at the start, after moving boxes. No numbness."
        done(
            prevent_watch.report_flare(
                by=house.desk, person_id=hers.id, told=told, source="phone", answers=care.every_visit()
            )
        )


def george(house: House) -> None:
    """Discharged five weeks ago and watched: the first question was answered, all well."""
    his = _discharged(house, cast.GEORGE, 90, 36, bed=2)
    with clock.at(house.hour.on(-5, "11:00")):
        first = Watch.objects.within(house.id).filter(person_id=his.id).order_by("due")[0]
        answered = prevent_watch.answer_watch(
            by=house["dana"], watch_id=first.id, had_pain=False, pain=Decimal(1), told="Lifts again, walks most days."
        )
        done(answered)


def zoe(house: House) -> None:
    """Was well for months; now it is back, and care is open again."""
    hers = _discharged(house, cast.ZOE, 200, 150, bed=3)
    at = house.hour.on(-2, "17:10")
    with clock.at(at):
        done(prevent.come_back(by=house["wei"], person_id=hers.id))
        done(screen.answer(by=house["wei"], person_id=hers.id, answers=care.answers()))
        done(measure.record_scores(by=house["wei"], person_id=hers.id, scores={"nprs": Decimal(5)}))


def _discharged(house: House, who: cast.Somebody, began: int, ended: int, *, bed: int) -> InCare:
    """Somebody whose care began and ended so many days ago."""
    by = (house["wei"], house["dana"])
    theirs = care.in_care(house, who, began, by=by)
    for day, felt in ((-began + 4, Felt(who.pain, 4, 4)), (-began + 10, Felt(4, 3, 2)), (-ended - 4, Felt(2, 1, 1))):
        visits.earlier(house, theirs, day, "13:00", felt, by=by, bed=bed)
    at = house.hour.on(-ended, "12:00")
    care.scored(theirs, at, by[1], {"nprs": "1", "psfs": "8.7"})
    with clock.at(at):
        goals = tuple(prevent.GoalAnswer(goal, Decimal(8)) for goal in theirs.goals)
        stay_well = {
            "keep": "Hip hinge and walking, four days a week.",
            "watch_for": "Two days in a row with pain above 3.",
            "way_back": "Ring us: there is a visit within a week.",
        }
        ended_well = prevent.discharge(
            by=by[1],
            episode_id=theirs.episode_id,
            goals=goals,
            stay_well=stay_well,
            summary="Goals reached, lifts freely.",
        )
        done(ended_well)
    return theirs


WALKS = (tomas, ingrid, luca, fatima, bjorn, nadia, george, zoe)
"""In this order; each finds the hours that the ones before have left."""
