"""A person's own numbers beside the research: what needles did to pain within a visit, before movement began."""

from collections.abc import Iterable
from dataclasses import dataclass

from weft.core.adjust.seen import PairOn
from weft.core.shared.words import Words, counted
from weft.records.adjusting import pairs_felt, standing_scores
from weft.records.models import Episode, Visit, VisitState


@dataclass(frozen=True, slots=True)
class OwnData:
    """Pairs in which pain was asked before needles and after them, before moving; oldest first."""

    shifts: tuple[str, ...]
    """Each with its sign: -2, 0, +1."""
    dropped: int
    """In how many of them pain was less."""
    says: Words

    @property
    def squares(self) -> tuple[bool, ...]:
        """One for each pair: filled where pain dropped."""
        return tuple(shift.startswith("-") for shift in self.shifts)


def own_data(episode: Episode) -> OwnData:
    """Of one episode, in two queries."""
    scores = standing_scores(episode.person_id, episode.clinic_id).filter(episode=episode)
    rows = Visit.objects.within(episode.clinic_id).filter(episode=episode, pair__isnull=False)
    visits = rows.exclude(state=VisitState.CANCELLED)
    return told(PairOn(day, felt) for day, felt in pairs_felt(scores, visits))


def told(pairs: Iterable[PairOn]) -> OwnData:
    """The numbers in one sentence."""
    both = [
        (each.felt.pain_before, each.felt.pain_after_needles)
        for each in pairs
        if each.felt.pain_before is not None and each.felt.pain_after_needles is not None
    ]
    moved = [after - before for before, after in both]
    shifts = tuple(f"{each:+}".replace("+0", "0") if each else "0" for each in moved)
    dropped = sum(1 for each in moved if each < 0)
    if not shifts:
        none = Words("Nothing measured yet. Pain before needles, and after them before moving, will stand here.")
        return OwnData((), 0, none)
    says = counted(
        len(shifts),
        "After needles, before moving: pain {shifts}. It dropped in {dropped} of {count} pair.",
        "After needles, before moving: pain {shifts}. It dropped in {dropped} of {count} pairs.",
        shifts=", ".join(shifts), dropped=dropped,
    )  # fmt: skip
    return OwnData(shifts, dropped, says)
