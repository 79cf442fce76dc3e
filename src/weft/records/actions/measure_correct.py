"""A wrong score is not changed: a new row names it and says why, and takes its place."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from weft.core.book.contact import note_fault
from weft.core.measure.facts import Instrument
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.library.stored import to_json
from weft.records.access import Member, Purpose, person_for, row_of
from weft.records.actions.base import action, once
from weft.records.actions.measure import ask_where_needed, columns_of, look_again
from weft.records.actions.measure_given import Answers, Given, filled, one_number
from weft.records.actions.measure_talk import TooLittle, no_score
from weft.records.models import Score
from weft.records.refused import Reason, Refused


@action
def correct_score(
    *, by: Member, score_id: UUID, why: str, value: Decimal | None = None, answers: Answers | None = None, key: str = ""
) -> UUID | Refused:  # fmt: skip
    """Put a right value in the place of a wrong one; the wrong one stays readable, under the right one.

    The correction stands at the moment of the score that it replaces: the curve and the rules read it there.

    Args:
        by: A clinician.
        score_id: The wrong one, or the newest correction of it.
        why: What was wrong.
        value: The right number, where a number was kept.
        answers: All right answers, where answers were kept; None for one that was left out.
        key: One-time key of the form.

    Returns:
        Id of the correction; or Refused: MISSING (no reason, no number, too little for a score), NOT_POSSIBLE (not on
        the scale, the same as before, a measure that is not known any more), ALREADY_DONE (corrected before).

    Raises:
        NotFound, NotAllowed: Not theirs to record.
    """
    row = row_of(Score, by, score_id, for_update=True)
    person_for(by, row.person_id, Purpose.CARE)
    if not why.strip():
        raise Refused(Reason.MISSING, Words("Write what was wrong."))
    if fault := note_fault(why):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    instrument = knowledge().measure.instruments.get(row.measure)
    if instrument is None:
        raise Refused(Reason.NOT_POSSIBLE, Words("This measure is not known any more. Write a note instead."))
    try:
        given = _given(row, instrument, value, answers)
    except TooLittle as few:
        return no_score(few, row.person_id, by)
    return once(
        lambda: _replaced(row, given, why.strip(), by),
        by=by, name="measure.correct_score", key=key, keep=str, found=UUID,
    )  # fmt: skip


def _given(row: Score, instrument: Instrument, value: Decimal | None, answers: Answers | None) -> Given:
    if row.answers:
        right = _whole(row.answers, answers or {})
        return filled(instrument, right, row.taken_in)
    if value is None:
        raise Refused(Reason.MISSING, Words("Write the right number."))
    return one_number(instrument, value, goal_id=row.goal_id, taken_in=row.taken_in)


def _whole(before: Mapping[str, object], answers: Answers) -> Answers:
    """An answer for each thing that was asked then, and for nothing else."""
    if unknown := next((item for item in answers if item not in before), None):
        raise Refused(Reason.NOT_POSSIBLE, Words("“{item}” was not asked then.", item=unknown[:40]))
    return {item: answers.get(item) for item in before}


def _replaced(row: Score, given: Given, why: str, by: Member) -> UUID:
    if Score.objects.within(by.clinic_id).filter(replaces=row).exists():
        says = Words("It has been corrected meanwhile. Look at the correction, and correct that one if need be.")
        raise Refused(Reason.ALREADY_DONE, says)
    if given.value == row.value and to_json(dict(given.answers)) == row.answers:
        raise Refused(Reason.NOT_POSSIBLE, Words("This is what stands there already. Nothing was changed."))
    made = Score.objects.create(
        clinic_id=row.clinic_id, person_id=row.person_id, episode=row.episode, problem=row.problem, goal=row.goal,
        visit=row.visit, moment=row.moment, source=row.source, at=row.at, local_date=row.local_date, replaces=row,
        why_corrected=why, by_id=by.author_id, **(columns_of(given) | {"wording": row.wording}),
    )  # fmt: skip
    ask_where_needed(given, row.person_id, by)
    look_again(row.episode, by)
    return made.id
