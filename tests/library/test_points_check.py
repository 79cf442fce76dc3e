"""Points that could not be tapped, sets that could not be typed: each is found, and the shipped ones are in order."""

import re
from pathlib import Path

import pytest
from tests.library.knowledge_copy import copied, mend

from weft.core.treat.session import read_points
from weft.library.check_points import point_faults
from weft.library.knowledge import knowledge, load


def test_the_shipped_points_and_sets_are_in_order() -> None:
    assert list(point_faults(knowledge())) == []
    assert 4 <= len(knowledge().treat.point_sets) <= 8


def test_a_point_on_the_chart_lies_in_the_region_that_it_names() -> None:
    lowest = {"head": 0.1, "neck": 0.2, "low_back": 0.5}
    back = [
        (point.region, spot.y)
        for point in knowledge().treat.points.values()
        for spot in point.chart
        if spot.plate.value in {"back", "front"}
    ]

    assert all(y <= lowest[region] for region, y in back if region in lowest)
    assert all(y >= 0.9 for region, y in back if region == "foot")


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("points/gv.toml", 'chart = [{ plate = "back", x = 0.000, y = 0.407 }]', "", "GV3: has no place on the chart"),
        ("points/gv.toml", "x = 0.000, y = 0.407", "x = 0.0, y = 1.407", "GV3: lies outside the plate 'back'"),
        ("points/bl.toml", 'plate = "leg", x = 0.325', 'plate = "leg", x = 0', "BL58: lies on the middle on one plate"),
        (
            "points/gv.toml",
            'functional = "Ligament between the fourth and the fifth lumbar vertebra."',
            "",
            "GV3: has no functional reason; write one line",
        ),
        ("point_sets/first_time.toml", "bl40 b", "bl999 b", "points: 'bl999 b' names no point"),
        ("point_sets/first_time.toml", "bl40 b", "bl40 b x14", "points: takes 16 needles; the ways of working go"),
        ("point_sets/first_time.toml", '"bl23 b, bl40 b"', '""', "points: takes 0 needles"),
        ("point_sets/sciatica.toml", "gb30 r", "gb30 b", "points: is for one side"),
        ("point_sets/sciatica.toml", "gb30 r", "gb30 l", "points: is for one side"),
        ("personal_care.toml", '"lung_disease"', '"lung_diseases"', "groups.0.rules: 'lung_diseases' is no precaution"),
    ],
)
def test_each_fault_of_points_is_found(tmp_path: Path, file: str, old: str, new: str, complaint: str) -> None:
    root = copied(tmp_path)
    mend(root, f"treat/{file}", old, new)

    faults = [str(fault) for fault in point_faults(load(root))]

    assert any(fault.startswith(f"treat/{file}: {complaint}") for fault in faults), faults


def test_a_set_of_fifteen_needles_is_not_too_many(tmp_path: Path) -> None:
    root = copied(tmp_path)
    mend(root, "treat/point_sets/first_time.toml", "bl40 b", "bl40 b x13")

    assert list(point_faults(load(root))) == []


def test_sets_come_in_their_order_and_can_be_typed() -> None:
    treat = knowledge().treat

    assert [one.order for one in treat.point_sets.values()] == sorted(one.order for one in treat.point_sets.values())
    assert all(read_points(treat, one.points) for one in treat.point_sets.values())


def test_points_of_a_channel_stand_in_the_order_of_their_codes() -> None:
    codes = [re.fullmatch(r"(.*?)([0-9]+)", code) for code in knowledge().treat.points]
    by_channel: dict[str, list[int]] = {}
    for one in codes:
        if one is not None:  # Ashi, a tender spot, has no number
            by_channel.setdefault(one[1], []).append(int(one[2]))

    assert [channel for channel, numbers in by_channel.items() if numbers != sorted(numbers)] == []


def test_the_set_away_from_the_back_is_called_by_where_its_points_are() -> None:
    treat = knowledge().treat
    held = treat.point_sets["far_from_the_back"]
    places = [treat.points[point.code].place for point in read_points(treat, held.points)]

    assert [next(word for word in ("hand", "knee", "ankle") if word in place) for place in places] == [
        "hand", "knee", "ankle",
    ]  # fmt: skip
    assert all(word in held.name for word in ("hand", "knee", "ankle"))
