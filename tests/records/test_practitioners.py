"""A person's own practitioners are set by the desk, or by a clinician who may open the record; never in silence."""

import pytest
from tests.care import got, no
from tests.people import Cast

from weft.records.access import NeedsReason, NotAllowed, NotFound
from weft.records.actions.practitioners import set_practitioners
from weft.records.models import AuditChange, Membership, Person
from weft.records.practitioners import version_of
from weft.records.reads.person import person_page
from weft.records.reads.practitioners import practitioners_page
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db


def stands(cast: Cast) -> tuple[object, object]:
    row = Person.objects.within(cast.clinic.id).get(id=cast.marta_id)
    return row.needles_by_id, row.movement_by_id


def test_the_desk_sets_both_and_takes_one_back(cast: Cast) -> None:
    wei, dana = cast.wei.membership_id, cast.dana.membership_id
    got(set_practitioners(by=cast.noor, person_id=cast.marta_id, needles_by=wei, movement_by=dana))
    assert stands(cast) == (wei, dana)
    change = AuditChange.objects.filter(table="records_person", person=cast.marta_id.hex).order_by("-id").first()
    assert change is not None
    assert change.actor == cast.noor.actor

    own = person_page(cast.marta_id, cast.noor).own
    assert (own.needles, own.movement) == ("Wei", "Dana")
    got(set_practitioners(by=cast.noor, person_id=cast.marta_id, needles_by=None, movement_by=dana))
    assert stands(cast) == (None, dana)


def test_only_who_works_here_with_the_discipline_is_offered_and_taken(cast: Cast) -> None:
    page = practitioners_page(cast.marta_id, cast.noor)
    assert [each.name for each in page.needles] == ["Ren", "Wei"]
    assert [each.name for each in page.movement] == ["Dana", "Ren"]

    for needles_by in (cast.dana.membership_id, cast.noor.membership_id, cast.otto.membership_id):
        answer = set_practitioners(by=cast.noor, person_id=cast.marta_id, needles_by=needles_by, movement_by=None)
        assert no(answer).reason is Reason.NOT_POSSIBLE
    assert stands(cast) == (None, None)


def test_who_left_stays_until_somebody_changes_it_and_is_not_chosen_anew(cast: Cast) -> None:
    wei = cast.wei.membership_id
    got(set_practitioners(by=cast.noor, person_id=cast.marta_id, needles_by=wei, movement_by=None))
    assert wei
    Membership.objects.within(cast.clinic.id).filter(id=wei).update(active=False)

    assert [each.name for each in practitioners_page(cast.marta_id, cast.noor).needles] == ["Ren", "Wei"]
    assert [each.name for each in practitioners_page(cast.harold_id, cast.noor).needles] == ["Ren"]
    dana = cast.dana.membership_id
    got(set_practitioners(by=cast.noor, person_id=cast.marta_id, needles_by=wei, movement_by=dana))
    answer = set_practitioners(by=cast.noor, person_id=cast.harold_id, needles_by=wei, movement_by=None)
    assert no(answer).reason is Reason.NOT_POSSIBLE


def test_the_second_of_two_is_told_who_was_faster(cast: Cast) -> None:
    seen = version_of(None, None)
    wei, ren = cast.wei.membership_id, cast.ren.membership_id
    got(set_practitioners(by=cast.noor, person_id=cast.marta_id, needles_by=wei, movement_by=None, seen=seen))
    late = set_practitioners(by=cast.dana, person_id=cast.marta_id, needles_by=ren, movement_by=None, seen=seen)

    assert no(late).reason is Reason.CHANGED_MEANWHILE
    assert no(late).meanwhile.by == "Noor"
    assert stands(cast) == (wei, None)


def test_nobody_makes_themselves_the_practitioner_of_a_record_that_is_closed_to_them(cast: Cast) -> None:
    ren, wei = cast.ren.membership_id, cast.wei.membership_id
    got(set_practitioners(by=cast.noor, person_id=cast.marta_id, needles_by=ren, movement_by=ren))

    with pytest.raises(NeedsReason):
        set_practitioners(by=cast.wei, person_id=cast.marta_id, needles_by=wei, movement_by=ren)
    with pytest.raises(NeedsReason):
        practitioners_page(cast.marta_id, cast.wei)
    with pytest.raises(NotAllowed):
        set_practitioners(by=cast.marta, person_id=cast.marta_id, needles_by=wei, movement_by=ren)
    with pytest.raises(NotFound):
        set_practitioners(by=cast.otto, person_id=cast.marta_id, needles_by=None, movement_by=None)
    assert stands(cast) == (ren, ren)
