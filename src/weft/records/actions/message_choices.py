"""What a person wants to be sent, said through the link in a message: no account, and never more than this."""

from collections.abc import Collection

from weft.core.book.consents import Purpose
from weft.core.shared.words import Words
from weft.records import links
from weft.records.access import Member, system_of
from weft.records.actions.base import action
from weft.records.actions.book_consent import give_consent, withdraw_consent
from weft.records.models import Person
from weft.records.refused import Reason, Refused

NOT_OURS = Words("This link is too old, or not one of ours.")


@action
def choose(*, by: Member, token: str, wanted: Collection[Purpose]) -> frozenset[Purpose]:
    """Say yes to these purposes and no to all others.

    Args:
        by: Whoever has the link: the clinic is theirs.
        token: From the link.
        wanted: All they want.

    Returns:
        What stands now; or Refused: NOT_POSSIBLE.
    """
    person_id = _whose(by, token)[0].id
    for purpose in Purpose:
        enter = give_consent if purpose in wanted else withdraw_consent
        enter(by=system_of(by.clinic_id), person_id=person_id, purpose=purpose.value, how="link")
    return frozenset(wanted)


@action
def stop(*, by: Member, token: str) -> Purpose:
    """Take back the yes to the kind of message that the link came with; said twice it is the same.

    Returns:
        Which kind; or Refused: NOT_POSSIBLE.
    """
    person, purpose = _whose(by, token)
    withdraw_consent(by=system_of(by.clinic_id), person_id=person.id, purpose=purpose.value, how="unsubscribe")
    return purpose


def _whose(by: Member, token: str) -> tuple[Person, Purpose]:
    known = links.read_choices_token(token)
    person = Person.objects.within(by.clinic_id).filter(id=known[0]).first() if known else None
    if known is None or person is None:
        raise Refused(Reason.NOT_POSSIBLE, NOT_OURS)
    return person, known[1]
