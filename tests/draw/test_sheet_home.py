"""The home exercises on paper: one page, figures, boxes, and what to do when it hurts more."""

import io
from dataclasses import replace

from pypdf import PdfReader

from weft.core.plan.figure import Pose
from weft.core.shared.words import Words
from weft.draw.figure import figure
from weft.draw.sheet_home import HomeExercise, HomePrint, home_data, home_sheet
from weft.library.knowledge import knowledge

KNOWN = knowledge().plan.exercises
BOX = ((0.0, 0.0, 10.0, 0.0),)


def exercise(name: str, **more: object) -> HomeExercise:
    fact = KNOWN[name]
    words = {each: Words(getattr(fact, each)) for each in ("name", "dose", "how", "purpose", "stop")}
    return HomeExercise(**words, poses=fact.poses, props=fact.props, **more)  # type: ignore[arg-type]  # words


SHEET = HomePrint(
    clinic="Two Rivers", person="Marta Kowalska, born 1 May 1988", day="2 Mar 2027",
    exercises=(
        exercise("bird_dog", easier=Words("Arm only"), effort=Words("moderate")), exercise("hip_hinge"),
        exercise("sit_to_stand"), exercise("clamshell"),
    ),
    effort=Words("On a day with needles: as on other days."), worse=(Words("Leave it out, and tell us."),) * 5,
    call=("Two Rivers: 555 0100", ""), drafts=3, marked="synthetic person",
)  # fmt: skip


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_four_exercises_are_one_page_with_everything_on_it() -> None:
    (page,) = pages(home_sheet(SHEET))

    for words in (
        "Marta Kowalska, born 1 May 1988", "2 Mar 2027", "Bird dog", "3 sets of 6", "Effort: moderate",
        "Too hard? Arm only", "Clamshell", "as on other days", "When it hurts more", "Leave it out", "Who to call",
        "555 0100",
        "synthetic person · Unreviewed values: 3",
    ):  # fmt: skip
        assert words in page


def test_what_is_not_said_is_left_out() -> None:
    bare = replace(SHEET, effort=None, worse=(), call=(), drafts=0, marked="", exercises=(exercise("clamshell"),))

    (page,) = pages(home_sheet(bare))

    assert not any(words in page for words in ("On a day", "When it hurts", "Who to call", "Unreviewed", "Too hard"))


def test_all_words_of_ours_pass_through_say() -> None:
    said = home_data(SHEET, lambda message: f"~{message}")

    assert all(text.startswith("~") for text in said["say"].values())  # type: ignore[attr-defined]  # a dictionary
    assert all(text.startswith("~") for text in said["worse"])  # type: ignore[attr-defined]  # a list


def test_two_poses_are_three_figures_and_one_is_one() -> None:
    start, end = KNOWN["bridging"].poses

    assert figure((start, end), "Bridge").count("<circle") == 3
    assert figure((start,), "Lying").count("<circle") == 1


def test_a_chair_stands_in_every_figure_and_the_words_are_its_name() -> None:
    pose = Pose(hip=(0, 88), shoulder=(0, 138), head=(3, 160), hand=(3, 84), foot=(9, 4), toes=(20, 3))

    drawn = figure((pose, pose), "Stand up & sit", BOX)

    assert drawn.count("<line") == 1 + 3
    assert 'aria-label="Stand up &amp; sit"' in drawn
