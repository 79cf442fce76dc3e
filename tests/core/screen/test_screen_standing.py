"""What stands between a clearance and one modality, and how long answers hold."""

from datetime import timedelta

import pytest
from tests.core.screen.screen_builders import ALL_NO, CONSULT, FACTS, FULL, UNSURE, YES

from weft.core.screen.clearance import ModalityClearance
from weft.core.screen.facts import QuestionSet
from weft.core.screen.screening import screen
from weft.core.screen.standing import Standing, covers, standing
from weft.core.screen.times import GOOD_FOR, READ_WITHIN, ring_within
from weft.core.shared.care import Action, Answer, Verdict

MISSING_LEGS = {name: answer for name, answer in ALL_NO.items() if name != "both_legs"}


@pytest.mark.parametrize(
    ("answers", "lifted", "starts", "expected"),
    [
        (ALL_NO, False, True, Standing.OPEN),
        ({**ALL_NO, "has_blood": YES}, False, True, Standing.UNSIGNED),
        ({**ALL_NO, "has_blood": YES}, True, True, Standing.OPEN),
        ({**ALL_NO, "has_blood": YES}, False, False, Standing.OPEN),
        ({**ALL_NO, "has_skin": YES}, False, True, Standing.OPEN),
        ({**ALL_NO, "has_blood": UNSURE}, False, True, Standing.UNANSWERED),
        ({**ALL_NO, "has_blood": UNSURE}, True, True, Standing.UNANSWERED),
        (MISSING_LEGS, True, True, Standing.UNANSWERED),
        ({**ALL_NO, "both_legs": YES}, False, True, Standing.BLOCKED),
        ({**ALL_NO, "both_legs": YES}, True, True, Standing.OPEN),
        ({**MISSING_LEGS, "past_cancer": YES, "night_pain": YES}, True, True, Standing.UNANSWERED),
        ({**ALL_NO, "numb": YES}, False, True, Standing.EMERGENCY),
        ({**ALL_NO, "numb": YES}, True, True, Standing.EMERGENCY),
    ],
)
def test_where_needles_stand(answers: dict[str, Answer], lifted: bool, starts: bool, expected: Standing) -> None:
    clearance = screen(answers, FACTS)

    assert standing(clearance, "needling", is_lifted=lifted, to_start=starts) is expected


@pytest.mark.parametrize("asked", [QuestionSet.CONSULT, QuestionSet.EVERY_VISIT])
@pytest.mark.parametrize(("extra", "lifted"), [({}, False), ({"both_legs": YES}, True)])
def test_a_short_set_alone_opens_nothing(asked: QuestionSet, extra: dict[str, Answer], lifted: bool) -> None:
    clearance = screen({**ALL_NO, **extra}, FACTS, asked=asked)

    assert standing(clearance, "needling", is_lifted=lifted) is Standing.NOT_ASKED


def test_a_modality_without_a_verdict_is_not_open() -> None:
    assert standing(screen(ALL_NO, FACTS), "leeches") is Standing.NOT_ASKED


def needling(**answers: Answer) -> ModalityClearance:
    return screen({**ALL_NO, **answers}, FACTS).by_modality["needling"]


def test_a_signature_covers_the_same_reasons() -> None:
    assert covers(needling(has_blood=YES), needling(has_blood=YES))
    assert covers(needling(has_blood=YES, has_skin=YES), needling(has_blood=YES))


def test_a_signature_does_not_cover_a_new_reason() -> None:
    assert not covers(needling(has_blood=YES), needling(has_blood=YES, has_skin=YES))


def test_a_signature_does_not_cover_a_worse_verdict() -> None:
    signed = needling(has_blood=YES)
    worse = ModalityClearance(Verdict.BLOCKED, signed.reasons)

    assert not covers(signed, worse)
    assert covers(worse, worse)


def test_the_full_set_holds_longer_than_the_consult_s() -> None:
    assert (GOOD_FOR[CONSULT], GOOD_FOR[FULL]) == (timedelta(days=30), timedelta(days=84))


@pytest.mark.parametrize(
    ("action", "hours"),
    [(Action.EMERGENCY, 0.25), (Action.SAME_DAY, 2), (Action.WITHIN_24_HOURS, 4), (Action.WITHIN_2_WEEKS, 24)],
)
def test_the_more_urgent_the_sooner_somebody_rings(action: Action, hours: float) -> None:
    assert ring_within(action) == timedelta(hours=hours)
    assert ring_within(action) <= READ_WITHIN
