"""How needles are set, and the ranges of a current."""

import pytest
from tests.core.shelf import SHELF

from weft.core.treat.settings import (
    NEEDLE_SIZES,
    CurrentSettings,
    Depth,
    NeedleSettings,
    Stimulation,
    UnknownSettingError,
    may_run,
    read_settings,
)
from weft.library.steps import treat_facts

TECHNIQUES = treat_facts(SHELF).techniques
ELECTRO = TECHNIQUES["electro"]


def test_settings_from_the_lists_are_taken_and_nothing_said_is_fine() -> None:
    full = NeedleSettings(
        technique="manual", size=NEEDLE_SIZES[0], depth=Depth.MUSCLE.value, stimulation=Stimulation.ONCE.value
    )

    assert read_settings(full, TECHNIQUES) == full
    assert read_settings(NeedleSettings(), TECHNIQUES) == NeedleSettings()


@pytest.mark.parametrize("name", ["technique", "size", "depth", "stimulation"])
def test_a_setting_that_no_list_has_is_named(name: str) -> None:
    with pytest.raises(UnknownSettingError, match="sharp"):
        read_settings(NeedleSettings(**{name: "sharp"}), TECHNIQUES)


@pytest.mark.parametrize(
    ("pairs", "hertz", "minutes", "is_open"),
    [
        (1, 2, 20, True), (4, 100, 30, True), (0, 2, 20, False), (5, 2, 20, False), (1, 1, 20, False),
        (1, 101, 20, False), (1, 2, 0, False), (1, 2, 1, True), (1, 2, 31, False),
    ],
)  # fmt: skip
def test_a_current_keeps_to_its_ranges(pairs: int, hertz: int, minutes: int, is_open: bool) -> None:
    gate = may_run(CurrentSettings(pairs, hertz, minutes), ELECTRO, needles_in=9)

    assert gate.is_open is is_open
    assert dict(gate.why.limits)["hertz"] == "(2, 100)"
