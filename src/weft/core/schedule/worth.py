"""What each day can add to the course, for every choice of primary practitioners at once."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from weft.core.schedule.board import Board, Lane, Pairing
from weft.core.schedule.request import Ints, Order
from weft.core.schedule.states import NEVER

Team = tuple[int, ...]
"""Position of the primary in each lane's ``people``, in the order of the lanes; -1 for nobody."""


@dataclass(frozen=True)
class DayWorth:
    """Points of the best trip of each kind, int[day, team]; NEVER where there is none."""

    teams: tuple[Team, ...]
    singles: dict[str, Ints]
    pairs: dict[Order, Ints]


def day_worth(board: Board) -> DayWorth:
    """The best single visits and pairs of each day, for each team that may be the primaries."""
    lanes = board.lanes
    teams = tuple(product(*(lane.primaries for lane in lanes.values())))
    column = {id_: np.array([team[at] for team in teams], dtype=np.int64) for at, id_ in enumerate(lanes)}
    singles = {id_: _single_worth(board, lane)[:, column[id_]] for id_, lane in lanes.items()}
    pairs = {
        order: _pair_worth(board, pairing)[:, column[pairing.first.spec.id], column[pairing.second.spec.id]]
        for order, pairing in board.pairings.items()
    }
    return DayWorth(teams, singles, pairs)


def _single_worth(board: Board, lane: Lane) -> Ints:
    """int[day, primary]: with the primary when they can, else with anybody unless only primaries may."""
    weights = board.request.weights
    can = np.concatenate([lane.starts.any(axis=2), np.zeros((1, lane.starts.shape[1]), dtype=np.bool_)]).T
    anybody = np.where(can.any(axis=1) & (not board.request.keep_same_people), weights.placed, NEVER)
    worth: Ints = np.where(can, weights.placed + weights.primary, anybody[:, None])
    return worth  # the last column is the primary -1: nobody


def _pair_worth(board: Board, pairing: Pairing) -> Ints:
    """int[day, first primary, second primary]: the best of both, one or none of the primaries."""
    both = np.full([size + 1 for size in pairing.gaps.shape[:2]] + [pairing.gaps.shape[2]], NEVER)
    both[:-1, :-1] = board.pair_worth(pairing.first.spec, pairing.gaps)
    bonus = board.request.weights.primary
    worth = both + 2 * bonus
    if not board.request.keep_same_people:
        one = np.maximum(both.max(axis=1, keepdims=True), both.max(axis=0, keepdims=True)) + bonus
        worth = np.maximum(np.maximum(worth, one), both.max(axis=(0, 1)))
    result: Ints = np.moveaxis(worth, 2, 0)
    return result  # the last row and column are the primary -1: nobody
