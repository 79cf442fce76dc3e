"""A dose as the plan says it, in numbers where it names them: `2 sets of 8` is 2 and 8; nothing is guessed."""

import re
from dataclasses import dataclass

from weft.core.shared.words import Words, counted

_SETS = re.compile(r"^(?P<sets>\d+) sets of (?P<reps>\d+)\b(?! to \d)")
_TIMES = re.compile(r"^(?P<reps>\d+) times\b(?! \d)")
_MINUTES = re.compile(r"^(?P<minutes>\d+) min(utes)?\b")


@dataclass(frozen=True, slots=True)
class SaidDose:
    """Sets, repetitions and minutes of one item; None where the plan names no number."""

    sets: int | None = None
    reps: int | None = None
    minutes: int | None = None


def read_dose(text: str) -> SaidDose:
    """The numbers of a dose in English words; a range ("5 to 10 minutes") and a distance name none.

    Args:
        text: Such as ``2 sets of 8``, ``10 times, 5 seconds each``, ``5 minutes``.
    """
    found = next((match for rule in (_SETS, _TIMES, _MINUTES) if (match := rule.match(text))), None)
    return SaidDose(**{name: int(number) for name, number in found.groupdict().items()}) if found else SaidDose()


def dose_words(sets: int | None, reps: int | None, minutes: int | None) -> Words | None:
    """Numbers as they are read: sets by repetitions, ``10 times``, ``5 min``; None when there are none."""
    if sets and reps:
        return Words("{sets} \N{MULTIPLICATION SIGN} {reps}", sets=sets, reps=reps)
    if sets:
        return counted(sets, "{count} set", "{count} sets")
    if reps:
        return counted(reps, "once", "{count} times")
    return Words("{minutes} min", minutes=minutes) if minutes else None
