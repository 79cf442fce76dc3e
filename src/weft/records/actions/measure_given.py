"""What stands on a form of scores, checked against each scale and against what the clinic may ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from weft.core.measure.answers import form_fault, plain, total_fault
from weft.core.measure.choices import Choice, takes_wording
from weft.core.measure.facts import Instrument, Licence
from weft.core.measure.forms import AskedItem, form_as, may_score
from weft.core.measure.scoring import Score as Scored
from weft.core.measure.scoring import score, score_of_total
from weft.core.shared.words import Words
from weft.records.accepted import accepted_in
from weft.records.access import Member, NotFound, row_of
from weft.records.actions.measure_talk import TooLittle
from weft.records.measures import MeasuresHere, choices_in, measures_here
from weft.records.models import Goal, MeasureWording
from weft.records.refused import Reason, Refused

OWN_GOAL = "own_goal"
"""Instrument of a goal that names no other."""
Answers = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Given:
    """One value, checked; with the answers that it was made from."""

    instrument: Instrument
    value: Decimal
    goal_id: UUID | None = None
    scored: Scored | None = None
    answers: Answers = field(default_factory=dict)
    taken_in: MeasureWording | None = None
    things: tuple[str, ...] = ()
    """What the person named, in the order of the answers."""


def numbers(scores: Mapping[str, Decimal], by: Member) -> Iterator[Given]:
    """One number for each measure."""
    instruments = accepted_in(by.clinic_id).measure.instruments
    for name, value in scores.items():
        instrument = accepted_instrument(name, instruments, by)
        yield one_number(instrument, value, taken_in=None if instrument.items else wording_here(instrument, by))


def forms(given: Mapping[str, Answers], by: Member) -> Iterator[Given]:
    """Answers item by item."""
    instruments = accepted_in(by.clinic_id).measure.instruments
    for name, answers in given.items():
        instrument = accepted_instrument(name, instruments, by)
        yield filled(instrument, answers, wording_here(instrument, by))


def goals(given: Mapping[UUID, Decimal], person_id: UUID, by: Member) -> Iterator[Given]:
    """One number for each own goal."""
    instruments = accepted_in(by.clinic_id).measure.instruments
    for goal_id, value in given.items():
        goal = row_of(Goal, by, goal_id)
        if goal.person_id != person_id:
            raise NotFound
        yield one_number(accepted_instrument(goal.measure or OWN_GOAL, instruments, by), value, goal_id=goal_id)


def filled(
    instrument: Instrument, answers: Answers, taken_in: MeasureWording | None = None, things: tuple[str, ...] = ()
) -> Given:  # fmt: skip
    """A filled-in form with its score.

    Raises:
        Refused: NOT_POSSIBLE (answers that it does not have).
        TooLittle: There is no score from so few.
    """
    if fault := form_fault(instrument, answers):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    scored = score(instrument, answers)
    if scored.value is None:
        raise TooLittle(instrument, scored)
    return Given(instrument, scored.value, None, scored, answers, taken_in, things)


def one_number(
    instrument: Instrument, value: Decimal, *, goal_id: UUID | None = None, taken_in: MeasureWording | None = None
) -> Given:  # fmt: skip
    """A number as it was said.

    Raises:
        Refused: NOT_POSSIBLE (not on the scale, or a total that hides what has to be seen).
    """
    if fault := total_fault(instrument, value):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    scored = score_of_total(instrument, value) if instrument.items else None
    return Given(instrument, value, goal_id, scored, taken_in=taken_in)


def accepted_instrument(name: str, instruments: Mapping[str, Instrument], by: Member) -> Instrument:
    """The measure of that name, where this clinic may score it.

    Raises:
        Refused: NOT_POSSIBLE (it has none), NOT_AGREED (wording or permission is missing).
    """
    if name not in instruments or not instruments[name].asked:
        raise Refused(
            Reason.NOT_POSSIBLE, Words("The clinic accepts no measure “{name}”. Leave it empty.", name=name[:40])
        )
    if instruments[name].licence is not Licence.OURS:
        _may_be_scored(instruments[name], measures_here(by.clinic_id))
    return instruments[name]


def wording_here(instrument: Instrument, by: Member) -> MeasureWording | None:
    """The wording in which the clinic asks it now; None where it asks in our words."""
    return measures_here(by.clinic_id).wordings.get(instrument.id) if takes_wording(instrument) else None


def shown(one: Given) -> tuple[Words, ...]:
    """What the person read or heard: the official sentences where the clinic took them in, else ours."""
    instrument = one.instrument
    if one.taken_in is None:
        question = Words(instrument.each_question) if one.things else Words(instrument.question)
        return (question, *(Words(item.label) for item in instrument.items if item.label), *map(Words, one.things))
    form = form_as(instrument, one.taken_in.texts, choices_in(one.taken_in))
    above = (form.instructions, form.tick, *_answers(form.choices))
    return tuple(Words(text) for text in (*above, *(text for item in form.items for text in _item(item))) if text)


def _item(item: AskedItem) -> tuple[str, ...]:
    return item.typed, *_answers(item.choices)


def _answers(choices: tuple[Choice, ...]) -> tuple[str, ...]:
    return tuple(f"{plain(one.value)} {one.words}".strip() for one in choices)


def _may_be_scored(instrument: Instrument, here: MeasuresHere) -> None:
    gate = may_score(
        instrument, has_wording=instrument.id in here.wordings, is_permitted=here.is_permitted(instrument.id)
    )
    if not gate.is_open:
        raise Refused(Reason.NOT_AGREED, gate.why.words)
