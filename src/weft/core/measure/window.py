"""What one person felt around the window: pain before needles, after them, after movement, and movement done.

One person, and nobody to compare with: it describes, and proves nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Protocol

from weft.core.measure.answers import plain
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words

PROVES_NOTHING = Words("One person, and nothing to compare with: it describes, and proves nothing.")


class Felt(Protocol):
    """How one pair went for the person; None where it was not asked. Pain 0-10, ``tolerated`` 0 to 1."""

    @property
    def pain_before(self) -> Decimal | None: ...
    @property
    def pain_after_needles(self) -> Decimal | None: ...
    @property
    def pain_after_movement(self) -> Decimal | None: ...
    @property
    def tolerated(self) -> Decimal | None: ...


@dataclass(frozen=True, slots=True)
class Shift:
    """How pain moved over several pairs, in points; below 0 is less pain."""

    middle: Decimal
    """The median of the moves."""
    fell: int
    same: int
    rose: int
    words: Words

    @property
    def pairs(self) -> int:
        """In how many pairs it was asked at both ends."""
        return self.fell + self.same + self.rose


@dataclass(frozen=True, slots=True)
class Tolerated:
    """How much of the planned movement was done at the planned effort."""

    share: Decimal
    """The median, as a part: 0 to 1."""
    visits: int


@dataclass(frozen=True, slots=True)
class Window:
    """One person's window, as far as it was measured."""

    needles: Shift | None
    """From before needles to after them."""
    movement: Shift | None
    """From after needles to after movement."""
    whole: Shift | None
    """From before needles to after movement."""
    with_needles: Tolerated | None
    without_needles: Tolerated | None
    why: Explanation


def window(pairs: Sequence[Felt], alone: Sequence[Decimal | None] = ()) -> Window:
    """Sum up what one person felt.

    Args:
        pairs: Pairs of this person, oldest first.
        alone: Part of the planned movement done (0 to 1) in movement visits without needles before; None where it
            was not asked.

    Returns:
        Medians and counts over what was asked; a pair that was not asked at both ends is passed over.
    """
    needles = _shift([(pair.pain_before, pair.pain_after_needles) for pair in pairs], _after_needles)
    movement = _shift([(pair.pain_after_needles, pair.pain_after_movement) for pair in pairs], _after_movement)
    whole = _shift([(pair.pain_before, pair.pain_after_movement) for pair in pairs], _on_leaving)
    together, apart = _tolerated([pair.tolerated for pair in pairs]), _tolerated(alone)
    words = _said(needles, movement, together, apart)
    inputs = {"pairs": len(pairs), "visits_without_needles": len(alone)}
    return Window(needles, movement, whole, together, apart, explain("window", words, inputs=inputs))


def _after_needles(moved: Words) -> Words:
    return Words("From before needles to after them, pain {moved}.", moved=moved)


def _after_movement(moved: Words) -> Words:
    return Words("From after needles to after movement, pain {moved}.", moved=moved)


def _on_leaving(moved: Words) -> Words:
    return Words("From arriving to leaving, pain {moved}.", moved=moved)


def _moved(middle: Decimal, pairs: int, fell: int, rose: int) -> Words:
    counts = {"points": plain(abs(middle)), "pairs": pairs, "fell": fell, "rose": rose}
    if middle < 0:
        return Words("fell by {points} (middle value): lower in {fell} of {pairs} pairs, higher in {rose}", **counts)
    if middle > 0:
        return Words("rose by {points} (middle value): higher in {rose} of {pairs} pairs, lower in {fell}", **counts)
    return Words("stayed as it was (middle value): lower in {fell} of {pairs} pairs, higher in {rose}", **counts)


def _shift(ends: Sequence[tuple[Decimal | None, Decimal | None]], say: Callable[[Words], Words]) -> Shift | None:
    moves = [after - before for before, after in ends if before is not None and after is not None]
    if not moves:
        return None
    middle = Decimal(median(moves))
    fell, rose = sum(move < 0 for move in moves), sum(move > 0 for move in moves)
    same = len(moves) - fell - rose
    return Shift(middle, fell, same, rose, say(_moved(middle, len(moves), fell, rose)))


def _tolerated(shares: Sequence[Decimal | None]) -> Tolerated | None:
    asked = [share for share in shares if share is not None]
    return Tolerated(Decimal(median(asked)), len(asked)) if asked else None


def _said(needles: Shift | None, movement: Shift | None, together: Tolerated | None, apart: Tolerated | None) -> Words:
    if needles is None and movement is None and together is None:
        return Words("Nothing was asked around needles yet.")
    parts = [one.words for one in (needles, movement) if one]
    if together:
        parts.append(_done(together, apart))
    lines = {f"line_{place}": part for place, part in enumerate((*parts, PROVES_NOTHING))}
    return Words(" ".join(f"{{{name}}}" for name in lines), **lines)


def _done(together: Tolerated, apart: Tolerated | None) -> Words:
    values = {"with": _percent(together), "visits": together.visits}
    if apart is None:
        return Words("Of the planned movement {with}% was done after needles (visits: {visits}).", **values)
    return Words(
        "Of the planned movement {with}% was done after needles (visits: {visits}), {without}% without needles "
        "before (visits: {others}).",
        without=_percent(apart), others=apart.visits, **values,
    )  # fmt: skip


def _percent(one: Tolerated) -> str:
    return plain((one.share * 100).quantize(Decimal(1)))
