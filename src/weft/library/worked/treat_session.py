"""Cases of a live session: the needle count, effort, heat and cold, times."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from weft.core.shared.care import Answer, Effort, Verdict
from weft.core.shared.fact import fact
from weft.core.treat.checks import check_due
from weft.core.treat.count import Count, EventKind, LiveEvent, SecondCheck, count_needles, may_sign, second_check
from weft.core.treat.handover import may_start_movement
from weft.core.treat.same_day import effort_ceiling, is_retention_allowed, retention_minutes, thermal
from weft.library.shape import Knowledge
from weft.library.worked.topic import Topic

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@fact
class EventWritten:
    """One event of a live visit."""

    kind: EventKind
    count: int = 0


@fact
class CountGiven:
    """What happened in one visit with needles."""

    events: tuple[EventWritten, ...]
    missing_report: bool = False


@fact
class CountExpected:
    """What may follow."""

    still_in: int
    may_sign: bool
    may_move: bool


@fact
class CountCase:
    """Needles in and out."""

    name: str
    why: str
    given: CountGiven
    expect: CountExpected


def _count(case: CountCase, _: Knowledge) -> Mapping[str, object]:
    given = case.given
    events = [LiveEvent(event.kind, NOON, event.count) for event in given.events]
    return {
        "still_in": count_needles(events).still_in,
        "may_sign": may_sign(events, given.missing_report).is_open,
        "may_move": may_start_movement(events, given.missing_report).is_open,
    }


@fact
class EffortGiven:
    """The phase and the day."""

    phase: Effort
    is_first_pair: bool = False
    reason: str = ""


@fact
class EffortExpected:
    """The ceiling."""

    effort: Effort
    seated_minutes: int


@fact
class EffortCase:
    """How hard movement may be on the day of needles."""

    name: str
    why: str
    given: EffortGiven
    expect: EffortExpected


def _effort(case: EffortCase, known: Knowledge) -> Mapping[str, object]:
    given = case.given
    ceiling = effort_ceiling(known.treat.same_day, given.phase, is_first_pair=given.is_first_pair, reason=given.reason)
    return {"effort": ceiling.effort, "seated_minutes": ceiling.seated_minutes}


@fact
class ThermalGiven:
    """Heat or cold, and the needle sites."""

    modality: str
    bleeding_or_bruised: Answer | None = None
    reason: str = ""


@fact
class ThermalExpected:
    """What may be done."""

    verdict: Verdict


@fact
class ThermalCase:
    """Heat and cold on the day of needles."""

    name: str
    why: str
    given: ThermalGiven
    expect: ThermalExpected


def _thermal(case: ThermalCase, known: Knowledge) -> Mapping[str, object]:
    given = case.given
    found = thermal(
        known.treat.same_day, given.modality, bleeding_or_bruised=given.bleeding_or_bruised, reason=given.reason
    )
    return {"verdict": found.verdict}


@fact
class TimesGiven:
    """One needle visit."""

    is_first_session: bool = False
    line_minutes: int = 0
    """The plan line's own minutes; 0 for none."""
    minutes_in: int = 0
    """How long the needles have been in."""
    needles: int = 0
    others_present: bool = True


@fact
class TimesExpected:
    """Times and counts."""

    minutes: int | None = None
    """How long the needles stay; None when the line's number is not allowed."""
    check_due: int | None = None
    """Minutes of the check that is due; None when none is."""
    second_check: SecondCheck = SecondCheck.NONE


@fact
class TimesCase:
    """How long needles stay, when somebody looks in, and who counts again."""

    name: str
    why: str
    given: TimesGiven
    expect: TimesExpected


def _times(case: TimesCase, known: Knowledge) -> Mapping[str, object]:
    given = case.given
    rule = known.treat.retention
    is_allowed = not given.line_minutes or is_retention_allowed(rule, given.line_minutes)
    minutes = (
        retention_minutes(rule, is_first_session=given.is_first_session, line_minutes=given.line_minutes)
        if is_allowed
        else None
    )
    return {
        "minutes": minutes,
        "check_due": check_due(rule, NOON, (), NOON + timedelta(minutes=given.minutes_in)),
        "second_check": second_check(
            known.treat.needle_count, Count(needles_in=given.needles), others_present=given.others_present
        ),
    }


TOPICS = (
    Topic("treat/count.toml", CountCase, _count),
    Topic("treat/effort.toml", EffortCase, _effort),
    Topic("treat/heat_and_cold.toml", ThermalCase, _thermal),
    Topic("treat/times.toml", TimesCase, _times),
)
