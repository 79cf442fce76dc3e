"""People find what they look for by their own words, with a letter wrong, and never something made up."""

import pytest
from tests.core.shelf import SHELF

from weft.core.learn.facts import LearnFacts
from weft.core.learn.finding import MOST_FOUND, MOST_LETTERS, asked_fault, find, is_near, words_of
from weft.library.steps.learn import learn_facts

LEARN = learn_facts(SHELF)


def _first(asked: str) -> str:
    found = find(LEARN, asked)
    return f"{found[0].article.id}#{found[0].section.id}" if found else ""


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("cold shoulder", "working_together#what_for"),
        ("Frozen shoulders?", "working_together#what_for"),
        ("slipped disc", "causes_and_a_plan#causes"),
        ("slippd disc", "causes_and_a_plan#causes"),
        ("does it hurt", "needles_explained#does_it_hurt"),
        ("MRI", "keeping_it_away#scan"),
        ("pinched nerve", "causes_and_a_plan#causes"),
        ("am I pregnant", "needles_explained#is_it_safe"),
        ("how many sessions do i need", "keeping_it_away#how_many"),
        ("alcohol after needles", "keeping_it_away#afterwards"),
        ("bed rest", "keeping_it_away#bed_rest"),
        ("synergy", "causes_and_a_plan#five_ways"),
    ],
)
def test_lay_words_lead_to_the_right_place(asked: str, place: str) -> None:
    assert _first(asked) == place


def test_knots_are_found_wherever_they_are_spoken_of() -> None:
    found = find(LEARN, "knots")

    assert len(found) >= 3
    assert all("knots" in one.section.claims for one in found)


def test_a_part_that_has_every_word_comes_before_one_that_has_some() -> None:
    assert find(LEARN, "walking plan prevent")[0].section.id == "needles_prevent"


def test_the_claim_that_goes_by_the_name_is_told() -> None:
    assert find(LEARN, "cold shoulder")[0].claims == ("frozen_shoulder",)
    assert find(LEARN, "first visit")[0].claims == ()


@pytest.mark.parametrize("asked", ["", "   ", "the of and", "zzzzzz", "?!", "x" * 5000])
def test_what_nobody_wrote_of_finds_nothing(asked: str) -> None:
    assert find(LEARN, asked) == ()


def test_nothing_is_found_where_nothing_is_written() -> None:
    assert find(LearnFacts(), "needles") == ()


def test_no_more_are_shown_than_can_be_read() -> None:
    assert len(find(LEARN, "needles")) == MOST_FOUND


def test_a_claim_that_the_clinic_does_not_accept_is_not_found() -> None:
    without = LearnFacts(articles=LEARN.articles, claims={})

    assert find(LEARN, "nitric oxide")
    assert find(without, "nitric oxide") == ()


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("sciatica", "sciatca", True),
        ("sciatica", "sciattica", True),
        ("sciatica", "sciatiga", True),
        ("sciatica", "sciaitca", True),
        ("sciatica", "ciatica", True),
        ("needle", "needlex", True),
        ("sciatica", "sciaicta", False),
        ("needle", "noodles", False),
        ("knot", "know", False),
        ("knots", "knows", True),
        ("spine", "spinnes", False),
    ],
)
def test_one_letter_may_be_wrong_in_a_long_word(one: str, other: str, near: bool) -> None:
    assert is_near(one, other) is near
    assert is_near(other, one) is near


def test_words_are_taken_without_accents_plurals_and_small_words() -> None:
    assert words_of("What are the Knots in my back's múscles, knots?") == ("knot", "back", "muscle")
    assert words_of("stress bus") == ("stress", "bus")


@pytest.mark.parametrize(
    ("asked", "is_right"),
    [("x" * MOST_LETTERS, True), ("x" * (MOST_LETTERS + 1), False), ("a\x00b", False), ("Rücken", True)],
    ids=["as long as may be", "longer", "unreadable", "plain"],
)
def test_what_cannot_be_looked_for_is_said(asked: str, is_right: bool) -> None:
    assert (asked_fault(asked) is None) is is_right
