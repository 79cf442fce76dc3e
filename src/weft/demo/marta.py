"""Marta: seed 002's case in week 4. Needles became rarer too soon, pain came back: that is why they stay weekly."""

from datetime import datetime, timedelta
from decimal import Decimal

from weft.core.plan.changing import BasedOn, LineChange
from weft.core.schedule.wishes import PartOfDay, Wishes
from weft.core.shared.care import NEEDLES
from weft.demo import care, visits
from weft.demo.care import InCare, Planned, done
from weft.demo.cast import MARTA
from weft.demo.clinics import House, give_account
from weft.demo.visits import Felt
from weft.records import clock
from weft.records.access import Member, member_for
from weft.records.actions import adjust, course, course_cancel, course_move, measure, plan, tasks, treat
from weft.records.actions.practitioners import set_practitioners
from weft.records.models import Person, Task, Visit, VisitState

BEGAN = (21, 21, 21, 21, 21, 26, 27)
"""By today's weekday: days ago on which week 1 began, a working day, so that today is in week 4."""
OTHER_DAY = {0: 3, 1: 4, 2: 4, 3: 0, 4: 1}
"""She comes on today's weekday and on this one."""
AT_A_WEEKEND = (1, 4)
"""Tuesdays and Fridays: a Sunday between them is two days from either."""

FELT = (Felt(6, 5, 4), Felt(5, 4, 3), Felt(4, 3, 3), Felt(after=5), Felt(5, 4, 4), Felt(after=3))
"""Pain at each trip; at the fourth there were no needles."""
USUAL = ("", "4", "4", "5", "5", "3")
"""Usual pain of the last week, as said at each trip; the first is the assessment's 6."""
HARD = ("Sit through a meeting", "Stand while cooking", "Put on socks in the morning")
CAN_DO = ((), (4, 4, 5), (5, 4, 5), (4, 3, 5), (5, 4, 5), (6, 5, 6))
"""How well she can do each, trip by trip."""
GOALS = ((2, 3), (3, 4), (4, 5), (3, 4), (4, 5), (6, 6))
WENT_RARER, CAME_BACK, LOOKED_AT = 2, 3, 4
"""Trips, from 0: after them needles became rarer, then weekly again, then Wei did the review of week 2."""
NEEDLES_IN_SETTLE = f"{care.BACK}.settle_needles"
NEEDLES_IN_REBUILD = f"{care.BACK}.rebuild_needles"
TAPS = (6, 5, 5, 4, 4, 4, 4, 3, 3, 4, 5, 5, 5, 5, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3)
"""The number she taps each evening at home, from the first day of week 1; as many as there are days."""


def walk(house: House) -> InCare:
    """From her request to today."""
    wei, dana = house["wei"], house["dana"]
    began = _began(house)
    asks = house.hour.on(-began - 8, "17:40")
    person_id = care.admitted(house, MARTA, asks + timedelta(days=1))
    give_account(person_id, "marta")
    examined = house.hour.on(-began - 4, "13:00")
    care.screened(house, person_id, examined)
    her = care.assessed(house, MARTA, person_id, examined, by=(wei, dana))
    care.agrees_to_needles(house, person_id, examined, draping="A towel over the hips")
    planned = care.drafted(her, examined, by=wei)
    care.agreed(planned, examined, by=(wei, dana), person=False)
    _signs(house, her, planned, examined + timedelta(hours=6))
    with clock.at(examined + timedelta(hours=7)):
        needles_by, movement_by = wei.membership_id, dana.membership_id
        done(set_practitioners(by=house["noor"], person_id=person_id, needles_by=needles_by, movement_by=movement_by))
    _books(house, planned, examined + timedelta(days=1))
    _lives(house, her, planned)
    return her


def _began(house: House) -> int:
    return BEGAN[house.hour.today.weekday()]


def _signs(house: House, her: InCare, planned: Planned, at: datetime) -> None:
    """Marta agrees herself, at home."""
    with clock.at(at):
        done(plan.agree(by=_herself(house, her), plan_id=planned.id, version=planned.version, role="person"))


def _herself(house: House, her: InCare) -> Member:
    user_id = Person.objects.within(house.id).values_list("user_id", flat=True).get(id=her.id)
    marta = member_for(user_id, house.id) if user_id else None
    assert marta is not None  # noqa: S101  she was given an account
    return marta


def _books(house: House, planned: Planned, at: datetime) -> None:
    """Her first four weeks at once; the rest waits to be booked, in two taps, from her page."""
    today = house.hour.today
    days = (today.weekday(), OTHER_DAY[today.weekday()]) if today.weekday() in OTHER_DAY else AT_A_WEEKEND
    wishes = Wishes(
        days=days, times=(PartOfDay.MIDDAY, PartOfDay.LATE), weeks_ahead=4,
        first_day=today - timedelta(days=_began(house)),
    )  # fmt: skip
    with clock.at(at):
        held = done(course.propose_course(plan_id=planned.id, by=house["noor"], wishes=wishes))
    with clock.at(at + timedelta(minutes=4)):
        done(course.confirm_course(course_id=held.course_id, by=house["noor"]))


def _trips(house: House, her: InCare) -> list[list[Visit]]:
    """Her trips that stand, in order of time."""
    rows = Visit.objects.within(house.id).filter(person_id=her.id).exclude(state=VisitState.CANCELLED)
    found: dict[object, list[Visit]] = {}
    for visit in rows.order_by("starts"):
        found.setdefault(visit.pair_id or visit.id, []).append(visit)
    return list(found.values())


def _lives(house: House, her: InCare, planned: Planned) -> None:
    """Trip after trip up to yesterday; then this week's pair is put beside this hour."""
    version, tapped = planned, 0
    for number in range(len(FELT)):
        trip = _trips(house, her)[number]
        tapped = _taps(house, her, tapped, until=trip[0].starts)
        _comes(house, her, trip, number)
        evening = trip[-1].ends + timedelta(hours=3)
        if number == WENT_RARER:
            version = _thins_out(house, her, version, evening)
            _takes_needles_out(house, _trips(house, her)[number + 1], evening)
        if number == CAME_BACK:
            version = _stays_weekly(house, her, version, evening)
        if number == LOOKED_AT:
            _reviewed(house, her, evening)
    with clock.at(house.hour.on_any_day(-6, "20:00")):
        pair = _trips(house, her)[len(FELT)]
        done(course_move.move_pair(visit_id=pair[0].id, to=house.hour.slot(30), by=house["noor"]))
    for trip in _trips(house, her)[len(FELT) :]:
        if trip[0].starts < house.hour.on_any_day(0, "00:00"):  # at a weekend this week's other trip is over
            tapped = _taps(house, her, tapped, until=trip[0].starts)
            _moves(house, trip[0], FELT[-1])
    _taps(house, her, tapped, until=house.hour.on_any_day(0, "00:00"))


def _comes(house: House, her: InCare, trip: list[Visit], number: int) -> None:
    """One trip, with what she says before it."""
    starts, felt = trip[0].starts, FELT[number]
    marta = _herself(house, her)
    care.asked_today(her.id, starts - timedelta(minutes=20), marta)
    if USUAL[number]:
        things = dict(zip(HARD, CAN_DO[number], strict=True))
        said_at, values = starts - timedelta(minutes=10), {"nprs": USUAL[number]}
        care.scored(her, said_at, house["dana"], values, goals=GOALS[number], things=things)
    if len(trip) == 2 and trip[0].pair_id is not None:
        pair = visits.Pair(her, trip[0].id, trip[1].id, trip[0].pair_id, house["wei"], house["dana"])
        visits.lived(house, pair, trip[0].starts, trip[1].starts, felt, phase=trip[0].phase)
        return
    _moves(house, trip[0], felt)


def _moves(house: House, visit: Visit, felt: Felt) -> None:
    """A trip with movement alone."""
    with clock.at(visit.starts - timedelta(minutes=4)):
        done(treat.arrive(visit_id=visit.id, by=house["noor"]))
    with clock.at(visit.starts):
        done(treat.start_movement(visit_id=visit.id, by=house["dana"]))
    visits.signs_movement(visit.id, house["dana"], visit.ends, felt, phase=visit.phase)


def _thins_out(house: House, her: InCare, stands: Planned, at: datetime) -> Planned:
    """Two good scores, too close together for the rule to propose anything: Wei makes needles rarer himself."""
    change = LineChange(
        text="Needles once a week",
        because="Usual pain fell from 6 to 4 and was 4 again a few days later.",
        now="Needles once a week already, so that movement can carry more.",
        until="End of week 2, or pain 2 points above today's for two days.",
        per_week=1,
        based_on=BasedOn.THEIR_DATA,
    )
    with clock.at(at):
        made = done(plan.change_line(by=house["wei"], plan_id=stands.id, line_id=NEEDLES_IN_SETTLE, change=change))
    return _agree_anew(house, her, Planned(made.plan_id, made.version), at)


def _takes_needles_out(house: House, trip: list[Visit], at: datetime) -> None:
    """The desk takes the next needles out of the calendar; movement goes on."""
    desk, needles = house["noor"], next(visit for visit in trip if visit.discipline == NEEDLES)
    with clock.at(at + timedelta(minutes=30)):
        off = course_cancel.cancel_visit(
            visit_id=needles.id, only_this_half=True, reason="Needles are rarer now", by=desk
        )
        done(off)
        for task in Task.objects.within(house.id).filter(person_id=needles.person_id, kind="rebook", done_at=None):
            done(tasks.done(by=desk, task_id=task.id, outcome="One needle visit taken out"))


def _stays_weekly(house: House, her: InCare, stands: Planned, at: datetime) -> Planned:
    """Pain was back on the fourth day without needles: they stay weekly, and the plan says why."""
    change = LineChange(
        text="Needles once a week",
        because="Pain rose from 3 to 5 in the days without needles, and the hip was back.",
        now="Loading begins in week 3. One needle visit a week keeps the hip quiet while it does.",
        until="End of week 5, or pain under 3 twice in a row. Then try every two weeks again.",
        based_on=BasedOn.THEIR_DATA,
    )
    with clock.at(at):
        made = done(plan.change_line(by=house["wei"], plan_id=stands.id, line_id=NEEDLES_IN_REBUILD, change=change))
    return _agree_anew(house, her, Planned(made.plan_id, made.version), at)


def _reviewed(house: House, her: InCare, at: datetime) -> None:
    """The plan's own review after week 2, done by Wei."""
    with clock.at(at):
        done(adjust.looked(by=house["wei"], person_id=her.id, found="Needles taken well, no unwanted effect: go on."))


def _agree_anew(house: House, her: InCare, version: Planned, at: datetime) -> Planned:
    care.agreed(version, at, by=(house["wei"], house["dana"]), person=False)
    _signs(house, her, version, at + timedelta(hours=2))
    return version


def _taps(house: House, her: InCare, done_already: int, *, until: datetime) -> int:
    """The number she taps at home every evening, up to a moment; how many days are done."""
    marta = _herself(house, her)
    for day in range(done_already, len(TAPS)):
        at = house.hour.on_any_day(day - _began(house), "20:10")
        if at >= until:
            return day
        with clock.at(at):
            values = {"nprs": Decimal(TAPS[day])}
            done(measure.record_scores(by=marta, person_id=her.id, scores=values, source="check_in"))
    return len(TAPS)
