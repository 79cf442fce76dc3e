"""What a movement record decides: the share done, the home set, what was given by hand, what was said."""

from dataclasses import replace

import pytest

from weft.core.shared.fact import Basis, Review, ReviewStatus
from weft.core.shared.modality import Detail, Modality, Offered
from weft.core.shared.words import Words
from weft.core.treat.dose_said import SaidDose
from weft.core.treat.hands_on import HandsOn, Skin, details_of, fault_in
from weft.core.treat.home_set import HomeChange, HomeSet, home_set
from weft.core.treat.session import ItemDone, Version
from weft.core.treat.since import Since, since_fault, to_heed
from weft.core.treat.tolerated import SetsDone, sets_done

PLANNED = {"bridge": SaidDose(sets=3, reps=10), "walk": SaidDose(minutes=10)}
NAMES = {name: Words(name) for name in ("a", "b", "c", "d", "e")}
HEAT = Modality(
    id="heat", order=1, name="Heat", plain="Warm.", offered=Offered.ROUTINE, agreement=False,
    needs=(Detail.SITE, Detail.MINUTES, Detail.SKIN_BEFORE), basis=Basis.GENERAL,
    review=Review(status=ReviewStatus.DRAFT, reviewers_needed=("physiotherapist",)),
)  # fmt: skip
HANDS = replace(HEAT, id="hands", name="Hands", needs=(Detail.TECHNIQUE, Detail.WHY), grades=("I", "II"))
ON_SKIN = HandsOn(site="low back", skin_before=Skin.FINE)


@pytest.mark.parametrize(
    ("items", "done"),
    [
        ([], 0),
        ([ItemDone(id="bridge", sets=3)], 3),
        ([ItemDone(id="bridge", sets=2)], 2),
        ([ItemDone(id="bridge", sets=0)], 0),
        ([ItemDone(id="bridge", sets=5)], 3),
        ([ItemDone(id="bridge")], 3),
        ([ItemDone(id="bridge", sets=3, version=Version.EASIER)], 0),
        ([ItemDone(id="bridge", sets=3, version=Version.HARDER), ItemDone(id="walk", minutes=5)], 4),
        ([ItemDone(id="extra", sets=9)], 0),
    ],
)
def test_sets_done_of_those_planned(items: list[ItemDone], done: int) -> None:
    assert sets_done(PLANNED, items) == SetsDone(done, 4)


def test_a_share_needs_something_planned() -> None:
    assert (SetsDone(3, 4).percent, SetsDone(0, 0).percent) == (75, None)


def test_the_home_set_changes_by_symbols() -> None:
    changes = {"a": HomeChange.MORE, "b": HomeChange.STOP, "c": HomeChange.NEW}

    assert home_set(("a", "b"), changes, NAMES) == HomeSet(("a", "c"))


@pytest.mark.parametrize(("new", "fits"), [(("d",), True), (("d", "e"), False)])
def test_a_fifth_home_exercise_asks_which_one_leaves(new: tuple[str, ...], fits: bool) -> None:
    found = home_set(("a", "b", "c"), dict.fromkeys(new, HomeChange.NEW), NAMES)

    assert (found.fault is None) is fits
    if found.fault:
        assert "a, b, c, d, e. Choose which one leaves." in str(found.fault)


def test_an_unknown_home_exercise_is_refused_and_one_stopped_twice_is_not() -> None:
    assert home_set((), {"x": HomeChange.NEW}, NAMES).fault is not None
    assert home_set(("a",), {"a": HomeChange.STOP, "b": HomeChange.STOP}, NAMES) == HomeSet(())


@pytest.mark.parametrize(
    ("given", "minutes", "missing"),
    [
        (ON_SKIN, 10, None),
        (ON_SKIN, None, "the minutes"),
        (replace(ON_SKIN, site=""), 10, "the place"),
        (replace(ON_SKIN, skin_before=Skin.NOT_LOOKED), 10, "how the skin was before"),
    ],
)
def test_heat_needs_place_minutes_and_a_look_at_the_skin(
    given: HandsOn, minutes: int | None, missing: str | None
) -> None:
    found = fault_in(HEAT, given, minutes, is_planned=True)

    assert (found is None) is (missing is None)
    if found and missing:
        assert missing in str(found[0])
        assert found[1] is False


def test_skin_that_is_not_fine_is_a_danger() -> None:
    found = fault_in(HEAT, replace(ON_SKIN, skin_before=Skin.NOT_FINE), 10, is_planned=True)

    assert found is not None
    assert found[1] is True


@pytest.mark.parametrize(("is_planned", "is_enough"), [(True, True), (False, False)])
def test_a_planned_line_says_itself_what_is_done_and_why(is_planned: bool, is_enough: bool) -> None:
    assert (fault_in(HANDS, HandsOn(), None, is_planned=is_planned) is None) is is_enough


@pytest.mark.parametrize(("grade", "is_known"), [("", True), ("II", True), ("V", False)])
def test_a_grade_five_is_a_thrust_and_not_manual_therapy(grade: str, is_known: bool) -> None:
    assert (fault_in(HANDS, HandsOn(grade=grade), None, is_planned=True) is None) is is_known


def test_details_are_read_in_one_order() -> None:
    given = HandsOn(
        technique="Gliding", level="L4", grade="III", why="stiff", skin_before=Skin.FINE, skin_after=Skin.NOT_FINE
    )

    assert [str(each) for each in details_of(given)] == [
        "Gliding", "L4", "grade III", "skin before: whole, and feels touch as usual",
        "skin after: broken, sore, marked or numb", "because: stiff",
    ]  # fmt: skip
    assert details_of(HandsOn()) == ()


@pytest.mark.parametrize(
    ("said", "is_wrong"),
    [((), False), ((Since.NO_CHANGE,), False), ((Since.BENDS_EASIER, Since.WORSE_AFTER), False),
     ((Since.NO_CHANGE, Since.SITS_LONGER), True)],
)  # fmt: skip
def test_no_change_and_a_change_cannot_both_be_true(said: tuple[Since, ...], is_wrong: bool) -> None:
    assert (since_fault(said) is not None) is is_wrong


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ((Since.BENDS_EASIER,), []),
        ((Since.WORSE_AFTER,), ["Worse after last time."]),
        ((Since.WORSE_AFTER, Since.WORSE_OVER_A_DAY), ["Worse for over a day after last time."]),
        ((Since.NEW_AREA, Since.WORSE_AFTER), ["Worse after last time.", "A new area hurts."]),
    ],
)
def test_worse_and_a_new_area_are_heard_first(said: tuple[Since, ...], heard: list[str]) -> None:
    assert [str(each) for each in to_heed(said)] == heard
