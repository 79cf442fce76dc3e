"""The line at the top, four things at most, and the one next step."""

from decimal import Decimal

from weft.core.adjust.proposal import ProposalKind
from weft.core.measure.change import Direction, change, is_judged
from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import questions_for
from weft.core.shared.care import NEEDLES
from weft.core.shared.words import Words, counted
from weft.draw.curve_data import score
from weft.library.accepted import is_accepted
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.models import EpisodeState, PlanState, Score, Visit, VisitState
from weft.records.reads.person_curve import pain_shift
from weft.records.reads.person_rows import Rows
from weft.records.reads.person_shapes import GoalSeen, NextStep, Said, Step, Weight
from weft.records.reads.person_side import blocks
from weft.records.reads.person_timeline import KIND_WORDS, waiting
from weft.records.screenings import clearance_of, is_live

MOST = 4


def now_line(rows: Rows) -> tuple[Said, ...]:
    """Change against the start, what is better or worse, what to ask today, what is blocked."""
    if rows.episode is None:
        return (Said(Words("Nobody has examined this person yet.")),)
    said = [Said(_change(rows))]
    moved = next(filter(None, (_flare(rows), _trips(rows), _goal(rows))), None)
    if moved:
        said.append(Said(moved, Weight.CAUTION if rows.is_worse else Weight.PLAIN))
    if asks := _ask(rows):
        said.append(Said(Words("Ask today: {what}", what=asks), Weight.DONE))
    if blocked := next(blocks(rows), None):
        said.append(Said(blocked, Weight.STOP))
    return tuple(said)[:MOST]


def _change(rows: Rows) -> Words:
    series, instrument = rows.series, knowledge().measure.instruments[rows.main]
    values = {"measure": Words(instrument.short), "top": int(instrument.range[1])}
    if not series:
        return Words("{measure}: no score yet.", **values)
    if len(series) == 1:
        return Words("{measure} {score} of {top} at the start.", score=score(series[0].value), **values)
    points = series[0].value - series[-1].value
    accepted = is_judged(instrument) and is_accepted(instrument, rows.clinic.work_with_drafts_at is not None)
    found = change(instrument, series[0].value, series[-1].value, on=series[-1].on).direction if accepted else None
    moved = {"points": score(abs(points)), **values}
    if accepted and found is Direction.BETTER:
        return Words("{measure} down {points} of {top} since the start, a real change.", **moved)
    if accepted and found is Direction.START:
        return Words("{measure} down {points} of {top} since the start, a start.", **moved)
    if accepted and found is Direction.WORSE:
        return Words("{measure} up {points} of {top} since the start, a real change for the worse.", **moved)
    first_last = {"first": score(series[0].value), "last": score(series[-1].value)}
    return Words("{measure} {first} at the start, {last} of {top} now, no real change yet.", **first_last, **values)


def _flare(rows: Rows) -> Words | None:
    if rows.is_worse:
        return Words("Says that it is worse again: ring first.")
    return None


def _goal(rows: Rows) -> Words | None:
    """The own goal that moved most."""
    moved = [(abs(Decimal(one.last) - Decimal(one.first)), one) for one in goals_seen(rows) if one.first and one.last]
    best = max((one for one in moved if one[0]), key=lambda one: one[0], default=None)
    if best is None:
        return None
    goal = best[1]
    return Words("“{goal}”: {first} → {last} of 10.", goal=goal.words, first=goal.first, last=goal.last)


def _trips(rows: Rows) -> Words | None:
    """What one trip does, on average over the last three in which it was asked."""
    shifts = [shift for visits in rows.trips if (shift := pain_shift(visits, rows.scores)) is not None][-3:]
    if not shifts:
        return None
    mean = sum(shifts, Decimal(0)) / len(shifts)
    if not mean:
        return Words("Pain is the same on leaving as on arriving.")
    points, trips = score(abs(mean).quantize(Decimal("0.1"))), counted(len(shifts), "last trip", "last {count} trips")
    if mean < 0:
        return Words("Pain {points} lower on leaving than on arriving, {trips}.", points=points, trips=trips)
    return Words("Pain {points} higher on leaving than on arriving, {trips}.", points=points, trips=trips)


def _ask(rows: Rows) -> Words | None:
    if rows.episode is None or rows.episode.state != EpisodeState.OPEN or rows.screening is None:
        return None
    if not is_live(rows.screening, clock.now()):
        return None
    clearance = clearance_of(rows.screening)
    open_ones = (*clearance.unanswered, *clearance.unsure)
    texts = {each.id: each.text for each in questions_for(knowledge().screen, QuestionSet.FULL)}
    if open_ones and open_ones[0] in texts:
        return Words(texts[open_ones[0]])
    return Words("anything new since last time, new tablets?")


def goals_seen(rows: Rows) -> tuple[GoalSeen, ...]:
    """Own goals with their first and last score."""
    by_goal: dict[object, list[Score]] = {}
    for row in rows.scores:
        if row.goal_id:
            by_goal.setdefault(row.goal_id, []).append(row)
    return tuple(
        GoalSeen(
            goal.words,
            score(by_goal[goal.id][0].value) if goal.id in by_goal else "",
            score(by_goal[goal.id][-1].value) if goal.id in by_goal else "",
        )
        for goal in rows.goals
    )


def next_step(rows: Rows, *, may_decide: bool) -> NextStep | None:
    """The one thing to do now for this person."""
    who = rows.person.id
    if rows.screening is None:
        return NextStep(Words("Ask the health questions"), Step.SCREENING, who)
    if rows.episode is None:
        return NextStep(Words("Begin the assessment"), Step.ASSESSMENT, who)
    if rows.episode.state != EpisodeState.OPEN:
        return NextStep(Words("Discharge and way back"), Step.BACK, who)
    if rows.plan is None:
        return NextStep(Words("Go on with the assessment"), Step.ASSESSMENT, who)
    return _today(rows) or _plan_step(rows, may_decide=may_decide)


def _today(rows: Rows) -> NextStep | None:
    begun = {VisitState.BOOKED, VisitState.ARRIVED, VisitState.IN_TREATMENT}
    due = [visit for visit in rows.visits if visit.local_date == rows.today and visit.state in begun]
    if not due:
        return None
    visit = due[0]
    return NextStep(_visit_label(visit), Step.NEEDLES if visit.discipline == NEEDLES else Step.MOVEMENT, visit.id)


def _visit_label(visit: Visit) -> Words:
    is_begun = visit.state == VisitState.IN_TREATMENT
    if visit.discipline == NEEDLES:
        return Words("Go on with needles") if is_begun else Words("Start needles")
    return Words("Go on with movement") if is_begun else Words("Start movement")


def _plan_step(rows: Rows, *, may_decide: bool) -> NextStep | None:
    plan = rows.versions[0]
    if rows.episode and rows.episode.plan.state == PlanState.DRAFT:
        return NextStep(Words("Agree the plan"), Step.PLAN, plan.plan_id)
    open_ones = waiting(rows.proposals)
    if open_ones and may_decide:
        kind = KIND_WORDS.get(open_ones[0].kind, Words(ProposalKind(open_ones[0].kind).value))
        return NextStep(Words("Decide: {what}", what=kind), Step.REVIEW, rows.person.id)
    ahead = any(visit.state == VisitState.BOOKED and visit.local_date >= rows.today for visit in rows.visits)
    if not ahead:
        return NextStep(Words("Book the course"), Step.COURSE, plan.plan_id)
    return NextStep(Words("Ask for scores"), Step.SCORES, rows.person.id)
