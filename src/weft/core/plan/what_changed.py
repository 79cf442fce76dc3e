"""What changed between two versions of a plan, and why: a few sentences that reach the person."""

from collections.abc import Iterator

from weft.core.plan.changing import differences
from weft.core.plan.doses import how_often, in_weeks, lane_dose, visits_words
from weft.core.plan.facts import Dose, Lane
from weft.core.plan.plan import Line, PlanOfCare
from weft.core.shared.words import Words, counted


def what_changed(before: PlanOfCare, after: PlanOfCare) -> tuple[Words, ...]:
    """Each difference as one sentence: sets, phases, lines (before, after, why), lines gone, visits in all.

    Args:
        before: The earlier version.
        after: The later version; its lines' because is the why.

    Returns:
        Sentences in the order in which a plan is read; none when both say the same.
    """
    return (
        *_sets(before, after),
        *_phases(before, after),
        *_lines(before, after),
        *_gone(before, after),
        *_visits(before, after),
    )


def _sets(before: PlanOfCare, after: PlanOfCare) -> Iterator[Words]:
    if before.pathways != after.pathways:
        yield Words("Another plan set: {title}. Before: {was}.", title=after.title, was=before.title)


def _phases(before: PlanOfCare, after: PlanOfCare) -> Iterator[Words]:
    known = {phase.id: phase for phase in before.phases}
    for phase in after.phases:
        was = known.get(phase.id)
        if was and was.weeks != phase.weeks:
            yield Words(
                "{name}: {now}. Before: {was}.", name=phase.name, now=in_weeks(phase.weeks), was=in_weeks(was.weeks)
            )
        if was and was.ceiling is not phase.ceiling:
            said = {"name": phase.name, "now": phase.ceiling.value, "was": was.ceiling.value}
            yield Words("{name}: effort on a needle day {now}. Before: {was}.", **said)


def _lines(before: PlanOfCare, after: PlanOfCare) -> Iterator[Words]:
    for each in differences(before, after):
        line, was = each.line, each.before
        if was is None:
            yield Words("New: {text}. Because: {because}", text=line.text, because=line.because)
        elif was.text != line.text or was.dose != line.dose:
            yield _changed(was, line)
        else:
            yield Words("{text}: the reason reads otherwise. Because: {because}", text=line.text, because=line.because)


def _changed(was: Line, line: Line) -> Words:
    now, before = line.text, was.text
    if was.dose != line.dose:
        now = Words("{text}: {dose}", text=line.text, dose=dose_words(line.dose, line.lane))
        before = dose_words(was.dose, line.lane)
        if was.text != line.text:
            before = Words("{text}: {dose}", text=was.text, dose=before)
    return Words("{now}. Before: {was}. Because: {because}", now=now, was=before, because=line.because)


def _gone(before: PlanOfCare, after: PlanOfCare) -> Iterator[Words]:
    kept = {line.id for line in _all(after)}
    for line in _all(before):
        if line.id not in kept:
            yield Words("No longer in the plan: {text}.", text=line.text)


def _visits(before: PlanOfCare, after: PlanOfCare) -> Iterator[Words]:
    for lane, message in _IN_ALL.items():
        was, now = (sum(lane_dose(phase, lane).total for phase in plan.phases) for plan in (before, after))
        if was != now:
            yield Words(message, now=now, was=was)


def dose_words(dose: Dose, lane: Lane) -> Words:
    """A dose in words: "2 a week, 4 visits, 20 minutes"."""
    said: dict[str, object] = {
        "often": how_often(dose.per_week),
        "visits": visits_words(dose.total),
        "minutes": dose.minutes,
    }
    if lane is Lane.HOME:
        return counted(
            dose.days_per_week, "{minutes} minutes, {count} day a week", "{minutes} minutes, {count} days a week",
            minutes=dose.minutes,
        )  # fmt: skip
    if dose.total:
        return Words("{often}, {visits}, {minutes} minutes", **said)
    if dose.as_needed_max:
        return Words("as needed, up to {most}", most=dose.as_needed_max)
    return Words("none booked")


def _all(plan: PlanOfCare) -> Iterator[Line]:
    return (line for phase in plan.phases for lane in Lane for line in phase.lanes[lane])


_IN_ALL = {
    Lane.NEEDLES: "Needle visits planned in all: {now}. Before: {was}.",
    Lane.MOVEMENT: "Movement visits planned in all: {now}. Before: {was}.",
}
