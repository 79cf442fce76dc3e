"""The note from taps: whole sentences, nothing that was not tapped, and what was typed stays."""

import pytest

from weft.core.shared.care import Effort
from weft.core.shared.words import Words
from weft.core.treat.dose_said import SaidDose
from weft.core.treat.hands_on import HandsOn
from weft.core.treat.home_set import HomeChange
from weft.core.treat.movement_note import ItemTapped, Tapped, merged, note_from
from weft.core.treat.session import ItemDone, NextTime, Version
from weft.core.treat.since import Since

BRIDGE = ItemTapped(Words("Bridge"), ItemDone(id="bridge", sets=3, reps=10), SaidDose(3, 10))
X = "\N{MULTIPLICATION SIGN}"


def said(tapped: Tapped) -> list[str]:
    return [str(each) for each in note_from(tapped)]


def test_nothing_tapped_says_nothing() -> None:
    assert said(Tapped()) == []


def test_a_usual_session_in_sentences() -> None:
    tapped = Tapped(
        items=(BRIDGE,), left_out=(Words("Hip hinge"),), in_window=True, since=(Since.SITS_LONGER, Since.BENDS_EASIER),
        since_said="slept through", tests=((Words("Bend forward"), Words("68 to 74 degrees, better.")),), pain=1,
        next_time=NextTime.LOAD, home=((Words("Bridge"), HomeChange.MORE), (Words("Walk"), HomeChange.SAME)),
        taught=True,
    )  # fmt: skip

    assert said(tapped) == [
        "Since last time: bends easier, sits longer, slept through.",
        f"Done inside the window: Bridge (3 {X} 10).",
        "Left out: Hip hinge.",
        "Bend forward: 68 to 74 degrees, better.",
        "Pain now 1 of 10.",
        "Next time a little more.",
        "More of: Bridge.",
        "The home exercises were taught.",
    ]


@pytest.mark.parametrize(
    ("done", "planned", "line"),
    [
        (ItemDone(id="b"), None, "Bridge"),
        (ItemDone(id="b", sets=2, reps=8), SaidDose(3, 10), f"Bridge (2 {X} 8, planned 3 {X} 10)"),
        (ItemDone(id="b", sets=2, reps=8), SaidDose(), f"Bridge (2 {X} 8)"),
        (ItemDone(id="b", effort=Effort.HARD, version=Version.EASIER), SaidDose(), "Bridge (hard, an easier version)"),
        (ItemDone(id="b", minutes=5, given=HandsOn(level="L4")), None, "Bridge (5 min, L4)"),
    ],
)
def test_what_differs_from_the_plan_is_said(done: ItemDone, planned: SaidDose | None, line: str) -> None:
    assert said(Tapped(items=(ItemTapped(Words("Bridge"), done, planned),))) == [f"Done: {line}."]


def test_an_opened_ceiling_and_a_stop_at_home_are_said() -> None:
    tapped = Tapped(opened="Their work asks for it.", home=((Words("Twist"), HomeChange.STOP),))

    assert said(tapped) == ["Hard effort was opened: Their work asks for it.", "No longer at home: Twist."]


@pytest.mark.parametrize(
    ("note", "now", "lines"),
    [
        (("Done: A.", "Next."), ("Done: A, B.", "Next."), ("Done: A, B.", "Next.")),
        (("Done: A.", "Mine.", "Next."), ("Done: A, B.", "Next."), ("Done: A, B.", "Mine.", "Next.")),
        (("Done: A.",), ("Done: A.", "Next."), ("Done: A.",)),
        ((), ("Done: A.", "Next."), ()),
        (("Done: A.", "Next.", "Done: A, B."), ("Done: A, B.", "Next."), ("Done: A, B.", "Next.")),
    ],
)
def test_typed_lines_stay_and_tapped_ones_follow_the_taps(
    note: tuple[str, ...], now: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    assert merged(note, ("Done: A.", "Next."), now) == lines
