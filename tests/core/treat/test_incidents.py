"""An incident in taps: who is rung first, who is told by when, and what a report must say."""

from datetime import timedelta

import pytest

from weft.core.treat.incidents import CODES, NAMES, Kind, Reported, calls_first, code_of, fault_of, told_of
from weft.core.treat.reactions import Follow, Told
from weft.library.knowledge import knowledge

TREAT = knowledge().treat


def told(reported: Reported) -> Told:
    return told_of(reported, TREAT.telling, TREAT.reactions)


def test_every_tap_has_a_name_and_all_but_one_an_event_of_the_knowledge() -> None:
    known = {f"{group.id}.{each.code}" for group in TREAT.reactions.values() for each in group.reactions}

    assert set(NAMES) == set(Kind)
    assert set(Kind) - set(CODES) == {Kind.OTHER}
    assert set(CODES.values()) <= known


@pytest.mark.parametrize(
    ("reported", "first"),
    [
        (Reported(Kind.LUNG, grade=1), True),
        (Reported(Kind.FALL, grade=2), False),
        (Reported(Kind.FALL, grade=3), True),
        (Reported(Kind.OTHER, grade=5), True),
        (Reported(Kind.LUNG, is_near_miss=True), False),
    ],
)
def test_a_lung_sign_and_harm_from_grade_three_ring_first(reported: Reported, first: bool) -> None:
    assert calls_first(reported) is first


@pytest.mark.parametrize(
    ("reported", "follow", "hours"),
    [
        (Reported(Kind.LUNG, grade=1), Follow.INCIDENT, 8),
        (Reported(Kind.NEEDLE, grade=1), Follow.INCIDENT, 8),
        (Reported(Kind.INFECTION, grade=1), Follow.INCIDENT, 8),
        (Reported(Kind.FALL, grade=2), Follow.TELL_LEAD, 24),
        (Reported(Kind.FALL, grade=3), Follow.INCIDENT, 8),
        (Reported(Kind.OTHER, grade=1, code="nerve_and_vessel.tingling"), Follow.TELL_LEAD, 24),
        (Reported(Kind.OTHER, grade=1), Follow.INCIDENT, 8),
        (Reported(Kind.OTHER, grade=1, code="organ.nonsense"), Follow.INCIDENT, 8),
        (Reported(Kind.LUNG, is_near_miss=True), Follow.TELL_LEAD, 24),
    ],
)
def test_who_is_told_by_when(reported: Reported, follow: Follow, hours: int) -> None:
    found = told(reported)

    assert (found.follow, found.within) == (follow, timedelta(hours=hours))
    assert str(found.why.words)


def test_a_mild_bruise_is_kept_and_nobody_needs_to_be_told() -> None:
    assert told(Reported(Kind.BLEEDING, grade=1)).follow is Follow.RECORD
    assert told(Reported(Kind.BLEEDING, grade=1)).within is None


def test_the_tap_says_the_event_and_only_something_else_is_chosen() -> None:
    assert code_of(Reported(Kind.FALL, grade=1, code="skin.burn")) == "movement.fall"
    assert code_of(Reported(Kind.OTHER, grade=1, code="skin.contact")) == "skin.contact"
    assert code_of(Reported(Kind.OTHER, grade=1)) == ""


@pytest.mark.parametrize("grade", [None, 0, 6])
def test_harm_has_a_grade_of_one_to_five(grade: int | None) -> None:
    assert fault_of(Reported(Kind.FALL, grade=grade), "fell") is not None


def test_a_near_miss_has_no_grade() -> None:
    assert fault_of(Reported(Kind.FALL, is_near_miss=True), "wet floor") is None
    assert fault_of(Reported(Kind.FALL, is_near_miss=True, grade=1), "wet floor") is not None


def test_a_report_says_what_happened() -> None:
    assert fault_of(Reported(Kind.FALL, grade=1), "fell") is None
    assert fault_of(Reported(Kind.FALL, grade=1), "  ") is not None
    assert fault_of(Reported(Kind.FALL, grade=1), "a\x00b") is not None
