"""Danger signs: what a yes, a "not sure" and a missing answer do."""

from tests.core.screen.screen_builders import ALL_NO, CONSULT, FACTS, UNSURE, YES

from weft.core.screen.red_flags import NOT_SURE
from weft.core.screen.screening import screen
from weft.core.shared.care import Action, Outcome, Verdict
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
