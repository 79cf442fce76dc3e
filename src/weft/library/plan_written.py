"""A plan set as short rows that a clinician can lay beside the dossier: every figure of its files, and no prose."""

from collections.abc import Iterator
from decimal import Decimal

from weft.core.plan.criteria import Criterion
from weft.core.plan.facts import Dose, DoseRange, LineFact, Pathway, PhaseFact, PlanFacts


def written(pathway: Pathway, facts: PlanFacts) -> tuple[str, ...]:
    """Whom it fits, visits, looks, who else looks, evidence, then each phase with its lines and its way out.

    Args:
        pathway: One set of ``facts``.
        facts: What the set names: phases, exercises, evidence cards. A card or exercise that is missing is not named.
    """
    return (*_set(pathway, facts), *(row for phase in facts.phases[pathway.id] for row in _phase(phase, facts)))


def dose_row(dose: Dose) -> str:
    """All figures of a dose that are not nothing: "2 a week, 4 visits, 20 minutes"."""
    parts = (
        (dose.per_week, f"{dose.per_week:g} a week"),
        (dose.total, f"{dose.total} visits"),
        (dose.as_needed_max, f"up to {dose.as_needed_max} as needed"),
        (dose.days_per_week, f"{dose.days_per_week} days a week"),
        (dose.minutes, f"{dose.minutes} minutes"),
    )
    return ", ".join(said for figure, said in parts if figure) or "nothing"


def _set(pathway: Pathway, facts: PlanFacts) -> Iterator[str]:
    yield f"for: {', '.join(pathway.regions)}; {_since(pathway)}"
    spread = [*(f"only {each}" for each in pathway.spreads_to), *(f"not {each}" for each in pathway.excluded_radiation)]
    yield f"spreads: {', '.join(spread) or 'anywhere'}"
    yield f"pictures: {', '.join(pathway.pictures) or 'any'}"
    yield f"rank: {pathway.rank}"
    yield f"judged by: {pathway.main_measure}"
    yield f"phases: {', '.join(pathway.phases)}"
    yield f"needle visits: {_range(pathway.doses_needles)}"
    yield f"movement visits: {_range(pathway.doses_movement)}"
    if pathway.other_dose:
        yield f"dose printed beside it: {pathway.other_dose}"
    if said := pathway.non_response:
        percent = _percent(said.below_fraction)
        yield f"little change: by needle visit {said.after_needle_visits}, under {percent} percent"
    for point in pathway.review_points:
        after = f" or needle visit {point.after_needle_visits}" if point.after_needle_visits else ""
        began = " after it began" if point.from_onset else ""
        yield f"look {point.id}: week {point.week}{after}{began}"
    for each in pathway.escalation:
        yield f"others look {each.id}: {each.soon.value}"
    cards = (facts.evidence[each] for each in pathway.evidence if each in facts.evidence)
    yield f"evidence: {', '.join(f'{card.id} ({card.certainty.value})' for card in cards)}"


def _since(pathway: Pathway) -> str:
    if pathway.recovered_max_weeks is not None:
        before = f"{pathway.min_episodes_before} or more episodes before"
        return f"recovered, up to {pathway.recovered_max_weeks} weeks ago; {before}; from week {pathway.min_weeks}"
    most = "on" if pathway.max_weeks is None else f"to {pathway.max_weeks}"
    before = f"; {pathway.min_episodes_before} or more episodes before" if pathway.min_episodes_before else ""
    return f"pain from week {pathway.min_weeks} {most}{before}"


def _range(visits: DoseRange) -> str:
    more = f", {visits.with_reason} with a reason" if visits.with_reason else ""
    return f"{visits.planned} planned, {visits.min} to {visits.max}{more}"


def _phase(phase: PhaseFact, facts: PlanFacts) -> Iterator[str]:
    first, last = phase.weeks
    yield f"{phase.id}: weeks {first} to {last}, {phase.ceiling.value} effort"
    yield from (_line(line, facts) for line in phase.lines)
    yield from (_criterion(each) for each in phase.leaves_when)


def _line(line: LineFact, facts: PlanFacts) -> str:
    parts = [f"{line.id}, {line.lane.value}, {line.modality}, {line.order}: {dose_row(line.dose)}"]
    known = [facts.exercises[each] for each in line.exercises if each in facts.exercises]
    if known:
        parts.append(", ".join(f"{each.id} ({''.join(map(str, each.phases))})" for each in known))
    cards = (facts.evidence[each] for each in line.evidence if each in facts.evidence)
    return "; ".join([*parts, *(f"{card.id} ({card.certainty.value})" for card in cards)])


def _criterion(each: Criterion) -> str:
    """Every figure that the file gives, whether its kind looks at it or not: none may change unseen."""
    figures = (
        (each.measure, f"of {each.measure}"),
        (each.points, f"{each.points} points"),
        (each.fraction, f"{_percent(each.fraction)} percent"),
        (each.days, f"{each.days} days a week"),
        (each.exercise, f"of {each.exercise}"),
        (each.sets, f"{each.sets} sets"),
        (each.amount, f"{each.amount} in each"),
    )
    said = ", ".join(text for given, text in figures if given not in {None, ""})
    times = f", {each.times} in a row" if each.times != 1 else ""
    return f"way out {each.way}, {each.id}: {each.kind.value}{': ' if said else ''}{said}{times}"


def _percent(fraction: Decimal | None) -> str:
    return _number((fraction or Decimal(0)) * 100)


def _number(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
