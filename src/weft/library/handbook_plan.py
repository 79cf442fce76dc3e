"""Plan sets with their phases, and the cards of what is known, in words."""

from collections.abc import Iterator

from weft.core.plan.criteria import Criterion, CriterionKind
from weft.core.plan.facts import Dose, DoseRange, EvidenceFact, LineFact, Pathway, PhaseFact
from weft.draw.handbook_data import Block, Group, Table, Text
from weft.library.handbook_any import any_blocks
from weft.library.handbook_names import Names
from weft.library.handbook_words import HIDDEN, spoken

TOLD_HERE = HIDDEN | {
    "phases", "doses_needles", "doses_movement", "min_weeks", "max_weeks", "regions", "recovered_max_weeks", "goals",
    "evidence", "non_response",
}  # fmt: skip
LABELS = {
    "alone": "When the other discipline is left out",
    "because_of": "Because, for a person who named what brings it on",
    "plain": "With another dose it is called",
}
"""What the fields of a line are called, where another fact means something else by the same name."""
VISITS = ("", "Planned", "Fewest", "Most", "With a reason, up to")


def pathway(one: Pathway, names: Names) -> Iterator[Block]:
    """For whom, how much, and each phase with its lines."""
    yield Text("For", _for_whom(one, names))
    rows = (_range("Needles", one.doses_needles), _range("Movement", one.doses_movement))
    some = any(row[-1] for row in rows)
    yield Table("Visits", VISITS if some else VISITS[:-1], rows if some else tuple(row[:-1] for row in rows))
    yield from any_blocks(one, names, TOLD_HERE)
    yield Text("Goals", "; ".join(one.goals))
    yield Text("What is known", names.listed(one.evidence))
    if said := one.non_response:
        percent = f"{(100 * said.below_fraction).normalize():f} percent"
        little = f"less than {percent} better by needle visit {said.after_needle_visits}"
        yield Text("When it does not help", f"{little}: {said.then[:1].lower()}{said.then[1:]}")
    for phase in names.knowledge.plan.phases.get(one.id, ()):
        yield _phase(phase, names)


def evidence(card: EvidenceFact, names: Names) -> Iterator[Block]:
    """The claim is the title; then what is known of it."""
    yield Text("Certainty", spoken(card.certainty))
    yield from any_blocks(card, names, HIDDEN | {"claim", "certainty"})


def _for_whom(one: Pathway, names: Names) -> str:
    where = names.listed(one.regions)
    if one.recovered_max_weeks is not None:
        return f"{where}, recovered, up to {one.recovered_max_weeks} weeks after it went"
    until = f" to {one.max_weeks}" if one.max_weeks else " on"
    return f"{where}, from week {one.min_weeks}{until} after it began"


def _range(name: str, dose: DoseRange) -> tuple[str, ...]:
    with_reason = str(dose.with_reason) if dose.with_reason else ""
    return name, str(dose.planned), str(dose.min), str(dose.max), with_reason


def _phase(phase: PhaseFact, names: Names) -> Group:
    first, last = phase.weeks
    weeks = f"weeks {first} to {last}" if last > first else f"week {first}"
    blocks: list[Block] = [Text("Effort at most", spoken(phase.ceiling)), *_ways(phase, names)]
    blocks += any_blocks(phase, names, HIDDEN | {"lines", "weeks", "ceiling", "entry", "exit", "leaves_when"})
    return Group(f"{phase.name}, {weeks}", (*blocks, *(_line(line, names) for line in phase.lines)))


def _ways(phase: PhaseFact, names: Names) -> Iterator[Block]:
    """In and out: what people read, and by what each way out is judged."""
    yield Text("Way in", "; ".join(phase.entry))
    yield Text("Way out, as people read it", "; ".join(phase.exit))
    several = len({one.way for one in phase.leaves_when}) > 1
    for way in dict.fromkeys(one.way for one in phase.leaves_when):
        title = f"Way out {way}, judged by" if several else "Way out, judged by"
        together = (judged_by(one, names) for one in phase.leaves_when if one.way == way)
        yield Text(title, "; and ".join(together))


def judged_by(one: Criterion, names: Names) -> str:
    """A criterion with how it is judged: "Pain 4 or less out of 10, twice in a row (Pain, 0 to 10: at most 4, …)"."""
    return f"{one.text} ({_how(one, names)})"


def _how(one: Criterion, names: Names) -> str:
    often = f", {one.times} times in a row" if one.times > 1 else ""
    match one.kind:
        case CriterionKind.MEASURE_AT_MOST:
            return f"{names.measure(one.measure)}: at most {one.points:f}{often}"
        case CriterionKind.MEASURE_AT_LEAST:
            return f"{names.measure(one.measure)}: at least {one.points:f}{often}"
        case CriterionKind.MEASURE_FELL_BY:
            return f"{names.measure(one.measure)}: down by {_fall(one)} since the start"
        case CriterionKind.HOME_DAYS:
            return f"on at least {one.days} days of a week{often.replace('times', 'weeks')}"
        case CriterionKind.EXERCISE_DONE:
            return f"{names.of(one.exercise)}: {one.sets} x {one.amount}"
        case _:
            return "a clinician says so"


def _fall(one: Criterion) -> str:
    points = f"{one.points:f} points" if one.points is not None else ""
    part = f"{(100 * one.fraction).normalize():f} percent" if one.fraction is not None else ""
    return f"{points} or {part}, whichever is more," if points and part else points or part


def _line(line: LineFact, names: Names) -> Group:
    """One line of one lane, told in the order in which a clinician asks."""
    much = dose_words(line.dose) or "no visits of its own"
    blocks: list[Block] = [Text("How much", f"{much} ({names.of(line.modality)})")]
    blocks += [Text("Because", line.because), Text("Now", line.now), Text("Until", line.until)]
    told = {"text", "lane", "dose", "because", "now", "until", "evidence", "exercises", "modality"}
    blocks += any_blocks(line, names, HIDDEN | told, LABELS)
    if line.exercises:
        blocks.append(Text("Exercises", names.listed(line.exercises)))
    if line.evidence:
        blocks.append(Text("What is known", names.listed(line.evidence)))
    lane = spoken(line.lane).capitalize()
    return Group(line.text if line.text.startswith((lane, "At home")) else f"{lane}: {line.text}", tuple(blocks))


def _visits(dose: Dose) -> str:
    """Booked ahead: less than one a week is told by its weeks."""
    if 0 < dose.per_week < 1 and dose.total:
        return f"{dose.total} visits in {dose.total / dose.per_week:g} weeks"
    rate = f"{dose.per_week:g} a week" if dose.per_week else ""
    return ", ".join(part for part in (rate, f"{dose.total} visits in all" if dose.total else "") if part)


def dose_words(dose: Dose) -> str:
    """A dose in one line: "2 a week, 4 in all, 20 minutes"."""
    parts = [
        _visits(dose),
        f"up to {dose.as_needed_max} as needed, never booked ahead" if dose.as_needed_max else "",
        f"{dose.minutes} minutes" if dose.minutes else "",
        f"{dose.days_per_week} days a week" if dose.days_per_week else "",
    ]
    return ", ".join(part for part in parts if part)
