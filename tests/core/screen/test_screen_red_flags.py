"""Danger signs: what a yes, a "not sure" and a missing answer do."""

from dataclasses import replace

import pytest
from tests.core.screen.screen_builders import (
    ALL_NO,
    CHILD,
    CONSULT,
    FACTS,
    MODALITIES,
    NO,
    UNSURE,
    YES,
    flag,
    lead,
    question,
    trigger,
)

from weft.core.screen.facts import ScreenFacts, TriggerKind
from weft.core.screen.red_flags import NOT_SURE
from weft.core.screen.screening import screen
from weft.core.shared.care import Action, Answer, Outcome, Verdict
from weft.core.shared.words import Words


def test_all_no_is_go_and_clear() -> None:
    clearance = screen(ALL_NO, FACTS)

    assert clearance.outcome is Outcome.GO
    assert clearance.action is Action.NONE
    assert {said.verdict for said in clearance.by_modality.values()} == {Verdict.CLEAR}
    assert (clearance.flags, clearance.unanswered, clearance.unsure, clearance.told) == ((), (), (), ())


def test_a_flag_that_is_up_blocks_everything_it_names() -> None:
    clearance = screen({**ALL_NO, "numb": YES}, FACTS)

    assert (clearance.outcome, clearance.action) == (Outcome.STOP, Action.EMERGENCY)
    assert clearance.flags == ("nerves",)
    assert {said.verdict for said in clearance.by_modality.values()} == {Verdict.BLOCKED}
    assert clearance.told == (Words("nerves: see a doctor"),)


def test_the_reason_names_rule_letter_and_source() -> None:
    (reason,) = screen({**ALL_NO, "numb": YES}, FACTS).by_modality["needling"].reasons

    assert (reason.rule, str(reason.text), reason.sources) == ("nerves", "nerves is possible", ("book",))


def test_a_flag_that_names_modalities_leaves_the_others_alone() -> None:
    clearance = screen({**ALL_NO, "past_cancer": YES, "night_pain": YES}, FACTS)

    assert clearance.by_modality["needling"].verdict is Verdict.BLOCKED
    assert clearance.by_modality["exercise"].verdict is Verdict.CLEAR


def test_one_sign_of_a_cluster_stops_nobody() -> None:
    clearance = screen({**ALL_NO, "past_cancer": YES}, FACTS)

    assert (clearance.outcome, clearance.flags) == (Outcome.GO, ())


def test_of_two_triggers_the_more_urgent_action_stands() -> None:
    two_signs = screen({**ALL_NO, "weight_loss": YES, "night_pain": YES}, FACTS)
    with_cancer = screen({**ALL_NO, "past_cancer": YES, "night_pain": YES}, FACTS)

    assert two_signs.action is Action.WITHIN_2_WEEKS
    assert with_cancer.action is Action.SAME_DAY


def test_of_two_flags_the_worse_outcome_and_the_more_urgent_words_come_first() -> None:
    clearance = screen({**ALL_NO, "past_cancer": YES, "night_pain": YES, "numb": YES}, FACTS)

    assert (clearance.outcome, clearance.action) == (Outcome.STOP, Action.EMERGENCY)
    assert [str(words) for words in clearance.told] == ["nerves: see a doctor", "illness: see a doctor"]


def test_not_sure_asks_and_talks_first() -> None:
    clearance = screen({**ALL_NO, "numb": UNSURE}, FACTS)

    assert clearance.outcome is Outcome.TALK_FIRST
    assert {said.verdict for said in clearance.by_modality.values()} == {Verdict.ASK}
    assert (clearance.unsure, clearance.unanswered, clearance.told) == (("numb",), (), (NOT_SURE,))


def test_not_sure_about_an_emergency_is_asked_again_the_same_day() -> None:
    assert screen({**ALL_NO, "numb": UNSURE}, FACTS).action is Action.SAME_DAY


def test_not_sure_is_as_urgent_as_the_yes_would_be() -> None:
    clearance = screen({**ALL_NO, "weight_loss": YES, "night_pain": UNSURE}, FACTS)

    assert clearance.action is Action.WITHIN_2_WEEKS


def test_not_sure_where_a_yes_would_not_alarm_is_no_hurry() -> None:
    clearance = screen({**ALL_NO, "past_cancer": UNSURE}, FACTS)

    assert (clearance.outcome, clearance.action) == (Outcome.TALK_FIRST, Action.NONE)


def test_two_doubts_are_told_once() -> None:
    assert screen({**ALL_NO, "numb": UNSURE, "both_legs": UNSURE}, FACTS).told == (NOT_SURE,)


def test_a_missing_answer_is_not_a_no() -> None:
    answers = {name: answer for name, answer in ALL_NO.items() if name not in {"numb", "past_cancer"}}

    clearance = screen(answers, FACTS)

    assert clearance.outcome is Outcome.TALK_FIRST
    assert clearance.unanswered == ("numb", "past_cancer")
    assert clearance.by_modality["exercise"].verdict is Verdict.ASK
    assert [str(reason.text) for reason in clearance.by_modality["exercise"].reasons] == ["No answer yet: numb?"]
    assert clearance.by_modality["exercise"].reasons[0].rule == "unanswered"


def test_a_question_that_is_not_of_the_set_is_not_missing() -> None:
    asked = {name: answer for name, answer in ALL_NO.items() if name != "weight_loss" and not name.startswith("has_")}

    clearance = screen(asked, FACTS, asked=CONSULT)

    assert (clearance.unanswered, clearance.outcome, clearance.asked) == ((), Outcome.GO, CONSULT)


def test_an_answer_outside_the_set_still_counts() -> None:
    clearance = screen({**ALL_NO, "night_pain": YES, "weight_loss": YES}, FACTS, asked=CONSULT)

    assert clearance.flags == ("illness",)


LEGS = flag(
    "legs",
    (question("numb"), question("both_legs"), question("sore")),
    trigger("numb", action=Action.EMERGENCY),
    replace(trigger("both_legs"), person="see a doctor today"),
    replace(trigger("sore", action=Action.GP), person="tell your doctor"),
)
SEVERAL = ScreenFacts(red_flags=(LEGS,), precautions=(), modalities=MODALITIES)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("both_legs",), "see a doctor today"),
        (("sore",), "tell your doctor"),
        (("sore", "both_legs"), "see a doctor today"),
        (("numb",), "legs: see a doctor"),
        (("numb", "both_legs", "sore"), "legs: see a doctor"),
    ],
)
def test_the_most_urgent_trigger_says_its_own_words_or_those_of_the_flag(said: tuple[str, ...], words: str) -> None:
    answers = {**dict.fromkeys(("numb", "both_legs", "sore"), NO), **dict.fromkeys(said, YES)}

    assert screen(answers, SEVERAL).told == (Words(words),)


def with_pair(other: str) -> ScreenFacts:
    """A danger sign that needs the answer to a precaution or a lead too."""
    sign = flag("sign", (question("bad_pain"),), trigger("bad_pain", other, kind=TriggerKind.ALL_OF))
    under = flag("other", (question("stiff", under="arm"),), trigger("stiff"))
    return ScreenFacts(red_flags=(sign, under), precautions=(CHILD,), modalities=MODALITIES, leads=(lead("arm"),))


@pytest.mark.parametrize("other", ["has_child", "arm"])
@pytest.mark.parametrize(
    ("pain", "outcome", "action"),
    [(YES, Outcome.TALK_FIRST, Action.SAME_DAY), (NO, Outcome.GO, Action.NONE)],
)
def test_a_doubt_about_what_another_rule_asks_holds_back_where_a_yes_would_alarm(
    other: str, pain: Answer, outcome: Outcome, action: Action
) -> None:
    answers = {"bad_pain": pain, "has_child": NO, "arm": NO, "stiff": NO, other: UNSURE}

    clearance = screen(answers, with_pair(other))

    assert (clearance.outcome, clearance.action) == (outcome, action)
