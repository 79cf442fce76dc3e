"""What a person wants or does not want of a plan: it is heard, and what it leaves out is said."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from weft.core.plan.facts import Dose, Lane, LineFact, PhaseFact
from weft.core.shared.words import Words

NO_NEEDLES, NO_ELECTRO, NO_MANUAL = "no_needles", "no_electro", "no_manual"
MOVEMENT_ONLY, NEEDLES_ONLY = "movement_only", "needles_only"
FEW_TRIPS, HOME_FIRST = "few_trips", "home_first"

WISHES = {
    NO_NEEDLES: Words("no needles"),
    MOVEMENT_ONLY: Words("movement and home exercises only"),
    NEEDLES_ONLY: Words("no movement visits; home exercises stay"),
    NO_MANUAL: Words("no hands-on work"),
    NO_ELECTRO: Words("no electric current"),
    FEW_TRIPS: Words("as few trips as possible"),
    HOME_FIRST: Words("begin at home, with few visits"),
}
"""Every wish that planning understands, in words."""

HANDS_ON = frozenset({"manual_therapy", "thrust"})
CURRENT = frozenset({"electro_acupuncture", "electrotherapy"})
FEW_A_WEEK = 1
"""Visits of one lane a week at most, for few trips (movement without needles) and for the first phase at home."""


def unwanted_because(line: LineFact, wishes: Collection[str]) -> str:
    """The wish that leaves a line out, or an empty text when none does."""
    return next((wish for wish in WISHES if wish in wishes and _leaves_out(wish, line)), "")


def _leaves_out(wish: str, line: LineFact) -> bool:
    match wish:
        case "no_needles":
            return line.lane is Lane.NEEDLES
        case "movement_only":
            return line.lane is Lane.NEEDLES or line.modality in HANDS_ON
        case "needles_only":
            return line.lane is Lane.MOVEMENT
        case "no_manual":
            return line.modality in HANDS_ON
        case "no_electro":
            return line.modality in CURRENT
        case _:
            return False


def contradiction(wishes: Collection[str]) -> Words | None:
    """What cannot be wished together, or None: no movement visits with no needles leaves no visit at all."""
    for wish in (NO_NEEDLES, MOVEMENT_ONLY):
        if NEEDLES_ONLY in wishes and wish in wishes:
            return Words("{one} and {other} do not go together; keep one", one=NEEDLES_ONLY, other=wish)
    return None


def fewer_visits(phase: PhaseFact, wishes: Collection[str], *, is_first: bool) -> PhaseFact:
    """A phase with the visits that the wishes leave.

    * few trips: movement only on needle days, or once a week where there are no needles;
    * begin at home: in the first phase each lane is booked once a week at most.
    """
    lines = phase.lines
    if HOME_FIRST in wishes and is_first:
        lines = tuple(_at_most(line, FEW_A_WEEK, phase.weeks) for line in lines)
    if FEW_TRIPS in wishes:
        needle_days = max((line.dose.per_week for line in lines if line.lane is Lane.NEEDLES), default=0)
        most = needle_days or FEW_A_WEEK
        lines = tuple(_at_most(line, most, phase.weeks) if line.lane is Lane.MOVEMENT else line for line in lines)
    return replace(phase, lines=lines)


def unmet(wishes: Iterable[str]) -> tuple[Words, ...]:
    """Wishes that change doses rather than leave lines out, each said once."""
    said = {FEW_TRIPS: _FEW, HOME_FIRST: _HOME}
    return tuple(said[wish] for wish in WISHES if wish in set(wishes) and wish in said)


def _at_most(line: LineFact, per_week: float, weeks: tuple[int, int]) -> LineFact:
    if line.dose.per_week <= per_week:
        return line
    return replace(line, dose=_dose(line.dose, per_week, weeks[1] - weeks[0] + 1))


def _dose(dose: Dose, per_week: float, weeks: int) -> Dose:
    return replace(dose, per_week=per_week, total=min(dose.total, round(per_week * weeks)))


def in_words(wishes: Sequence[str]) -> tuple[Words, ...]:
    """The wishes in words, in the order in which they are listed here."""
    return tuple(words for wish, words in WISHES.items() if wish in wishes)


_FEW = Words("Wish: as few trips as possible. Movement visits are booked on needle days, or once a week.")
_HOME = Words("Wish: begin at home. In the first phase no visit is booked more than once a week.")
