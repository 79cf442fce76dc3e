"""What is written around a visit: drafts, the hand-over, amendments."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from weft.core.shared.words import Words
from weft.core.treat.count import may_sign
from weft.records import clock, live
from weft.records.access import Job, Member, need_open, row_of
from weft.records.actions.base import action
from weft.records.live import Live
from weft.records.models import Amendment, Draft, EventKind, HandOver, SessionRecord, Visit
from weft.records.refused import Reason, Refused


@action
def save_draft(*, visit_id: UUID, by: Member, form: str, content: Mapping[str, Any]) -> UUID:
    """Keep what was typed and not signed: one row for each author, form and visit, seen by its author only.

    Returns:
        Id of the draft, or Refused: SIGNED.
    """
    found = live.opened(by, visit_id)
    live.need_hands(by, found.visit)
    row, _ = Draft.objects.within(by.clinic_id).update_or_create(
        author_id=by.user_id, form=form, subject=visit_id,
        defaults={"content": dict(content), "saved_at": clock.now(), "person_id": found.visit.person_id},
        create_defaults={
            "clinic_id": by.clinic_id, "content": dict(content), "saved_at": clock.now(),
            "person_id": found.visit.person_id,
        },
    )  # fmt: skip
    return row.id


def end_drafts(visit: Visit, form: str) -> None:
    """Everybody's drafts of a form that has been signed. For use inside an action."""
    Draft.objects.within(visit.clinic_id).filter(form=form, subject=visit.id).delete()


@action
def hand_over(*, visit_id: UUID, by: Member, words: str, effort: str = "", avoid: str = "") -> UUID:
    """What the first half tells the second: one line, and what to heed. It waits until all needles are out.

    Args:
        visit_id: The visit that hands over.
        by: Its practitioner.
        words: How the person is, what was done.
        effort: How hard movement may be, if that is to be said: gentle | moderate | hard.
        avoid: What to leave out today.

    Returns:
        Id of the hand-over, or Refused: NEEDLES_IN, MISSING, NOT_POSSIBLE (one pair of hands does both halves).
    """
    found = live.opened(by, visit_id, count_is_open=False)
    live.need_hands(by, found.visit)
    need_open(by, found.visit.person_id)
    if not words.strip():
        raise Refused(Reason.MISSING, Words("Write a few words: how is the person, what comes next?"))
    gate = may_sign(found.events, found.has_report)
    if not gate.is_open:
        raise Refused(Reason.NEEDLES_IN, gate.why.words)
    other = other_half(found.visit)
    if other is not None and other.practitioner.user_id == by.user_id:
        raise Refused(Reason.NOT_POSSIBLE, Words("You do both halves yourself: there is nobody to hand over to."))
    return tell(found, {"words": words.strip(), "effort": effort, "avoid": avoid.strip()}, by)


def tell(found: Live, content: Mapping[str, Any], by: Member) -> UUID:
    """Write a hand-over and its event. For use inside an action."""
    visit = found.visit
    row = HandOver.objects.create(
        clinic_id=by.clinic_id, person_id=visit.person_id, visit=visit, pair=visit.pair, content=dict(content),
        by_id=by.author_id, at=clock.now(),
    )  # fmt: skip
    live.add(visit, EventKind.HAND_OVER, by=by)
    return row.id


def other_half(visit: Visit) -> Visit | None:
    """The other visit of its pair, when there is one that goes ahead."""
    if visit.pair_id is None:
        return None
    rows = live.same_day(visit).filter(pair_id=visit.pair_id).exclude(id=visit.id).exclude(state__in=live.OVER)
    found: Visit | None = rows.select_related("practitioner__user", "place").first()
    return found


@action
def amend(*, record_id: UUID, by: Member, text: str, reason: str) -> UUID:
    """Add to a signed record; what was signed stays as it was.

    Returns:
        Id of the amendment, or Refused: MISSING, NOT_POSSIBLE (nothing signed yet).
    """
    record = row_of(SessionRecord, by, record_id)
    by.need(live.JOB_OF.get(record.discipline, Job.RECORD))
    need_open(by, record.person_id)
    if record.signed_at is None:
        raise Refused(Reason.NOT_POSSIBLE, Words("This record is not signed yet: change the record itself."))
    if not (text.strip() and reason.strip()):
        raise Refused(Reason.MISSING, Words("Write what is to be added, and why."))
    row = Amendment.objects.create(
        clinic_id=by.clinic_id, person_id=record.person_id, record=record, text=text.strip(), reason=reason.strip(),
        by_id=by.author_id, at=clock.now(),
    )  # fmt: skip
    return row.id
