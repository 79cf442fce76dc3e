"""What the score form asks: the measures of the curve and the person's own goals, or one other measure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from weft.core.measure.activities import is_named, one_alone
from weft.core.measure.choices import Choice
from weft.core.measure.facts import Instrument, Scoring
from weft.core.measure.forms import AskedItem, Form, form_of, may_score
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.accepted import accepted_in
from weft.records.access import Member, Purpose, clinic_of, person_for
from weft.records.adjusting import main_measure
from weft.records.assessments import goals_of
from weft.records.measures import MeasuresHere, measures_here
from weft.records.models import Episode, Goal
from weft.records.phases import latest_episode
from weft.records.plans import plan_of
from weft.records.reads.measure_activities import ActivitiesAsked, activities_asked, ends_of
from weft.records.reads.person import header_of
from weft.records.reads.person_shapes import Header

OWN_GOAL = "own_goal"


@dataclass(frozen=True, slots=True)
class ScaleAsked:
    """One number to ask for."""

    name: str
    """Field name: the instrument's id, or ``goal-<id>``."""
    goal_id: UUID | None
    label: Words
    typed: str
    """The goal in the person's words; empty for a measure."""
    question: Words
    ends: Words
    """What both ends of the scale mean."""
    low: Decimal
    high: Decimal
    step: Decimal
    choices: tuple[Choice, ...] = ()
    """Every answer with its official words; none where a number is written."""
    instructions: str = ""
    """As the clinic took them in; empty where our question is asked."""


@dataclass(frozen=True, slots=True)
class FormAsked:
    """A measure of several items, as this clinic asks it now."""

    measure: str
    """Under this id it is kept: the measure's own, or that of our paraphrase."""
    name: Words
    question: Words
    instructions: str
    """As the clinic took them in; empty where our question is shown."""
    recall: Words
    ends: tuple[Words, Words]
    items: tuple[AskedItem, ...]
    is_ticked: bool
    """Each item is true or not."""
    is_official: bool
    """The clinic's own official wording is shown."""
    tick: str = ""
    """What a tick says, as the clinic took it in."""


@dataclass(frozen=True, slots=True)
class ScoresAsked:
    """The whole form."""

    header: Header
    scales: tuple[ScaleAsked, ...]
    form: FormAsked | None
    """The chosen measure, when it has several items."""
    others: tuple[tuple[str, Words], ...]
    """What else may be asked: id and name."""
    chosen: str
    """Id of the chosen measure; empty for the usual ones."""
    why_not: Words | None = None
    """Why something else is shown than what was asked for."""
    activities: ActivitiesAsked | None = None
    """The things that the person named, among the usual ones."""


def scores_asked(person_id: UUID, by: Member, *, chosen: str = "") -> ScoresAsked:
    """What to ask this person, with the measures that the clinic accepts and may ask.

    Args:
        person_id: Who is asked.
        by: Who asks.
        chosen: Id of one other measure, to ask that alone; empty for the curve and the own goals. What may not be
            asked here is said, and its paraphrase asked in its place, or the usual.

    Raises:
        NotFound, NotAllowed: Not theirs to ask.
    """
    person = person_for(by, person_id, Purpose.CARE)
    instruments = accepted_in(by.clinic_id).measure.instruments
    header = header_of(person, clock.today(clinic_of(by.clinic_id).zone))
    forms = dict(_forms(instruments, measures_here(by.clinic_id)))
    others = tuple((name, Words(form.instrument.name)) for name, form in forms.items())
    why_not = _why_not(chosen, forms, instruments, by)
    form = forms.get(chosen) or next((one for one in forms.values() if one.instrument.paraphrase_of == chosen), None)
    if form is None or not chosen:
        episode = latest_episode(person_id, by.clinic_id)
        named = activities_asked(episode, instruments)
        return ScoresAsked(header, _usual(episode, instruments), None, others, "", why_not, named)
    name = form.instrument.id
    if form.items:
        return ScoresAsked(header, (), form_asked(form), others, name, why_not)
    return ScoresAsked(header, (scale_asked(form.instrument, form=form),), None, others, name, why_not)


def _why_not(
    chosen: str, forms: Mapping[str, Form], instruments: Mapping[str, Instrument], by: Member
) -> Words | None:  # fmt: skip
    found = instruments.get(chosen)
    if not chosen or chosen in forms or (found and (found.on_curve or found.id == OWN_GOAL)):
        return None
    if found is None or not found.asked:
        return Words("This clinic asks no measure “{name}”. Choose one from the list.", name=chosen[:40])
    here, name = measures_here(by.clinic_id), found.paraphrase_of or found.id
    gate = may_score(instruments[name], has_wording=name in here.wordings, is_permitted=here.is_permitted(name))
    if gate.is_open:  # our paraphrase, and the official wording has been taken in since
        return Words("The official wording has been taken in: ask {measure}.", measure=Words(instruments[name].short))
    return gate.why.words


def goal_asked() -> tuple[Words, Words]:
    """How an own goal is asked: the question, and what both ends of its scale mean."""
    asked = scale_asked(knowledge().measure.instruments[OWN_GOAL])
    return asked.question, asked.ends


def _usual(episode: Episode | None, instruments: Mapping[str, Instrument]) -> tuple[ScaleAsked, ...]:
    """The measure that decides first, then the others of the curve, then each own goal."""
    main = instruments.get(main_measure(plan_of(episode)))
    curve = [one for one in instruments.values() if one.on_curve and one is not main and not is_named(one)]
    goals = goals_of(episode) if episode else ()
    by_goal = [(instruments.get(goal.measure or OWN_GOAL), goal) for goal in goals]
    usual = [scale_asked(one) for one in ((main, *curve) if main else curve)]
    return (*usual, *(scale_asked(one_alone(one) if is_named(one) else one, goal) for one, goal in by_goal if one))


def _forms(instruments: Mapping[str, Instrument], here: MeasuresHere) -> Iterator[tuple[str, Form]]:
    """Every other measure that may be asked here, in order of name; a paraphrase stands in its measure's place."""
    for one in sorted(instruments.values(), key=lambda each: each.name):
        if one.on_curve or one.id == OWN_GOAL or one.paraphrase_of:
            continue
        form = form_of(
            one, texts=here.texts(one.id), is_permitted=here.is_permitted(one.id), choices=here.choices(one.id)
        )
        if form is not None:
            yield form.instrument.id, form


def form_asked(form: Form) -> FormAsked:
    """A measure of several items, to be shown."""
    one = form.instrument
    return FormAsked(
        measure=one.id,
        name=Words(one.name),
        question=Words(one.question),
        instructions=form.instructions,
        recall=Words(one.recall),
        ends=(Words(one.low_end), Words(one.high_end)),
        items=form.items,
        is_ticked=one.scoring is Scoring.COUNT_TICKED,
        is_official=bool(form.instructions),
        tick=form.tick,
    )


def scale_asked(one: Instrument, goal: Goal | None = None, form: Form | None = None) -> ScaleAsked:
    """One number, to be asked: by itself, or for a goal."""
    low, high = one.range
    return ScaleAsked(
        name=f"goal-{goal.id}" if goal else one.id,
        goal_id=goal.id if goal else None,
        label=Words(one.short),
        typed=goal.words if goal else "",
        question=Words(one.question),
        ends=ends_of(one),
        low=low,
        high=high,
        step=one.step,
        choices=form.choices if form else (),
        instructions=form.instructions if form else "",
    )
