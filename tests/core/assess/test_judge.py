"""What an examination says: each decision with its reason, put together in one order."""

from dataclasses import replace
from decimal import Decimal

import pytest

from weft.core.assess.factors import Looked, suggest_factors
from weft.core.assess.irritability import irritability
from weft.core.assess.judge import Examined, JudgedKind, judge, limb_of
from weft.core.assess.movement_tests import Limb
from weft.core.assess.neuro import neuro_summary
from weft.core.assess.parts import MovementPart, RiskAnswer, Story, TestValue
from weft.core.assess.picture import working_picture
from weft.core.assess.risk import risk, start_back
from weft.core.assess.stage import stage
from weft.core.plan.case import Problem
from weft.core.shared.care import Answer, Outcome
from weft.library.knowledge import knowledge

FACTS = knowledge().assess
BACK = Problem(id="back", region="low_back", since_weeks=26, radiates_to="below_knee")
NECK = Problem(id="neck", region="neck", since_weeks=2)
TOE = MovementPart(tests=(TestValue(test="great_toe_power", left=Decimal(4), right=Decimal(5)),))


def judged(story: Story, movement: MovementPart, *problems: Problem) -> list[tuple[str, str, str]]:
    examined = Examined(problems=problems, story=story, movement=movement, outcome=Outcome.GO)
    return [(one.kind.value, one.about, one.found) for one in judge(examined, FACTS)]


def test_everything_is_said_in_one_order() -> None:
    assert judged(Story(weighs=("stress",), earlier_episodes=2), TOE, BACK, NECK) == [
        ("stage", "back", "chronic"),
        ("picture", "back", "radicular"),
        ("stage", "neck", "acute"),
        ("picture", "neck", "non_specific"),
        ("nerves", "leg", "one_level"),
        ("nerves", "arm", "not_examined"),
        ("irritability", "", "not_known"),
        ("risk", "", "not_known"),
        ("factor", "disc", "disc"),
        ("factor", "nerve_irritation", "nerve_irritation"),
        ("factor", "stress", "stress"),
    ]


def test_nerves_of_a_limb_that_nobody_asks_about_are_said_only_when_tested() -> None:
    assert ("nerves", "leg", "one_level") in judged(Story(), TOE, NECK)
    assert not [one for one in judged(Story(), MovementPart(), NECK) if one[:2] == ("nerves", "leg")]


def test_the_licensed_total_stands_beside_our_own_questions() -> None:
    said = judged(Story(start_back_total=6, start_back_mind=4), MovementPart(), BACK)

    assert ("licensed_risk", "", "high") in said
    assert ("risk", "", "not_known") in said


def test_a_worse_nerve_names_the_danger_sign_and_the_picture_waits() -> None:
    before = MovementPart(tests=(TestValue(test="great_toe_power", left=Decimal(5)),))
    examined = Examined(problems=(BACK,), story=Story(), movement=TOE, before=before, outcome=Outcome.GO)
    found = {one.kind: one for one in judge(examined, FACTS)}

    assert found[JudgedKind.NERVES].red_flags == ("progressive_weakness",)
    assert found[JudgedKind.PICTURE].found == "to_be_examined"
    assert "danger sign" in str(found[JudgedKind.PICTURE].why.words)


def test_an_old_story_with_answers_that_are_not_asked_any_more_is_still_read() -> None:
    old = Story(risk=(RiskAnswer(question="gone", answer=Answer.YES),))

    assert ("risk", "", "not_known") in judged(old, MovementPart(flares="gone", settles="gone"), BACK)


@pytest.mark.parametrize(("region", "limb"), [("neck", Limb.ARM), ("hand", Limb.ARM), ("low_back", Limb.LEG)])
def test_each_region_goes_with_one_limb(region: str, limb: Limb) -> None:
    assert limb_of(region) is limb


def test_every_decision_names_its_rule_and_its_state_and_known_sources() -> None:
    examined = Examined(problems=(BACK, NECK), story=Story(weighs=("stress",)), movement=TOE, outcome=Outcome.GO)
    found = judge(examined, FACTS)

    assert all(one.why.rule and one.why.status and str(one.why.words) for one in found)
    assert {source for one in found for source in one.why.sources} <= set(knowledge().sources)


def test_what_is_missing_for_a_whole_check_is_said() -> None:
    found = neuro_summary(TOE, FACTS, Limb.LEG)
    usual = tuple(_usual(test) for test in found.missing if test != "feeling_s1")
    last = neuro_summary(MovementPart(tests=(*TOE.tests, *usual)), FACTS, Limb.LEG)

    assert str(found.why.words).endswith(f"and {len(found.missing) - 1} more.")
    assert str(last.why.words) == "Changed at one level: L5. Not tested on both sides: Light touch, S1."


def _usual(test: str) -> TestValue:
    known = FACTS.tests[test]
    if known.choices:
        return TestValue(test=test, choice_left=known.choices[0].id, choice_right=known.choices[0].id)
    return TestValue(test=test, left=Decimal(5), right=Decimal(5))


@pytest.mark.parametrize(("weeks", "episodes"), [(-1, None), (None, -1)])
def test_weeks_and_episodes_are_counted_from_0(weeks: int | None, episodes: int | None) -> None:
    with pytest.raises(ValueError, match="counted from 0"):
        stage(weeks, FACTS.stage, earlier_episodes=episodes)


def test_a_stage_says_its_limits_and_that_it_has_come_back() -> None:
    found = stage(12, FACTS.stage, earlier_episodes=2)

    assert str(found.why.words) == "Lasting: 12 weeks or more. It has come back: 2 earlier."
    assert dict(found.why.limits) == {"subacute_from": "6", "chronic_from": "12", "recurrent_from": "1"}


@pytest.mark.parametrize("pain", [-1, 11])
def test_pain_is_counted_from_0_to_10(pain: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 10"):
        irritability(FACTS.irritability, pain=Decimal(pain))


def test_an_answer_that_is_not_on_its_list_is_refused() -> None:
    with pytest.raises(ValueError, match="is not one of"):
        irritability(FACTS.irritability, flares="moon")
    with pytest.raises(ValueError, match="no risk question"):
        risk({"moon": Answer.YES}, FACTS.risk)
    with pytest.raises(ValueError, match="cannot be"):
        start_back(10, 5, FACTS.start_back, FACTS.risk)


def test_unsure_is_not_a_no() -> None:
    said = dict.fromkeys([each.id for each in FACTS.risk.questions], Answer.UNSURE)

    assert risk(said, FACTS.risk).band == "not_known"


def test_a_low_band_says_how_many_contacts_and_what_the_questions_are_not() -> None:
    said = {each.id: Answer.NO if each.counts_when_yes else Answer.YES for each in FACTS.risk.questions}
    found = risk(said, FACTS.risk)

    assert str(found.why.words).endswith("Usually 1 to 2 contacts.")
    assert "not a tested questionnaire" in str(found.note)


def test_a_clinic_that_refuses_the_pictures_is_told_to_examine() -> None:
    nerves = neuro_summary(MovementPart(), FACTS, Limb.LEG)
    found = working_picture(BACK, Story(), replace(FACTS, pictures={}), nerves=nerves, outcome=Outcome.GO)

    assert (found.kind, str(found.why.words)) == ("to_be_examined", "No picture fits yet.")


def test_a_factor_says_everything_that_speaks_for_it_once() -> None:
    looked = Looked(weighs=("afraid_to_move", "afraid_to_move"), risk=("fear",))
    (found,) = suggest_factors(looked, FACTS)

    assert str(found.why.words) == "afraid to move or to do harm; fear of moving"


def test_what_is_told_is_named_by_its_id_where_the_list_is_refused() -> None:
    (found,) = suggest_factors(Looked(weighs=("stress",)), replace(FACTS, lists={}))

    assert str(found.why.words) == "stress"


@pytest.mark.parametrize(("word", "asks"), [("foot_drops", ("progressive_weakness",)), ("spares", None)])
def test_a_foot_that_drops_asks_about_growing_weakness(word: str, asks: tuple[str, ...] | None) -> None:
    part = MovementPart(tests=(TestValue(test="gait", choice=word), TestValue(test="gone", choice="x")))

    found = judge(Examined(problems=(BACK,), story=Story(), movement=part), FACTS)

    assert [one.red_flags for one in found if one.kind is JudgedKind.SIGN] == ([asks] if asks else [])
