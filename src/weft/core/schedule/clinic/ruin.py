"""Ruin and recreate: take some people's visits off the floor, place them anew, keep what is no worse."""

from collections.abc import Iterator

from weft.core.schedule.clinic.best import Program
from weft.core.schedule.clinic.prices import Prices
from weft.core.schedule.clinic.timetable import Timetable

TIRED = 400
"""Looks around for relatives; in an empty clinic nobody has any."""


class Search:
    """Betters one timetable step by step. The same noise gives the same steps."""

    def __init__(self, timetable: Timetable, noise: Iterator[int]) -> None:
        self.timetable = timetable
        self._noise = noise
        self.program = Program(timetable.floor, noise)

    def guide(self, prices: Prices) -> None:
        """Let time have a price from now on."""
        self.program.guide(prices)

    def fill(self) -> None:
        """Give everybody without visits the best there is, those with most to place first."""
        order = sorted(range(len(self.timetable.members)), key=lambda at: (-self.timetable.members[at].wanted, at))
        for at in order:
            if not self.timetable.spots[at] and self.timetable.members[at].wanted:
                self.timetable.put(at, self.program.best(self.timetable.members[at]))

    def step(self, slack: int) -> bool:
        """Ruin and recreate once; a timetable that is worse by up to ``slack`` points is kept too.

        Returns:
            Whether the timetable changed.
        """
        group = self.kin(self._somebody())
        before = sum(self.timetable.points[at] for at in group)
        old = [(at, self.timetable.clear(at)) for at in group]
        for at in self._order(group):
            self.timetable.put(at, self.program.best(self.timetable.members[at]))
        after = sum(self.timetable.points[at] for at in group)
        if after >= before - slack:
            return True
        for at in group:
            self.timetable.clear(at)
        for at, found in old:
            self.timetable.put(at, found)
        return False

    def _order(self, group: list[int]) -> list[int]:
        """The first stays first; the others in any order."""
        turn = 1 + next(self._noise) % max(1, len(group) - 1)
        return [group[0], *group[turn:], *group[1:turn]]

    def kin(self, first: int) -> list[int]:
        """One person, and up to a few who hold slots that this one could use."""
        timetable, noise = self.timetable, self._noise
        group: dict[int, None] = {first: None}
        lanes = [lane for lane in timetable.members[first].lanes if lane.may and lane.people]
        for _ in range((1 + next(noise) % 4) if lanes else 0):
            lane = lanes[next(noise) % len(lanes)]
            at = next(noise) % lane.may.bit_length()
            later = lane.may >> at << at
            start = (later & -later).bit_length() - 1
            turn = next(noise)  # every second time the own practitioner
            who = lane.people[0 if turn & 1 else (turn >> 1) % len(lane.people)]
            for slot in range(lane.slots):
                holder = timetable.holder.get((who, start + slot))
                if holder is not None:
                    group[holder] = None
        return list(group)

    def relatives(self, size: int) -> list[int]:
        """Somebody who lacks something, and people who hold slots that this one or another of them could use."""
        first = self._somebody()
        group: dict[int, None] = {first: None}
        for turn in range(1, TIRED):
            for at in self.kin(first):
                if len(group) < size:
                    group[at] = None
            if len(group) == size:
                break
            if turn % 5 == 0:
                first = list(group)[next(self._noise) % len(group)]
        return list(group)

    def _somebody(self) -> int:
        """Of three people the one who loses most points against having everything."""
        timetable, noise = self.timetable, self._noise
        people = len(timetable.members)
        return max(
            (next(noise) % people for _ in range(3)), key=lambda at: timetable.members[at].most - timetable.points[at]
        )
