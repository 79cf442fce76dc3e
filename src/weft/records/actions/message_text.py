"""The clinic's own wording of its messages, when they go, and a test of one to oneself."""

from datetime import time
from uuid import UUID

from weft.core.book.texts import Kind, body_fault, clinical_words, kind_of, subject_fault
from weft.core.shared.words import Words
from weft.records import clock, outgoing, versions
from weft.records.access import Job, Member, clinic_of
from weft.records.actions.base import action
from weft.records.message_texts import times_version, trial
from weft.records.models import Clinic, MessageText, User
from weft.records.outgoing import MAIL, SERVICE
from weft.records.refused import Reason, Refused

MAY = (Job.CONTENT, Job.SETTINGS)
LONGEST_LEAD_HOURS = 336
"""Two weeks."""
THE_TEXT = Words("the text")
THE_TIMES = Words("when messages go")


@action
def save_text(
    *, by: Member, kind: Kind, subject: str, body: str, seen: int | None = None, with_care_words: bool = False
) -> UUID:
    """Word one kind of message anew, in the clinic's language. The versions before are kept.

    Args:
        by: Who may change the clinic's content or settings.
        kind: Which kind.
        subject: With no more than {clinic} in it.
        body: With the placeholders of the kind.
        seen: Number of the version on the page; None does not ask.
        with_care_words: They know that words in it tell what somebody is treated for.

    Returns:
        Id of the new version; or Refused: NOT_POSSIBLE, MISSING (words about care, not confirmed), CHANGED_MEANWHILE.
    """
    by.need(*MAY)
    fault = subject_fault(subject) or body_fault(kind_of(kind), body)
    if fault is not None:
        raise Refused(Reason.NOT_POSSIBLE, fault)
    found = clinical_words(f"{subject} {body}")
    if found and not with_care_words:
        raise Refused(Reason.MISSING, care_words_told(found))
    return _add(by, kind, subject.strip(), body.strip(), seen)


@action
def use_ours(*, by: Member, kind: Kind, seen: int | None = None) -> UUID:
    """Back to the product's own wording.

    Returns:
        Id of the version that says so; or Refused: CHANGED_MEANWHILE.
    """
    by.need(*MAY)
    return _add(by, kind, "", "", seen)


@action
def send_trial(*, by: Member, kind: Kind, subject: str, body: str) -> str:
    """Send what is on the page, about a visit that nobody has, to who asks.

    Returns:
        The address; or Refused: NOT_POSSIBLE when there is none, or for a fault in the text.
    """
    by.need(*MAY)
    fault = subject_fault(subject) or body_fault(kind_of(kind), body)
    if fault is not None:
        raise Refused(Reason.NOT_POSSIBLE, fault)
    user = User.objects.get(id=by.author_id)
    address = user.email or (user.login if "@" in user.login else "")
    if not address:
        raise Refused(Reason.NOT_POSSIBLE, Words("You have no e-mail address here."))
    text = trial(kind, clinic_of(by.clinic_id), subject, body)
    outgoing.write(by.clinic_id, SERVICE, (MAIL, address), text.subject, text.body, until=clock.in_minutes(60))
    return address


@action
def save_times(
    *, by: Member, quiet_from: time, quiet_until: time, remind_first_hours: int, remind_second_hours: int,
    ask_news_hours: int, seen: str | None = None,
) -> UUID:  # fmt: skip
    """When messages go by themselves. 0 hours: this one is not sent.

    ``seen`` is `message_texts.times_version` as the form showed it; None does not ask whether it still stands.

    Returns:
        Id of the clinic; or Refused: NOT_POSSIBLE, CHANGED_MEANWHILE.
    """
    by.need(*MAY)
    leads = {
        "remind_first_hours": remind_first_hours, "remind_second_hours": remind_second_hours,
        "ask_news_hours": ask_news_hours,
    }  # fmt: skip
    if any(not 0 <= hours <= LONGEST_LEAD_HOURS for hours in leads.values()):
        raise Refused(Reason.NOT_POSSIBLE, Words("Choose 0 to {most} hours.", most=LONGEST_LEAD_HOURS))
    if remind_first_hours and remind_second_hours >= remind_first_hours:
        raise Refused(Reason.NOT_POSSIBLE, Words("The second reminder comes nearer to the visit than the first."))
    row = Clinic.objects.select_for_update(no_key=True).get(id=by.clinic_id)
    versions.need_unchanged(seen, times_version(row), THE_TIMES, lambda: versions.last_written(row))
    row.quiet_from, row.quiet_until = quiet_from, quiet_until
    for name, hours in leads.items():
        setattr(row, name, hours)
    row.save(update_fields=["quiet_from", "quiet_until", *leads])
    return row.id


def care_words_told(found: tuple[str, ...]) -> Words:
    """What is said about words that a glance at a phone should not show."""
    return Words(
        "This tells what somebody is treated for: {words}. Leave it out, or confirm it.", words=", ".join(found)
    )


def _add(by: Member, kind: Kind, subject: str, body: str, seen: int | None) -> UUID:
    clinic = Clinic.objects.select_for_update(no_key=True).get(id=by.clinic_id)  # two who save: one after the other
    rows = MessageText.objects.within(by.clinic_id).filter(kind=kind.value, language=clinic.language)
    last = rows.order_by("-number").first()
    number = last.number if last else 0
    versions.need_unchanged(seen, number, THE_TEXT, lambda: versions.last_written(*([last] if last else [])))
    made = MessageText.objects.create(
        clinic_id=by.clinic_id, kind=kind.value, language=clinic.language, number=number + 1, subject=subject,
        body=body, by_id=by.author_id,
    )  # fmt: skip
    return made.id
