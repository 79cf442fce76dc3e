"""A block of the calendar, better and better: prices, ruin and recreate, then groups solved together."""

from collections.abc import Callable, Generator, Iterator, Sequence
from math import log

from weft.core.schedule.clinic.best import Found
from weft.core.schedule.clinic.desk import book_by_hand
from weft.core.schedule.clinic.flat import Flat, Steps, fits
from weft.core.schedule.clinic.joint import Effort, Joint
from weft.core.schedule.clinic.prices import Market, Prices
from weft.core.schedule.clinic.ruin import Search
from weft.core.schedule.clinic.shape import Clinic, Visit
from weft.core.schedule.clinic.timetable import Answer, Lots, Timetable

FIRST_SHARE, FIRST_STEPS, WARM = 0.02, 12, 100.0
"""Of what may be spent, the part before there are prices; never more steps a person; points that a step may lose."""
PRICE_SHARE, PRICE_ROUNDS, PRICE_STEPS = 0.05, 240, 20
"""Of what may be spent, the part that goes into prices; never more rounds than these; a round takes about as long as
so many steps."""
FAR, NEAR = 10.0, 0.3
"""Thousandths of a visit's points by which prices move: in the first round, and in the last."""
DEAR, CHEAP = 1.0, 0.1
"""How much prices count: at the beginning, and at the end of the ruining, when points alone should."""
HOT, COLD = 250.0, 6.0
"""Points that a timetable may lose at a step: at the beginning, and at the end of the ruining."""
RUIN_SHARE, SOON = 0.85, 0.6
"""Of what may be spent, where ruin and recreate ends; the rest is joint programs. Compiled steps against a clock are
through sooner; who counts steps gets the same answer whether they are compiled or not."""
GROUP = 9
"""People in a joint program at first."""
PATIENCE, GROWTH = 8, 1.25
"""After so many joint programs that bettered nothing, how much larger the next ones are."""
MOST_TOGETHER = 4_500
"""Columns of a joint program of more than those people, about 34 in a full clinic: larger ones hardly ever bettered
anything, and took more memory than all the rest."""
JOINT_STEPS = 300
"""A joint program takes about as long as so many steps."""
LOADED = 3.0
"""With less than so many seconds left, compiled steps are not worth the loading: half a second and 100 MB."""
AT_A_TIME = 50
"""Steps of ruin and recreate after which others go on."""

Compiled = Callable[[], Steps | None]
"""Gives the compiled steps, or None where there are none."""


class BlockSearch:
    """One search. The same clinic, seed and number of steps give the same answer."""

    def __init__(
        self, clinic: Clinic, *, seed: int, existing: Sequence[Visit], joint: Effort, compiled: Compiled | None = None
    ) -> None:
        """Begin with what exists: days with a confirmed visit stay for good."""
        self._timetable = Timetable(clinic, existing)
        self._lots, self._compiled = Lots(seed), compiled
        self._noise = iter(self._lots)
        self._search = Search(self._timetable, self._noise)
        self._joint = joint
        self.steps = 0
        self.most = sum(member.most for member in self._timetable.members)
        self._flat: Flat | None = None
        self._largest = len(self._timetable.members)
        """People in a joint program at most."""
        self._best: list[Found] = self._timetable.found()
        self.best_points = self._timetable.total

    @property
    def answer(self) -> Answer:
        """The best so far; sound at any moment, also when a step was broken off."""
        return self._timetable.answer(self._flat.best if self._flat else self._best)

    def _keep(self) -> None:
        if self._timetable.total > self.best_points:
            self._best = self._timetable.found()
            self.best_points = self._timetable.total

    def by_hand(self, *, pairs: bool) -> None:
        """Book as a front desk does."""
        book_by_hand(self._timetable, pairs=pairs)
        self._keep()

    def run(self, spent: Callable[[], float], left: Callable[[], float] | None) -> Iterator[None]:
        """Search until everything is spent or nobody lacks anything; stops now and then for others to go on."""
        self.by_hand(pairs=True)  # who stops at once has no less than a desk could give
        self._search.fill()
        self._keep()
        yield
        yield from self._begin(spent)
        prices = yield from self._price(spent)
        if not self._is_done and (left is None or left() > LOADED):
            self._hurry()
        yield from self._ruin(spent, prices, SOON if self._flat and left else RUIN_SHARE)
        self._restore()
        yield from self._join(spent, left)

    @property
    def _is_done(self) -> bool:
        """Whether nobody lacks anything."""
        return self.best_points >= self.most

    def _begin(self, spent: Callable[[], float]) -> Iterator[None]:
        """Ruin and recreate before there are prices, so that who stops after some seconds has most of it."""
        while not self._is_done and spent() < FIRST_SHARE and self.steps < FIRST_STEPS * len(self._timetable.members):
            self._step(WARM)
            self.steps += AT_A_TIME
            yield

    def _price(self, spent: Callable[[], float]) -> Generator[None, None, Prices | None]:
        clinic = self._timetable.clinic
        if self._is_done or not clinic.practitioners:
            return None
        market, unit = Market(clinic, self._timetable.members), clinic.worth.placed / 1000
        for at in range(PRICE_ROUNDS):
            share = max(spent() / PRICE_SHARE, at / PRICE_ROUNDS)
            if share >= 1:
                break
            market.round(unit * FAR * (NEAR / FAR) ** share)
            self.steps += PRICE_STEPS
            yield
        return market.prices

    def _hurry(self) -> None:
        """Go on over flat arrays where there are compiled steps for them."""
        steps = self._compiled() if self._compiled and fits(self._timetable) else None
        if steps:
            self._flat = Flat(self._timetable, self._search.program, self._lots, steps, self._best)

    def _ruin(self, spent: Callable[[], float], prices: Prices | None, until: float) -> Iterator[None]:
        guided = -1.0
        while not self._is_done and (share := spent() / until) < 1:
            if prices and share > guided + 0.05:
                guided = share
                self._search.guide(prices.times(DEAR + (CHEAP - DEAR) * share))
                if self._flat:
                    self._flat.guide()
            self._step(HOT * (COLD / HOT) ** share)
            self.steps += AT_A_TIME
            yield
        if self._flat:
            self._best, self._flat = self._flat.end(), None

    def _step(self, heat: float) -> None:
        if self._flat:
            self._flat.step(heat, AT_A_TIME)
            self.best_points = self._flat.best_points
            return
        for _ in range(AT_A_TIME):
            if self._search.step(int(-heat * log((next(self._noise) + 1) / (1 << 30)))):
                self._keep()

    def _join(self, spent: Callable[[], float], left: Callable[[], float] | None) -> Iterator[None]:
        size, failed = float(GROUP), 0
        while not self._is_done and spent() < 1:
            better = self._together(int(size), self._joint.within(left()) if left else self._joint)
            self.steps += JOINT_STEPS
            failed = 0 if better else failed + 1
            if failed == PATIENCE:
                size, failed = min(self._largest, size * GROWTH), 0
            self._keep()
            yield

    def _restore(self) -> None:
        for at in range(len(self._best)):
            self._timetable.clear(at)
        self._put(range(len(self._best)), self._best)

    def _together(self, size: int, effort: Effort) -> bool:
        group = self._search.relatives(size)
        if all(self._timetable.points[at] >= self._timetable.members[at].most for at in group):
            return False
        old = [self._timetable.clear(at) for at in group]
        program = Joint(self._timetable, group)
        few = max(GROUP, len(group) * MOST_TOGETHER // max(1, program.columns))
        if few < len(group):  # the last of them stay where they were, and no group is larger from now on
            self._put(group[few:], old[few:])
            self._largest, group, old = size, group[:few], old[:few]
            program = Joint(self._timetable, group)
        found = program.solve(effort, old)
        better = found is not None and sum(points for points, _ in found) > sum(points for points, _ in old)
        self._put(group, found if found and better else old)
        return better

    def _put(self, people: Sequence[int], found: Sequence[Found]) -> None:
        for at, had in zip(people, found, strict=True):
            self._timetable.put(at, had)
