"""Cases of the time after discharge: flares, and the questions that are asked."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from weft.core.prevent.discharge import recurrence_dates
from weft.core.prevent.watch import Tap, WatchState, is_flare, watch_state
from weft.core.shared.fact import fact
from weft.library.shape import Knowledge
from weft.library.worked.topic import Topic

ENDED = date(2026, 1, 1)
"""Day of discharge in every case."""
CALM = Decimal(1)


@fact
class FlareGiven:
    """Pain at discharge, and the answers since."""

    calm_pain: Decimal
    taps: tuple[Decimal, ...]


@fact
class FlareExpected:
    """Whether somebody rings."""

    is_flare: bool


@fact
class FlareCase:
    """A flare, or none."""

    name: str
    why: str
    given: FlareGiven
    expect: FlareExpected


def _flare(case: FlareCase, known: Knowledge) -> Mapping[str, object]:
    taps = [Tap(ENDED + timedelta(days=30 * n), value) for n, value in enumerate(case.given.taps, start=1)]
    return {"is_flare": is_flare(known.prevent.flare, case.given.calm_pain, taps)}


@fact
class WatchGiven:
    """Days since discharge, and the days on which there was an answer."""

    days: int
    answered: tuple[int, ...] = ()


@fact
class WatchExpected:
    """Where the watch stands, and how many questions are still to come."""

    state: WatchState
    to_come: int


@fact
class WatchCase:
    """The questions after discharge."""

    name: str
    why: str
    given: WatchGiven
    expect: WatchExpected


def _watch(case: WatchCase, known: Knowledge) -> Mapping[str, object]:
    today = ENDED + timedelta(days=case.given.days)
    taps = [Tap(ENDED + timedelta(days=day), CALM) for day in case.given.answered]
    days = recurrence_dates(known.prevent.recurrence, ENDED)
    return {
        "state": watch_state(known.prevent, ENDED, CALM, taps, today=today),
        "to_come": sum(1 for day in days if day > today),
    }


TOPICS = (
    Topic("prevent/flare.toml", FlareCase, _flare),
    Topic("prevent/watch.toml", WatchCase, _watch),
)
