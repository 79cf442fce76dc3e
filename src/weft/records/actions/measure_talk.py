"""A screen whose limit is reached: a clinician talks with the person the same day, whatever else is missing."""

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.measure.facts import Instrument
from weft.core.measure.reading import Positive, positives
from weft.core.measure.scoring import Score
from weft.core.shared.words import Words, joined
from weft.library.knowledge import knowledge
from weft.records import clock, tasks
from weft.records.access import Job, Member, clinic_of
from weft.records.refused import Reason, Refused

SCREEN = "mood_answer"
"""Task: answers to a screen that a clinician talks about with the person."""


class TooLittle(Exception):  # noqa: N818  not an error: an answer
    """A form with too few answers for a score."""

    def __init__(self, instrument: Instrument, scored: Score) -> None:
        super().__init__(str(scored.why.words))
        self.asks = positives(instrument, scored)
        self.words = scored.why.words


def no_score(few: TooLittle, person_id: UUID, by: Member) -> Refused:
    """Decline, and ask for a clinician where the answers are enough for that. For use inside an action.

    Returns:
        The refusal, to be *returned* by the action: raised, it would take the task away with it.
    """
    told = (Words("A task asks a clinician to talk with the person today."),) if few.asks else ()
    if few.asks:
        ask_a_clinician(few.asks, person_id, by)
    return Refused(Reason.MISSING, joined((few.words, *(one.why.words for one in few.asks), *told)))


def ask_a_clinician(asks: tuple[Positive, ...], person_id: UUID, by: Member) -> None:
    """Today and under any wording; which danger sign to ask about stands in the screen's file."""
    says = joined((Words("Talk with the person today."), *_to_ask(asks), *(one.why.words for one in asks)))
    tasks.raise_task(SCREEN, says, by=by, job=Job.RECORD, due=_end_of_day(by), person_id=person_id)


def _to_ask(asks: tuple[Positive, ...]) -> tuple[Words, ...]:
    """The first question of each danger sign that the screen points to."""
    signs = {one.raises for one in asks}
    flags = [flag for flag in knowledge().screen.red_flags if flag.id in signs]
    return tuple(Words("Ask: “{question}”", question=Words(flag.questions[0].text)) for flag in flags)


def _end_of_day(by: Member) -> datetime:
    zone = clinic_of(by.clinic_id).zone
    return datetime.combine(clock.today(zone), time.max, ZoneInfo(zone))
