"""Marta in week 5, walked through the actions: a falling curve, a week without needles that shows, pairs ahead."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.care import PlanMade, drafted, got, signed
from tests.people import TUESDAY_NINE, ZONE, Cast
from tests.records.treat.treat_builders import read_first

from weft.core.shared.care import MOVEMENT, NEEDLES, Effort
from weft.core.treat.session import ItemDone
from weft.records import clock
from weft.records.actions import assess, plan, treat
from weft.records.actions.measure import record_scores
from weft.records.actions.plan_agreement import agree_to_treatment
from weft.records.actions.schedule import book_pair, book_visit
from weft.records.wanted import VisitWanted

FIRST = TUESDAY_NINE
"""The first trip: a Tuesday at nine."""
GOAL = "Sit through a working day"
PAIRS = (0, 2, 7, 9, 19, 23)
"""Days of the pairs that were done; between day 9 and 19 no needles."""
MOVEMENT_ONLY = 14
WEEKLY = {0: 6, 7: 5, 14: 5, 19: 4, 23: 3}
"""Day and pain of the last week."""
TODAY = 28
AHEAD = (28, 30, 37)
SHIFTS = {0: (6, 5), 2: (6, 4), 7: (5, 3), 9: (5, 2), 19: (5, 3), 23: (4, 2)}


@dataclass(frozen=True, slots=True)
class Walked:
    """What the walk left behind."""

    plan: PlanMade
    goal_id: UUID
    today: datetime


def on(day: int, minutes: int = 0) -> datetime:
    """So many days after the first trip, so many minutes after nine by the clinic's own clock."""
    wall = FIRST.astimezone(ZoneInfo(ZONE)) + timedelta(days=day, minutes=minutes)
    return wall.replace(fold=0).astimezone(UTC)


def walk(cast: Cast) -> Walked:
    """Walk her to the morning of day 28."""
    with clock.at(on(-4)):
        made = drafted(cast)
        signed(cast, made.assessment_id)
        (goal_id,) = got(assess.set_goals(by=cast.ren, episode_id=made.episode_id, goals=[GOAL]))
        got(record_scores(by=cast.ren, person_id=cast.marta_id, goals={goal_id: Decimal(3)}))
        got(agree_to_treatment(by=cast.ren, person_id=cast.marta_id, modality="needling"))
        got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))
        got(plan.agree(by=cast.ren, plan_id=made.plan_id, version=1, role="person", how="recorded_yes"))
    for day in range(TODAY):
        _day(cast, day)
    for day in AHEAD:
        with clock.at(on(23, 200)):
            _book(cast, day)
    with clock.at(on(23, 160)):
        got(record_scores(by=cast.dana, person_id=cast.marta_id, goals={goal_id: Decimal(6)}))
    return Walked(made, goal_id, on(TODAY, -10))


def _day(cast: Cast, day: int) -> None:
    """What happened on one day, in its order."""
    if day in PAIRS or day == MOVEMENT_ONLY:
        _trip(cast, day)
    if day in WEEKLY:
        with clock.at(on(day, 150)):
            got(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"nprs": Decimal(WEEKLY[day])}))
    if day % 2:
        with clock.at(on(day, 300)):
            tap = {"nprs": Decimal(max(6 - day // 7, 2))}
            got(record_scores(by=cast.marta, person_id=cast.marta_id, scores=tap, source="check_in"))


def phase_of(day: int) -> str:
    """The plan's phase on a day."""
    return "settle" if day < 14 else "rebuild" if day < 35 else "strengthen"


def _book(cast: Cast, day: int) -> tuple[UUID, ...]:
    assert cast.wei.membership_id
    assert cast.dana.membership_id
    phase = phase_of(day)
    needles = VisitWanted(NEEDLES, cast.wei.membership_id, on(day), 45, cast.beds[0].id, phase=phase)
    movement = VisitWanted(MOVEMENT, cast.dana.membership_id, on(day, 45), 40, cast.rooms[0].id, phase=phase)
    if day == MOVEMENT_ONLY:
        return got(book_visit(cast.marta_id, movement, by=cast.noor)).visits
    return got(book_pair(cast.marta_id, needles, movement, by=cast.noor)).visits


def _trip(cast: Cast, day: int) -> None:
    with clock.at(on(day, -60)):
        visits = _book(cast, day)
    if len(visits) == 2:
        _needles(cast, visits[0], day)
    movement = visits[-1]
    with clock.at(on(day, 46)):
        got(treat.start_movement(visit_id=movement, by=cast.dana))
    items = (ItemDone(id="pelvic_tilt", sets=2, reps=8, effort=Effort.GENTLE),)
    with clock.at(on(day, 85)):
        left = SHIFTS[day][1] if day in SHIFTS else None
        tells = "Left side lets go first."
        got(treat.sign_movement(visit_id=movement, by=cast.dana, items=items, pain_after=left, tell_needles=tells))


def _needles(cast: Cast, visit_id: UUID, day: int) -> None:
    before, after = SHIFTS[day]
    with clock.at(on(day)):
        got(treat.arrive(visit_id=visit_id, by=cast.noor))
    with clock.at(on(day, 3)):
        read_first(visit_id, cast.wei)
        got(treat.needles_in(visit_id=visit_id, by=cast.wei, count=8, points="bl23 b, bl25 b, gb30 r, bl40 b, bl60 r"))
    with clock.at(on(day, 15)):
        got(treat.needles_out(visit_id=visit_id, by=cast.wei, count=8))
    with clock.at(on(day, 40)):
        after_needles = min(after + 1, before)
        got(
            treat.sign_needles(
                visit_id=visit_id, by=cast.wei, pain_before=before, pain_after=after_needles,
                hand_over="Bridge to 3 x 10, teach hip hinge.",
            )
        )  # fmt: skip
