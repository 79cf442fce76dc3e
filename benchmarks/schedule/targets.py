"""Every target of the design, with what was measured: met or not met, and by how much."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.schedule.results import Results, Told, median, p95


@dataclass(frozen=True, slots=True)
class Target:
    """One line of the table."""

    figure: str
    target: str
    median: str = "-"
    worst: str = "-"
    verdict: str = "not measured"
    measured: int = 0
    """Seeds, or courses."""


Show = Callable[[float], str]
MOST = 1000
"""A rival that found nothing is told as this."""


def share(value: float) -> str:
    """Rounded down, so that nothing that was missed reads as met."""
    if value > MOST:
        return f"> {100 * MOST}%"
    return f"{int(value * 10_000 + 1e-9) / 100:.2f}%"


def times(value: float) -> str:
    """A ratio, rounded down."""
    if value > MOST:
        return f"> {MOST}x"
    return f"{int(value * 1000 + 1e-9) / 1000:.3f}x"


def ms(value: float) -> str:
    """Milliseconds."""
    return f"{value:.1f} ms"


def at_least(figure: str, target: float, values: Sequence[float], show: Show, *, middle: bool = False) -> Target:
    """The worst must reach it; with ``middle`` the median."""
    if not values:
        return Target(figure, f"≥ {show(target)}")
    judged = median(values) if middle else min(values)
    verdict = "met" if judged >= target else f"**not met**, by {_short(target - judged, show)}"
    return Target(figure, f"≥ {show(target)}", show(median(values)), show(min(values)), verdict, len(values))


def at_most(figure: str, target: float, values: Sequence[float], show: Show, judged: float | None = None) -> Target:
    """The worst must not pass it, or what is given as ``judged``."""
    if not values:
        return Target(figure, f"≤ {show(target)}")
    judged = max(values) if judged is None else judged
    verdict = "met" if judged <= target else f"**not met**, by {show(judged - target)}"
    return Target(figure, f"≤ {show(target)}", show(median(values)), show(max(values)), verdict, len(values))


def _short(gap: float, show: Show) -> str:
    return f"{100 * gap:.2f} points" if show is share else f"{gap:.3f}"


def targets(results: Results, people: int = 300, small: int = 60, last: str = "120") -> Iterator[Target]:
    """All of them, in the order of the design."""
    yield from _courses(results)
    for at, least in (("60", 0.993), (last, 0.995)):
        values = list(results.shares("weft", people, at).values())
        yield at_least(f"{people} people: share of the proven bound at {at} s", least, values, share)
    for desk, least in (("a", 1.12), ("b", 1.085)):
        values = results.against("objective", f"front-desk-{desk}", people, last)
        yield at_least(f"{people} people: objective against front desk {desk}, on every seed", least, values, times)
    yield at_least(f"{people} people at {last} s: times fewer unplaced than a", 8, _unplaced(results, people), times)
    pairs = results.against("pairs", "front-desk-a", people, last)
    yield at_least(f"{people} people at {last} s: pairs against a", 2.25, pairs, times)
    yield _monoliths(results, people)
    for at, least in (("20", 0.999), ("60", 0.9999)):
        what = "share of the proven bound" if at == "20" else "objective against the HiGHS monolith"
        of_bound = list(results.shares("weft", small, "20").values())
        values = of_bound if at == "20" else results.against("objective", "highs-cold", small, "60")
        yield at_least(f"{small} people at {at} s: {what}", least, values, share)
    yield from _mending(results, people)
    ours = ("weft", "repair", "waitlist")
    peaks = [r.peak_mb for one, r in results.all if one.kind in ours and one.people == people]
    yield at_most(f"{people} people: peak memory of search, repair and waitlist", 500, peaks, lambda mb: f"{mb:.0f} MB")


def _courses(results: Results) -> Iterator[Target]:
    for weeks, team, most in ((8, 12, 25), (12, 20, 60)):
        took = (results.courses("course", team) or {}).get("ms", [])
        judged = p95(took) if took else None
        line = at_most(f"one course, {weeks} weeks, {team} practitioners: p95", most, took, ms, judged)
        yield Target(line.figure, line.target, line.median, f"p95 {ms(judged)}" if judged else "-", *_rest(line))
    ours, highs = results.courses("course", 12), results.courses("course-highs", 12)
    yield _optimal(ours, highs)
    for rival, least in (("HiGHS", 6.0), ("CP-SAT", 9.0)):
        other = results.courses(f"course-{rival.lower().replace('-', '')}", 12)
        values = [b / a for a, b in zip(ours["ms"], other["ms"], strict=False)] if ours and other else []
        yield at_least(f"one course: faster than {rival} on the same options", least, values, times, middle=True)
    for desk, least in (("a", 1.08), ("b", 1.025)):
        values = [a / b for a, b in zip(ours["values"], ours[desk], strict=True)] if ours else []
        yield at_least(f"one course: objective against front desk {desk}", least, values, times, middle=True)


def _rest(line: Target) -> tuple[str, int]:
    return line.verdict, line.measured


def _optimal(ours: Told | None, highs: Told | None) -> Target:
    figure, target = "one course: as good as an independent solver's proven best", "always"
    if not (ours and highs):
        return Target(figure, target)
    both = [(a, b) for a, b in zip(ours["values"], highs["values"], strict=False) if b is not None]
    same = sum(a == b for a, b in both)
    verdict = "met" if same == len(both) > 0 else "**not met**"
    return Target(figure, target, f"{same} of {len(both)}", "-", verdict, len(both))


def _unplaced(results: Results, people: int) -> list[float]:
    desk, found = results.seeds("front-desk-a", people), []
    for seed, told in results.seeds("weft", people).items():
        if seed in desk:
            left = desk[seed]["required"] - desk[seed]["placed"]
            found.append(left / max(1, told["required"] - told["placed"]))
    return found


def _monoliths(results: Results, people: int) -> Target:
    """Seconds until ours is better than the best that any rival has at the end of its time."""
    seconds = []
    for seed, told in results.seeds("weft", people).items():
        kinds = ("highs-cold", "highs-hinted", "cpsat-hinted")
        rivals = [
            results.seeds(kind, people)[seed]["objective"] for kind in kinds if seed in results.seeds(kind, people)
        ]
        if len(rivals) == len(kinds):
            seconds.append(next((at for at, points in told["trace"] if points > max(rivals)), float("inf")))
    figure = f"{people} people: ahead of every monolith's last answer after"
    return at_most(figure, 3, seconds, lambda value: f"{value:.1f} s")


def _mending(results: Results, people: int) -> Iterator[Target]:
    lines = [rung_line(results, people, rung) for rung in ("alone", "together", "relatives")]
    known = [line for line in lines if line is not None]
    figure = "repair: visits that come back against the front desk, and the time of the slowest"
    if known:
        in_time = [line for line in known if line[2] <= 500]
        ratio, middle, worst, measured = max(in_time or known)
        is_met = ratio >= 1.4 and worst <= 500
        text = f"{times(ratio)}, {middle:.0f} ms"
        yield Target(
            figure, "≥ 1.4x in ≤ 500 ms", text, f"{worst:.0f} ms", "met" if is_met else "**not met**", measured
        )
    else:
        yield Target(figure, "≥ 1.4x in ≤ 500 ms")
    took = [time for told in results.seeds("waitlist", people).values() for time in told["ms"]]
    yield at_most(f"waitlist: a screen of {people} people", 10, took, ms)


def rung_line(results: Results, people: int, rung: str) -> tuple[float, float, float, int] | None:
    """Of one rung over all seeds: ratio to the front desk, median and worst milliseconds, number of repairs."""
    told = list(results.seeds("repair", people).values())
    took = [one for each in told for one in each[rung]["ms"]]
    desk = sum(each["desk"] for each in told)
    if not took or not desk:
        return None
    return sum(each[rung]["recovered"] for each in told) / desk, median(took), max(took), len(took)
