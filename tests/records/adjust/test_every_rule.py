"""Every rule in the clinic's own tables: tasks for their owners once, proposals for a decision, gates only shown."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from tests.care import PlanMade, drafted, got, no, screened
from tests.people import Cast

from weft.core.plan.facts import Lane
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.care import MOVEMENT, NEEDLES, Answer
from weft.core.shared.explained import explain
from weft.core.shared.words import Words
from weft.library.stored import from_json, to_json
from weft.records import clock
from weft.records.access import Job, system_of
from weft.records.actions.adjust import decide, look
from weft.records.actions.assess import set_goals
from weft.records.actions.measure import record_scores
from weft.records.actions.prevent_watch import answer_watch
from weft.records.adjusting_seen import main_measure
from weft.records.models import (
    AdverseEvent,
    Discharge,
    Episode,
    EpisodeState,
    Override,
    PlanVersion,
    Proposal,
    Screening,
    Task,
    Visit,
    VisitState,
    Watch,
)
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 2, 14, 0, tzinfo=UTC)
Score = Callable[..., None]


@pytest.fixture
def care(cast: Cast) -> PlanMade:
    with clock.at(START):
        return drafted(cast)


@pytest.fixture
def scored(cast: Cast, care: PlanMade) -> Score:
    def say(day: float, **values: int) -> None:
        with clock.at(START + timedelta(days=day)):
            given = {name: Decimal(value) for name, value in values.items()}
            got(record_scores(by=cast.dana, person_id=cast.marta_id, scores=given))

    return say


def looked(cast: Cast, care: PlanMade, day: float) -> None:
    with clock.at(START + timedelta(days=day)):
        got(look(by=system_of(cast.clinic.id), episode_id=care.episode_id))


def tasks(cast: Cast, kind: str) -> list[Task]:
    return list(Task.objects.within(cast.clinic.id).filter(kind=kind).order_by("made_at"))


def finish(cast: Cast, kind: str) -> None:
    ended = {"done_at": clock.now(), "done_by_id": cast.dana.user_id}
    Task.objects.within(cast.clinic.id).filter(kind=kind).update(**ended)


def kinds(cast: Cast) -> list[str]:
    rows = Proposal.objects.within(cast.clinic.id).filter(decision__isnull=True).order_by("at")
    return list(rows.values_list("kind", flat=True))


def visit(
    cast: Cast, care: PlanMade, day: int, discipline: str = NEEDLES, state: str = VisitState.DONE, minute: int = 0
) -> Visit:
    starts = START + timedelta(days=day, minutes=minute)
    return Visit.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, episode_id=care.episode_id, discipline=discipline, state=state,
        starts=starts, ends=starts + timedelta(minutes=30), local_date=starts.date(), local_start=starts.time(),
        zone="America/Toronto", tzdata_version="2026a", practitioner_id=str(cast.wei.membership_id),
    )  # fmt: skip


def seven_visits(cast: Cast, care: PlanMade) -> None:
    for day in range(0, 21, 3):
        visit(cast, care, day)


def test_a_rise_is_looked_at_within_two_days_and_told_once(cast: Cast, scored: Score) -> None:
    scored(3, nprs=8)
    scored(3.2, nprs=9)

    (told,) = tasks(cast, "flare_up")
    assert told.due == START + timedelta(days=5)
    assert told.job == Job.RECORD.value


def test_a_new_rise_after_the_task_is_done_is_told_again(cast: Cast, scored: Score) -> None:
    scored(3, nprs=8)
    finish(cast, "flare_up")

    scored(5, nprs=8)

    assert len(tasks(cast, "flare_up")) == 2


def test_pain_that_moves_into_the_leg_is_looked_at_the_same_day(cast: Cast, scored: Score) -> None:
    scored(1, nprs_leg=3, nprs_back=6)
    scored(8, nprs_leg=4, nprs_back=5)

    (told,) = tasks(cast, "leg_pain")
    assert told.urgency == "same_day"
    assert told.due == START + timedelta(days=8, hours=2)


def test_two_missed_trips_ask_the_desk_to_ring_and_both_halves_of_a_pair_are_one(cast: Cast, care: PlanMade) -> None:
    visit(cast, care, 2, state=VisitState.NO_SHOW)
    visit(cast, care, 2, MOVEMENT, VisitState.NO_SHOW, minute=40)
    looked(cast, care, 3)
    assert tasks(cast, "missed_visits") == []

    visit(cast, care, 5, state=VisitState.NO_SHOW)
    looked(cast, care, 6)
    looked(cast, care, 7)

    (told,) = tasks(cast, "missed_visits")
    assert told.job == Job.PEOPLE.value


def test_an_event_that_nobody_told_the_lead_of_is_told(cast: Cast, care: PlanMade) -> None:
    AdverseEvent.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, kind="needle_site.bruise", severity="moderate", story="",
        by_id=str(cast.wei.user_id), at=START + timedelta(days=1),
    )  # fmt: skip

    looked(cast, care, 2)
    looked(cast, care, 3)

    assert len(tasks(cast, "tell_lead")) == 1


def test_new_numbness_among_the_events_is_looked_at_the_same_day(cast: Cast, care: PlanMade) -> None:
    AdverseEvent.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, kind="movement.nerve_change", severity="mild", story="",
        by_id=str(cast.dana.user_id), at=START + timedelta(days=1),
    )  # fmt: skip

    looked(cast, care, 1.1)

    assert len(tasks(cast, "leg_pain")) == 1


def test_a_measure_that_was_due_is_asked_for_once_and_then_at_the_visit(cast: Cast, care: PlanMade) -> None:
    looked(cast, care, 21)
    assert tasks(cast, "ask_measure") == []
    looked(cast, care, 23)
    finish(cast, "ask_measure")
    looked(cast, care, 24)
    finish(cast, "ask_measure")
    looked(cast, care, 25)

    says = [str(told.says["message"]) for told in tasks(cast, "ask_measure")]
    assert [text.split(".")[0] for text in says] == [
        "A measure was due and is not answered",
        "A measure was due and was asked for once",
    ]


def test_little_change_in_week_three_asks_for_a_new_look(cast: Cast, scored: Score) -> None:
    scored(15, nprs=6)

    assert kinds(cast) == ["re_examine"]


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


def discharged(cast: Cast, care: PlanMade) -> None:
    ended = START + timedelta(days=40)
    Episode.objects.within(cast.clinic.id).update(state=EpisodeState.DISCHARGED, closed_at=ended)
    Discharge.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, episode_id=care.episode_id, reason="finished",
        by_id=str(cast.ren.user_id), at=ended,
    )  # fmt: skip


def test_pain_again_after_discharge_offers_the_way_back_once(cast: Cast, care: PlanMade) -> None:
    discharged(cast, care)
    Watch.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, episode_id=care.episode_id, due=date(2027, 5, 11),
        state="answered", answer={"had_pain": True, "pain": None}, answered_at=START + timedelta(days=70),
    )  # fmt: skip

    looked(cast, care, 70)
    looked(cast, care, 71)

    assert len(tasks(cast, "invite_back")) == 1
    assert kinds(cast) == []


def test_nothing_of_it_is_applied_by_itself(cast: Cast, care: PlanMade, scored: Score) -> None:
    seven_visits(cast, care)

    scored(22, nprs=9)

    assert PlanVersion.objects.within(cast.clinic.id).count() == 1
    assert {"stop_needles"} <= set(kinds(cast))


def test_who_answers_that_pain_came_back_is_invited_at_once(cast: Cast, care: PlanMade) -> None:
    discharged(cast, care)
    asked = Watch.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, episode_id=care.episode_id, due=date(2027, 5, 11)
    )

    with clock.at(START + timedelta(days=71)):
        told = got(answer_watch(by=cast.dana, watch_id=asked.id, had_pain=True))

    assert told.flare_id is None
    assert len(tasks(cast, "invite_back")) == 1


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
