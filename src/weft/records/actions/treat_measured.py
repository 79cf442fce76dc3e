"""Scores that a movement session leaves: the share that was done, and tests that were measured again."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from weft.core.assess.findings import Finding, check_value, since_last, unit_words
from weft.core.assess.movement_tests import BetterWhen, MovementTest
from weft.core.measure.answers import plain
from weft.core.shared.words import Words
from weft.core.treat.tolerated import SetsDone
from weft.records.accepted import accepted_in
from weft.records.access import Member
from weft.records.actions.measure import record_scores
from weft.records.followed import SIDE_WORDS, Values, values_before
from weft.records.models import ScoreMoment, ScoreSource, Visit
from weft.records.refused import Reason, Refused

TOLERATED = "movement_tolerated"
SHARES = ("range", "flexibility", "strength", "endurance")
"""What a test measures that is followed as a share of the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One test of today beside last time."""

    test: str
    side: str
    now: Decimal
    before: Decimal | None
    start: Decimal | None
    title: Words
    says: Words
    finding: str
    """core.assess.findings.Finding, or empty when there is nothing to compare with."""


def measured_in(visit: Visit, tests: Mapping[tuple[str, str], Decimal], by: Member) -> tuple[Measured, ...]:
    """What today's values say beside last time's.

    Raises:
        Refused: NOT_POSSIBLE for a test that we do not know, or a value that it cannot record.
    """
    if not tests:
        return ()
    known, values = accepted_in(by.clinic_id).assess.tests, values_before(visit)
    return tuple(_measured(known, name, side, now, values) for (name, side), now in tests.items())


def _measured(known: Mapping[str, MovementTest], name: str, side: str, now: Decimal, values: Values) -> Measured:
    test = known.get(name)
    if test is None or test.range is None or side not in SIDE_WORDS:
        raise Refused(Reason.NOT_POSSIBLE, Words("That test is not known here. Leave it empty."))
    try:
        check_value(test, now)
    except ValueError as error:
        low, high = test.range
        says = Words("{test}: {low} to {high}.", test=Words(test.name), low=plain(low), high=plain(high))
        raise Refused(Reason.NOT_POSSIBLE, says) from error
    return measured_of(test, side, now, values)


def measured_of(test: MovementTest, side: str, now: Decimal, values: Values) -> Measured:
    """One value beside the last and the first."""
    before, start = values.last.get((test.id, side)), values.first.get((test.id, side))
    title = Words(test.name) if not side else Words("{test}, {side}", test=Words(test.name), side=SIDE_WORDS[side])
    says, finding = _says(test, before, now)
    return Measured(
        test=test.id, side=side, now=now, before=before, start=start, title=title, says=says, finding=finding
    )


def _says(test: MovementTest, before: Decimal | None, now: Decimal) -> tuple[Words, str]:
    unit = unit_words(test)
    if before is None:
        return Words("{now} {unit}, the first time.", now=plain(now), unit=unit), ""
    said = {"before": plain(before), "now": plain(now), "unit": unit}
    found = since_last(test, before, now).finding
    if found is Finding.WITHIN_NOISE:
        noise = plain(test.noise or Decimal(0))
        return Words("{before} to {now} {unit}, inside the noise (±{noise}).", noise=noise, **said), found.value
    if found is Finding.BETTER:
        return Words("{before} to {now} {unit}, better.", **said), found.value
    return Words("{before} to {now} {unit}, worse.", **said), found.value


def save_tolerated(visit: Visit, sets: SetsDone, by: Member) -> None:
    """Keep the share of the planned sets that was done; nothing when nothing was planned, or not accepted here."""
    if not sets.planned or TOLERATED not in accepted_in(by.clinic_id).measure.instruments:
        return
    _keep(visit, TOLERATED, {"sets_done": Decimal(sets.done), "sets_planned": Decimal(sets.planned)}, by)


def save_measured(visit: Visit, measured: tuple[Measured, ...], by: Member) -> None:
    """Keep what was measured as a share of the start: of each kind the first that was measured.

    A test in which less is better has no such share, and neither has one that began at nothing.
    """
    known = accepted_in(by.clinic_id)
    kept: set[str] = set()
    for one in measured:
        test = known.assess.tests[one.test]
        kind = test.measures.value
        is_share = kind in SHARES and kind in known.measure.instruments and test.better is BetterWhen.HIGHER
        if is_share and kind not in kept and one.start:
            kept.add(kind)
            _keep(visit, kind, {"measured": one.now, "compared_with": one.start}, by)


def _keep(visit: Visit, instrument: str, answers: Mapping[str, Decimal], by: Member) -> None:
    done = record_scores(
        by=by, person_id=visit.person_id, forms={instrument: answers}, visit_id=visit.id,
        moment=ScoreMoment.GENERAL, source=ScoreSource.CLINICIAN,
    )  # fmt: skip
    if isinstance(done, Refused):
        raise done
