"""The demo as somebody of the staff sees it: through the same reads as the pages."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from uuid import UUID

from weft.core.shared.words import Words
from weft.records.access import Member, member_for
from weft.records.actions.opening import open_record
from weft.records.models import Clinic, Person, User
from weft.records.reads.inbox import inbox
from weft.records.reads.person import person_page
from weft.records.reads.person_shapes import PersonPage
from weft.records.reads.today import BoardRow, today_board


def member(login: str, clinic: str = "Two Rivers Back Clinic") -> Member:
    """Somebody of the demo's staff."""
    found = member_for(User.objects.get(login=login).id, Clinic.objects.get(name=clinic).id)
    assert found is not None
    return found


def on_the_board(is_it: Callable[[BoardRow], bool], *, by: str = "wei") -> list[str]:
    """Names of the rows of today's board that are so."""
    return [row.name for row in today_board(member(by)).rows if is_it(row)]


def in_the_inbox(kind: str, *, by: str = "elena") -> list[str]:
    """Names beside the tasks of one kind."""
    return [task.name for task in inbox(member(by)) if task.kind == kind]


def page_of(name: str, *, by: str = "elena") -> PersonPage:
    """The person page of somebody."""
    who = member(by)
    return _page(Person.objects.within(who.clinic_id).get(name=name).id, who)


def everybody(*, by: str = "elena") -> list[PersonPage]:
    """The person page of everybody of the clinic."""
    who = member(by)
    return [_page(one, who) for one in Person.objects.within(who.clinic_id).values_list("id", flat=True)]


def _page(person_id: UUID, who: Member) -> PersonPage:
    """With a reason, for those outside the care team."""
    open_record(by=who, person_id=person_id, why="stands_in")
    return person_page(person_id, who)


def texts(seen: object) -> list[str]:
    """Every text inside of what a read returned, however deep."""
    if isinstance(seen, Words):
        return [english(seen)]
    if isinstance(seen, str):
        return [seen]
    if is_dataclass(seen) and not isinstance(seen, type):
        return [text for field in fields(seen) for text in texts(getattr(seen, field.name))]
    inside = seen.values() if isinstance(seen, dict) else seen if isinstance(seen, tuple | list | frozenset) else ()
    return [text for one in inside for text in texts(one)]


def english(words: Words) -> str:
    """As a page without translation says it."""
    return words.said(lambda text: text)
