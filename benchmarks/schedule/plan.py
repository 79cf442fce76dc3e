"""What a run holds, cheapest first, so that a run that is stopped has told most."""

from collections.abc import Iterable, Sequence

from benchmarks.schedule.measurement import Measurement

SECONDS, RIVAL_SECONDS = 120, 100
"""For a clinic of 300 people: ours, and each rival, which is measured against our first seconds."""
SMALL_SECONDS = 60
"""For all other sizes."""
SOON_SECONDS = 20
"""For 60 people: what somebody gets who waits no longer."""
RIVAL_SEEDS = (1, 2, 3)
COURSES, RIVAL_COURSES = 50, 12
SIZES = (30, 60, 120, 300, 600)
"""People, for the curve."""
ROOMY_SECONDS = 10
"""To make a calendar that can be mended, or one from which a time falls free."""

DESKS = ("front-desk-a", "front-desk-b")
MONOLITHS = ("highs-cold", "highs-hinted", "cpsat-hinted")


def whole_run(seeds: Sequence[int], clock: str = "wall", workers: int = 1) -> list[Measurement]:
    """`make bench`."""
    rivals = [seed for seed in seeds if seed in RIVAL_SEEDS]
    run = [Measurement("course", team, COURSES, weeks=weeks, clock=clock) for team, weeks in ((12, 8), (20, 12))]
    run += [Measurement("course", 12, COURSES, weeks=8, named=True, clock=clock)]
    for named in (False, True):
        run += [Measurement("course-highs", 12, RIVAL_COURSES, weeks=8, named=named, clock=clock)]
        run += [Measurement("course-cpsat", 12, RIVAL_COURSES, weeks=8, named=named)]
    run += [Measurement(desk, 300, seed) for seed in seeds for desk in DESKS]
    run += [Measurement(desk, people) for people in SIZES if people != 300 for desk in DESKS]
    mending = [(kind, seed) for kind in ("repair", "waitlist") for seed in seeds]
    run += [Measurement(kind, 300, seed, ROOMY_SECONDS, clock=clock) for kind, seed in mending]
    searches = [(300, seed, SECONDS) for seed in seeds] + [(60, seed, SOON_SECONDS) for seed in seeds]
    searches += [(60, seed, SMALL_SECONDS) for seed in rivals]
    searches += [(people, 1, SMALL_SECONDS) for people in SIZES if people not in (60, 300)]
    run += [Measurement("weft", *search, clock=clock, workers=workers) for search in searches]
    run += [Measurement("highs-cold", 60, seed, SMALL_SECONDS) for seed in rivals]
    run += [Measurement("highs-cold", people, 1, SMALL_SECONDS) for people in (30, 120)]
    run += [Measurement(kind, 300, seed, RIVAL_SECONDS) for seed in rivals for kind in MONOLITHS]
    return run + [Measurement("bound", 300, seed) for seed in rivals]


def quick_run(clock: str = "wall", workers: int = 1) -> list[Measurement]:
    """`make bench-quick`: everything once, small."""
    run = [Measurement("course", team, 10, weeks=weeks, clock=clock) for team, weeks in ((12, 8), (20, 12))]
    run += [Measurement("course-highs", 12, 3, weeks=8, clock=clock), Measurement("course-cpsat", 12, 3, weeks=8)]
    run += [Measurement(desk, 60) for desk in DESKS]
    run += [Measurement(kind, 60, 1, 3, clock=clock) for kind in ("repair", "waitlist")]
    run += [Measurement("weft", 60, 1, 20, clock=clock, workers=workers)]
    return run + [Measurement(kind, 60, 1, 10) for kind in MONOLITHS] + [Measurement("bound", 60)]


def chosen(run: Iterable[Measurement], names: Sequence[str]) -> list[Measurement]:
    """Those of a kind, or of a whole name; all of them when none is named."""
    wanted = {"ours": "weft", "desk": "front-desk"}
    asked = [wanted.get(name, name) for name in names]
    return [one for one in run if not asked or any(_is_meant(one, name) for name in asked)]


def _is_meant(one: Measurement, name: str) -> bool:
    return f"{one.name}-".startswith(f"{name}-")
