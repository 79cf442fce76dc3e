"""Cases of planning that a clinician can check: `knowledge/cases/plan/<name>.toml`, one case a file."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from weft.core.plan.checks import CheckKind, plan_checks
from weft.core.plan.doses import lane_dose
from weft.core.plan.facts import Lane
from weft.core.plan.plan import Phase, PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.plan.spoken import plan_in_words
from weft.core.plan.suggest import fitting_sets
from weft.core.screen.screening import screen
from weft.library.cases import PlanCase, plan_cases
from weft.library.plan import answers_of, need_agreement, needle_caps
from weft.library.plan_written import dose_row, written
from weft.library.references import Fault
from weft.library.shape import Knowledge
from weft.library.worked.files import told


def faults(knowledge: Knowledge, root: Path | None = None) -> Iterator[Fault]:
    """The cases that do not come out as expected.

    Raises:
        BadFile: If a case file cannot be used.
    """
    for name, case in plan_cases(knowledge, root).items():
        yield from told(f"plan/{name}.toml", [case], lambda case: differences(case, knowledge))


def differences(case: PlanCase, knowledge: Knowledge) -> Iterator[str]:
    """Each way in which the case comes out otherwise than expected; none is good."""
    clearance = screen(answers_of(case.given, knowledge.screen), knowledge.screen)
    plan = draft_plan(case.given, knowledge.plan, clearance, version=knowledge.version)
    got = {**_plainly(case, plan), **_rows(case, plan, knowledge)}
    for name, wanted in _wanted(case).items():
        if got[name] != wanted:
            yield f"{name} should be {_shown(wanted, got[name])} and is {_shown(got[name], wanted)}"
    yield from _words(case, plan, knowledge)


def _wanted(case: PlanCase) -> Mapping[str, object]:
    expect = case.expect
    always: dict[str, object] = {
        "outcome": expect.outcome.value,
        "pathways": expect.pathways,
        "phases": expect.phases,
        "needles": expect.needles,
        "movement": expect.movement,
        "withheld": expect.withheld,
        "modalities": {name: verdict.value for name, verdict in expect.modalities.items()},
    }
    rows: dict[str, object] = {"doses": expect.doses, "fitting": expect.fitting, "written": expect.written}
    rows["looks"] = expect.looks
    return always | {name: want for name, want in rows.items() if want}


def _plainly(case: PlanCase, plan: PlanOfCare) -> Mapping[str, object]:
    found = plan.clearance.by_modality
    return {
        "outcome": plan.clearance.outcome.value,
        "pathways": plan.pathways,
        "phases": len(plan.phases),
        "needles": plan.needles.planned,
        "movement": plan.movement.planned,
        "withheld": len(plan.withheld),
        "modalities": {name: found[name].verdict.value for name in case.expect.modalities if name in found},
    }


def _rows(case: PlanCase, plan: PlanOfCare, knowledge: Knowledge) -> Mapping[str, object]:
    chosen = next((each for each in plan.pathways if each), None)
    fitting = fitting_sets(case.given.problems[0], knowledge.plan)
    return {
        "doses": tuple(_doses(phase) for phase in plan.phases),
        "fitting": tuple(each.id for each in fitting),
        "looks": tuple(f"{each.id}: week {each.week}" for each in plan.review_points),
        "written": written(knowledge.plan.pathways[chosen], knowledge.plan) if chosen else (),
    }


def _doses(phase: Phase) -> str:
    """ "settle, gentle: needles 2 a week, 4 visits, 20 minutes; …; home … with walking, bridging"."""
    lanes = "; ".join(f"{lane.value} {dose_row(lane_dose(phase, lane))}" for lane in Lane if phase.lanes[lane])
    home = dict.fromkeys(each for line in phase.lanes[Lane.HOME] for each in line.exercises)
    return f"{phase.id}, {phase.ceiling.value}: {lanes}" + (f" with {', '.join(home)}" if home else "")


def _words(case: PlanCase, plan: PlanOfCare, knowledge: Knowledge) -> Iterator[str]:
    checks = plan_checks(plan, caps=needle_caps(knowledge), need_agreement=need_agreement(knowledge))
    asks = " ".join(str(each.says) for each in checks if each.kind is not CheckKind.FITS)
    said = " ".join(
        str(each) for each in (*plan.withheld, *plan.adjusted, *plan.not_known, *plan.suggestions, *plan.clearance.told)
    )
    yield from (f"the checks should ask {want!r} and ask {asks!r}" for want in case.expect.asks if want not in asks)
    yield from (f"it should say {want!r} and says {said!r}" for want in case.expect.said if want not in said)
    whole = _all_of(plan)
    yield from (f"the plan should say {want!r}" for want in case.expect.says if want not in whole)
    yield from (f"the plan should not say {no!r}" for no in case.expect.says_not if no in whole)


def _all_of(plan: PlanOfCare) -> str:
    entries = (rule for phase in plan.phases for rule in phase.entry)
    looks = (each.text for each in plan.review_points)
    others = (each.why for each in plan.other_doses)
    said = (*plan_in_words(plan), *entries, *looks, *others, *plan.expectations, plan.why_this_dose or "")
    return " ".join(map(str, said))


def _shown(value: object, other: object) -> object:
    """Of rows only those that the other has not: a whole set would bury the one figure that differs."""
    if isinstance(value, tuple) and isinstance(other, tuple):
        return tuple(row for row in value if row not in other) or value
    return value
