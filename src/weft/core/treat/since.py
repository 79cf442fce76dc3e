"""What is true since the last movement session: tapped, never guessed."""

from collections.abc import Collection
from enum import StrEnum

from weft.core.shared.words import Words


class Since(StrEnum):
    """One thing that the person says has happened since last time."""

    BENDS_EASIER = "bends_easier"
    SITS_LONGER = "sits_longer"
    WALKS_LONGER = "walks_longer"
    NO_CHANGE = "no_change"
    WORSE_AFTER = "worse_after"
    WORSE_OVER_A_DAY = "worse_over_a_day"
    NEW_AREA = "new_area"


SINCE_WORDS = {
    Since.BENDS_EASIER: Words("bends easier"),
    Since.SITS_LONGER: Words("sits longer"),
    Since.WALKS_LONGER: Words("walks longer"),
    Since.NO_CHANGE: Words("no change"),
    Since.WORSE_AFTER: Words("worse after"),
    Since.WORSE_OVER_A_DAY: Words("worse for over a day"),
    Since.NEW_AREA: Words("new area"),
}
FLARE = "movement.flare_over_a_day"
"""The unwanted event (`knowledge/treat/events/`) that "worse for over a day" is: the rules of adjust read it."""
_WORSE = {
    Since.WORSE_AFTER: Words("Worse after last time."),
    Since.WORSE_OVER_A_DAY: Words("Worse for over a day after last time."),
}


def since_fault(said: Collection[Since]) -> Words | None:
    """What is wrong with what was tapped; None when it can stand together."""
    if Since.NO_CHANGE in said and len(said) > 1:
        return Words("“No change” and a change were both tapped. Keep the one that is true.")
    return None


def to_heed(said: Collection[Since]) -> tuple[Words, ...]:
    """What the next page and the other discipline are told first; nothing when nothing asks for it."""
    worse = [words for each, words in _WORSE.items() if each in said][-1:]
    return (*worse, *((Words("A new area hurts."),) if Since.NEW_AREA in said else ()))
