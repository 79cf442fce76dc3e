"""A plan in plain words, line by line: what a person reads before they agree, and what is kept of it."""

from collections.abc import Iterator

from weft.core.plan.doses import in_weeks
from weft.core.plan.plan import Line, Phase, PlanOfCare
from weft.core.shared.words import Words


def plan_in_words(plan: PlanOfCare) -> tuple[Words, ...]:
    """Every sentence of the plan that a person agrees to, in order."""
    return (
        plan.title,
        *(Words("For: {goal}", goal=goal) for goal in plan.goals),
        *(words for phase in plan.phases for words in _phase(phase)),
        *(Words("At home: {name}, {dose}", name=each.name, dose=each.dose) for each in plan.home),
    )


def _phase(phase: Phase) -> Iterator[Words]:
    yield Words("{name}, {weeks}", name=phase.name, weeks=in_weeks(phase.weeks))
    for lines in phase.lanes.values():
        yield from map(_line, lines)
    for rule in phase.exit:
        yield Words("Move on when: {rule}", rule=rule)


def _line(line: Line) -> Words:
    said = {"text": line.text, "because": line.because, "now": line.now, "until": line.until}
    return Words("{text}. Because: {because} Now: {now} Until: {until}", **said)
