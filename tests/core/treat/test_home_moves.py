"""The home set as it is tapped together: never more than four, each once; a fifth asks; steps along a ladder."""

from hypothesis import given
from hypothesis import strategies as st

from weft.core.treat.home_item import HomeItem
from weft.core.treat.home_moves import Move, Moved, Way, exchanged, moved, starter, step
from weft.core.treat.session import HOME_EXERCISES_MAX, Version
from weft.library.knowledge import knowledge

KNOWN = knowledge().plan.exercises
IDS = st.sampled_from(sorted(KNOWN))
FOUR = tuple(HomeItem(id=each) for each in ("bird_dog", "bridging", "cat_camel", "walking"))


def ids(now: Moved) -> list[str]:
    return [each.id for each in now.items]


@given(st.lists(st.tuples(st.sampled_from(Move), IDS), max_size=30))
def test_never_more_than_four_and_each_once_whatever_is_tapped(taps: list[tuple[Move, str]]) -> None:
    now = Moved(())
    for move, what in taps:
        now = moved(now, move, what, KNOWN, ("walking", "pelvic_tilt", "bridging"))

    assert len(now.items) <= HOME_EXERCISES_MAX
    assert len(set(ids(now))) == len(now.items)


def test_a_fourth_is_added_and_a_fifth_asks_which_one_leaves() -> None:
    fourth = moved(Moved(FOUR[:3]), Move.ADD, "walking", KNOWN)
    fifth = moved(fourth, Move.ADD, "clamshell", KNOWN)

    assert fourth == Moved(FOUR)
    assert fifth == Moved(FOUR, "clamshell")
    assert ids(moved(fifth, Move.INSTEAD, "bridging", KNOWN)) == ["bird_dog", "clamshell", "cat_camel", "walking"]
    assert moved(fifth, Move.NOBODY, "", KNOWN) == Moved(FOUR)
    assert moved(fifth, Move.KEEP, "", KNOWN) == fifth


def test_one_that_is_there_is_not_added_again() -> None:
    assert moved(Moved(FOUR), Move.ADD, "walking", KNOWN) == Moved(FOUR)
    assert moved(Moved(FOUR), Move.INSTEAD, "walking", KNOWN) == Moved(FOUR)


def test_one_that_leaves_takes_nothing_else_along() -> None:
    assert ids(moved(Moved(FOUR), Move.REMOVE, "bridging", KNOWN)) == ["bird_dog", "cat_camel", "walking"]


def test_the_starter_is_two_of_the_plan_and_never_replaces_a_set() -> None:
    planned = ("pelvic_tilt", "walking", "bridging")

    assert ids(moved(Moved(()), Move.START, "", KNOWN, planned)) == ["pelvic_tilt", "walking"]
    assert moved(Moved(FOUR), Move.START, "", KNOWN, planned) == Moved(FOUR)
    assert starter(()) == ()


def test_a_step_goes_to_the_version_and_back() -> None:
    usual = HomeItem(id="bird_dog", because="Turns in bed.")
    easier = step(usual, Way.EASIER, KNOWN)
    assert easier is not None

    assert (easier.item.version, str(easier.says)) == (Version.EASIER, "Arm only, or leg only")
    assert step(easier.item, Way.EASIER, KNOWN) is None
    back = step(easier.item, Way.HARDER, KNOWN)
    assert back is not None
    assert back.item == usual


def test_a_step_that_leads_to_another_exercise_takes_it_with_its_own_dose() -> None:
    to = step(HomeItem(id="bridging", because="Stairs."), Way.EASIER, KNOWN)
    assert to is not None

    assert (to.item, str(to.says)) == (HomeItem(id="pelvic_tilt", because="Stairs."), "Pelvic tilt")
    assert step(HomeItem(id="sitting_breaks"), Way.HARDER, KNOWN) is None


def test_a_step_is_tapped_for_one_of_the_set_only() -> None:
    eased = moved(Moved(FOUR, "clamshell"), Move.EASIER, "bridging", KNOWN)

    assert ids(eased) == ["bird_dog", "pelvic_tilt", "cat_camel", "walking"]
    assert eased.asking == "clamshell"
    assert moved(Moved(FOUR), Move.EASIER, "clamshell", KNOWN) == Moved(FOUR)
    assert moved(Moved((HomeItem(id="sitting_breaks"),)), Move.HARDER, "sitting_breaks", KNOWN).items


def test_an_exercise_is_never_in_the_set_twice_after_a_step() -> None:
    both = (HomeItem(id="bridging"), HomeItem(id="pelvic_tilt"))

    assert exchanged(both, "bridging", HomeItem(id="pelvic_tilt")) == both[1:]
