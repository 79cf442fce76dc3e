"""The page `docs/performance.md`, and the same tables for a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.schedule.curve import SIZES_DRAWN, curve
from benchmarks.schedule.mending import ROOM
from benchmarks.schedule.plan import RIVAL_SECONDS
from benchmarks.schedule.results import Results, median
from benchmarks.schedule.sources import ROOT
from benchmarks.schedule.store import QUIET
from benchmarks.schedule.targets import rung_line, share, targets, times

PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "pictures" / "growth.svg"
NOTES = ROOT / "benchmarks" / "notes.md"
"""What the figures mean, written by hand; the page ends with it."""

HEAD = """# How fast, and how good: schedules

<!-- Written by `make bench`. Change benchmarks/ or benchmarks/notes.md, not this page. -->

Clinics are synthetic and seeded (`weft schedule generate`); nobody in them exists. Every answer is judged by the
checker, which shares nothing with any method. *Share of the bound* is against a proven upper bound (ADR 24): nobody
has proved that it can be reached. Times are seconds of the wall unless CPU is said.
"""
JUDGED = """Judged by the worst seed; for one course by the 95th percentile or, against others, by the median.
Shares and ratios are rounded down.
"""
NAMES = {
    "front-desk-a": "a: front desk, each visit by itself, first fit",
    "front-desk-b": "b: front desk, pairs, first fit",
    "cpsat-hinted": "CP-SAT, whole clinic, hinted with b",
    "highs-cold": "HiGHS, whole clinic, cold",
    "highs-hinted": "HiGHS, whole clinic, hinted with b",
    "weft": "**Weft**",
}
Row = Sequence[str]


def table(head: Row, rows: Iterable[Row]) -> str:
    """A table of Markdown, or a word where there is nothing to tell."""
    lines = [head, ["---"] * len(head), *rows]
    if len(lines) == 2:
        return "Not measured.\n"
    return "\n".join(f"| {' | '.join(row)} |" for row in lines) + "\n"


def target_table(results: Results, people: int = 300, last: str = "120") -> str:
    """Every target, met or not met."""
    rows = [
        (line.figure, line.target, line.median, line.worst, str(line.measured or "-"), line.verdict)
        for line in targets(results, people, last=last)
    ]
    return table(("figure", "target", "median", "worst", "of", ""), rows)


def page(results: Results) -> str:
    """The whole page."""
    parts = [HEAD, conditions(results), "## Targets\n"]
    parts.append(JUDGED)
    parts += [target_table(results), "## 300 people, two weeks\n", methods(results, 300), by_seed(results)]
    parts += [
        "## 60 people, two weeks\n",
        methods(results, 60),
        cut_off(results),
        "## From 30 to 600 people\n",
        growth(results),
    ]
    parts += ["## One course\n", courses(results), "## Repair\n", repairs(results)]
    return "\n".join([*parts, NOTES.read_text(encoding="utf-8")])


def conditions(results: Results) -> str:
    """Machine, dates and load. A measurement that others disturbed is named."""
    if not results.all:
        return "Nothing was measured.\n"
    every = [result for _, result in results.all]
    busy = [result.name for result in every if not result.is_quiet]
    machines = " · ".join(sorted({result.machine for result in every}))
    first, last = min(result.on for result in every), max(result.on for result in every)
    loads = sorted(result.load for result in every)
    lines = [f"{machines}. Measured from {first} to {last} UTC, {len(every)} measurements."]
    lines.append(f"Load average before each: median {median(loads):.1f}, highest {loads[-1]:.1f}.")
    workers = max((one.workers for one, _ in results.all if one.kind == "weft"), default=0)
    if workers:
        lines.append(
            f"Our search ran in {'one process' if workers == 1 else f'{workers} processes'}; rivals had 2 threads."
        )
    if any(one.clock == "cpu" for one, _ in results.all):
        lines.append("**Our own methods counted CPU seconds**, not the wall's, because the machine was shared.")
    if busy:
        lines.append(f"**{len(busy)} began at a load above {QUIET:g}: their times are too long.**")
    return " ".join(lines) + "\n"


def methods(results: Results, people: int) -> str:
    """One row a method, medians over its seeds."""
    rows = []
    for kind, name in NAMES.items():
        if kind == "weft":
            marks = sorted({mark for told in results.seeds(kind, people).values() for mark in told["at"]}, key=float)
            rows += [_method(results, kind, people, f"{name}, {mark} s", mark) for mark in marks]
        elif results.seeds(kind, people):
            rows.append(_method(results, kind, people, name))
    return table(("method", "seeds", "seconds", "placed", "pairs", "median of the bound", "worst"), rows)


def _method(results: Results, kind: str, people: int, name: str, at: str = "") -> Row:
    told = [one["at"][at] if at else one for one in results.seeds(kind, people).values() if not at or at in one["at"]]
    took = at or f"{median(one['took'] for one in told):.1f}"
    placed = share(median(one["placed"] / one["required"] for one in told))
    pairs = share(median(one["pairs"] / one["pairs_required"] for one in told))
    of = list(results.shares(kind, people, at).values())
    return name, str(len(told)), took, placed, pairs, share(median(of)) if of else "-", share(min(of)) if of else "-"


def cut_off(results: Results, people: int = 60, at: str = "20") -> str:
    """What cutting planes took off the bound, and where we would stand without."""
    told = results.seeds("weft", people)
    both = {seed: (results.bound(people, seed), results.linear(people, seed)) for seed in told}
    known = [(told[seed]["at"][at]["objective"], *two) for seed, two in both.items() if at in told[seed]["at"]]
    plain = [points / linear for points, bound, linear in known if bound and linear]
    if not plain:
        return ""
    off = [1 - bound / linear for _, bound, linear in known if bound and linear]
    return (
        f"Cutting planes prove a bound {share(min(off))} to {share(max(off))} below that of the linear program. "
        f"Against the linear program alone Weft has {share(median(plain))} at {at} s, at worst {share(min(plain))}.\n"
    )


def by_seed(results: Results, people: int = 300) -> str:
    """Every seed of our own search."""
    marks, rows = ("3", "60", "120"), []
    shares = {mark: results.shares("weft", people, mark) for mark in marks}
    for one, result in results.all:
        if one.kind == "weft" and one.people == people:
            told, bound = result.told, results.bound(people, one.seed)
            of = [share(shares[mark][one.seed]) if one.seed in shares[mark] else "-" for mark in marks]
            left, pairs = told["required"] - told["placed"], f"{told['pairs']} of {told['pairs_required']}"
            used = f"{result.cpu:.0f}", f"{result.wall:.0f}", f"{result.load:.1f}"
            rows.append((str(one.seed), str(bound or "-"), *of, str(told["objective"]), str(left), pairs, *used))
    head = ("seed", "bound", "3 s", "60 s", "120 s", "points", "unplaced", "pairs", "CPU s", "wall s", "load")
    return table(head, rows)


def growth(results: Results) -> str:
    """The curve, and its figures."""
    rows = []
    for people in SIZES_DRAWN:
        bound = results.bound(people, 1)
        of = [results.shares("weft", people, "60").get(1), *(results.shares(k, people).get(1) for k in _CURVES)]
        peaks = [r.peak_mb for one, r in results.all if one.kind == "weft" and one.people == people]
        rows.append(
            (
                str(people),
                str(bound or "-"),
                *(share(one) if one is not None else "-" for one in of),
                f"{max(peaks):.0f} MB" if peaks else "-",
            )
        )
    head = ("people", "bound", "Weft, 60 s", "HiGHS, cold", "front desk b", "peak memory of Weft")
    told = f"![Share of the proven bound by number of people](pictures/{PICTURE.name})\n\n" if curve(results) else ""
    said = f"Share of the proven bound, seed 1. HiGHS has 60 s (300 people: {RIVAL_SECONDS} s).\n\n"
    return told + said + table(head, rows)


_CURVES = ("highs-cold", "front-desk-b")


def courses(results: Results) -> str:
    """Milliseconds of one course."""
    rows = []
    for named in (False, True):
        for kind, team in (("course", 12), ("course", 20), ("course-highs", 12), ("course-cpsat", 12)):
            told = results.courses(kind, team, named=named)
            if told:
                took = sorted(told["ms"])
                what = f"{'12 weeks' if team == 20 else '8 weeks'}, {team} practitioners"
                who = {"course": "**Weft**", "course-highs": "HiGHS", "course-cpsat": "CP-SAT"}[kind]
                figures = f"{median(took):.1f}", f"{took[-(-len(took) * 95 // 100) - 1]:.1f}", f"{took[-1]:.1f}"
                rows.append((who, what, "named" if named else "chosen", str(len(took)), *figures))
    return table(("method", "course", "own practitioners", "courses", "median ms", "p95 ms", "worst ms"), rows)


def repairs(results: Results, people: int = 300) -> str:
    """Each rung against a front desk that books the lost visits anew."""
    rows = []
    for rung in ("alone", "together", "relatives"):
        line = rung_line(results, people, rung)
        if line:
            rows.append((rung, times(line[0]), f"{line[1]:.0f}", f"{line[2]:.0f}", str(line[3])))
    told = list(results.seeds("repair", people).values())
    lost, desk = sum(one["lost"] for one in told), sum(one["desk"] for one in told)
    said = (
        f"A practitioner is off for a day in a clinic of {people * ROOM[0] // ROOM[1]} people: {lost} visits lost, "
        f"the front desk places {desk} of them again.\n\n"
    )
    return (said if told else "") + table(("rung", "against the front desk", "median ms", "worst ms", "repairs"), rows)


def write(results: Results, page_at: Path = PAGE, picture_at: Path = PICTURE) -> None:
    """The page and its picture."""
    drawn = curve(results)
    if drawn:
        picture_at.write_text(drawn, encoding="utf-8")
    page_at.write_text(page(results), encoding="utf-8")


def lines(results: Results, people: int, last: str) -> Iterator[str]:
    """For a terminal."""
    yield conditions(results)
    yield target_table(results, people, last)
    yield methods(results, people)
