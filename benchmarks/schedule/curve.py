"""Share of the bound by number of people, as a small SVG. It has its own few colours, light and dark, because a page of
Markdown gives a picture none."""

from math import log2

from benchmarks.schedule.results import Results

from weft.draw.svg import line, picture, tag, text

SIZES_DRAWN = (30, 60, 120, 300, 600)
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 300, 56, 150, 20, 40
STYLE = """text{font-family:system-ui,sans-serif;fill:#222}.grid{stroke:#ddd}.weft{stroke:#0b6e5f;fill:#0b6e5f}
.rival{stroke:#8a4b08;fill:#8a4b08}.desk{stroke:#555;fill:#555}.way{fill:none;stroke-width:2}
.rival.way{stroke-dasharray:6 4}.desk.way{stroke-dasharray:2 3}
@media(prefers-color-scheme:dark){text{fill:#e6e6e6}.grid{stroke:#444}.weft{stroke:#5cc9b5;fill:#5cc9b5}
.rival{stroke:#e0a35c;fill:#e0a35c}.desk{stroke:#aaa;fill:#aaa}.way{fill:none}}"""
WAYS = (
    ("weft", "60", "weft", "Weft, 60 s"),
    ("highs-cold", "", "rival", "HiGHS, cold"),
    ("front-desk-b", "", "desk", "front desk b"),
)


def curve(results: Results) -> str:
    """The drawing; empty when there is nothing to draw."""
    drawn = [_way(results, *way) for way in WAYS]
    if not any(drawn):
        return ""
    grid = [_level(level) for level in (0, 25, 50, 75, 100)]
    sizes = [text(str(n), _x(n), HEIGHT - 16, 13, {"text-anchor": "middle"}) for n in SIZES_DRAWN]
    title = text("people", WIDTH - RIGHT + 16, HEIGHT - 16, 13, {})
    said = "Share of the proven bound by number of people: " + "; ".join(way[3] for way in WAYS)
    return picture(WIDTH, HEIGHT, said, "growth", tag("style", {}, STYLE), *grid, *sizes, title, *drawn) + "\n"


def _way(results: Results, kind: str, at: str, paint: str, name: str) -> str:
    known = ((people, results.shares(kind, people, at).get(1)) for people in SIZES_DRAWN)
    points = [(_x(people), _y(100 * share)) for people, share in known if share is not None]
    if not points:
        return ""
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = [tag("circle", {"cx": x, "cy": y, "r": 3, "class": paint}) for x, y in points]
    last_x, last_y = points[-1]
    label = text(name, last_x + 10, min(last_y + 4, _y(0) - 6), 13, {})
    return tag("polyline", {"points": way, "class": f"{paint} way"}) + "".join(dots) + label


def _level(percent: int) -> str:
    y = _y(percent)
    label = text(f"{percent}%", LEFT - 8, y + 4, 13, {"text-anchor": "end"})
    return line(LEFT, y, WIDTH - RIGHT, y, {"class": "grid"}) + label


def _x(people: int) -> float:
    share = log2(people / SIZES_DRAWN[0]) / log2(SIZES_DRAWN[-1] / SIZES_DRAWN[0])
    return LEFT + 16 + share * (WIDTH - LEFT - RIGHT - 16)


def _y(percent: float) -> float:
    return TOP + (100 - percent) / 100 * (HEIGHT - TOP - BOTTOM)
