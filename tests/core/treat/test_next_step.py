"""State decides the label of the one Next button."""

from dataclasses import replace

import pytest

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.core.treat.count import Count
from weft.core.treat.next_step import About, Stage, StepKind, VisitFacts, next_step

BOOKED = VisitFacts(discipline=NEEDLES, stage=Stage.BOOKED)
LYING = VisitFacts(discipline=NEEDLES, stage=Stage.IN_TREATMENT, count=Count(12, 0))
SHORT = replace(LYING, count=Count(12, 11))
OUT = replace(LYING, count=Count(12, 12))
MOVE = VisitFacts(discipline=MOVEMENT, stage=Stage.ARRIVED)


@pytest.mark.parametrize(
    ("visit", "kind", "label"),
    [
        (BOOKED, StepKind.ARRIVE, "Arrived"),
        (replace(BOOKED, stage=Stage.ARRIVED), StepKind.PLACE_NEEDLES, "Place the needles"),
        (LYING, StepKind.WATCH, "12 in: look in"),
        (replace(LYING, check_minutes=5), StepKind.CHECK, "5-min check"),
        (replace(LYING, check_minutes=5, is_time_up=True), StepKind.TAKE_OUT, "Take the needles out"),
        (SHORT, StepKind.FIND_NEEDLE, "1 still in: count on"),
        (replace(SHORT, has_missing_report=True), StepKind.SIGN_NEEDLES, "Sign: 1 reported missing"),
        (OUT, StepKind.SIGN_NEEDLES, "Sign the needles"),
        (replace(OUT, is_unsteady=True), StepKind.STEADY, "Steady on their feet?"),
        (MOVE, StepKind.START_MOVEMENT, "Start movement"),
        (replace(MOVE, stage=Stage.IN_TREATMENT), StepKind.SIGN_MOVEMENT, "Sign the movement"),
        (replace(BOOKED, is_apart=True), StepKind.REJOIN, "Rejoin the halves"),
        (replace(BOOKED, is_by_phone=True), StepKind.CALL, "Call"),
        (replace(MOVE, kind="assessment"), StepKind.ASSESS, "Assess"),
        (replace(MOVE, kind="review"), StepKind.REVIEW, "Review the plan"),
        (replace(MOVE, kind="consult"), StepKind.TALK, "Talk"),
        (replace(MOVE, discipline="osteopathy"), StepKind.OPEN, "Open the visit"),
    ],
)
def test_state_decides_the_label(visit: VisitFacts, kind: StepKind, label: str) -> None:
    step = next_step(visit)

    assert (step.kind, str(step.words)) == (kind, label)
    assert step.url_name


@pytest.mark.parametrize(
    ("stage", "label"), [("done", "Done"), ("cancelled", "Cancelled"), ("no_show", "Did not come")]
)
def test_a_visit_that_is_over_asks_nothing(stage: str, label: str) -> None:
    step = next_step(replace(BOOKED, stage=Stage(stage), answer_waits=True))

    assert (step.kind, str(step.words), step.url_name) == (StepKind.NOTHING, label, "")


@pytest.mark.parametrize("stage", [Stage.BOOKED, Stage.ARRIVED, Stage.IN_TREATMENT])
def test_an_unread_answer_comes_before_everything(stage: Stage) -> None:
    step = next_step(replace(BOOKED, stage=stage, answer_waits=True, is_apart=True))

    assert (step.kind, step.about) == (StepKind.READ_ANSWER, About.PERSON)


def test_movement_that_waits_says_why() -> None:
    step = next_step(replace(MOVE, movement_waits=Words("2 needles are still in.")))

    assert (step.kind, step.posts, str(step.why)) == (StepKind.WAIT, False, "2 needles are still in.")


@pytest.mark.parametrize(("visit", "job"), [(BOOKED, "diary"), (LYING, "needles"), (MOVE, "movement")])
def test_each_step_says_which_right_it_takes(visit: VisitFacts, job: str) -> None:
    assert next_step(visit).job == job
