"""What the numbers say, for the review: change against noise, visits given against planned, and what care waits for."""

from collections.abc import Iterator

from weft.core.adjust.facts import Rule
from weft.core.adjust.happening import danger
from weft.core.adjust.seen import EpisodeSeen
from weft.core.adjust.watch_facts import DangerRule
from weft.core.measure.change import change, is_judged
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.library.accepted import is_accepted
from weft.library.knowledge import knowledge
from weft.records.adjusting import review_series
from weft.records.adjusting_seen import danger_of
from weft.records.models import VisitState
from weft.records.reads.person_rows import Rows


def numbers_of(rows: Rows) -> tuple[Words, ...]:
    """One sentence for each judged measure with two scores, and one for each lane of visits."""
    return (*_changes(rows), *_delivered(rows))


def gates_of(rows: Rows) -> tuple[Words, ...]:
    """What care waits for. The actions that it guards refuse by themselves."""
    rule: Rule | None = knowledge().adjust.rules.get("danger")
    if not isinstance(rule, DangerRule) or not _may_use(rule, rows):
        return ()
    standing = danger_of(rows.screening, is_lifted=bool(rows.overrides), zone=rows.clinic.zone)
    said = danger(rule, EpisodeSeen(danger=standing))
    return (said.because,) if said else ()


def _changes(rows: Rows) -> Iterator[Words]:
    for instrument in knowledge().measure.instruments.values():
        series = review_series(rows.scores, instrument.id)
        if len(series) > 1 and is_judged(instrument) and _may_use(instrument, rows):
            first, last = series[0], series[-1]
            yield change(instrument, first.value, last.value, on=last.on).why.words


def _delivered(rows: Rows) -> Iterator[Words]:
    """Home days are not counted here: what was done at home is known only where somebody asked."""
    if rows.plan is None or rows.episode is None:
        return
    done = [v for v in rows.visits if v.state == VisitState.DONE and v.episode_id == rows.episode.id]
    planned = {NEEDLES: rows.plan.needles.planned, MOVEMENT: rows.plan.movement.planned}
    for lane, says in (
        (NEEDLES, Words("Needle visits")),
        (MOVEMENT, Words("Movement visits")),
    ):
        given = sum(1 for visit in done if visit.discipline == lane)
        yield Words("{lane}: {given} given, {planned} planned.", lane=says, given=given, planned=planned[lane])


def _may_use(fact: object, rows: Rows) -> bool:
    return is_accepted(fact, rows.clinic.work_with_drafts_at is not None)
