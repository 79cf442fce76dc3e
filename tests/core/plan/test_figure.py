"""Figures: knees and elbows follow from where hips, shoulders, hands and feet are."""

from math import hypot

import pytest

from weft.core.plan.figure import FLOOR, SHIN, THIGH, Pose, Spot, bones, halfway
from weft.library.knowledge import knowledge

STANDING = Pose(hip=(0, 84), shoulder=(0, 138), head=(3, 160), hand=(3, 84), foot=(0, 4), toes=(14, 3))
WITH_POSES = [each for each in knowledge().plan.exercises.values() if each.poses]


def far(one: Spot, other: Spot) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def test_a_knee_bends_forward_and_keeps_the_length_of_thigh_and_shin() -> None:
    _, leg = bones(STANDING).near
    hip, knee, ankle, toes = leg.spots

    assert knee[0] > 0
    assert far(hip, knee) == pytest.approx(THIGH)
    assert far(knee, ankle) == pytest.approx(SHIN)
    assert ankle == pytest.approx((0, 4))
    assert toes == pytest.approx((14, 3))


def test_a_foot_out_of_reach_stays_on_the_way_with_its_toes() -> None:
    _, leg = bones(Pose(hip=(0, 100), shoulder=(0, 150), head=(0, 170), hand=(0, 95), foot=(0, 0), toes=(10, 0))).near
    hip, _, ankle, toes = leg.spots

    assert far(hip, ankle) == pytest.approx(THIGH + SHIN - 0.1)
    assert toes[1] == pytest.approx(ankle[1])


def test_a_back_without_length_is_drawn_all_the_same() -> None:
    folded = Pose(hip=(0, 84), shoulder=(0, 84), head=(3, 100), hand=(3, 84), foot=(0, 4), toes=(14, 3), rounded=5)

    assert bones(folded).trunk == ((0, 84), (0, 84), (0, 84))


def test_no_elbow_lies_under_the_floor() -> None:
    lying = Pose(hip=(0, 6), shoulder=(-50, 6), head=(-71, 11), hand=(-16, 14), foot=(46, 5), toes=(60, 3))

    arm, _ = bones(lying).near

    assert arm.spots[1][1] == FLOOR


def test_what_is_behind_is_drawn_only_where_it_is_told() -> None:
    pose = Pose(
        hip=(0, 88), shoulder=(0, 138), head=(3, 160), hand=(3, 84), foot=(9, 4), toes=(20, 3), hand_far=(9, 90),
        foot_far=(-9, 4), toes_far=(2, 3),
    )  # fmt: skip

    assert bones(STANDING).far == ()
    assert len(bones(pose).far) == 2
    assert bones(halfway(STANDING, pose)).far == ()
    assert halfway(pose, pose) == pose


def test_a_rounded_back_stands_out_behind() -> None:
    on_all_fours = Pose(
        hip=(0, 50), shoulder=(50, 50), head=(70, 50), hand=(50, 4), foot=(-40, 5), toes=(-50, 3), rounded=10
    )  # fmt: skip

    behind = bones(on_all_fours)

    assert behind.trunk[1] == (25, 70)


@pytest.mark.parametrize("exercise", WITH_POSES, ids=[each.id for each in WITH_POSES])
def test_no_figure_that_ships_goes_through_the_floor_or_reaches_too_far(exercise: object) -> None:
    poses: tuple[Pose, ...] = exercise.poses  # type: ignore[attr-defined]  # an Exercise

    for pose in (*poses, halfway(poses[0], poses[-1])):
        drawn = bones(pose)
        spots = [spot for limb in (*drawn.near, *drawn.far) for spot in limb.spots]
        assert min(y for _, y in [*spots, drawn.head]) >= 2.5
        assert far(drawn.near[1].spots[2], pose.foot) < 4
        assert far(drawn.near[0].spots[2], pose.hand) < 4
