"""Points, agreements and unwanted events."""

from dataclasses import replace

import pytest
from tests.core.shelf import SHELF

from weft.core.assess.facts import Region
from weft.core.shared.modality import Modality
from weft.core.treat.agreements import agreements_needed, may_open_record
from weft.core.treat.facts import PointCaution
from weft.core.treat.points import CAUTION_WORDS, find_point, point_notices, rules_to_read
from weft.library.steps import treat_facts

FACTS = treat_facts(SHELF)
MODALITIES = SHELF.folder(Modality, "treat/modalities")
PREGNANCY_POINTS = {"LI4", "SP6", "BL60", "BL67", "BL31", "BL32", "BL33", "BL34"}


@pytest.mark.parametrize("typed", ["BL23", "bl23", "bl 23", " Bl23 "])
def test_a_point_is_found_however_it_is_typed(typed: str) -> None:
    point = find_point(FACTS, typed)

    assert point is not None
    assert (point.code, point.chinese) == ("BL23", "肾俞")


def test_a_code_that_nobody_knows_finds_nothing() -> None:
    assert find_point(FACTS, "BL99") is None


def test_the_points_that_tradition_avoids_in_pregnancy_say_so() -> None:
    assert all(PointCaution.PREGNANCY in FACTS.points[code].cautions for code in PREGNANCY_POINTS)


def test_a_blocked_point_comes_first_and_other_cautions_follow() -> None:
    notices = point_notices(FACTS, ["BL23", "LI4", "BL99"], blocked={"LI4"})

    assert [(notice.code, notice.is_blocked) for notice in notices] == [
        ("LI4", True),
        ("BL23", False),
        ("LI4", False),
    ]


@pytest.mark.parametrize(
    "code", ["GV15", "GV16", "CV22", "LI18", "ST9", "CV17", "SI11", "BL1", "ST1", "EX-HN7"]
)  # fmt: skip
def test_a_guarded_point_is_for_trained_hands_only(code: str) -> None:
    (notice,) = point_notices(FACTS, [code], blocked=())

    assert notice.is_blocked
    assert str(notice.words).startswith("Only somebody trained for it:")


@pytest.mark.parametrize("code", ["BL11", "BL17", "BL41", "BL44", "LU1", "LU2", "SI12", "SI15", "ST13", "ST18"])
def test_a_point_over_the_lung_asks_for_care_also_when_it_is_not_described(code: str) -> None:
    assert code not in FACTS.points

    (notice,) = point_notices(FACTS, [code], blocked=())

    assert (notice.is_blocked, str(notice.words)) == (False, str(CAUTION_WORDS[PointCaution.LUNG]))


def test_a_care_that_a_point_and_a_list_name_is_said_once() -> None:
    care = replace(FACTS.guarded.care[0], points=("GB21",))
    facts = replace(FACTS, guarded=replace(FACTS.guarded, care=(care,)))

    assert point_notices(facts, ["GB21"], blocked=()) == point_notices(FACTS, ["GB21"], blocked=())


def test_no_other_point_is_guarded() -> None:
    guarded = {code for group in FACTS.guarded.groups for code in group.points}

    assert len(guarded) == 10
    assert not guarded & set(FACTS.points)


def test_a_guarded_point_that_is_blocked_too_says_both_and_the_block_first() -> None:
    notices = point_notices(FACTS, ["GV16"], blocked={"GV16"})

    assert [str(notice.words) for notice in notices] == [
        "Blocked for this person.",
        "Only somebody trained for it: the brain stem and the spinal cord lie beneath.",
    ]


def test_every_caution_has_its_sentence() -> None:
    notices = point_notices(FACTS, FACTS.points, blocked=())

    assert len({str(notice.words) for notice in notices}) == len(PointCaution)


def test_every_point_is_in_a_region_that_we_know() -> None:
    regions = SHELF.table(Region, "assess/regions.toml")

    assert {point.region for point in FACTS.points.values()} <= set(regions)


def test_a_needle_record_needs_an_agreement_to_needling() -> None:
    assert agreements_needed(MODALITIES, ["needling", "exercise", "needling"]) == ("needling",)


def test_each_of_needling_dry_needling_electro_and_thrust_has_an_agreement_of_its_own() -> None:
    needed = agreements_needed(MODALITIES, MODALITIES)

    assert set(needed) == {"needling", "dry_needling", "electro_acupuncture", "thrust"}


def test_a_record_opens_only_with_every_agreement() -> None:
    wanted = ["needling", "electro_acupuncture"]

    assert may_open_record(MODALITIES, wanted, live=wanted).is_open
    refused = may_open_record(MODALITIES, wanted, live=["needling"])
    assert not refused.is_open
    assert dict(refused.why.inputs)["missing"] == "electro_acupuncture"


def test_exercise_needs_no_agreement_of_its_own() -> None:
    assert may_open_record(MODALITIES, ["exercise"], live=[]).is_open


def test_no_reaction_code_comes_twice_in_a_group() -> None:
    groups = FACTS.reactions.values()

    assert all(len({one.code for one in group.reactions}) == len(group.reactions) for group in groups)


def test_a_persons_own_answers_are_read_at_the_points_that_they_touch() -> None:
    assert rules_to_read(FACTS, "BL40", {"blood_thinner", "epilepsy"}) == {"blood_thinner"}
    assert rules_to_read(FACTS, "BL40", {"epilepsy"}) == frozenset()
    assert rules_to_read(FACTS, "BL57", {"blood_thinner"}) == frozenset()


def test_a_point_over_the_lung_that_is_not_described_is_read_first_too() -> None:
    assert rules_to_read(FACTS, "BL13", {"lung_disease"}) == {"lung_disease"}
