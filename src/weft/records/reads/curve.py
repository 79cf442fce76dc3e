"""What every curve has: the scale of its measure, which way is better, and what is said of a change."""

from datetime import date

from weft.core.measure.change import Direction
from weft.core.measure.facts import Better, Instrument
from weft.core.shared.words import Words
from weft.draw.curve_data import Better as Way
from weft.draw.curve_data import CurveData

JUDGED = {
    Direction.BETTER: Words("real change"),
    Direction.START: Words("a start"),
    Direction.SAME: Words("no real change yet"),
    Direction.WORSE: Words("worse: a real change"),
}


def blank_curve(instrument: Instrument, start: date) -> CurveData:
    """The empty curve of a measure, from its day 0."""
    low, high = Words(instrument.low_end), Words(instrument.high_end)
    best, worst = (low, high) if instrument.better is Better.LOWER else (high, low)
    return CurveData(
        measure=Words(instrument.short), start=start, top=int(instrument.range[1]), best_words=best, worst_words=worst,
        better=Way(instrument.better.value),
    )  # fmt: skip
