"""How many needle visits an extension may add: never more than the plan's own sets allow."""

from dataclasses import dataclass

from weft.core.adjust.facts import BlockEndRule
from weft.core.adjust.seen import EpisodeSeen
from weft.core.shared.words import Words

_ONE = Words("One more needle visit is possible, {most} at most.")
_SOME = Words("One extension of {by} needle visits is possible, {most} at most.")
_EACH = Words("{said} Each of them needs a reason: the usual range of the plan is used up.")
_OVER = Words("{said} More than {free} need a reason.")


@dataclass(frozen=True, slots=True)
class Room:
    """Needle visits that may be added to a block."""

    usual: int
    most: int
    """0 when the plan's range is used up, with a reason too."""
    free: int
    """How many of them need no reason."""

    @property
    def words(self) -> Words:
        """The offer as a clinician reads it."""
        said = Words((_ONE if self.usual == 1 else _SOME).message, by=self.usual, most=self.most)
        if self.most <= self.free:
            return said
        return Words(_OVER.message, said=said, free=self.free) if self.free else Words(_EACH.message, said=said)


def room(rule: BlockEndRule, seen: EpisodeSeen) -> Room:
    """The rule's visits, cut to what the plan's sets leave; the rule's own where no plan says what they allow."""
    if seen.needles_most is None or seen.needles_planned is None:
        return Room(rule.extend_by, rule.extend_most, rule.extend_most)
    free, left = left_of(seen.needles_planned, seen.needles_most, seen.needles_with_reason or 0)
    return Room(min(rule.extend_by, free or left), min(rule.extend_most, left), min(rule.extend_most, free))


def left_of(planned: int, most: int, with_reason: int) -> tuple[int, int]:
    """Visits that a plan leaves: without a reason, and with one."""
    return max(most - planned, 0), max(max(most, with_reason) - planned, 0)
