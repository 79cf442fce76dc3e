"""The results of a run, by what was asked: medians, worsts and shares for the table of targets and the page."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.schedule.bounds import Proof
from benchmarks.schedule.instances import generated
from benchmarks.schedule.measurement import Measurement
from benchmarks.schedule.store import Result

Told = Mapping[str, Any]


class Results:
    """What was measured, and the proven bounds."""

    def __init__(self, found: Iterable[tuple[Measurement, Result | None]], bounds: Mapping[str, Proof]) -> None:
        self.all = [(one, result) for one, result in found if result]
        self._bounds = bounds

    def seeds(self, kind: str, people: int) -> dict[int, Told]:
        """Figures by seed. Of two searches of one clinic the longer, with the marks of the shorter put in: who has less
        time is told what a search gives that knows it."""
        found: dict[int, Told] = {}
        for one, result in sorted(self.all, key=lambda each: -each[0].seconds):
            if (one.kind, one.people) == (kind, people):
                longer = found.get(one.seed)
                at = {"at": {**longer["at"], **result.told["at"]}} if longer else {}
                found[one.seed] = {**(longer or result.told), **at}
        return found

    def courses(self, kind: str, team: int, *, named: bool = False) -> Told | None:
        """Figures of the courses of a team."""
        wanted = kind, team, named
        return next((r.told for one, r in self.all if (one.kind, one.people, one.named) == wanted), None)

    def bound(self, people: int, seed: int) -> int | None:
        """No answer is worth more; the tighter of what is kept and what this run proved."""
        kept = self._bounds.get(generated(people, seed))
        proved = self.seeds("bound", people).get(seed)
        found = ([kept.bound] if kept else []) + ([proved["bound"]] if proved else [])
        return min(found, default=None)

    def linear(self, people: int, seed: int) -> int | None:
        """The bound of the linear program alone."""
        kept = self._bounds.get(generated(people, seed))
        return kept.linear if kept else None

    def shares(self, kind: str, people: int, at: str = "") -> dict[int, float]:
        """Objective as a share of the proven bound, by seed; ``at`` a mark of our own search."""
        found = {}
        for seed, told in self.seeds(kind, people).items():
            bound = self.bound(people, seed)
            answer = told["at"].get(at) if at else told
            if bound and answer:
                found[seed] = answer["objective"] / bound
        return found

    def against(self, key: str, other: str, people: int, at: str = "") -> list[float]:
        """Ours over another method's figure, by seed; ``at`` a mark of our own search."""
        others = self.seeds(other, people)
        ours = {seed: told["at"].get(at) if at else told for seed, told in self.seeds("weft", people).items()}
        return [told[key] / max(1, others[seed][key]) for seed, told in ours.items() if told and seed in others]


def p95(values: Sequence[float]) -> float:
    """The 95th percentile: of 20 values the second largest."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def median(values: Iterable[float]) -> float:
    """The middle one."""
    return statistics.median(list(values))
