"""The end of a block of needle visits: it stops, it goes on for some visits more, or its score is asked again."""

from datetime import timedelta

import pytest
from tests.care import PlanMade, got, no
from tests.people import Cast
from tests.records.adjust.days import START, Score, kinds, looked, seven_visits, tasks, visit

from weft.core.plan.facts import Lane
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.explained import explain
from weft.core.shared.words import Words
from weft.library.stored import from_json, to_json
from weft.records import clock
from weft.records.access import Job
from weft.records.actions.adjust import decide
from weft.records.models import (
    PlanVersion,
    Proposal,
)
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db


def test_a_block_without_change_stops_needles_and_refers(cast: Cast, care: PlanMade, scored: Score) -> None:
    seven_visits(cast, care)

    scored(22, nprs=6)

    assert sorted(kinds(cast)) == ["refer", "stop_needles"]


def test_a_yes_to_stopping_leaves_no_needles_to_come(cast: Cast, care: PlanMade, scored: Score) -> None:
    seven_visits(cast, care)
    scored(22, nprs=6)
    row = Proposal.objects.within(cast.clinic.id).get(kind="stop_needles")

    with clock.at(START + timedelta(days=22, hours=1)):
        done = got(decide(by=cast.wei, proposal_id=row.id, answer="accepted"))

    plan = from_json(PlanOfCare, PlanVersion.objects.within(cast.clinic.id).order_by("-number")[0].content)
    assert (done.version, done.kind) == (2, "stop_needles")
    assert all(line.dose.total == 0 for phase in plan.phases[1:] for line in phase.lanes[Lane.NEEDLES])


def test_a_yes_to_a_letter_leaves_a_task_and_changes_no_plan(cast: Cast, care: PlanMade, scored: Score) -> None:
    seven_visits(cast, care)
    scored(22, nprs=6)
    row = Proposal.objects.within(cast.clinic.id).get(kind="refer")

    with clock.at(START + timedelta(days=22, hours=1)):
        done = got(decide(by=cast.wei, proposal_id=row.id, answer="accepted"))

    assert done.version is None
    assert [told.job for told in tasks(cast, "write_letter")] == [Job.RECORD.value]


@pytest.fixture
def extend(cast: Cast, care: PlanMade, scored: Score) -> Proposal:
    """A block is over with a sixth of the pain gone."""
    seven_visits(cast, care)
    scored(22, nprs=5)
    return Proposal.objects.within(cast.clinic.id).get(kind="extend")


def needles_planned(cast: Cast) -> int:
    newest = PlanVersion.objects.within(cast.clinic.id).order_by("-number")[0]
    return from_json(PlanOfCare, newest.content).needles.planned


def test_an_extension_adds_the_visits_that_the_rule_names(cast: Cast, extend: Proposal) -> None:
    before = needles_planned(cast)
    with clock.at(START + timedelta(days=22, hours=1)):
        got(decide(by=cast.wei, proposal_id=extend.id, answer="accepted"))

    assert needles_planned(cast) == before + 5


def test_an_extension_takes_what_was_chosen_up_to_the_rules_most(cast: Cast, extend: Proposal) -> None:
    before = needles_planned(cast)
    with clock.at(START + timedelta(days=22, hours=1)):
        refused = no(decide(by=cast.wei, proposal_id=extend.id, answer="changed", reason="more", visits=9))
        got(decide(by=cast.wei, proposal_id=extend.id, answer="changed", reason="more", visits=8))

    assert refused.reason is Reason.NOT_POSSIBLE
    assert needles_planned(cast) == before + 8


def test_a_block_that_was_extended_is_not_extended_again(
    cast: Cast, care: PlanMade, scored: Score, extend: Proposal
) -> None:
    with clock.at(START + timedelta(days=22, hours=1)):
        got(decide(by=cast.wei, proposal_id=extend.id, answer="accepted"))
    for day in range(24, 44, 4):
        visit(cast, care, day)

    scored(45, nprs=5)

    assert "stop_needles" in kinds(cast)
    assert "extend" not in kinds(cast)


@pytest.fixture
def wide(cast: Cast, care: PlanMade) -> Proposal:
    """An extension that is offered beyond what the plan's set has left: eight of fifteen."""
    limits = {"extend_by": 5, "extend_most": 12, "without_reason": 2}
    why = explain("block_end", Words("More is possible."), limits=limits)
    return Proposal.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, episode_id=care.episode_id, kind="extend", rule="block_end",
        says=to_json(Words("More is possible.")), knowledge_version="1", at=clock.now(), inputs=to_json(why),
    )  # fmt: skip


def test_an_extension_over_the_usual_range_needs_a_reason_and_never_passes_the_sets_most(
    cast: Cast, wide: Proposal
) -> None:
    with clock.at(START + timedelta(days=22, hours=1)):
        silent = no(decide(by=cast.wei, proposal_id=wide.id, answer="accepted"))
        over = no(decide(by=cast.wei, proposal_id=wide.id, answer="changed", reason="far to go", visits=9))
        done = got(decide(by=cast.wei, proposal_id=wide.id, answer="accepted", reason="far to go"))

    assert (silent.reason, over.reason, done.version) == (Reason.MISSING, Reason.NOT_POSSIBLE, 2)


def test_an_old_score_at_the_end_of_a_block_is_asked_again_and_decides_nothing(
    cast: Cast, care: PlanMade, scored: Score
) -> None:
    scored(7, nprs=4)
    seven_visits(cast, care)

    looked(cast, care, 40)

    assert [str(one.says["message"]).split(",")[0] for one in tasks(cast, "ask_measure")] == [
        "The block of needle visits is over"
    ]
    assert "stop_needles" not in kinds(cast)


def test_nothing_of_it_is_applied_by_itself(cast: Cast, care: PlanMade, scored: Score) -> None:
    seven_visits(cast, care)

    scored(22, nprs=9)

    assert PlanVersion.objects.within(cast.clinic.id).count() == 1
    assert {"stop_needles"} <= set(kinds(cast))
