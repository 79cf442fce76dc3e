"""A yes to a proposal and a change of a line, at one moment: the line that was changed by hand is in the plan after."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection, models
from tests import people
from tests.care import PlanMade, got
from tests.people import Cast
from tests.records.adjust.days import START, Score, visit

from weft.core.adjust import following
from weft.core.plan.changing import BasedOn, LineChange, line_of
from weft.core.plan.facts import Lane
from weft.core.plan.plan import PlanOfCare
from weft.library.stored import from_json
from weft.records import clock
from weft.records.actions import adjust_plan, plan
from weft.records.actions.adjust import decide
from weft.records.models import PlanVersion, Proposal

pytestmark = pytest.mark.django_db(transaction=True)
BY_HAND = LineChange(because="by hand", now="now", until="until", based_on=BasedOn.JUDGEMENT)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Written for good: other connections must see it."""
    return people.standing()


def last_version(cast: Cast) -> PlanVersion:
    return PlanVersion.objects.within(cast.clinic.id).latest("number")


def while_it_is_worked_out(monkeypatch: pytest.MonkeyPatch, act: Callable[[], Any]) -> Thread:
    """Somebody else's ``act`` begins while a yes has read the plan and not written it yet."""
    real = following.after_yes

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    other = Thread(target=run)

    def slowly(*args: Any) -> Any:
        other.start()
        other.join(timeout=1)  # it is through by now, or waits for the lock
        return real(*args)

    monkeypatch.setattr(adjust_plan, "after_yes", slowly)
    return other


@pytest.mark.parametrize("is_locked", [True, pytest.param(False, marks=pytest.mark.only_on("postgres"))])
def test_a_line_changed_while_a_yes_is_worked_out_is_not_written_over(
    cast: Cast, care: PlanMade, scored: Score, monkeypatch: pytest.MonkeyPatch, *, is_locked: bool
) -> None:
    visit(cast, care, 0)
    scored(2, nprs=4)
    scored(9, nprs=3)
    proposal = Proposal.objects.within(cast.clinic.id).get()
    line = from_json(PlanOfCare, last_version(cast).content).phases[0].lanes[Lane.MOVEMENT][0].id
    other = while_it_is_worked_out(
        monkeypatch, lambda: plan.change_line(by=cast.dana, plan_id=care.plan_id, line_id=line, change=BY_HAND)
    )
    if not is_locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_: rows)

    with clock.at(START + timedelta(days=10)):
        got(decide(by=cast.wei, proposal_id=proposal.id, answer="accepted"))
    other.join()

    found = line_of(from_json(PlanOfCare, last_version(cast).content), line)
    assert found is not None
    assert (str(found[1].because) == "by hand") is is_locked
