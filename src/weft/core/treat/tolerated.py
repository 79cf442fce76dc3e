"""Movement tolerated: how many of the planned sets were done, and done as the plan asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from weft.core.treat.dose_said import SaidDose
from weft.core.treat.session import ItemDone, Version


@dataclass(frozen=True, slots=True)
class SetsDone:
    """Both numbers of the measure `movement_tolerated`."""

    done: int
    planned: int

    @property
    def percent(self) -> int | None:
        """The share in percent; None when nothing was planned."""
        return round(100 * self.done / self.planned) if self.planned else None


def sets_done(planned: Mapping[str, SaidDose], items: Sequence[ItemDone]) -> SetsDone:
    """Count the planned sets that were done at the planned effort.

    Args:
        planned: Dose by item id. An item for which the plan names no sets counts as one: done, or not.
        items: What was done. Sets beyond the planned ones do not make up for others; an easier version than planned
            was not done at the planned effort. (Effort above the day's ceiling is declined before it gets here.)
    """
    done = {item.id: item for item in items if item.version is not Version.EASIER}
    return SetsDone(
        sum(_sets(dose, done[name]) for name, dose in planned.items() if name in done),
        sum(dose.sets or 1 for dose in planned.values()),
    )


def _sets(dose: SaidDose, item: ItemDone) -> int:
    if dose.sets is None:
        return 1
    return min(dose.sets if item.sets is None else item.sets, dose.sets)
