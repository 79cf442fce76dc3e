"""Cases of ending care and staying well."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from weft.core.prevent.discharge import GoalAsked, may_discharge
from weft.core.prevent.ending import CareSeen, EndingState, ending
from weft.core.prevent.maintenance import Wish, may_keep_well
from weft.core.prevent.stay_well import stay_well
from weft.core.shared.fact import fact
from weft.core.shared.words import Words
from weft.library.shape import Knowledge
from weft.library.worked.topic import Topic

ASKED = date(2027, 1, 1)
"""Day of the visit that somebody asks for."""


@fact
class DischargeGiven:
    """The own goals and whether they were asked."""

    goals: tuple[GoalAsked, ...]
    said_no_goals: bool = False


@fact
class DischargeExpected:
    """Whether care may be closed."""

    may_discharge: bool


@fact
class DischargeCase:
    """Closing an episode."""

    name: str
    why: str
    given: DischargeGiven
    expect: DischargeExpected


def _discharge(case: DischargeCase, _: Knowledge) -> Mapping[str, object]:
    return {"may_discharge": may_discharge(case.given.goals, said_no_goals=case.given.said_no_goals).is_open}


@fact
class EndingGiven:
    """Goals, the gain, and reviews without change."""

    goals: tuple[str, ...] = ()
    """For each own goal: reached, not_reached or not_asked."""
    gain_fraction: Decimal | None = None
    reviews_without_change: int = 0


@fact
class EndingExpected:
    """What speaks for ending."""

    state: EndingState


@fact
class EndingCase:
    """Is it time to end care."""

    name: str
    why: str
    given: EndingGiven
    expect: EndingExpected


_REACHED = {"reached": True, "not_reached": False, "not_asked": None}


def _ending(case: EndingCase, known: Knowledge) -> Mapping[str, object]:
    given = case.given
    seen = CareSeen(
        goals_reached=tuple(_REACHED[goal] for goal in given.goals),
        gain_fraction=given.gain_fraction,
        reviews_without_change=given.reviews_without_change,
    )
    return {"state": ending(known.prevent.ending, seen).state}


@fact
class MaintenanceGiven:
    """Somebody asks for a visit to keep well."""

    gain_fraction: Decimal | None = None
    given: int = 0
    days_since_last: int | None = None


@fact
class MaintenanceExpected:
    """Whether it may be offered."""

    offered: bool


@fact
class MaintenanceCase:
    """Visits to keep well."""

    name: str
    why: str
    given: MaintenanceGiven
    expect: MaintenanceExpected


def _maintenance(case: MaintenanceCase, known: Knowledge) -> Mapping[str, object]:
    given, on = case.given, ASKED
    last = None if given.days_since_last is None else on - timedelta(days=given.days_since_last)
    wish = Wish(gain_fraction=given.gain_fraction, given=given.given, last=last)
    return {"offered": may_keep_well(known.prevent.maintenance, wish, on).is_open}


@fact
class StayWellGiven:
    """The person's own home exercises."""

    home: tuple[str, ...] = ()


@fact
class StayWellExpected:
    """How many lines each part has, and when the person calls."""

    keep: int
    watch_for: int
    way_back: int
    calls: str


@fact
class StayWellCase:
    """The first text of a stay-well plan."""

    name: str
    why: str
    given: StayWellGiven
    expect: StayWellExpected


def _stay_well(case: StayWellCase, known: Knowledge) -> Mapping[str, object]:
    plan = stay_well(known.prevent.stay_well, [Words(one) for one in case.given.home])
    last = str(plan.way_back[-1])
    return {
        "keep": len(plan.keep),
        "watch_for": len(plan.watch_for),
        "way_back": len(plan.way_back),
        "calls": case.expect.calls if case.expect.calls in last else last,
    }


TOPICS = (
    Topic("prevent/discharge.toml", DischargeCase, _discharge),
    Topic("prevent/ending.toml", EndingCase, _ending),
    Topic("prevent/maintenance.toml", MaintenanceCase, _maintenance),
    Topic("prevent/stay_well.toml", StayWellCase, _stay_well),
)
