"""What a home set may hold: both sides of every limit, doses as they are read, what asks more, and what is found."""

import pytest

from weft.core.plan.amounts import Amount, amounts_said
from weft.core.treat.dose_said import read_dose
from weft.core.treat.home_check import WITHOUT_PLAN, HomeNow, dose_fault, not_yet, set_fault
from weft.core.treat.home_find import GOALS, found
from weft.core.treat.home_item import HomeItem, asks_more, done_so, dose_of, version_of
from weft.core.treat.session import Version
from weft.library.knowledge import knowledge

KNOWN = knowledge().plan.exercises
LIMITS = knowledge().treat.home_dose.limits
LAST = HomeNow(4)


def of(*ids: str) -> tuple[HomeItem, ...]:
    return tuple(HomeItem(id=each) for each in ids)


def fault(*items: HomeItem, now: HomeNow = LAST, before: tuple[str, ...] = ()) -> str:
    return str(set_fault(items, before, KNOWN, LIMITS, now) or "")


def test_four_may_be_sent_and_five_may_not() -> None:
    five = of("bird_dog", "bridging", "cat_camel", "walking", "clamshell")

    assert fault(*five[:4]) == ""
    assert "Choose which one leaves" in fault(*five)
    assert fault() == ""


def test_each_is_known_and_there_once() -> None:
    assert "not known" in fault(HomeItem(id="flying"))
    assert "twice" in fault(*of("walking", "walking"))


@pytest.mark.parametrize(("part", "number", "fits"), [
    (Amount.SETS, 0, False), (Amount.SETS, 1, True), (Amount.SETS, 5, True), (Amount.SETS, 6, False),
    (Amount.REPS, 30, True), (Amount.REPS, 31, False), (Amount.DAYS_A_WEEK, 7, True), (Amount.DAYS_A_WEEK, 8, False),
])  # fmt: skip
def test_a_dose_stays_inside_its_bounds(part: Amount, number: int, fits: bool) -> None:
    item = HomeItem(id="cat_camel", amounts={part: number})

    assert (dose_fault(item, KNOWN["cat_camel"], LIMITS) is None) is fits
    assert (fault(item) == "") is fits


def test_a_number_that_an_exercise_does_not_have_is_not_set() -> None:
    assert "no “sets” to set" in fault(HomeItem(id="walking", amounts={Amount.SETS: 2}))


def test_an_exercise_waits_for_its_phase_unless_the_plan_names_it_or_it_is_there_already() -> None:
    carry = KNOWN["farmer_carry"]

    assert str(not_yet(carry, HomeNow(2))) == "Carry waits for a later phase: Strengthen. Now is Rebuild."
    assert not_yet(carry, HomeNow(3)) is None
    assert not_yet(carry, HomeNow(4)) is None
    assert not_yet(carry, HomeNow(None)) is None
    assert not_yet(carry, HomeNow(1, frozenset({"farmer_carry"}))) is None
    assert not_yet(KNOWN["bird_dog"], WITHOUT_PLAN) is not None
    assert "waits" in fault(HomeItem(id="farmer_carry"), now=HomeNow(2))
    assert fault(HomeItem(id="farmer_carry"), now=HomeNow(2), before=("farmer_carry",)) == ""


@pytest.mark.parametrize(("exercise", "amounts", "says"), [
    ("cat_camel", {}, "2 sets of 8"),
    ("cat_camel", {Amount.SETS: 1}, "1 set of 8"),
    ("clamshell", {Amount.SETS: 3}, "3 sets of 12, on each side"),
    ("bridging", {Amount.REPS: 8}, "8 times, 5 to 10 seconds each"),
    ("bridging", {Amount.DAYS_A_WEEK: 5}, "10 times, 5 to 10 seconds each, on 5 days a week"),
    ("prone_press_up", {Amount.TIMES_A_DAY: 1}, "10 times, once a day"),
    ("relaxed_breathing", {Amount.MINUTES: 1, Amount.DAYS_A_WEEK: 1}, "1 minute, on 1 day a week"),
    ("walking", {Amount.DAYS_A_WEEK: 3}, "5 to 10 minutes, 2 to 3 times a day, on 3 days a week"),
    ("farmer_carry", {Amount.DAYS_A_WEEK: 3}, "3 times 20 to 30 metres, on 3 days a week"),
])  # fmt: skip
def test_a_dose_is_the_usual_one_until_a_number_of_it_is_changed(
    exercise: str, amounts: dict[Amount, int], says: str
) -> None:
    assert str(dose_of(HomeItem(id=exercise, amounts=amounts), KNOWN[exercise])) == says


def test_sets_alone_are_said_too() -> None:
    assert str(amounts_said({Amount.SETS: (3, 3)})) == "3 sets"


def test_the_numbers_of_the_knowledge_are_those_of_its_words() -> None:
    for exercise in KNOWN.values():
        said = read_dose(exercise.dose)
        for part, number in ((Amount.SETS, said.sets), (Amount.REPS, said.reps), (Amount.MINUTES, said.minutes)):
            assert number is None or exercise.id == "farmer_carry" or exercise.amounts[part] == (number, number)
        assert exercise.each_side is ("side" in exercise.dose)
        for part, (least, most) in exercise.amounts.items():
            assert LIMITS[part][0] <= least <= most <= LIMITS[part][1]


def test_a_version_says_what_is_other_in_it() -> None:
    dog = KNOWN["bird_dog"]
    versions = [version_of(HomeItem(id="bird_dog", version=each), dog) for each in Version]

    assert [str(each) if each else "" for each in versions] == [
        "", "Easier: Arm only, or leg only.", "Harder: Slower, with a longer hold.",
    ]  # fmt: skip
    assert str(done_so(HomeItem(id="bird_dog"), dog)) == dog.how
    assert str(done_so(HomeItem(id="bird_dog", version=Version.EASIER), dog)).endswith("Easier: Arm only, or leg only.")


@pytest.mark.parametrize(("now", "more"), [
    ((), False),
    (of("cat_camel"), False),
    (of("cat_camel", "walking"), True),
    ((HomeItem(id="cat_camel", version=Version.EASIER),), False),
    ((HomeItem(id="cat_camel", version=Version.HARDER),), True),
    ((HomeItem(id="cat_camel", amounts={Amount.REPS: 7}),), False),
    ((HomeItem(id="cat_camel", amounts={Amount.REPS: 9}),), True),
    ((HomeItem(id="cat_camel", amounts={Amount.DAYS_A_WEEK: 5}),), False),
])  # fmt: skip
def test_a_set_asks_more_when_anything_of_it_does(now: tuple[HomeItem, ...], more: bool) -> None:
    assert asks_more(now, of("cat_camel"), KNOWN) is more


def names(wanted: str) -> set[str]:
    return {each.id for each in found(wanted, KNOWN.values())}


def test_exercises_are_found_in_the_words_of_lay_people_and_of_clinicians() -> None:
    assert names("bottom") == names("gluteal") == {"bridging"}
    assert names("sciatica") == {"sciatic_slider", "prone_press_up"}
    assert "bird_dog" in names("core stab")
    assert names("") == names("b") == names("xylophone") == set()


def test_a_name_comes_before_a_purpose() -> None:
    assert next(iter(found("hip", KNOWN.values()))).id in {"hip_flexor_stretch", "hip_hinge"}


def test_every_goal_to_tap_finds_something() -> None:
    assert all(names(str(goal)) for goal in GOALS)
