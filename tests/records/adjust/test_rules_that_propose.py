"""Rules that ask for a decision: what they say when, which of two stands, and what holds them back."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from tests.care import PlanMade, got, no, screened
from tests.people import Cast
from tests.records.adjust.days import START, Score, kinds, looked, tasks, visit

from weft.core.shared.care import MOVEMENT, Answer
from weft.records import clock
from weft.records.actions.adjust import decide
from weft.records.actions.assess import set_goals
from weft.records.actions.measure import record_scores
from weft.records.adjusting import main_measure
from weft.records.models import (
    Override,
    Proposal,
    Screening,
    VisitState,
)
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db


def test_little_change_in_week_three_asks_for_a_new_look(cast: Cast, scored: Score) -> None:
    scored(15, nprs=6)

    assert kinds(cast) == ["re_examine"]


def test_a_session_that_hurt_asks_for_lighter_movement(cast: Cast, care: PlanMade) -> None:
    moved = visit(cast, care, 2, MOVEMENT)
    with clock.at(START + timedelta(days=2)):
        said = {"nprs": Decimal(7)}
        got(
            record_scores(
                by=cast.dana, person_id=cast.marta_id, scores=said, moment="after_movement", visit_id=moved.id
            )
        )

    (row,) = Proposal.objects.within(cast.clinic.id)
    assert row.kind == "ease"
    with clock.at(START + timedelta(days=2, hours=1)):
        assert got(decide(by=cast.dana, proposal_id=row.id, answer="accepted")).version == 2


def test_every_goal_reached_offers_an_end_and_a_yes_leads_to_the_discharge(cast: Cast, care: PlanMade) -> None:
    with clock.at(START + timedelta(days=1)):
        (goal,) = got(set_goals(by=cast.ren, episode_id=care.episode_id, goals=["Carry the shopping home"]))
    with clock.at(START + timedelta(days=2)):
        got(record_scores(by=cast.dana, person_id=cast.marta_id, goals={goal: Decimal(10)}))

    (row,) = Proposal.objects.within(cast.clinic.id)
    with clock.at(START + timedelta(days=3)):
        done = got(decide(by=cast.wei, proposal_id=row.id, answer="accepted"))

    assert (row.kind, done.kind, done.version) == ("finish", "finish", None)
    assert len(tasks(cast, "discharge")) == 1


def test_a_weaker_proposal_waits_until_the_stronger_one_is_answered(cast: Cast, care: PlanMade, scored: Score) -> None:
    visit(cast, care, 1)
    scored(15, nprs=6)
    assert kinds(cast) == ["re_examine"]

    scored(16, nprs=3)
    scored(23, nprs=3)

    assert kinds(cast) == ["re_examine"]


def test_a_yes_waits_for_the_stronger_one_and_a_no_does_not(cast: Cast, care: PlanMade, scored: Score) -> None:
    visit(cast, care, 1)
    scored(2, nprs=4)
    scored(9, nprs=3)
    scored(12, nprs=9)
    weaker = Proposal.objects.within(cast.clinic.id).get(kind="taper")

    with clock.at(START + timedelta(days=13)):
        refused = no(decide(by=cast.wei, proposal_id=weaker.id, answer="accepted"))
        got(decide(by=cast.wei, proposal_id=weaker.id, answer="declined", reason="pain is back"))

    assert kinds(cast) == ["stop_needles"]
    assert refused.reason is Reason.NOT_POSSIBLE


def test_while_a_danger_sign_stands_nothing_is_proposed(cast: Cast, care: PlanMade, scored: Score) -> None:
    with clock.at(START + timedelta(days=4)):
        screened(cast, saddle_numbness=Answer.YES)

    visit(cast, care, 1)
    scored(5, nprs=4)
    scored(12, nprs=3)

    assert kinds(cast) == []


def lifted(cast: Cast, **said: Answer) -> None:
    with clock.at(START + timedelta(days=4)):
        screened(cast, None, **said)
    newest = Screening.objects.within(cast.clinic.id).order_by("-at")[0]
    Override.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, screening=newest, modality="needling", reason="examined",
        until=date(2027, 4, 1), by_id=str(cast.wei.user_id), at=START + timedelta(days=4),
    )  # fmt: skip


@pytest.mark.parametrize(("question", "said"), [("saddle_numbness", []), ("fever_with_pain", ["taper"])])
def test_what_a_clinician_lifted_holds_nothing_back_but_an_emergency_does(
    cast: Cast, care: PlanMade, scored: Score, question: str, said: list[str]
) -> None:
    visit(cast, care, 1)
    lifted(cast, **{question: Answer.YES})

    scored(5, nprs=4)
    scored(12, nprs=3)

    assert kinds(cast) == said


def test_after_a_reason_more_needle_visits_ask_again(cast: Cast, care: PlanMade) -> None:
    for day in range(13):
        visit(cast, care, day * 3, state=VisitState.BOOKED)
    looked(cast, care, 1)
    row = Proposal.objects.within(cast.clinic.id).get(rule="dose")
    with clock.at(START + timedelta(days=1, hours=1)):
        got(decide(by=cast.wei, proposal_id=row.id, answer="accepted", reason="a long way to go"))
    looked(cast, care, 2)
    assert Proposal.objects.within(cast.clinic.id).filter(rule="dose").count() == 1

    visit(cast, care, 42, state=VisitState.BOOKED)
    looked(cast, care, 3)

    assert Proposal.objects.within(cast.clinic.id).filter(rule="dose").count() == 2


def test_the_measure_of_the_plan_decides() -> None:
    assert main_measure(None) == "nprs"
    assert main_measure(SimpleNamespace(main_measure="nprs_leg")) == "nprs_leg"  # type: ignore[arg-type]  # one field of a plan
