"""Do needles open anything for this person? One person without a control: a prompt, not proof."""

from collections.abc import Sequence
from decimal import Decimal

from weft.core.adjust.facts import PairShiftRule
from weft.core.adjust.proposal import ProposalKind, Proposed, say
from weft.core.adjust.seen import EpisodeSeen, PairFelt, since
from weft.core.shared.words import Words

__all__ = ["PairFelt", "propose_unpairing", "unpair"]


def unpair(rule: PairShiftRule, seen: EpisodeSeen) -> Proposed | None:
    """:func:`propose_unpairing` on the pairs since the last answer."""
    return propose_unpairing(rule, tuple(pair.felt for pair in since(seen, rule.id, seen.pairs)))


def propose_unpairing(rule: PairShiftRule, pairs: Sequence[PairFelt]) -> Proposed | None:
    """Ask about un-pairing when the last measured pairs brought no drop in pain from needles.

    A pair that was not measured is passed over, and so is one that began without pain: neither
    says that needles did nothing.

    Args:
        rule: From ``knowledge/adjust/rules/pair_shift.toml``.
        pairs: Pairs of this person, oldest first.
    """
    drops = tuple(drop for pair in pairs if (drop := _drop(pair)) is not None)
    last = drops[-rule.pairs_in_a_row :]
    if len(last) < rule.pairs_in_a_row or any(drop >= rule.drop_points for drop in last):
        return None
    words = Words(
        "In the last {pairs} pairs pain did not fall from before to after needles. "
        "Would separate days, or movement first, suit this person better?",
        pairs=rule.pairs_in_a_row,
    )
    inputs = {f"drop_{place}": drop for place, drop in enumerate(last, start=1)}
    limits = {"pairs_in_a_row": rule.pairs_in_a_row, "drop_points": rule.drop_points}
    return say(rule, ProposalKind.UNPAIR, words, inputs=inputs, limits=limits)


def _drop(pair: PairFelt) -> Decimal | None:
    if pair.pain_before is None or pair.pain_after_needles is None or pair.pain_before == 0:
        return None
    return pair.pain_before - pair.pain_after_needles
