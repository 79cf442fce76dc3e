"""A plan laid out for a page: phases as columns, lanes as rows, every line with its why and what changed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from weft.core.plan.changing import LineDifference
from weft.core.plan.checks import PlanCheck, plan_checks
from weft.core.plan.doses import lane_dose
from weft.core.plan.facts import EvidenceFact, Lane
from weft.core.plan.plan import Line, Phase, PlannedEscalation, PlannedReview, PlanOfCare
from weft.core.shared.care import Action, Effort
from weft.core.shared.fact import Certainty
from weft.core.shared.words import Words
from weft.core.treat.home_sheet import EFFORTS
from weft.draw.sheet_data import dose_words, modality
from weft.draw.sheet_words import CERTAINTIES, LANES, SOON, STEPS, VERDICTS

_WITHIN_A_DAY = frozenset({Action.EMERGENCY, Action.SAME_DAY, Action.WITHIN_24_HOURS})


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of one lane."""

    line: Line
    is_changed: bool
    is_selected: bool
    problem: Words | None
    """Only when the plan has several problems."""


@dataclass(frozen=True, slots=True)
class LaneShown:
    """One lane of one phase."""

    id: str
    name: Words
    dose: Words | None
    lines: tuple[LineShown, ...]


@dataclass(frozen=True, slots=True)
class PhaseShown:
    """One phase."""

    number: int
    phase: Phase
    weeks: Words
    ceiling: Words
    lanes: tuple[LaneShown, ...]
    when: str
    """``done``, ``now``, or empty."""
    ways: tuple[tuple[Words, ...], ...] = ()
    """Where several ways lead out: what holds together in each. Empty where there is one: the exit says it."""


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """One card; ``squares`` are the four of its certainty, full or not."""

    card: EvidenceFact
    certainty: Words
    squares: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class VerdictShown:
    """One modality of the clearance panel."""

    name: Words
    verdict: str
    says: Words
    reasons: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """Everything that the plan's grid shows."""

    plan: PlanOfCare
    phases: tuple[PhaseShown, ...]
    lanes: tuple[tuple[str, Words], ...]
    verdicts: tuple[VerdictShown, ...]
    """Only modalities that a line uses or that had to be left out."""
    checks: tuple[PlanCheck, ...]
    reviews: tuple[Words, ...] = ()
    """When a clinician looks again, and at what."""
    safety_net: tuple[Words, ...] = ()
    """When it does not go as hoped: little change, then who else looks and how soon."""
    get_help: tuple[Words, ...] = ()
    """Of these, what the person has to know: help within a day."""

    @property
    def has_now(self) -> bool:
        """Whether care is in one of the phases today."""
        return any(each.when == "now" for each in self.phases)


def shown(
    plan: PlanOfCare,
    *,
    changes: Iterable[LineDifference] = (),
    selected: str = "",
    problems: dict[str, str] | None = None,
    now: str = "",
    checks: Sequence[PlanCheck] | None = None,
) -> PlanShown:
    """Lay a plan out.

    Args:
        plan: What the version says.
        changes: Lines that read differently from the version before: they get a mark.
        selected: Id of the line whose because, now and until are open.
        problems: Names by problem id, when the plan has several.
        now: Id of the phase that care is in; those before it are done.
        checks: What it was checked for; None checks what the plan says by itself.
    """
    changed = {each.line.id for each in changes}
    ids = [phase.id for phase in plan.phases]
    here = ids.index(now) if now in ids else -1
    return PlanShown(
        plan=plan,
        phases=tuple(
            _phase(place, phase, here, tuple(_lanes(phase, changed, selected, problems or {})))
            for place, phase in enumerate(plan.phases)
        ),
        lanes=tuple((lane.value, LANES[lane]) for lane in Lane),
        verdicts=_verdicts(plan),
        checks=plan_checks(plan) if checks is None else tuple(checks),
        reviews=tuple(_review(each) for each in plan.review_points),
        safety_net=(*_little_change(plan), *(_looked_at(each) for each in plan.escalations)),
        get_help=tuple(_looked_at(each) for each in plan.escalations if each.soon in _WITHIN_A_DAY),
    )


def evidence_shown(cards: Iterable[EvidenceFact]) -> tuple[EvidenceShown, ...]:
    """Cards with their certainty in words and squares."""
    return tuple(
        EvidenceShown(card, CERTAINTIES[card.certainty], tuple(n < STEPS[Certainty(card.certainty)] for n in range(4)))
        for card in cards
    )


def weeks_words(phase: Phase) -> Words:
    """Its weeks: "weeks 1 to 2"."""
    first, last = phase.weeks
    if first == last:
        return Words("week {week}", week=first)
    return Words("weeks {first} to {last}", first=first, last=last)


def _phase(place: int, phase: Phase, here: int, lanes: tuple[LaneShown, ...]) -> PhaseShown:
    when = "now" if place == here else "done" if place < here else ""
    ceiling = EFFORTS[Effort(phase.ceiling)]
    return PhaseShown(place + 1, phase, weeks_words(phase), ceiling, lanes, when, _ways(phase))


def _ways(phase: Phase) -> tuple[tuple[Words, ...], ...]:
    ways: dict[int, list[Words]] = {}
    for criterion in phase.leaves_when:
        ways.setdefault(criterion.way, []).append(Words(criterion.text))
    return tuple(map(tuple, ways.values())) if len(ways) > 1 else ()


def _review(point: PlannedReview) -> Words:
    said: dict[str, object] = {"week": point.week, "visits": point.after_needle_visits, "text": point.text}
    if point.after_needle_visits:
        return Words("Week {week}, or needle visit {visits} if that is sooner. {text}", **said)
    return Words("Week {week}. {text}", **said)


def _little_change(plan: PlanOfCare) -> Iterator[Words]:
    for little in plan.non_response:
        message = "Under {percent} percent better by needle visit {visit}. {then}"
        percent = f"{little.below_fraction * 100:.0f}"
        yield Words(message, percent=percent, visit=little.after_needle_visits, then=little.then)


def _looked_at(each: PlannedEscalation) -> Words:
    return Words("{when}: {to}. {soon}", when=each.when, to=each.to, soon=SOON[each.soon])


def _lanes(phase: Phase, changed: Collection[str], selected: str, problems: dict[str, str]) -> Iterator[LaneShown]:
    for lane in Lane:
        yield LaneShown(
            id=lane.value,
            name=LANES[lane],
            dose=dose_words(lane, lane_dose(phase, lane)) if phase.lanes[lane] else None,
            lines=tuple(_line(line, changed, selected, problems) for line in phase.lanes[lane]),
        )


def _line(line: Line, changed: Collection[str], selected: str, problems: dict[str, str]) -> LineShown:
    name = problems.get(line.problem, line.problem)
    problem = Words(name) if len(problems) > 1 and name else None
    return LineShown(line, line.id in changed, line.id == selected, problem)


def _verdicts(plan: PlanOfCare) -> tuple[VerdictShown, ...]:
    used = {line.modality for phase in plan.phases for lines in phase.lanes.values() for line in lines}
    return tuple(
        VerdictShown(
            name=modality(name),
            verdict=found.verdict.value,
            says=VERDICTS[found.verdict],
            reasons=tuple(dict.fromkeys(reason.text for reason in found.reasons)),
        )
        for name, found in plan.clearance.by_modality.items()
        if name in used or (found.reasons and plan.withheld)
    )
