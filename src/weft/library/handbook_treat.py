"""Points of a channel in words."""

from collections.abc import Iterator

from weft.core.treat.facts import Meridian, Point
from weft.draw.handbook_data import Block, Table
from weft.library.handbook_names import Names
from weft.library.handbook_words import spoken

POINTS = (
    "Point",
    "Name",
    "Region",
    "Where",
    "In the words of tradition",
    "In nerves and muscles",
    "Care for",
    "Used or named in",
)


def meridian(one: Meridian, names: Names) -> Iterator[Block]:
    """Every point, with where it is and what asks for care there."""
    yield Table("Points", POINTS, tuple(_point(point, names) for point in one.points))


def _point(point: Point, names: Names) -> tuple[str, ...]:
    return (
        point.code,
        f"{point.pinyin} {point.chinese}".strip(),
        names.of(point.region),
        point.place,
        point.traditional,
        point.functional,
        ", ".join(map(spoken, point.cautions)),
        "; ".join(names.short_source(source) for source in point.sources),
    )
