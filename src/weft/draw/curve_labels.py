"""Every text of the curve with the room it takes, so that upright lines stop short of it and go on behind it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from weft.core.shared.words import Words
from weft.draw.curve_data import Band, Better, CurveData, Point, score
from weft.draw.curve_scale import HEADER, CurveScale
from weft.draw.curve_words import limit_words
from weft.draw.palette import Palette
from weft.draw.svg import line, text, text_width

Say = Callable[[str], str]
_AIR = 4


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text at its place: ``y`` is its baseline."""

    words: str
    x: float
    y: float
    size: int = 12
    role: str = "label"
    anchor: str = "start"

    @property
    def left(self) -> float:
        """Where its room begins."""
        wide = text_width(self.words, self.size)
        return self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]

    def stands_on(self, x: float) -> bool:
        """Whether an upright line at ``x`` would run through it."""
        return self.left - _AIR < x < self.left + text_width(self.words, self.size) + _AIR

    def painted(self, palette: Palette) -> str:
        """The text itself."""
        anchored = {} if self.anchor == "start" else {"text-anchor": self.anchor}
        return text(self.words, self.x, self.y, self.size, {**anchored, **palette.of(self.role)})


def upright(x: float, top: float, foot: float, labels: Iterable[Label], paint: dict[str, object]) -> str:
    """An upright line that leaves out the height of each label standing on it."""
    drawn, start = "", top
    for label in sorted((one for one in labels if one.stands_on(x)), key=lambda one: one.y):
        over, under = label.y - label.size * 0.8 - 2, label.y + label.size * 0.25 + 2
        if under <= start or over >= foot:
            continue
        if over > start:
            drawn += line(x, start, x, over, paint)
        start = under
    return drawn + line(x, start, x, foot, paint) if start < foot else drawn


def band_label(band: Band, scale: CurveScale, say: Say) -> Label:
    """A phase by number and name, or by its number alone where there is no room."""
    room = scale.x(band.ends) - scale.x(band.starts) - 10
    long = Words("{number} {name}", number=band.number, name=band.name)
    if band.is_again:
        long = Words("{number} again", number=band.number)
    fits = text_width(long.said(say), 13) <= room
    return Label(long.said(say) if fits else str(band.number), scale.x(band.starts) + 7, 16, 13, "label-strong")


def reference_labels(data: CurveData, scale: CurveScale, say: Say) -> Iterator[Label]:
    """Names of the real-change line and of the line of recovery, in the person's own number."""
    words = limit_words(data)
    if data.real_change is not None and words:
        yield Label(words.said(say), scale.right - 6, scale.y(data.real_change) - 6, anchor="end")
    if data.recovered is not None:
        said = Words("people call {score} recovered", score=score(data.recovered)).said(say)
        yield Label(said, scale.right - 6, scale.y(data.recovered) - 5, anchor="end")


def scale_labels(data: CurveData, scale: CurveScale, say: Say) -> Iterator[Label]:
    """Both ends of the scale in words, and the direction."""
    is_lower = data.better is Better.LOWER
    low, high = (data.best_words, data.worst_words) if is_lower else (data.worst_words, data.best_words)
    arrow = Words("better ↓") if is_lower else Words("better ↑")
    arrow_y = scale.top + 16 if is_lower else scale.bottom - 8
    yield Label(high.said(say), scale.left + 7, scale.top + 16)
    yield Label(low.said(say), scale.left + 7, scale.bottom - 8)
    yield Label(arrow.said(say), scale.right - 6, arrow_y, role="label-strong", anchor="end")


def last_labels(data: CurveData, scale: CurveScale, say: Say) -> Iterator[Label]:
    """The last value, as the largest text on the chart, and what it means."""
    last = data.last
    if last is None:
        place = ((scale.left + scale.right) / 2, (scale.top + scale.bottom) / 2)
        yield Label(Words("No score yet").said(say), *place, 16, "label-strong", "middle")
        return
    said = Words("{score} of {top}", score=score(last.value), top=data.top).said(say)
    x, y, anchor = _last_place(data, last, said, scale)
    yield Label(said, x, y, scale.largest, "label-last", anchor)
    if data.change is not None:
        yield Label(data.change.said(say), x, y + 17, 13, "label-strong", anchor)


def today_label(data: CurveData, scale: CurveScale, foot: float, say: Say) -> Label | None:
    """The word at the foot of today's line."""
    if data.today is None:
        return None
    x = scale.x(data.today)
    near_end = x > scale.right - 40
    place = (x - 5, foot, 12, "label-strong", "end") if near_end else (x + 5, foot, 12, "label-strong", "start")
    return Label(Words("today").said(say), *place)


def _last_place(data: CurveData, last: Point, said: str, scale: CurveScale) -> tuple[float, float, str]:
    """Where the last value stands: x, baseline, anchor. Right of the point, and of today's line, when there is room."""
    x = scale.x(last.day)
    wide = text_width(said, scale.largest)
    today = scale.x(data.today) if data.today is not None else x
    start = (today if x <= today < x + 12 + wide else x) + 12
    if start + wide <= scale.right:
        return (start, _clear_of_limit(scale.y(last.value) + 4, data, scale), "start")
    return (x - 12, _clear_of_limit(scale.y(last.value) + 36, data, scale), "end")


def _clear_of_limit(y: float, data: CurveData, scale: CurveScale) -> float:
    """Keep the value and the words under it off the real-change line and its name, and inside the plot."""
    inside = min(max(y, HEADER + 32 + scale.largest), scale.bottom - 28)
    if data.real_change is None:
        return inside
    limit = scale.y(data.real_change)
    below, above = limit + scale.largest * 0.75 + 5, limit - 42
    if not above < inside < below:
        return inside
    return below if y >= limit and below <= scale.bottom - 28 else above
