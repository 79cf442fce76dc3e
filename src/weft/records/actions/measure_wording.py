"""Somebody else's questionnaires: take in the official wording, record and withdraw the owner's permission."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from weft.core.book.contact import note_fault
from weft.core.measure.choices import Choice, choice_faults
from weft.core.measure.facts import Instrument, Licence
from weft.core.measure.forms import text_faults
from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import clock, versions
from weft.records.accepted import accepted_in
from weft.records.access import SYSTEM, Job, Member, NotFound
from weft.records.actions.base import action, once
from weft.records.measures import MeasuresHere, measures_here
from weft.records.models import Clinic, MeasurePermission, MeasureWording
from weft.records.refused import Reason, Refused

MAY = (Job.SETTINGS, Job.CONTENT)
"""The owner, and the clinical lead."""
THE_WORDING, THE_PERMISSION = Words("the wording"), Words("the permission")
READ_IT = Words("Somebody has saved the permission meanwhile. Read it on the page, then save again.")


@action
def take_in_wording(
    *, by: Member, measure: str, texts: Mapping[str, str], stated: str, choices: Sequence[Choice] = (), key: str = "",
    seen: str | None = None,
) -> UUID:  # fmt: skip
    """Keep the official wording of a questionnaire; the newest stands. Earlier scores keep the one they were asked in.

    Args:
        by: The owner, the clinical lead, or the product itself (a file at the clinic's own machine).
        measure: Instrument id.
        texts: Text by item id, with ``instructions``.
        stated: Where it comes from, and which version it is.
        choices: What its answers are called, where its sheet prints words for them.
        key: One-time key of the form.
        seen: Id of the wording that the form was filled from, empty for none; None does not ask.

    Returns:
        Id of the wording, or Refused: MISSING (no source stated), NOT_POSSIBLE (texts or answers that do not fit),
        CHANGED_MEANWHILE (another wording was taken in since).

    Raises:
        NotFound: The clinic accepts no such measure.
        NotAllowed: Not theirs to do.
    """
    instrument = _theirs(by, measure)
    _check_line(stated, Words("Say where the wording comes from, and which version it is."))
    if faults := text_faults(instrument, texts):
        values = {"item": faults[0].item, "fault": faults[0].words}
        raise Refused(Reason.NOT_POSSIBLE, Words("{item}: {fault}", **values) if faults[0].item else faults[0].words)
    if wrong := choice_faults(instrument, choices):
        values = {"item": Words(wrong[0].item) if wrong[0].item else Words("answers"), "fault": wrong[0].words}
        raise Refused(Reason.NOT_POSSIBLE, Words("{item}: {fault}", **values))
    said = {name: text.strip() for name, text in texts.items()}
    answers = [replace(one, words=one.words.strip()) for one in choices]
    return once(
        lambda: _keep_wording(by, measure, said, answers, stated.strip(), seen),
        by=by, name="measure.take_in_wording", key=key, keep=str, found=UUID,
    )  # fmt: skip


def _keep_wording(
    by: Member, measure: str, texts: Mapping[str, str], choices: Sequence[Choice], stated: str, seen: str | None
) -> UUID:
    last = _alone(by).wordings.get(measure)
    _must_be(seen, last, THE_WORDING)
    kept = to_json(sorted(choices, key=lambda one: (one.item, one.value)))
    written = json.dumps({"texts": texts, "choices": kept}, sort_keys=True, ensure_ascii=False)
    row = MeasureWording.objects.create(
        clinic_id=by.clinic_id, measure=measure, texts=dict(texts), choices=kept, stated=stated,
        digest=hashlib.sha256(written.encode()).hexdigest(), at=clock.now(), by_id=by.user_id,
    )  # fmt: skip
    return row.id


@action
def record_permission(
    *,
    by: Member,
    measure: str,
    permitted: str,
    given_by: str,
    reference: str = "",
    key: str = "",
    seen: str | None = None,
) -> UUID:
    """Write down what the owner of a licensed questionnaire permits; from now on it may be scored here.

    Args:
        by: The owner of the clinic, or the clinical lead.
        measure: Instrument id.
        permitted: What may be done.
        given_by: Who gave it.
        reference: Number or date of the letter or contract.
        key: One-time key of the form.
        seen: Id of the last word about permission that was on the page, empty for none; None does not ask.

    Returns:
        Id of the row, or Refused: MISSING, NOT_POSSIBLE (it needs no permission), CHANGED_MEANWHILE.

    Raises:
        NotFound: The clinic accepts no such measure.
        NotAllowed: Not theirs to do.
    """
    _licensed(by, measure)
    _check_line(permitted, Words("Write what is permitted."), most=2000)
    _check_line(given_by, Words("Write who gave the permission."))
    _check_line(reference, None)
    said = {"permitted": permitted.strip(), "given_by": given_by.strip(), "reference": reference.strip()}
    return once(
        lambda: _keep_permission(by, measure, seen, stands=True, **said),
        by=by, name="measure.record_permission", key=key, keep=str, found=UUID,
    )  # fmt: skip


@action
def withdraw_permission(*, by: Member, measure: str, why: str, seen: str | None = None) -> UUID:
    """Write down that a permission has ended; scores that were kept stay. ``seen`` is as for `record_permission`.

    Returns:
        Id of the row, or Refused: MISSING (no reason), ALREADY_DONE (none stands), CHANGED_MEANWHILE.

    Raises:
        NotFound: The clinic accepts no such measure.
        NotAllowed: Not theirs to do.
    """
    _licensed(by, measure)
    _check_line(why, Words("Write why it ends."), most=2000)
    here = _alone(by)
    if not here.is_permitted(measure):
        raise Refused(Reason.ALREADY_DONE, Words("No permission stands. Nothing was changed."))
    last = here.permissions[measure]
    said = {"permitted": why.strip(), "given_by": last.given_by, "reference": last.reference}
    return _keep_permission(by, measure, seen, stands=False, **said)


def _keep_permission(by: Member, measure: str, seen: str | None, *, stands: bool, **said: str) -> UUID:
    _must_be(seen, _alone(by).permissions.get(measure), THE_PERMISSION, READ_IT)
    row = MeasurePermission.objects.create(
        clinic_id=by.clinic_id, measure=measure, stands=stands, at=clock.now(), by_id=by.author_id, **said
    )
    return row.id


def _alone(by: Member) -> MeasuresHere:
    """What stands, with the clinic's row locked: two who write at once come one after the other."""
    Clinic.objects.select_for_update(no_key=True).get(id=by.clinic_id)
    return measures_here(by.clinic_id)


def _must_be(
    seen: str | None, last: MeasureWording | MeasurePermission | None, what: Words, says: Words | None = None
) -> None:
    def who() -> versions.Meanwhile:
        return versions.Meanwhile(last.by.name if last and last.by else "", last.at if last else None)

    versions.need_unchanged(seen, str(last.id) if last else "", what, who, says=says)


def _theirs(by: Member, measure: str) -> Instrument:
    if by.role != SYSTEM:
        by.need(*MAY)
    found = accepted_in(by.clinic_id).measure.instruments.get(measure)
    if found is None or found.paraphrase_of:
        raise NotFound
    return found


def _licensed(by: Member, measure: str) -> None:
    found = _theirs(by, measure)
    if found.licence is not Licence.LICENSED:
        says = Words("{measure} needs no permission.", measure=Words(found.short))
        raise Refused(Reason.NOT_POSSIBLE, says)


def _check_line(text: str, missing: Words | None, most: int = 200) -> None:
    if missing and not text.strip():
        raise Refused(Reason.MISSING, missing)
    if len(text) > most:
        raise Refused(Reason.NOT_POSSIBLE, Words("Write at most {most} letters.", most=most))
    if fault := note_fault(text):
        raise Refused(Reason.NOT_POSSIBLE, fault)
