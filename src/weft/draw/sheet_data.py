"""A plan as spoken text, laid out for paper: everything `plan.typ` prints, already in the reader's language."""

from collections.abc import Callable

from weft.core.plan.doses import how_often, in_weeks, lane_dose, visits_words
from weft.core.plan.facts import Dose, DoseRange, EvidenceFact, Lane
from weft.core.plan.plan import Line, Phase, PlanOfCare
from weft.core.shared.care import Effort, Outcome, Verdict
from weft.core.shared.fact import Certainty
from weft.core.shared.words import Words, counted
from weft.core.treat.home_sheet import EFFORTS
from weft.draw.sheet_words import (
    CERTAINTIES,
    LABELS,
    LANES,
    MODALITIES,
    OUTCOMES,
    SOON,
    STEPS,
    VERDICTS,
)

Say = Callable[[str], str]
Data = dict[str, object]


def sheet_data(plan: PlanOfCare, say: Say, clinic_name: str, marked: str, person: str = "") -> Data:
    """Everything on the sheet as JSON-able text, numbers and lists."""
    return {
        "say": {key: words.said(say) for key, words in _labels(plan).items()},
        "clinic": clinic_name,
        "person": person,
        "marked": marked,
        "title": plan.title.said(say),
        "version": plan.knowledge_version,
        "outcome": OUTCOMES[plan.clearance.outcome].said(say),
        "is_go": plan.clearance.outcome is Outcome.GO,
        "told": _all(plan.clearance.told, say),
        "verdicts": _verdicts(plan, say),
        "goals": _all(plan.goals, say),
        "suggestions": _all(plan.suggestions, say),
        "withheld": _all(plan.withheld, say),
        "adjusted": _all(plan.adjusted, say),
        "expectations": _all(plan.expectations, say),
        "safety_net": _safety_net(plan, say),
        "phases": [_phase(number, phase, say) for number, phase in enumerate(plan.phases, 1)],
        "doses": _doses(plan, say),
        "home": [
            {
                "name": one.name.said(say),
                "dose": one.dose.said(say),
                "how": one.how.said(say),
                "stop": one.stop.said(say),
            }
            | {"phases": ", ".join(phase.name.said(say) for phase in plan.phases if phase.id in one.phases)}
            for one in plan.home
        ],
        "reviews": [
            {"week": Words("week {week}", week=point.week).said(say), "text": point.text.said(say)}
            for point in plan.review_points
        ],
        "evidence": [_evidence(card, say) for card in plan.evidence],
        "drafts": list(plan.drafts),
        "draft_count": Words("Unreviewed values: {count}", count=len(plan.drafts)).said(say),
    }


def _labels(plan: PlanOfCare) -> dict[str, Words]:
    """The headings; a plan without needles has no needle day."""
    return LABELS if plan.needles.max else LABELS | {"ceiling": Words("Effort")}


def _all(words: tuple[Words, ...], say: Say) -> list[str]:
    return [one.said(say) for one in words]


def _verdicts(plan: PlanOfCare, say: Say) -> list[Data]:
    """Modalities grouped by verdict, worst first, each with its reasons."""
    groups: list[Data] = []
    for verdict in reversed(Verdict):
        held = {name: one for name, one in plan.clearance.by_modality.items() if one.verdict is verdict}
        if held:
            reasons = dict.fromkeys(reason.text.said(say) for one in held.values() for reason in one.reasons)
            names = [modality(name).said(say) for name in held]
            groups.append(
                {"verdict": VERDICTS[verdict].said(say), "kind": verdict, "names": names, "reasons": list(reasons)}
            )
    return groups


def modality(name: str) -> Words:
    """A modality's name; one that a clinic added by file is read from its id."""
    return MODALITIES.get(name) or Words(name.replace("_", " "))


def _phase(number: int, phase: Phase, say: Say) -> Data:
    return {
        "number": str(number),
        "name": phase.name.said(say),
        "weeks": in_weeks(phase.weeks).said(say),
        "ceiling": EFFORTS[Effort(phase.ceiling)].said(say),
        "entry": _all(phase.entry, say),
        "exit": _all(phase.exit, say),
        "lanes": [_lane(phase, lane, say) for lane in Lane],
    }


def _lane(phase: Phase, lane: Lane, say: Say) -> Data:
    lines = phase.lanes.get(lane, ())
    return {
        "id": lane,
        "name": LANES[lane].said(say),
        "dose": dose_words(lane, lane_dose(phase, lane)).said(say) if lines else "",
        "lines": [_line(line, say) for line in lines],
    }


def dose_words(lane: Lane, dose: Dose) -> Words:
    """How much of one lane in one phase, said first: "4 visits, 2 a week"."""
    if lane is Lane.HOME:
        words = counted(
            dose.days_per_week, "{minutes} min, {count} day a week", "{minutes} min, {count} days a week",
            minutes=dose.minutes,
        )  # fmt: skip
        return words if dose.days_per_week else Words("{minutes} min", minutes=dose.minutes)
    if dose.total:
        return Words("{visits}, {often}", visits=visits_words(dose.total), often=how_often(dose.per_week))
    if dose.as_needed_max:
        return Words("as needed, up to {most}", most=dose.as_needed_max)
    return Words("no visits booked")


def _line(line: Line, say: Say) -> Data:
    trigger = [Words("only on: {trigger}", trigger=line.trigger).said(say)] if line.trigger else []
    return {
        "text": line.text.said(say),
        "problem": line.problem.replace("-", " "),
        "because": line.because.said(say),
        "now": line.now.said(say),
        "until": line.until.said(say),
        "aims": _all(line.aims, say) + trigger,
    }


def _safety_net(plan: PlanOfCare, say: Say) -> list[str]:
    """When care does not go as hoped: little change, then who else looks and how soon."""
    little = [
        Words(_LITTLE, percent=f"{each.below_fraction * 100:.0f}", visit=each.after_needle_visits, then=each.then)
        for each in plan.non_response
    ]
    others = [Words(_OTHERS, when=each.when, to=each.to, soon=SOON[each.soon]) for each in plan.escalations]
    return [words.said(say) for words in (*little, *others)]


_LITTLE = "Under {percent} percent better by needle visit {visit}. {then}"
_OTHERS = "{when}: {to}. {soon}"


def _doses(plan: PlanOfCare, say: Say) -> list[Data]:
    """This plan's dose, then the other sets', each with its why."""
    why = plan.why_this_dose.said(say) if plan.why_this_dose else ""
    doses = [_dose(Words("This plan"), plan.needles, plan.movement, why, say)]
    return doses + [
        _dose(other.name, other.needles, other.movement, other.why.said(say), say) for other in plan.other_doses
    ]


def _dose(name: Words, needles: DoseRange, movement: DoseRange, why: str, say: Say) -> Data:
    return {"name": name.said(say), "needles": _range(needles, say), "movement": _range(movement, say), "why": why}


def _range(dose: DoseRange, say: Say) -> str:
    return Words("{planned} planned, {low} to {high} in all", planned=dose.planned, low=dose.min, high=dose.max).said(
        say
    )


def _evidence(card: EvidenceFact, say: Say) -> Data:
    return {
        "claim": say(card.claim),
        "says": say(card.says),
        "from": say(card.from_),
        "certainty": CERTAINTIES[card.certainty].said(say),
        "steps": STEPS[Certainty(card.certainty)],
        "silent": say(card.silent_on),
    }
