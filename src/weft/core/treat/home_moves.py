"""What can be done with a home set: add, exchange, leave out, one step easier or harder. Never more than four."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from weft.core.plan.facts import Exercise
from weft.core.shared.words import Words
from weft.core.treat.home_item import HomeItem
from weft.core.treat.session import HOME_EXERCISES_MAX, Version

Items = tuple[HomeItem, ...]
STARTER = 2
"""So many are enough to begin with."""


class Way(StrEnum):
    """Which way a step goes."""

    EASIER = "easier"
    HARDER = "harder"


class Move(StrEnum):
    """What was tapped."""

    KEEP = "keep"
    START = "start"
    ADD = "add"
    INSTEAD = "instead"
    NOBODY = "nobody"
    REMOVE = "remove"
    EASIER = "easier"
    HARDER = "harder"


@dataclass(frozen=True, slots=True)
class Step:
    """What one exercise becomes."""

    item: HomeItem
    says: Words


@dataclass(frozen=True, slots=True)
class Moved:
    """A set after something was tapped."""

    items: Items
    asking: str = ""
    """A fifth, which waits for one to leave."""


def moved(
    was: Moved, move: Move, what: str, exercises: Mapping[str, Exercise], planned: Sequence[str] = ()
) -> Moved:  # fmt: skip
    """The set after one tap.

    Args:
        was: Before it.
        move: What was tapped.
        what: About which exercise; for INSTEAD the one that leaves.
        exercises: By id, with those of the set.
        planned: What the plan names at home now, for START.
    """
    items = was.items
    match move:
        case Move.ADD:
            more = added(items, what)
            return Moved(items, what) if more is None else Moved(more)
        case Move.INSTEAD if was.asking:
            return Moved(exchanged(items, what, HomeItem(id=was.asking)))
        case Move.REMOVE:
            return Moved(without(items, what))
        case Move.EASIER | Move.HARDER:
            return Moved(_stepped(items, what, Way(move.value), exercises), was.asking)
        case Move.START if not items:
            return Moved(starter(planned))
        case Move.NOBODY:
            was = Moved(items)
    return was


def added(items: Items, new: str) -> Items | None:
    """The set with one more at its end; None when it is full and one has to leave first."""
    if any(each.id == new for each in items):
        return items
    return (*items, HomeItem(id=new)) if len(items) < HOME_EXERCISES_MAX else None


def without(items: Items, leaving: str) -> Items:
    """The set without one."""
    return tuple(each for each in items if each.id != leaving)


def exchanged(items: Items, leaving: str, item: HomeItem) -> Items:
    """The set with another in the place of one; once, when the other was in it already."""
    others = {each.id for each in items} - {leaving}
    if item.id in others:
        return without(items, leaving)
    return tuple(item if each.id == leaving else each for each in items)


def step(item: HomeItem, way: Way, exercises: Mapping[str, Exercise]) -> Step | None:
    """One step along the ladder of an exercise: to its next version, or to the exercise that it leads to.

    Args:
        item: As it is now.
        way: Easier or harder.
        exercises: By id.

    Returns:
        What it becomes; None at the end of the ladder. Another exercise begins with its own usual dose.
    """
    exercise = exercises[item.id]
    leads_to, version, how = exercise.easier_id, Version.EASIER, exercise.easier
    if way is Way.HARDER:
        leads_to, version, how = exercise.harder_id, Version.HARDER, exercise.harder
    if item.version not in {Version.AS_PLANNED, version}:
        return Step(replace(item, version=Version.AS_PLANNED), Words("as usual"))
    if item.version is version:
        return None
    if leads_to in exercises:
        return Step(HomeItem(id=leads_to, because=item.because), Words(exercises[leads_to].name))
    return Step(replace(item, version=version), Words(how)) if how else None


def _stepped(items: Items, what: str, way: Way, exercises: Mapping[str, Exercise]) -> Items:
    item = next((each for each in items if each.id == what), None)
    to = step(item, way, exercises) if item else None
    return exchanged(items, what, to.item) if to else items


def starter(planned: Sequence[str]) -> Items:
    """Two to begin with: the first that the plan names."""
    return tuple(HomeItem(id=each) for each in planned[:STARTER])
