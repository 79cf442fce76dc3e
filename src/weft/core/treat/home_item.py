"""One exercise of the home set: which version, how much of it where that is not the usual, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from weft.core.plan.amounts import Amount, Span, amounts_said
from weft.core.plan.facts import Exercise
from weft.core.shared.words import COMMA, SPACE, Words, joined
from weft.core.treat.session import Version

LEVELS = (Version.EASIER, Version.AS_PLANNED, Version.HARDER)
EVERY_DAY = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeItem:
    """One exercise as it is done at home."""

    id: str
    version: Version = Version.AS_PLANNED
    amounts: dict[Amount, int] = field(default_factory=dict)
    """What is not the usual dose of the knowledge; days a week, where they are said."""
    because: str = ""
    """Why this one for this person, as typed."""


def dose_of(item: HomeItem, exercise: Exercise) -> Words:
    """The dose as it is read: the knowledge's own words until a number of it is changed."""
    said: dict[Amount, Span] = {each: (number, number) for each, number in item.amounts.items()}
    if said and exercise.amounts:
        return amounts_said({**exercise.amounts, **said}, each_side=exercise.each_side)
    dose = Words(exercise.dose)
    return joined((dose, amounts_said(said)), COMMA) if said else dose


def version_of(item: HomeItem, exercise: Exercise) -> Words | None:
    """What the easier or the harder version is; None for the usual one."""
    if item.version is Version.EASIER and exercise.easier:
        return Words("Easier: {how}.", how=Words(exercise.easier))
    if item.version is Version.HARDER and exercise.harder:
        return Words("Harder: {how}.", how=Words(exercise.harder))
    return None


def done_so(item: HomeItem, exercise: Exercise) -> Words:
    """How it is done, with what is other in this version."""
    version = version_of(item, exercise)
    return joined((Words(exercise.how), version), SPACE) if version else Words(exercise.how)


def asks_more(items: tuple[HomeItem, ...], before: tuple[HomeItem, ...], exercises: Mapping[str, Exercise]) -> bool:
    """Whether a set asks anything more of the body than the one before it: another exercise, a level, a number."""
    was = {each.id: each for each in before}
    return any(each.id not in was or _is_more(each, was[each.id], exercises[each.id]) for each in items)


def _is_more(now: HomeItem, was: HomeItem, exercise: Exercise) -> bool:
    if LEVELS.index(now.version) > LEVELS.index(was.version):
        return True
    usual: Mapping[Amount, Span] = {Amount.DAYS_A_WEEK: (EVERY_DAY, EVERY_DAY), **exercise.amounts}
    return any(now.amounts.get(each, most) > was.amounts.get(each, most) for each, (_, most) in usual.items())
