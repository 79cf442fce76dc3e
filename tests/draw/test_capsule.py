"""The double capsule: every state, both palettes, three sizes, and its text twin."""

from typing import Any
from xml.etree import ElementTree

import pytest

from weft.core.shared.words import Words
from weft.draw.capsule import MINI, PATIENT, STAFF, CapsuleData, CapsuleState, Half, Size, capsule, capsule_words
from weft.draw.palette import PAPER, SCREEN, Palette

NEEDLES = Half(starts=540, minutes=30, who="Wei")
MOVEMENT = Half(starts=585, minutes=40, who="Dana")
PLANNED = CapsuleData(needles=NEEDLES, movement=MOVEMENT)
IN = CapsuleData(state=CapsuleState.NEEDLES_IN, needles=NEEDLES, movement=MOVEMENT, count=12, seconds_left=220)
WINDOW = CapsuleData(
    state=CapsuleState.WINDOW, needles=NEEDLES, movement=MOVEMENT, seconds_left=840, ends="2026-10-28T09:44Z"
)
MOVING = CapsuleData(state=CapsuleState.MOVING, needles=NEEDLES, movement=MOVEMENT, seconds_left=660)
DONE = CapsuleData(state=CapsuleState.DONE, needles=NEEDLES, movement=MOVEMENT, pain=(3, 1))
MISSED = CapsuleData(state=CapsuleState.DONE, needles=NEEDLES, movement=MOVEMENT, in_time=False)
SPLIT = CapsuleData(state=CapsuleState.SPLIT, needles=NEEDLES, movement=Half(starts=810, minutes=40))
ONLY_NEEDLES = CapsuleData(needles=NEEDLES)
ONLY_MOVEMENT = CapsuleData(movement=Half(starts=990, minutes=40))
CANCELLED = CapsuleData(state=CapsuleState.CANCELLED, needles=NEEDLES, movement=MOVEMENT, reason=Words("Ill"))
ALL = (PLANNED, IN, WINDOW, MOVING, DONE, MISSED, SPLIT, ONLY_NEEDLES, ONLY_MOVEMENT, CANCELLED)


def drawn(data: CapsuleData, palette: Palette = SCREEN) -> ElementTree.Element:
    return ElementTree.fromstring(capsule(data, palette, STAFF, str))  # noqa: S314  our own drawing


def labels(data: CapsuleData) -> list[str]:
    return [one.text or "" for one in drawn(data).iter() if one.tag.endswith("text")]


def classes(data: CapsuleData) -> set[str]:
    return {one.get("class", "") for one in drawn(data).iter()}


@pytest.mark.parametrize("palette", [SCREEN, PAPER], ids=lambda palette: palette.name)
@pytest.mark.parametrize("size", [STAFF, PATIENT, MINI], ids=lambda size: size.name)
@pytest.mark.parametrize("data", ALL, ids=lambda data: data.state)
def test_every_state_is_well_formed_and_has_no_style(data: CapsuleData, size: Size, palette: Palette) -> None:
    svg = capsule(data, palette, size, str)

    assert ElementTree.fromstring(svg).get("role") == "img"  # noqa: S314  our own drawing
    assert "style" not in svg
    assert f'height="{size.height}"' in svg


@pytest.mark.parametrize("data", ALL, ids=lambda data: data.state)
def test_the_drawing_is_named_by_its_text_twin(data: CapsuleData) -> None:
    assert drawn(data).get("aria-label") == str(capsule_words(data))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (PLANNED, "Needles 9:00 with Wei, then movement 9:45 with Dana"),
        (ONLY_NEEDLES, "Needles 9:00 with Wei"),
        (ONLY_MOVEMENT, "Movement 16:30"),
        (IN, "Needles in: 12, 03:40 left; movement 9:45 with Dana"),
        (WINDOW, "Needles out, 14 min of the window left; movement 9:45 with Dana"),
        (MOVING, "Needles out; moving since 9:45 with Dana, in the window"),
        (DONE, "Needles and movement done; pain 3 → 1"),
        (MISSED, "Needles and movement done, window missed"),
        (SPLIT, "Needles 9:00 with Wei, then movement 13:30; 4 h apart"),
        (CANCELLED, "Cancelled: Needles 9:00 with Wei, then movement 9:45 with Dana. Ill"),
    ],
)
def test_each_state_has_its_sentence(data: CapsuleData, words: str) -> None:
    assert str(capsule_words(data)) == words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (CapsuleData(state=CapsuleState.NEEDLES_IN, needles=NEEDLES, count=8), "Needles in: 8"),
        (
            CapsuleData(state=CapsuleState.NEEDLES_IN, needles=NEEDLES, count=8, seconds_left=0),
            "Needles in: 8, time is over",
        ),
        (
            CapsuleData(state=CapsuleState.NEEDLES_IN, needles=NEEDLES, count=8, seconds_left=1),
            "Needles in: 8, 00:01 left",
        ),
        (CapsuleData(state=CapsuleState.MOVING, movement=MOVEMENT), "Moving since 9:45 with Dana"),
        (CapsuleData(state=CapsuleState.DONE, needles=NEEDLES), "Needles done"),
        (CapsuleData(state=CapsuleState.DONE, movement=MOVEMENT), "Movement done"),
        (CapsuleData(state=CapsuleState.CANCELLED, movement=MOVEMENT), "Cancelled: Movement 9:45 with Dana"),
    ],
)
def test_single_visits_and_ends_of_time_have_their_sentence(data: CapsuleData, words: str) -> None:
    assert str(capsule_words(data)) == words


@pytest.mark.parametrize(
    ("left", "said"), [(61, "2 min of the window left"), (60, "1 min"), (0, "has passed"), (None, "has passed")]
)
def test_the_window_is_said_in_whole_minutes_until_it_has_passed(left: int | None, said: str) -> None:
    data = CapsuleData(state=CapsuleState.WINDOW, needles=NEEDLES, movement=MOVEMENT, seconds_left=left)

    assert said in str(capsule_words(data))


def test_moving_after_the_window_says_so() -> None:
    late = CapsuleData(state=CapsuleState.MOVING, needles=NEEDLES, movement=MOVEMENT, in_time=False)

    assert str(capsule_words(late)).endswith("after the window")


@pytest.mark.parametrize(
    ("gap", "said"), [(59, "59 min apart"), (60, "1 h apart"), (61, "1 h 1 min apart"), (240, "4 h apart")]
)
def test_how_far_apart_is_said_in_hours_and_minutes(gap: int, said: str) -> None:
    data = CapsuleData(state=CapsuleState.SPLIT, needles=NEEDLES, movement=Half(starts=570 + gap, minutes=30))

    assert str(capsule_words(data)).endswith(f"; {said}")


@pytest.mark.parametrize(
    ("data", "written"),
    [
        (PLANNED, ["N 9:00", "M 9:45"]),
        (IN, ["N 12 in", "M 9:45"]),
        (WINDOW, ["N out ✓", "M now"]),
        (MOVING, ["N out ✓", "M 9:45"]),
        (DONE, ["N ✓", "M ✓"]),
        (SPLIT, ["4 h apart", "N 9:00", "M 13:30"]),
    ],
)
def test_letters_and_ticks_tell_the_state_without_colour(data: CapsuleData, written: list[str]) -> None:
    assert labels(data) == written


def test_needles_have_dots_and_movement_a_hatch_on_the_screen_too() -> None:
    shapes = [one.tag.rpartition("}")[2] for one in drawn(PLANNED).iter()]

    assert shapes.count("circle") > 3
    assert shapes.count("line") > 3


def test_a_mini_capsule_writes_nothing_and_keeps_its_texture() -> None:
    svg = capsule(PLANNED, PAPER, MINI, str)

    assert "<text" not in svg
    assert "<circle" in svg
    assert "<text" not in capsule(SPLIT, PAPER, MINI, str)


def test_what_happens_or_is_done_is_solid_and_what_is_planned_is_tint() -> None:
    assert {"c-needle-planned", "c-move-planned"} <= classes(PLANNED)
    assert {"c-needle", "c-move-planned"} <= classes(IN)
    assert {"c-needle", "c-move"} <= classes(DONE)
    assert "c-off" in classes(CANCELLED)


def test_a_missed_window_breaks_the_seam_and_a_kept_one_fills_it() -> None:
    assert "c-seam-full" in classes(DONE)
    assert "c-broken" in classes(MISSED)


def test_the_seam_drains_from_left_to_right() -> None:
    seam, drain = (one for one in drawn(WINDOW).iter() if one.tag.endswith("rect"))

    assert float(drain.get("width", 0)) == pytest.approx(26 * 14 / 30, abs=0.1)
    right = float(seam.get("x", 0)) + float(seam.get("width", 0))
    assert float(drain.get("x", 0)) + float(drain.get("width", 0)) == pytest.approx(right, abs=0.2)
    assert drain.get("data-ends") == "2026-10-28T09:44Z"


def test_a_window_without_an_instant_has_no_clock() -> None:
    still = CapsuleData(state=CapsuleState.WINDOW, needles=NEEDLES, movement=MOVEMENT, seconds_left=840)

    assert "data-ends" not in capsule(still, SCREEN, STAFF, str)


def test_longer_visits_are_wider() -> None:
    long = CapsuleData(needles=Half(starts=540, minutes=60), movement=MOVEMENT)

    assert int(drawn(long).get("width", 0)) > int(drawn(PLANNED).get("width", 0))


def test_paper_is_black_only_and_screen_has_no_colour_of_its_own() -> None:
    paper, screen = capsule(DONE, PAPER, STAFF, str), capsule(DONE, SCREEN, STAFF, str)

    assert 'class="c-' not in paper
    assert "#000" in paper
    assert "#" not in screen.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"state": CapsuleState.WINDOW, "needles": NEEDLES},
        {"state": CapsuleState.SPLIT, "movement": MOVEMENT},
        {"state": CapsuleState.NEEDLES_IN, "movement": MOVEMENT},
        {"state": CapsuleState.MOVING, "needles": NEEDLES},
    ],
)
def test_a_capsule_without_the_half_its_state_speaks_of_cannot_be_made(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="capsule"):
        CapsuleData(**wrong)


def test_words_are_spoken_by_the_reader_s_own_language() -> None:
    svg = capsule(PLANNED, SCREEN, STAFF, lambda message: f"[{message}]")

    assert 'aria-label="[Needles [' in svg
    assert ">[N 9:00]<" in svg


def test_a_name_with_markup_stays_text() -> None:
    data = CapsuleData(needles=Half(starts=540, minutes=30, who='<b>"Wei"'))

    assert drawn(data).get("aria-label") == 'Needles 9:00 with <b>"Wei"'
