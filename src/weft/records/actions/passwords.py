"""A password: for somebody of the staff, set on the machine itself; and what every change of one does."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from weft.core.shared.words import Words, joined
from weft.records import clock
from weft.records.access import Member
from weft.records.actions.base import action
from weft.records.models import FrontLink, User
from weft.records.refused import Reason, Refused


@action
def set_password(login: str, password: str, *, by: Member) -> str:
    """Set it; whoever is signed in with the old one is signed out.

    Args:
        login: Of somebody who works in the clinic of ``by``.
        password: As typed.
        by: The product itself.

    Returns:
        The name of whose it is; or Refused: NOT_POSSIBLE (nobody of that login works here, or it is too easy).
    """
    works = {"memberships__clinic_id": by.clinic_id, "memberships__active": True}
    user = User.objects.filter(login=login.strip().lower(), is_active=True, **works).first()
    if user is None:
        raise Refused(Reason.NOT_POSSIBLE, Words("nobody who signs in as {login} works here", login=login))
    change(user, password)
    return user.name


def change(user: User, password: str) -> None:
    """Let it count from now on: sessions of the old one end by themselves, and links that change it do too.

    Raises:
        Refused: NOT_POSSIBLE, with what is wrong with it.
    """
    need_good(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    open_ones = FrontLink.objects.everywhere().filter(user=user, ended_at__isnull=True)  # a sign-in is one everywhere
    open_ones.update(ended_at=clock.now())


def need_good(password: str, user: User) -> None:
    """Go on only with a password that is not too easy for them.

    Raises:
        Refused: NOT_POSSIBLE, with what is wrong with it.
    """
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused(Reason.NOT_POSSIBLE, joined(map(Words, weak.messages))) from None
