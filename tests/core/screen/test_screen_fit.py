"""What a consult hints at: safety first, then what the person asked for, then what each lane allows."""

from dataclasses import replace
from typing import Any

import pytest
from tests.core.screen.screen_builders import ALL_NO, DRAFT, FACTS, NO, UNSURE, YES, effect, precaution

from weft.core.plan.case import Case, Problem
from weft.core.plan.picture import picture_of
from weft.core.screen.audience import Audience
from weft.core.screen.facts import Level
from weft.core.screen.fit import Fit, Picture, Suits, fit
from weft.core.screen.screening import screen
from weft.core.shared.care import Answer
from weft.core.shared.fact import Basis


def audience(name: str, **marks: Any) -> Audience:
    return Audience(id=name, name=f"{name}s", says=name, sources=("book",), basis=Basis.DERIVED, review=DRAFT, **marks)


GROUPS = (
    audience("lasting", since_weeks=12, comes_back=True),
    audience("leg", radiates_to=("below_knee",)),
    audience("sitting", aggravated_by=("sitting",)),
    audience("wish"),
)


def hint(picture: Picture | None = None, **said: Answer) -> Fit:
    return fit(screen({**ALL_NO, **said}, FACTS), picture or Picture(), GROUPS)


def test_both_when_both_lanes_are_open() -> None:
    found = hint(Picture(audiences=("lasting", "wish")))

    assert found.suits is Suits.BOTH
    assert str(found.why.words) == "Both lanes are open. Combined care is described for: lastings; wishs."
    assert [one.id for one in found.audiences] == ["lasting", "wish"]
    assert found.why.sources == ("book",)


def test_without_any_group_it_says_so() -> None:
    assert "None of the groups" in str(hint().why.words)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"numb": YES}, "nerves"),
        ({"numb": UNSURE}, "nerves"),
        ({"has_blood": UNSURE}, "blood"),
        ({"past_cancer": YES, "night_pain": YES}, "illness"),
    ],
)
def test_what_stops_waits_or_is_not_sure_is_talked_about_first(said: dict[str, Answer], rule: str) -> None:
    found = hint(Picture(other_care=("chiropractic",)), **said)

    assert (found.suits, found.why.rule) == (Suits.TALK_FIRST, rule)


def test_a_missing_answer_is_talked_about_first() -> None:
    answers = {name: said for name, said in ALL_NO.items() if name != "has_blood"}

    found = fit(screen(answers, FACTS), Picture(), GROUPS)

    assert (found.suits, found.why.rule) == (Suits.TALK_FIRST, "unanswered")


def test_an_answer_that_holds_neither_lane_still_asks_for_a_talk() -> None:
    answers = {name: said for name, said in ALL_NO.items() if name != "has_device"}

    found = fit(screen(answers, FACTS), Picture(), GROUPS)

    assert (found.suits, found.why.rule) == (Suits.TALK_FIRST, "fit")


def test_other_care_asked_for_is_answered_honestly() -> None:
    found = hint(Picture(other_care=("chiropractic", "shoe inserts")))

    assert found.suits is Suits.OTHER_CARE
    assert "chiropractic, shoe inserts" in str(found.why.words)


@pytest.mark.parametrize(
    ("picture", "suits", "words"),
    [
        (Picture(no_needles=True), Suits.MOVEMENT, "They do not want needles."),
        (Picture(no_movement=True), Suits.NEEDLES, "They do not want movement visits."),
        (Picture(no_needles=True, no_movement=True), Suits.OTHER_CARE, "Neither lane fits now."),
    ],
)
def test_a_wish_leaves_the_other_lane(picture: Picture, suits: Suits, words: str) -> None:
    found = hint(picture)

    assert found.suits is suits
    assert words in str(found.why.words)


def test_a_doubt_about_needles_does_not_keep_somebody_who_wants_none() -> None:
    assert hint(Picture(no_needles=True), has_blood=UNSURE).suits is Suits.MOVEMENT


@pytest.mark.parametrize(
    ("blocked", "suits", "words"),
    [
        ("needling", Suits.MOVEMENT, "Needles are held back. abs rule"),
        ("exercise", Suits.NEEDLES, "Movement is held back. abs rule"),
    ],
)
def test_a_precaution_that_blocks_one_lane_leaves_the_other(blocked: str, suits: Suits, words: str) -> None:
    rule = precaution("rule", effect(blocked, level=Level.ABS))
    facts = replace(FACTS, precautions=(rule,))
    answers = dict.fromkeys(facts.questions, NO) | {"has_rule": YES}

    found = fit(screen(answers, facts), Picture(), GROUPS)

    assert (found.suits, str(found.why.words), found.why.rule) == (suits, words, "rule")


def test_a_lane_without_a_verdict_is_no_lane() -> None:
    clearance = replace(screen(ALL_NO, FACTS), by_modality={})

    assert fit(clearance, Picture()).suits is Suits.OTHER_CARE


def problem(**known: Any) -> Problem:
    return Problem(**{"id": "back", "region": "low_back", "since_weeks": 2, **known})


@pytest.mark.parametrize(
    ("known", "groups"),
    [
        ({}, ()),
        ({"since_weeks": 11}, ()),
        ({"since_weeks": 12}, ("lasting",)),
        ({"episodes_before": 0}, ()),
        ({"episodes_before": 1}, ("lasting",)),
        ({"radiates_to": "thigh"}, ()),
        ({"radiates_to": "below_knee"}, ("leg",)),
        ({"aggravated_by": ("lifting", "sitting")}, ("sitting",)),
    ],
)
def test_a_case_says_which_groups_somebody_belongs_to(known: dict[str, Any], groups: tuple[str, ...]) -> None:
    case = Case(age=40, problems=(problem(**known),), answers={})

    assert picture_of(case, GROUPS).audiences == groups


def test_a_group_may_be_named_and_wishes_are_heard() -> None:
    case = Case(age=40, problems=(problem(),), answers={}, wishes=("movement_only",))

    found = picture_of(case, GROUPS, said=("wish",), other_care=("chiropractic",))

    assert found == Picture(audiences=("wish",), no_needles=True, other_care=("chiropractic",))
