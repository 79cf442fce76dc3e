"""Needles in, needles out, signing, and the gate to movement."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.shelf import SHELF

from weft.core.treat.count import (
    Count,
    EventKind,
    ImpossibleCountError,
    LiveEvent,
    SecondCheck,
    count_needles,
    may_count,
    may_sign,
    second_check,
)
from weft.core.treat.handover import may_start_movement
from weft.library.steps import treat_facts

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
FACTS = treat_facts(SHELF)
CORRECTIONS = (EventKind.CORRECTION, EventKind.RECOUNT)


def happened(kind: EventKind, count: int = 0) -> LiveEvent:
    return LiveEvent(kind, NOON, count)


def test_a_refused_signature_says_the_way_out() -> None:
    gate = may_sign([happened(EventKind.NEEDLES_IN, 12), happened(EventKind.NEEDLES_OUT, 11)], False)

    assert str(gate.why.words) == (
        "12 needles went in, 11 came out. Find the rest, or report a missing needle; then sign."
    )
    assert dict(gate.why.inputs) == {"needles_in": "12", "needles_out": "11"}


@pytest.mark.parametrize(
    ("kind", "count", "fits"),
    [
        (EventKind.NEEDLES_OUT, 4, True),
        (EventKind.NEEDLES_OUT, 5, False),
        (EventKind.NEEDLES_OUT, -1, False),
        (EventKind.CORRECTION, 0, True),
        (EventKind.CORRECTION, -1, False),
        (EventKind.NEEDLES_IN, -1, False),
        (EventKind.CHECK, 0, True),
    ],
)
def test_a_count_that_cannot_be_is_seen_before_it_is_saved(kind: EventKind, count: int, fits: bool) -> None:
    assert may_count([happened(EventKind.NEEDLES_IN, 4)], happened(kind, count)).is_open is fits


def test_a_correction_below_what_came_out_cannot_be() -> None:
    so_far = [happened(EventKind.NEEDLES_IN, 4), happened(EventKind.NEEDLES_OUT, 3)]

    assert may_count(so_far, happened(EventKind.CORRECTION, 3)).is_open
    assert not may_count(so_far, happened(EventKind.CORRECTION, 2)).is_open


def test_a_history_that_cannot_be_raises() -> None:
    with pytest.raises(ImpossibleCountError):
        count_needles([happened(EventKind.NEEDLES_OUT, 1)])


@pytest.mark.parametrize(
    ("needles", "others_present", "check"),
    [
        (10, True, SecondCheck.NONE),
        (11, True, SecondCheck.SECOND_PERSON),
        (10, False, SecondCheck.NONE),
        (11, False, SecondCheck.COUNT_TWICE),
    ],
)
def test_above_ten_needles_somebody_counts_again(needles: int, others_present: bool, check: SecondCheck) -> None:
    assert second_check(FACTS.needle_count, Count(needles, needles), others_present=others_present) is check


possible = st.lists(
    st.tuples(st.sampled_from(list(EventKind)), st.integers(0, 20)).map(lambda pair: happened(*pair)), max_size=12
)


def those_that_fit(events: list[LiveEvent]) -> list[LiveEvent]:
    kept: list[LiveEvent] = []
    for event in events:
        if may_count(kept, event).is_open:
            kept.append(event)
    return kept


@given(possible)
def test_the_count_is_never_below_zero(events: list[LiveEvent]) -> None:
    assert count_needles(those_that_fit(events)).still_in >= 0


@given(possible)
def test_without_corrections_the_count_is_all_in_minus_all_out(events: list[LiveEvent]) -> None:
    kept = those_that_fit([event for event in events if event.kind not in CORRECTIONS])

    came_in = sum(event.count for event in kept if event.kind is EventKind.NEEDLES_IN)
    came_out = sum(event.count for event in kept if event.kind is EventKind.NEEDLES_OUT)

    assert count_needles(kept).still_in == came_in - came_out


@given(possible)
def test_without_a_report_nobody_signs_or_moves_while_a_needle_is_in(events: list[LiveEvent]) -> None:
    kept = those_that_fit(events)
    is_empty = count_needles(kept).still_in == 0

    assert may_sign(kept, False).is_open is is_empty
    assert is_empty or not may_start_movement(kept, False).is_open


@given(possible)
def test_checks_and_faints_leave_the_count_alone(events: list[LiveEvent]) -> None:
    kept = those_that_fit(events)
    counting = {EventKind.NEEDLES_IN, EventKind.NEEDLES_OUT, *CORRECTIONS}

    assert count_needles(kept) == count_needles([event for event in kept if event.kind in counting])


def test_not_steady_yet_keeps_movement_waiting_until_steady() -> None:
    gate = may_start_movement([happened(EventKind.NOT_STEADY)], False)

    assert not gate.is_open
    assert "Not steady" in str(gate.why.words)
    assert may_start_movement([happened(EventKind.NOT_STEADY), happened(EventKind.STEADY)], False).is_open


def test_a_recount_says_how_many_are_really_out() -> None:
    events = [happened(EventKind.NEEDLES_IN, 12), happened(EventKind.NEEDLES_OUT, 12)]

    assert count_needles([*events, happened(EventKind.RECOUNT, 11)]) == Count(12, 11)
    assert count_needles([*events, happened(EventKind.RECOUNT, 0)]) == Count(12, 0)
    assert not may_count(events, happened(EventKind.RECOUNT, 13)).is_open


def test_one_needle_is_spoken_of_as_one() -> None:
    gone_in = [happened(EventKind.NEEDLES_IN, 1)]

    open_count = may_sign(gone_in, has_missing_report=False)
    closed = may_sign([*gone_in, happened(EventKind.NEEDLES_OUT, 1)], has_missing_report=False)

    assert str(open_count.why.words).startswith("1 needle went in, 0 came out. Find it,")
    assert str(closed.why.words) == "The needle is out."
