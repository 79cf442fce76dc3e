"""One tap each at the bed: read, bell in hand, a number that the person said, longer, a current, an area cleared."""

from datetime import datetime
from uuid import UUID

from weft.core.shared.words import Words
from weft.core.treat.areas import areas
from weft.core.treat.checks import LONGER_MINUTES, may_stay_longer
from weft.core.treat.count import EventKind as Kind
from weft.core.treat.handover import last_told_of_balance
from weft.core.treat.settings import CurrentSettings, may_run
from weft.library.knowledge import knowledge
from weft.library.stored import to_json
from weft.records import live
from weft.records.accepted import accepted_in
from weft.records.access import Job, Member
from weft.records.actions.base import action, once
from weft.records.actions.treat_needles import points_in, require_allowed
from weft.records.live import Live
from weft.records.models import EventKind, ScoreMoment
from weft.records.refused import Reason, Refused

ELECTRO = "electro"
"""Technique whose hertz and minutes a current keeps to."""
PAIN, RELAXED, FELT = "nprs", "relaxation", "deqi"
"""What a person is asked at the bed: two numbers from 0 to 10, and whether they felt the needles."""
_NUMBERS = tuple(str(number) for number in range(11))
_ANSWERS = {PAIN: _NUMBERS, RELAXED: _NUMBERS, FELT: ("yes", "no")}
_MOMENTS = {PAIN: (ScoreMoment.BEFORE_NEEDLES, ScoreMoment.AFTER_NEEDLES), FELT: ("",)}
_MOMENTS[RELAXED] = _MOMENTS[PAIN]


@action
def read_heed(*, visit_id: UUID, by: Member, digest: str) -> datetime:
    """What is to be heeded before needles was read; it opens again when something in it changes.

    Args:
        visit_id: The visit.
        by: Who read.
        digest: Of what was shown (`reads.treat_heed`).

    Returns:
        When, or Refused: MISSING, SIGNED.
    """
    found = live.opened(by, visit_id)
    live.need_hands(by, found.visit)
    if not digest.strip():
        raise Refused(Reason.MISSING, Words("Open the page again: what was read is not named."))
    return live.add(found.visit, EventKind.READ, by=by, details={"digest": digest[:64]}).at


@action
def bell(*, visit_id: UUID, by: Member) -> datetime:
    """The call bell is in the person's hand.

    Returns:
        When, or Refused: NOT_POSSIBLE (no needles are in), SIGNED.
    """
    found = _with_needles_in(by, visit_id)
    return live.add(found.visit, EventKind.BELL, by=by).at


@action
def longer(*, visit_id: UUID, by: Member, key: str = "") -> int:
    """The needles stay in two minutes more, up to the longest time.

    Returns:
        The minutes that they are to stay in now, or Refused: NOT_POSSIBLE, SIGNED.
    """
    found = _with_needles_in(by, visit_id)
    return once(lambda: _lengthen(found, by), by=by, name=f"treat.longer.{visit_id}", key=key, found=int)


def _lengthen(found: Live, by: Member) -> int:
    gate = may_stay_longer(knowledge().treat.retention, found.minutes)
    if not gate.is_open:
        raise Refused(Reason.NOT_POSSIBLE, gate.why.words)
    live.add(found.visit, EventKind.LONGER, by=by, details={"minutes": LONGER_MINUTES})
    return found.minutes + LONGER_MINUTES


@action
def say(*, visit_id: UUID, by: Member, what: str, value: str, moment: str = "") -> datetime:
    """Keep at once what the person said at the bed; what they said last stands, and is signed with the record.

    Args:
        visit_id: The visit.
        by: Who asked.
        what: ``nprs`` (pain), ``relaxation``, or ``deqi`` (whether they felt the needles).
        value: 0 to 10; for ``deqi`` yes or no.
        moment: ``before_needles`` or ``after_needles``; empty for ``deqi``.

    Returns:
        When, or Refused: NOT_POSSIBLE, SIGNED.
    """
    found = live.opened(by, visit_id)
    live.need_hands(by, found.visit)
    if value not in _ANSWERS.get(what, ()) or moment not in _MOMENTS[what]:
        raise Refused(Reason.NOT_POSSIBLE, Words("That is not on the scale. Choose a number from 0 to 10."))
    said = int(value) if value in _NUMBERS else value
    details = {"what": what, "moment": str(moment), "value": said}
    return live.add(found.visit, EventKind.SAID, by=by, details=details).at


@action
def start_current(*, visit_id: UUID, by: Member, settings: CurrentSettings, comfortable: bool, key: str = "") -> UUID:
    """A current between needles that are in: agreed to, clear, inside its ranges, and comfortable.

    Args:
        visit_id: The visit.
        by: A practitioner with the right for its discipline.
        settings: Pairs, hertz, minutes.
        comfortable: The person says that it is strong but comfortable.
        key: One-time key of the form.

    Returns:
        Id of the event, or Refused: NOT_POSSIBLE, NOT_AGREED, BLOCKED, MISSING, SIGNED.
    """
    return once(
        lambda: _started(_with_needles_in(by, visit_id), by, settings, comfortable),
        by=by, name=f"treat.start_current.{visit_id}", key=key, keep=str, found=UUID,
    )  # fmt: skip


def _started(found: Live, by: Member, settings: CurrentSettings, comfortable: bool) -> UUID:
    require_allowed(found, ("electro_acupuncture",), by)
    electro = accepted_in(by.clinic_id).treat.techniques.get(ELECTRO)
    if electro is None:
        raise Refused(Reason.NOT_POSSIBLE, Words("The clinic has not accepted currents. Leave the needles by hand."))
    gate = may_run(settings, electro, needles_in=found.count.still_in)
    if not gate.is_open:
        raise Refused(Reason.NOT_POSSIBLE, gate.why.words)
    if not comfortable:
        raise Refused(Reason.MISSING, Words("Turn it down until the person says: strong but comfortable."))
    details = {**to_json(settings), "modalities": ["electro_acupuncture"]}
    return live.add(found.visit, EventKind.CURRENT, by=by, details=details).id


@action
def clear_area(*, visit_id: UUID, by: Member, area: str) -> datetime:
    """In a faint: every needle of an area is out, uncounted. The count is reconciled when the person is safe.

    Returns:
        When, or Refused: NOT_POSSIBLE (no faint is open, or no such area), SIGNED.
    """
    found = _with_needles_in(by, visit_id)
    if last_told_of_balance(found.events) is not Kind.FAINT:
        raise Refused(Reason.NOT_POSSIBLE, Words("No faint is open. Count the needles out instead."))
    if area not in {each.id for each in areas(knowledge().treat, points_in(found))}:
        raise Refused(Reason.NOT_POSSIBLE, Words("No needles went in there. Choose an area of the list."))
    return live.add(found.visit, EventKind.CLEARED, by=by, details={"area": area}).at


def _with_needles_in(by: Member, visit_id: UUID) -> Live:
    found = live.opened(by, visit_id)
    by.need(Job.NEEDLES, Job.MOVEMENT)
    live.need_hands(by, found.visit)
    if not found.count.still_in:
        raise Refused(Reason.NOT_POSSIBLE, Words("No needles are in."))
    return found
