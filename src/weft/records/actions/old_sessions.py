"""What browsers are remembered by: answers about health, names that were looked for. Kept no longer than it holds."""

from django.contrib.sessions.models import Session
from django.utils import timezone

from weft.records.access import Member
from weft.records.actions.base import action


@action
def forget_sessions(*, by: Member) -> int:
    """Forget the sessions that are over, of whichever clinic; how many. The machine's time counts, as for Django."""
    return Session.objects.filter(expire_date__lte=timezone.now()).delete()[0]
