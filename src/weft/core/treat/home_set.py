"""The home set: at most four exercises, and what changed about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from weft.core.shared.words import Words
from weft.core.treat.session import HOME_EXERCISES_MAX


class HomeChange(StrEnum):
    """What happens to one home exercise from now on."""

    MORE = "more"
    SAME = "same"
    STOP = "stop"
    NEW = "new"


SYMBOLS = {HomeChange.MORE: "▲", HomeChange.SAME: "=", HomeChange.STOP: "−", HomeChange.NEW: "+"}  # noqa: RUF001  a minus sign


@dataclass(frozen=True, slots=True)
class HomeSet:
    """Home exercises from now on, or why they cannot be."""

    ids: tuple[str, ...]
    fault: Words | None = None


def home_set(current: Sequence[str], changes: Mapping[str, HomeChange], names: Mapping[str, Words]) -> HomeSet:
    """The set after the changes, the kept ones first.

    Args:
        current: Ids until now; one without a change stays as it is.
        changes: By exercise id.
        names: Name by id, of all that may be in it.

    Returns:
        The ids, with a fault when one is unknown or a fifth would be in it; then it says which there are.
    """
    kept = [each for each in current if changes.get(each) is not HomeChange.STOP]
    added = [each for each, change in changes.items() if change is not HomeChange.STOP and each not in current]
    ids = (*kept, *added)
    if not set(added) <= set(names):
        return HomeSet(ids, Words("That exercise is not known here. Choose from the list."))
    if len(ids) > HOME_EXERCISES_MAX:
        return HomeSet(ids, too_many([names.get(each, Words(each)) for each in ids]))
    return HomeSet(ids)


def too_many(names: Sequence[Words]) -> Words:
    """A fifth asks which one leaves."""
    says = "At most {most} home exercises, and these are {count}: {names}. Choose which one leaves."
    return Words(says, most=HOME_EXERCISES_MAX, count=len(names), names=listed(names))


def listed(parts: Sequence[Words]) -> Words:
    """Several short things as one, with commas; not for none."""
    first, *rest = parts
    for each in rest:
        first = Words("{first}, {second}", first=first, second=each)
    return first
