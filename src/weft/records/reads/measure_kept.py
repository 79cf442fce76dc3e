"""Every score of one person's newest care, newest first, each with what it corrected; and one of them, to correct."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.measure.activities import is_named, one_alone
from weft.core.measure.facts import Instrument
from weft.core.measure.forms import Form, form_as
from weft.core.measure.scoring import plain
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import Member, NotFound, Purpose, clinic_of, person_for, row_of
from weft.records.measures import choices_in
from weft.records.models import Activity, Score, ScoreMoment, ScoreSource
from weft.records.phases import latest_episode
from weft.records.reads.measure import FormAsked, ScaleAsked, form_asked, scale_asked
from weft.records.reads.person import header_of
from weft.records.reads.person_shapes import Header

MOST = 50
"""Scores on one page."""
MOMENTS = {
    ScoreMoment.GENERAL: Words("In general"),
    ScoreMoment.BEFORE_NEEDLES: Words("Before needles"),
    ScoreMoment.AFTER_NEEDLES: Words("After needles"),
    ScoreMoment.AFTER_MOVEMENT: Words("After movement"),
    ScoreMoment.NEXT_DAY: Words("The day after"),
}
SOURCES = {
    ScoreSource.PERSON: Words("as they said it"),
    ScoreSource.CLINICIAN: Words("as a clinician judged it"),
    ScoreSource.CHECK_IN: Words("their own daily number"),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer that a score was made from."""

    label: Words
    """Our own few words; empty where the item is somebody else's, or the person's."""
    typed: str
    """The official sentence, or the thing as the person named it."""
    value: str
    """Empty where it was left out: that is no 0."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A score that a correction has replaced."""

    id: UUID
    value: str
    answers: tuple[Answered, ...]
    by: str
    """Who corrected it."""
    on: datetime
    why: str


@dataclass(frozen=True, slots=True)
class KeptScore:
    """One score as it stands."""

    id: UUID
    measure: Words
    typed: str
    """The goal, in the person's words; empty for a measure."""
    value: str
    answers: tuple[Answered, ...]
    """Where it is made of several."""
    on: date
    moment: Words
    source: Words
    by: str
    """Who wrote it down first."""
    was: tuple[Wrong, ...]
    """What it replaced, the newest first."""
    can_correct: bool


@dataclass(frozen=True, slots=True)
class KeptScores:
    """A page of them."""

    header: Header
    rows: tuple[KeptScore, ...]
    page: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class ToCorrect:
    """One score with what it was asked as, to be filled in rightly."""

    header: Header
    kept: KeptScore
    scale: ScaleAsked | None
    form: FormAsked | None
    things: tuple[tuple[str, str], ...]
    """The things that the person had named: id and words."""
    each: ScaleAsked | None
    """How each of those things is asked."""
    value: str
    answers: Mapping[str, str]
    """Answer by item as it stands; empty where one was left out."""


def kept_scores(person_id: UUID, by: Member, *, page: int = 1) -> KeptScores:
    """What was kept of the newest care, newest first; what a correction replaced stands under the correction.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person = person_for(by, person_id, Purpose.CARE)
    zone = clinic_of(by.clinic_id).zone
    rows = Score.objects.within(by.clinic_id).filter(
        person_id=person_id, episode=latest_episode(person_id, by.clinic_id)
    )
    standing = rows.filter(replaced_by__isnull=True).select_related("by", "goal", "taken_in")
    found = list(standing.order_by("-at", "-made_at")[(page - 1) * MOST : page * MOST + 1])
    shown = _Shown(rows, _named(person_id, by), zone)
    return KeptScores(
        header_of(person, clock.today(zone)), tuple(shown.kept(row) for row in found[:MOST]), page, len(found) > MOST
    )


def score_to_correct(score_id: UUID, by: Member) -> ToCorrect:
    """One score, to be corrected in the words in which it was asked.

    Raises:
        NotFound, NotAllowed: Not theirs to record.
    """
    row = row_of(Score, by, score_id)
    person = person_for(by, row.person_id, Purpose.CARE)
    zone, instrument = clinic_of(by.clinic_id).zone, knowledge().measure.instruments.get(row.measure)
    if instrument is None:
        raise NotFound
    rows = Score.objects.within(by.clinic_id).filter(person_id=row.person_id)
    shown = _Shown(rows, _named(row.person_id, by), zone)
    form = _asked_then(instrument, row) if row.answers and instrument.items else None
    is_own = bool(row.answers) and is_named(instrument)
    return ToCorrect(
        header=header_of(person, clock.today(zone)),
        kept=shown.kept(row),
        scale=None if row.answers else scale_asked(instrument, row.goal, _asked_then(instrument, row)),
        form=form_asked(form) if form else None,
        things=tuple((each, shown.things.get(each, "")) for each in _in_order(row, instrument, shown.things) if is_own),
        each=scale_asked(one_alone(instrument)) if is_own else None,
        value=plain(row.value),
        answers={name: "" if value is None else plain(Decimal(value)) for name, value in row.answers.items()},
    )


def _named(person_id: UUID, by: Member) -> tuple[Activity, ...]:
    rows = Activity.objects.within(by.clinic_id).filter(person_id=person_id)
    return tuple(rows.order_by("made_at", "position"))


def _asked_then(instrument: Instrument, row: Score) -> Form:
    if row.taken_in is None:
        return form_as(instrument, {})
    return form_as(instrument, row.taken_in.texts, choices_in(row.taken_in))


def _in_order(row: Score, instrument: Instrument, things: Mapping[str, str]) -> Sequence[str]:
    """As they were named: a database may give the answers back in another order."""
    order = [item.id for item in instrument.items] or list(things)
    return sorted(row.answers, key=lambda name: (order.index(name) if name in order else len(order), name))


class _Shown:
    """Rows as they are shown: what was replaced, and what the person had named, fetched once."""

    def __init__(self, rows: Any, named: Iterable[Activity], zone: str) -> None:
        wrong = rows.filter(replaced_by__isnull=False).select_related("taken_in", "by")
        self.wrong: dict[UUID, Score] = {row.id: row for row in wrong}
        self.things = {str(each.id): each.words for each in named}
        self.zone = ZoneInfo(zone)

    def kept(self, row: Score) -> KeptScore:
        """One of them, with what it replaced."""
        instrument = knowledge().measure.instruments.get(row.measure)
        was = tuple(self._was(row))
        first = self.wrong.get(was[-1].id, row) if was else row
        return KeptScore(
            id=row.id,
            measure=Words(instrument.short) if instrument else Words(row.measure),
            typed=row.goal.words if row.goal else "",
            value=plain(row.value),
            answers=self._answers(row, instrument),
            on=row.local_date,
            moment=MOMENTS[ScoreMoment(row.moment)],
            source=SOURCES[ScoreSource(row.source)],
            by=first.by.name if first.by else "",
            was=was,
            can_correct=instrument is not None,
        )

    def _was(self, row: Score) -> Iterator[Wrong]:
        while row.replaces_id in self.wrong:
            old = self.wrong[row.replaces_id]
            answers = self._answers(old, knowledge().measure.instruments.get(old.measure))
            who = row.by.name if row.by else ""
            yield Wrong(old.id, plain(old.value), answers, who, row.made_at.astimezone(self.zone), row.why_corrected)
            row = old

    def _answers(self, row: Score, instrument: Instrument | None) -> tuple[Answered, ...]:
        if instrument is None:
            return ()
        asked = {item.id: item for item in _asked_then(instrument, row).items} if instrument.items else {}
        return tuple(
            Answered(
                asked[name].label if name in asked else Words(""),
                asked[name].typed if name in asked else self.things.get(name, name),
                "" if row.answers[name] is None else plain(Decimal(row.answers[name])),
            )
            for name in _in_order(row, instrument, self.things)
        )
