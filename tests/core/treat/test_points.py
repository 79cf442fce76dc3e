"""Points, agreements and unwanted events."""

import pytest
from tests.core.written_cases import SHELF

from weft.core.assess.facts import Region
from weft.core.shared.modality import Modality
from weft.core.treat.agreements import agreements_needed, may_open_record
from weft.core.treat.facts import PointCaution
from weft.core.treat.points import find_point, point_notices
from weft.core.treat.reactions import Follow, what_follows
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


@pytest.mark.parametrize(
    ("group", "code", "grade", "follow"),
    [
        ("needle_site", "bruise", 1, Follow.RECORD),
        ("needle_site", "bruise", 2, Follow.TELL_LEAD),
        ("needle_site", "bruise", 3, Follow.INCIDENT),
        ("needle_site", "forgotten", 1, Follow.INCIDENT),
        ("nerve_and_vessel", "tingling", 1, Follow.TELL_LEAD),
        ("organ", "lung", 1, Follow.INCIDENT),
        ("infection", "local", 1, Follow.INCIDENT),
    ],
)
def test_an_unwanted_event_sets_going_what_it_must(group: str, code: str, grade: int, follow: Follow) -> None:
    assert what_follows(FACTS.reactions[group], code, grade) is follow


@pytest.mark.parametrize(("code", "grade"), [("bruise", 0), ("bruise", 6), ("unknown", 1)])
def test_an_event_that_cannot_be_is_refused(code: str, grade: int) -> None:
    with pytest.raises(ValueError, match=r"is not 1 to 5|has no reaction"):
        what_follows(FACTS.reactions["needle_site"], code, grade)


def test_no_reaction_code_comes_twice_in_a_group() -> None:
    groups = FACTS.reactions.values()

    assert all(len({one.code for one in group.reactions}) == len(group.reactions) for group in groups)
