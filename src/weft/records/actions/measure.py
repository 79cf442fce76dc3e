"""Scores: what a person or a clinician says on a scale, kept as it was said. Each lets the rules look again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from weft.core.measure.answers import form_fault, total_fault
from weft.core.measure.facts import Instrument, Licence
from weft.core.measure.forms import INSTRUCTIONS, may_score
from weft.core.measure.reading import positives
from weft.core.measure.scoring import Score as Scored
from weft.core.measure.scoring import score, score_of_total
from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import clock, wordings
from weft.records.accepted import accepted_in
from weft.records.access import Member, NotFound, Purpose, clinic_of, person_for, row_of, system_of
from weft.records.actions import adjust
from weft.records.actions.base import action, once
from weft.records.actions.measure_talk import TooLittle, ask_a_clinician, no_score
from weft.records.measures import MeasuresHere, measures_here
from weft.records.models import Episode, EpisodeState, Goal, Problem, Score, ScoreMoment, ScoreSource, Visit
from weft.records.phases import latest_episode
from weft.records.refused import Reason, Refused

OWN_GOAL = "own_goal"
"""Instrument of a goal that names no other."""
Answers = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class _Given:
    """One value, checked; with the answers that it was made from."""

    instrument: Instrument
    value: Decimal
    goal_id: UUID | None = None
    scored: Scored | None = None
    answers: Answers = field(default_factory=dict)
    taken_in_id: UUID | None = None


@action
def record_scores(  # noqa: PLR0913  one form: numbers, goals, a questionnaire, and when they were said
    *, by: Member, person_id: UUID, scores: Mapping[str, Decimal] | None = None,
    goals: Mapping[UUID, Decimal] | None = None, forms: Mapping[str, Answers] | None = None,
    moment: str = "general", source: str = "person", visit_id: UUID | None = None, key: str = "",
) -> tuple[UUID, ...] | Refused:  # fmt: skip
    """Keep scores of one person: by a clinician, or by the person about themselves.

    The scores belong to the person's newest episode. While it is open, the rules of adjust look at it again.

    Args:
        by: A clinician, or the person.
        person_id: Whose scores.
        scores: Value by instrument id (``nprs``, ``psfs``…), in points of its scale.
        goals: Value by goal id, on the goal's own measure.
        forms: Answers by item, by the id of a measure of several items. Our paraphrase of a questionnaire has an id of
            its own, and is kept under it.
        moment: ``general``, ``before_needles``, ``after_needles``, ``after_movement`` or ``next_day``.
        source: ``person`` (asked), ``clinician`` (judged) or ``check_in`` (today's tap).
        visit_id: The visit in which it was asked.
        key: One-time key of the form.

    Returns:
        Ids of the scores in the order given; or Refused: MISSING (nothing given, or too little for a score),
        NOT_POSSIBLE (not on the scale), NOT_AGREED (wording or permission is missing). Too little for a score can
        still be enough to ask for a clinician: then the task is raised, and nothing else is kept.

    Raises:
        NotFound, NotAllowed: Not theirs to record.
        ValueError: An unknown moment or source.
    """
    is_own = by.person_id == person_id
    person_for(by, person_id, Purpose.OWN if is_own else Purpose.CARE)
    kind = (ScoreMoment(moment), ScoreSource(source))
    if is_own and kind[1] is ScoreSource.CLINICIAN:
        raise NotFound
    if visit_id and row_of(Visit, by, visit_id).person_id != person_id:
        raise NotFound
    try:
        given = (*_measures(scores or {}, by), *_goals(goals or {}, person_id, by), *_forms(forms or {}, by))
    except TooLittle as few:
        return no_score(few, person_id, by)
    if not given:
        raise Refused(Reason.MISSING, Words("Give at least one number."))
    return once(
        lambda: _keep(by, person_id, given, kind, visit_id=visit_id),
        by=by, name="measure.record_scores", key=key,
        keep=lambda made: [str(each) for each in made],
        found=lambda kept: tuple(UUID(each) for each in kept),
    )  # fmt: skip


def keep_scores(
    *, by: Member, episode: Episode, values: Mapping[str, Decimal], problem: Problem | None = None
) -> tuple[UUID, ...]:
    """Keep what the person said in an examination. For use inside an action that has opened the person already.

    Raises:
        Refused: NOT_POSSIBLE for a measure that the clinic does not have, or a value that is not on its scale.
    """
    given, kind = tuple(_measures(values, by)), (ScoreMoment.GENERAL, ScoreSource.PERSON)
    return _keep(by, episode.person_id, given, kind, episode=episode, problem=problem)


def _measures(scores: Mapping[str, Decimal], by: Member) -> Iterator[_Given]:
    instruments = accepted_in(by.clinic_id).measure.instruments
    for name, value in scores.items():
        yield _checked(_instrument(name, instruments, by), value)


def _forms(forms: Mapping[str, Answers], by: Member) -> Iterator[_Given]:
    instruments = accepted_in(by.clinic_id).measure.instruments
    for name, answers in forms.items():
        instrument = _instrument(name, instruments, by)
        if fault := form_fault(instrument, answers):
            raise Refused(Reason.NOT_POSSIBLE, fault)
        yield _filled(instrument, answers, by)


def _filled(instrument: Instrument, answers: Answers, by: Member) -> _Given:
    scored = score(instrument, answers)
    if scored.value is None:
        raise TooLittle(instrument, scored)
    here = measures_here(by.clinic_id) if instrument.licence is not Licence.OURS else MeasuresHere()
    taken_in = here.wordings.get(instrument.id)
    return _Given(instrument, scored.value, None, scored, answers, taken_in.id if taken_in else None)


def _goals(goals: Mapping[UUID, Decimal], person_id: UUID, by: Member) -> Iterator[_Given]:
    instruments = accepted_in(by.clinic_id).measure.instruments
    for goal_id, value in goals.items():
        goal = row_of(Goal, by, goal_id)
        if goal.person_id != person_id:
            raise NotFound
        yield _checked(_instrument(goal.measure or OWN_GOAL, instruments, by), value, goal_id)


def _instrument(name: str, instruments: Mapping[str, Instrument], by: Member) -> Instrument:
    if name not in instruments or not instruments[name].asked:
        raise Refused(
            Reason.NOT_POSSIBLE, Words("The clinic accepts no measure “{name}”. Leave it empty.", name=name[:40])
        )
    if instruments[name].licence is not Licence.OURS:
        _may_be_scored(instruments[name], measures_here(by.clinic_id))
    return instruments[name]


def _may_be_scored(instrument: Instrument, here: MeasuresHere) -> None:
    gate = may_score(
        instrument, has_wording=instrument.id in here.wordings, is_permitted=here.is_permitted(instrument.id)
    )
    if not gate.is_open:
        raise Refused(Reason.NOT_AGREED, gate.why.words)


def _checked(instrument: Instrument, value: Decimal, goal_id: UUID | None = None) -> _Given:
    if fault := total_fault(instrument, value):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    return _Given(instrument, value, goal_id, score_of_total(instrument, value) if instrument.items else None)


def _keep(
    by: Member, person_id: UUID, given: tuple[_Given, ...], kind: tuple[ScoreMoment, ScoreSource], *,
    visit_id: UUID | None = None, episode: Episode | None = None, problem: Problem | None = None,
) -> tuple[UUID, ...]:  # fmt: skip
    belongs = episode or latest_episode(person_id, by.clinic_id)
    today = clock.today(clinic_of(by.clinic_id).zone)
    made = tuple(
        Score.objects.create(
            clinic_id=by.clinic_id, person_id=person_id, episode=belongs, problem=problem, goal_id=one.goal_id,
            visit_id=visit_id, measure=one.instrument.id, value=one.value, moment=kind[0], source=kind[1],
            at=clock.now(), local_date=today, wording=wordings.keep(*_shown(one, by)), by_id=by.user_id,
            taken_in_id=one.taken_in_id, answers=to_json(dict(one.answers)),
            parts=to_json(dict(one.scored.parts)) if one.scored else {},
            explained=to_json(one.scored.why) if one.scored else None,
        ).id
        for one in given
    )  # fmt: skip
    for each in given:
        if each.scored and (asks := positives(each.instrument, each.scored)):
            ask_a_clinician(asks, person_id, by)
    look_again(belongs, by)
    return made


def _shown(one: _Given, by: Member) -> tuple[Words, ...]:
    """What the person read or heard: the official sentences where the clinic took them in, else ours."""
    if one.taken_in_id:
        texts = measures_here(by.clinic_id).wordings[one.instrument.id].texts
        # In asking order: a database may give the texts back in another.
        return tuple(Words(texts[name]) for name in (INSTRUCTIONS, *(item.id for item in one.instrument.items)))
    return (Words(one.instrument.question), *(Words(item.label) for item in one.instrument.items if item.label))


def look_again(episode: Episode | None, by: Member) -> None:
    """Let the rules look at an open episode, in the product's own name. For use inside an action."""
    if episode is not None and episode.state == EpisodeState.OPEN:
        adjust.look(by=system_of(by.clinic_id), episode_id=episode.id)
