"""A longer look comes back at the moment at which the desk looks anew: it waits, sees that, and is not kept."""

from datetime import timedelta

import pytest
from tests import people
from tests.care import got
from tests.people import Cast
from tests.records.schedule.test_away import FRIDAY, away, wanted, wei
from tests.records.schedule.test_away_added import beside

from weft.core.schedule.clinic.repair import Rung
from weft.records import clock
from weft.records.actions import run_pulse as pulse
from weft.records.actions.away_bring import bring, standing
from weft.records.actions.away_longer import ask_longer
from weft.records.actions.away_move import keep_offer
from weft.records.actions.schedule import book_visit
from weft.records.away_offer import CameOf
from weft.records.models import Closure, RunState, ScheduleRun
from weft.records.reads.away_repair import look


@pytest.mark.only_on("postgres")
@pytest.mark.django_db(transaction=True)
def test_of_a_look_that_comes_back_and_a_desk_that_looks_anew_the_desk_has_the_last_word() -> None:
    cast: Cast = people.standing()
    with clock.at(FRIDAY - timedelta(days=4)):
        got(book_visit(cast.marta_id, wanted(cast, FRIDAY), by=cast.noor))
        made = away(cast, wei(cast))
        run_id, stood = got(ask_longer(by=cast.noor, closure_id=made.id)), standing(made)
        pulse.begin(run_id, RunState.RUNNING, by=cast.system)
        found, newer = (look(made.id, rung, cast.noor) for rung in (Rung.RELATIVES, Rung.ALONE))

        beside(
            lambda: got(keep_offer(by=cast.noor, closure_id=made.id, offer=newer)),
            lambda: bring(run_id, found, stood=stood, by=cast.system),
        )

    kept = Closure.objects.within(cast.clinic.id).get(id=made.id).offer
    assert ScheduleRun.objects.within(cast.clinic.id).get(id=run_id).answer["of"] == CameOf.CHANGED
    assert kept["serial"] == newer.serial
