"""One question that stands before several: one no for all of them, and nothing guessed."""

from dataclasses import replace

import pytest
from tests.core.screen.screen_builders import (
    CONSULT,
    EVERY_VISIT,
    FEVER,
    FULL,
    LED,
    LED_NO,
    NO,
    UNSURE,
    YES,
    lead,
    question,
)

from weft.core.screen.clearance import Clearance
from weft.core.screen.facts import QuestionSet
from weft.core.screen.leads import beneath, is_shown, to_ask, with_implied
from weft.core.screen.order import questions_for
from weft.core.screen.red_flags import NOT_SURE
from weft.core.screen.screening import screen
from weft.core.shared.care import Action, Answer, Outcome, Verdict


def judged(*, asked: QuestionSet = FULL, leave_out: tuple[str, ...] = (), **said: Answer) -> Clearance:
    """Screened with a no to every question that nothing stands before, but for ``said`` and what is left out."""
    answers = {name: answer for name, answer in {**LED_NO, **said}.items() if name not in leave_out}
    return screen(answers, LED, asked=asked)


def verdicts(clearance: Clearance) -> set[Verdict]:
    return {said.verdict for said in clearance.by_modality.values()}


def test_a_question_comes_right_after_what_stands_before_it() -> None:
    names = list(LED.questions)

    assert names[:3] == ["health_changed", "sudden", "chest"]
    assert names[names.index("neck") : names.index("neck") + 4] == ["neck", "neck_pain_new", "clumsy", "clumsy_hands"]


def test_one_no_is_a_no_to_everything_under_it() -> None:
    clearance = judged()

    assert (clearance.outcome, clearance.unanswered, verdicts(clearance)) == (Outcome.GO, (), {Verdict.CLEAR})
    assert with_implied({"neck": NO}, LED) == dict.fromkeys(("neck", "neck_pain_new", "clumsy", "clumsy_hands"), NO)


def test_what_was_answered_itself_stands_also_under_a_no() -> None:
    assert judged(sudden=NO, chest=YES).action is Action.EMERGENCY


def test_a_forgotten_lead_is_the_one_question_to_ask_and_nobody_is_cleared() -> None:
    clearance = judged(leave_out=("sudden",))

    assert (clearance.outcome, clearance.unanswered) == (Outcome.TALK_FIRST, ("sudden",))
    assert verdicts(clearance) == {Verdict.ASK}
    (reason,) = clearance.by_modality["needling"].reasons
    assert (str(reason.text), reason.is_open) == ("No answer yet: sudden?", True)


def test_a_forgotten_lead_is_not_missed_when_all_under_it_is_answered() -> None:
    assert judged(leave_out=("sudden",), chest=NO, shivers=NO).outcome is Outcome.GO


def test_after_a_yes_what_stands_under_it_is_open() -> None:
    clearance = judged(sudden=YES)

    assert (clearance.outcome, clearance.unanswered) == (Outcome.TALK_FIRST, ("chest", "shivers"))


def test_not_sure_opens_what_stands_under_it_too_and_each_no_then_settles_it() -> None:
    assert judged(sudden=UNSURE).unanswered == ("chest", "shivers")

    settled = judged(sudden=UNSURE, chest=NO, shivers=NO)

    assert (settled.outcome, settled.unsure, verdicts(settled)) == (Outcome.GO, (), {Verdict.CLEAR})


def test_a_yes_to_signs_that_no_sign_bears_out_is_asked_again_today() -> None:
    clearance = judged(sudden=YES, chest=NO, shivers=NO)

    assert (clearance.outcome, clearance.action) == (Outcome.TALK_FIRST, Action.SAME_DAY)
    assert (clearance.flags, clearance.told, verdicts(clearance)) == ((), (NOT_SURE,), {Verdict.ASK})
    (reason,) = clearance.by_modality["needling"].reasons
    assert (reason.rule, str(reason.text), reason.is_open) == ("sudden", "Not sure: sudden?", True)


def test_one_sign_that_bears_it_out_speaks_for_itself() -> None:
    clearance = judged(sudden=YES, chest=NO, shivers=YES)

    assert (clearance.outcome, clearance.action, clearance.flags) == (Outcome.STOP, Action.SAME_DAY, ("fever",))


def test_a_sign_of_another_set_does_not_bear_it_out_and_does_not_hide_it() -> None:
    (sign,) = FEVER.questions
    fever = replace(FEVER, questions=(replace(sign, asked_in=(FULL,)),))
    facts = replace(LED, red_flags=(*(flag for flag in LED.red_flags if flag.id != "fever"), fever))

    clearance = screen({**LED_NO, "sudden": YES, "chest": NO}, facts, asked=CONSULT)

    assert (clearance.outcome, clearance.action) == (Outcome.TALK_FIRST, Action.SAME_DAY)


def test_a_yes_to_a_place_needs_no_bearing_out() -> None:
    assert judged(neck=YES, neck_pain_new=NO, clumsy=NO).outcome is Outcome.GO


@pytest.mark.parametrize(
    ("said", "unanswered"),
    [
        ({"neck": YES}, ("neck_pain_new", "clumsy")),
        ({"neck": YES, "neck_pain_new": NO, "clumsy": YES}, ("clumsy_hands",)),
        ({"neck": YES, "neck_pain_new": NO, "clumsy": NO}, ()),
        ({"neck": NO}, ()),
    ],
)
def test_leads_stand_under_leads(said: dict[str, Answer], unanswered: tuple[str, ...]) -> None:
    assert judged(**said).unanswered == unanswered  # type: ignore[arg-type]  # by name


def test_the_outermost_open_question_is_asked_first() -> None:
    hands = LED.questions["clumsy_hands"]

    assert to_ask(hands, {}, LED).id == "neck"
    assert to_ask(hands, {"neck": YES}, LED).id == "clumsy"
    assert to_ask(hands, {"neck": YES, "clumsy": YES}, LED).id == "clumsy_hands"


def test_a_question_is_shown_when_all_before_it_was_answered_yes_or_not_sure() -> None:
    hands = LED.questions["clumsy_hands"]

    assert is_shown(hands, {"neck": YES, "clumsy": UNSURE}, LED)
    assert not is_shown(hands, {"clumsy": YES}, LED)
    assert is_shown(LED.questions["numb"], {}, LED)


def test_a_precautions_question_stands_before_another_too() -> None:
    assert judged(has_child=YES).unanswered == ("has_complications",)
    blocked = judged(has_child=YES, has_complications=YES).by_modality["needling"]
    assert (blocked.verdict, judged().by_modality["needling"].verdict) == (Verdict.BLOCKED, Verdict.CLEAR)


def test_a_letter_holds_nothing_back() -> None:
    clearance = judged(long=YES, stiff=YES, relatives=YES)

    assert (clearance.outcome, clearance.action, clearance.flags) == (Outcome.GO, Action.GP, ("joints",))
    assert ([str(words) for words in clearance.told], verdicts(clearance)) == (
        ["joints: see a doctor"],
        {Verdict.CLEAR},
    )


def test_not_sure_about_what_only_calls_for_a_letter_holds_nobody_back() -> None:
    clearance = judged(long=YES, stiff=YES, relatives=UNSURE)

    assert (clearance.outcome, clearance.unsure, verdicts(clearance)) == (Outcome.GO, ("relatives",), {Verdict.CLEAR})


def test_a_missing_answer_to_what_only_calls_for_a_letter_is_still_asked() -> None:
    clearance = judged(long=YES, stiff=YES)

    assert (clearance.outcome, clearance.unanswered) == (Outcome.TALK_FIRST, ("relatives",))


def test_a_trigger_may_block_less_than_its_flag() -> None:
    mild = judged(neck=YES, neck_pain_new=NO, clumsy=YES, clumsy_hands=YES)
    grave = judged(neck=YES, neck_pain_new=YES, clumsy=YES, clumsy_hands=YES)

    assert [name for name, said in mild.by_modality.items() if said.verdict is Verdict.BLOCKED] == ["heat"]
    assert verdicts(grave) == {Verdict.BLOCKED}


def test_not_sure_holds_back_what_a_yes_could_hold_back() -> None:
    clearance = judged(neck=YES, neck_pain_new=NO, clumsy=YES, clumsy_hands=UNSURE)

    assert verdicts(clearance) == {Verdict.ASK}
    assert clearance.outcome is Outcome.TALK_FIRST


def test_a_change_of_health_is_asked_for_its_own_sake() -> None:
    answers = {one.id: NO for one in questions_for(LED, EVERY_VISIT)}

    assert screen(answers, LED, asked=EVERY_VISIT).outcome is Outcome.GO
    forgotten = screen({}, LED, asked=EVERY_VISIT)
    assert (forgotten.outcome, forgotten.unanswered) == (Outcome.TALK_FIRST, ("health_changed",))
    assert verdicts(forgotten) == {Verdict.ASK}


def test_what_is_beneath_goes_all_the_way_down() -> None:
    assert beneath("neck", LED) == ("neck_pain_new", "clumsy", "clumsy_hands")
    assert beneath("numb", LED) == ()


def test_a_circle_still_makes_a_list_so_that_the_check_can_name_it() -> None:
    first, second = question("a", under="b"), question("b", under="a")
    circle = replace(LED, red_flags=(replace(FEVER, questions=(first, second)),), precautions=(), leads=(lead("x"),))

    assert set(circle.questions) == {"a", "b"}
