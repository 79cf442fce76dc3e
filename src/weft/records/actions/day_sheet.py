"""The day sheet that could not be saved."""

from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Job, Member, clinic_of
from weft.records.actions.base import action
from weft.records.models import Task
from weft.records.phases import local_day
from weft.records.tasks import raise_task

DAY_SHEET = "day_sheet"


@action
def cannot_save(*, by: Member) -> int:
    """A task, once a day, to print the sheet by hand.

    Returns:
        How many were raised.
    """
    zone = clinic_of(by.clinic_id).zone
    last = Task.objects.within(by.clinic_id).filter(kind=DAY_SHEET).order_by("-made_at").first()
    if last and (last.done_at is None or local_day(last.made_at, zone) == clock.today(zone)):
        return 0
    says = Words(
        "The day sheet could not be saved on the server. Print it from Today, and tell whoever runs the server."
    )
    raise_task(DAY_SHEET, says, by=by, job=Job.DIARY, due=clock.now())
    return 1
