"""Precautions: levels, sites, points, sign-off, and what is asked when nobody knows."""

from tests.core.screen.screen_builders import ALL_NO, CONSULT, FACTS, UNSURE, YES

from weft.core.screen.screening import screen
from weft.core.shared.care import Action, Outcome, Verdict


def test_absolute_blocks_the_modality_and_nothing_else() -> None:
    clearance = screen({**ALL_NO, "has_device": YES}, FACTS)

    assert clearance.by_modality["heat"].verdict is Verdict.BLOCKED
    assert clearance.by_modality["needling"].verdict is Verdict.CLEAR
    assert (clearance.outcome, clearance.action) == (Outcome.GO, Action.CAUTION)


def test_absolute_at_a_site_is_a_caution_with_a_site_rule() -> None:
    needling = screen({**ALL_NO, "has_skin": YES}, FACTS).by_modality["needling"]

    assert needling.verdict is Verdict.CAUTION
    assert [rule.rule for rule in needling.site_rules] == ["skin"]
    assert not needling.sign_off


def test_relative_is_a_caution_with_sign_off() -> None:
    clearance = screen({**ALL_NO, "has_blood": YES}, FACTS)

    assert clearance.by_modality["needling"].verdict is Verdict.CAUTION
    assert clearance.by_modality["needling"].sign_off
    assert [str(words) for words in clearance.told] == ["blood: we take care"]


def test_care_is_a_caution_without_sign_off() -> None:
    heat = screen({**ALL_NO, "has_blood": YES}, FACTS).by_modality["heat"]

    assert (heat.verdict, heat.sign_off, heat.site_rules) == (Verdict.CAUTION, False, ())


def test_points_are_blocked_only_where_the_level_is_more_than_care() -> None:
    needling = screen({**ALL_NO, "has_child": YES}, FACTS).by_modality["needling"]

    assert needling.verdict is Verdict.CAUTION
    assert needling.blocked_points == ("LI4",)


def test_two_precautions_both_speak_and_the_worse_stands() -> None:
    heat = screen({**ALL_NO, "has_blood": YES, "has_device": YES}, FACTS).by_modality["heat"]

    assert heat.verdict is Verdict.BLOCKED
    assert [reason.rule for reason in heat.reasons] == ["blood", "device"]


def test_not_sure_asks_about_what_it_touches_and_lets_the_person_go_on() -> None:
    clearance = screen({**ALL_NO, "has_blood": UNSURE}, FACTS)

    assert clearance.outcome is Outcome.GO
    assert clearance.unsure == ("has_blood",)
    assert {name: said.verdict for name, said in clearance.by_modality.items()} == {
        "needling": Verdict.ASK,
        "heat": Verdict.ASK,
        "exercise": Verdict.CLEAR,
    }
    assert str(clearance.by_modality["heat"].reasons[0].text) == "Not sure: has_blood?"


def test_a_missing_answer_asks_about_what_it_touches() -> None:
    answers = {name: answer for name, answer in ALL_NO.items() if name != "has_device"}

    clearance = screen(answers, FACTS)

    assert (clearance.unanswered, clearance.outcome) == (("has_device",), Outcome.TALK_FIRST)
    assert clearance.by_modality["heat"].verdict is Verdict.ASK
    assert clearance.by_modality["needling"].verdict is Verdict.CLEAR


def test_a_precaution_outside_the_set_is_not_missing() -> None:
    answers = {name: answer for name, answer in ALL_NO.items() if name != "has_device"}

    assert screen(answers, FACTS, asked=CONSULT).by_modality["heat"].verdict is Verdict.CLEAR
