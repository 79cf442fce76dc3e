"""Where a visit with needles stands."""

from datetime import UTC, datetime

import pytest

from weft.core.treat.bed_stage import BedStage, bed_stage, is_unsteady
from weft.core.treat.count import EventKind as Kind
from weft.core.treat.count import LiveEvent

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
IN, OUT_SOME = LiveEvent(Kind.NEEDLES_IN, NOON, 8), LiveEvent(Kind.NEEDLES_OUT, NOON, 7)
ONE_MORE = LiveEvent(Kind.NEEDLES_OUT, NOON, 1)
FAINT, SEARCH = LiveEvent(Kind.FAINT, NOON), LiveEvent(Kind.SEARCH, NOON)
NOT_YET, STEADY = LiveEvent(Kind.NOT_STEADY, NOON), LiveEvent(Kind.STEADY, NOON)


def stage(*events: LiveEvent, **facts: bool) -> BedStage:
    usual = {"is_signed": False, "has_report": False, "is_now": True, "is_over": False}
    return bed_stage(events, **{**usual, **facts})


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), BedStage.READY),
        ((IN,), BedStage.IN),
        ((IN, FAINT), BedStage.FAINT),
        ((IN, FAINT, NOT_YET), BedStage.IN),
        ((IN, OUT_SOME, SEARCH), BedStage.SEARCH),
        ((IN, SEARCH, OUT_SOME), BedStage.IN),
        ((IN, OUT_SOME, SEARCH, FAINT), BedStage.FAINT),
        ((IN, OUT_SOME, ONE_MORE), BedStage.OUT),
    ],
)
def test_the_last_that_happened_decides_and_a_faint_leads(events: tuple[LiveEvent, ...], expected: BedStage) -> None:
    assert stage(*events) is expected


def test_time_that_is_over_says_so_and_never_that_needles_are_out() -> None:
    assert stage(IN, is_over=True) is BedStage.OVER


def test_a_report_of_the_missing_ones_opens_the_way_to_sign() -> None:
    assert stage(IN, OUT_SOME, SEARCH, has_report=True) is BedStage.OUT


def test_needles_of_another_day_are_late_and_nothing_goes_in_on_another_day() -> None:
    assert stage(IN, is_now=False) is BedStage.LATE
    assert stage(IN, FAINT, is_now=False) is BedStage.LATE
    assert stage(is_now=False) is BedStage.NOT_TODAY


def test_what_is_signed_is_signed() -> None:
    assert stage(IN, OUT_SOME, ONE_MORE, is_signed=True) is BedStage.SIGNED


def test_unsteady_is_what_was_told_last() -> None:
    assert is_unsteady((IN, FAINT))
    assert is_unsteady((IN, NOT_YET))
    assert not is_unsteady((IN, FAINT, STEADY))
    assert not is_unsteady(())
