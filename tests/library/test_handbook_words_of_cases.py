"""Cases are told in the words that a clinician uses: an id is looked up where its field says, and only there."""

from typing import Any

import pytest

from weft.library.handbook_case_words import in_its_words
from weft.library.handbook_expected import screened
from weft.library.handbook_names import Names
from weft.library.handbook_points import point_set
from weft.library.handbook_told import fields_told
from weft.library.knowledge import knowledge

NAMES = Names(knowledge())


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"instrument": "mood"}, "instrument: Mood, 0 to 10"),
        ({"risk": ["mood"]}, "risk: mood"),
        ({"reason": "swelling"}, "reason: swelling"),
        ({"measure": "psfs"}, "measure: Things that are hard now, 0 to 10"),
        ({"scores": {"phq4.mood": 3}}, "scores: PHQ-4, low mood: 3"),
        ({"paraphrases": {"phq2": "low_mood"}}, "paraphrases: PHQ-2: Low mood"),
        ({"parts": {"mood": 3, "worry": 1}}, "parts: mood: 3; worry: 1"),
        ({"main": 3}, "measure that decides: 3"),
        ({"judged": []}, "judged: none"),
        ({"group": "infection", "code": "local"}, "group: Infection; what: local"),
        ({"group": "nowhere"}, "group: nowhere"),
        ({"code": "movement.fracture"}, "what: Broken bone"),
        ({"yes": ["neck_or_head", "thin_bones"]}, "yes to: “Neck or head”, “Thin bones”"),
        ({"spreads": ["", "thigh"]}, "spreads: nowhere, thigh"),
        ({"pathways": ["", "recurrent"]}, "set chosen: no set; Low back, staying well"),
        ({"doses": ["settle: home 5 days a week with bridging, knee_rocks"]},
         "doses by phase: settle: home 5 days a week with Bridge, Knee rocks"),
    ],
)  # fmt: skip
def test_a_field_says_what_its_ids_mean(fields: dict[str, Any], said: str) -> None:
    assert fields_told(fields, NAMES) == said


def test_a_measure_in_our_words_says_so() -> None:
    assert NAMES.measure("daily_life_back") == "Daily life with a sore back, 24 things (our own words)"


def test_chosen_words_are_those_of_their_test() -> None:
    case = {"given": {"test": "lumbar_rotation"}, "expect": {"usual_words": ["full"], "asks": {"less": []}}}

    assert in_its_words(case, NAMES)["expect"] == {"usual_words": ["“free”"], "asks": {"“less than expected”": []}}


def test_each_test_of_a_case_keeps_its_own_words() -> None:
    now = [{"test": "knee_reflex", "left_word": "absent"}, {"test": "feeling_l4", "left_word": "absent"}]

    told = in_its_words({"given": {"now": now}}, NAMES)["given"]["now"]

    assert [one["left_word"] for one in told] == ["“cannot be found”", "“not felt”"]


def test_a_case_without_a_test_and_a_test_that_is_gone_stay_as_written() -> None:
    case = {"given": {"test": "gone", "word": "full"}, "name": "one"}

    assert in_its_words(case, NAMES) == case
    assert in_its_words({"name": "two"}, NAMES) == {"name": "two"}


def test_points_are_told_with_their_side_and_not_as_they_are_typed() -> None:
    leg = next(one for one in knowledge().treat.point_sets.values() if one.id == "sciatica")

    points, needles, *_ = point_set(leg, NAMES)

    assert "GB30 right" in str(points)
    assert "EX-B2 right, 2 needles" in str(points)
    assert "7" in str(needles)


def test_what_has_to_be_answered_is_named_as_the_questions_are() -> None:
    assert "still to be answered: “Saddle numbness”" in screened({"unanswered": ["saddle_numbness"]}, {}, NAMES)
