"""An integer program as plain rows and columns: what every solver understands."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Terms = list[tuple[int, float]]
"""Columns and their factors."""


@dataclass(slots=True)
class Rows:
    """An integer program as it grows: most points, every column from 0 to its upper limit."""

    points: list[float] = field(default_factory=list)
    most: list[int] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    terms: list[Terms] = field(default_factory=list)

    def column(self, points: float = 0.0, most: int = 1) -> int:
        """A new column; gives its number."""
        self.points.append(points)
        self.most.append(most)
        return len(self.points) - 1

    def row(self, terms: Terms, lower: float, upper: float) -> int:
        """A new row; gives its number."""
        self.terms.append(terms)
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.terms) - 1

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The same as arrays, row by row: what is sent to a rival."""
        sizes = [len(row) for row in self.terms]
        return {
            "points": np.array(self.points),
            "most": np.array(self.most, dtype=np.int64),
            "lower": np.array(self.lower),
            "upper": np.array(self.upper),
            "starts": np.cumsum([0, *sizes]),
            "index": np.fromiter((c for row in self.terms for c, _ in row), np.int64, sum(sizes)),
            "factor": np.fromiter((f for row in self.terms for _, f in row), np.float64, sum(sizes)),
        }
