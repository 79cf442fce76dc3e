"""Forms that were sent are remembered so that none counts twice; kept no longer than a form can be open somewhere."""

from datetime import timedelta

from weft.records import clock
from weft.records.access import Member
from weft.records.actions.base import action
from weft.records.models import OneTimeKey

KEPT = timedelta(days=30)
"""Sessions end after hours and a phone drops its pages after days: who sends a form after a month means it anew."""


@action
def forget_keys(*, by: Member) -> int:
    """Forget the keys of old forms, and what they led to; how many."""
    return OneTimeKey.objects.within(by.clinic_id).filter(made_at__lte=clock.now() - KEPT).delete()[0]
