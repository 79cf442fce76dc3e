"""A person's own practitioners are chosen on one small page; the second of two sees both versions and picks."""

import pytest
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.models import Person, User

pytestmark = pytest.mark.django_db


def test_practitioners_are_chosen_on_one_small_page(cast: Cast, as_: ClientOf) -> None:
    address = f"/people/{cast.marta_id}/practitioners"
    noor = as_("noor")
    form = noor.get(address).context["form"]
    sent = {"needles_by": str(cast.wei.membership_id), "movement_by": "", "version": form["version"].value(),
            "marks": form["marks"].value()}  # fmt: skip
    assert noor.post(address, sent).status_code == 303
    page = noor.get(f"/people/{cast.marta_id}")
    assert "Wei" in page.text
    assert "nobody yet" in page.text

    second = as_("dana").post(address, {**sent, "needles_by": str(cast.ren.membership_id)})
    assert second.status_code == 409
    assert second.context["both"].by == "Noor"
    assert [each.name for each in second.context["both"].fields] == ["needles_by"]
    version = second.context["form"]["version"].value()
    chosen = {**sent, "needles_by": str(cast.ren.membership_id), "version": version, "differs": "needles_by"}
    assert as_("dana").post(address, chosen).status_code == 409
    assert as_("dana").post(address, {**chosen, "keep_needles_by": "yours"}).status_code == 303
    assert Person.objects.within(cast.clinic.id).get(id=cast.marta_id).needles_by_id == cast.ren.membership_id
    assert noor.post(address, {**sent, "needles_by": "nonsense"}).status_code == 400


def test_an_own_practitioner_who_has_left_is_shown_as_left_and_cannot_be_chosen_anew(cast: Cast, as_: ClientOf) -> None:
    wei = str(cast.wei.membership_id)
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(needles_by_id=wei)
    User.objects.filter(login="wei@example.org").update(is_active=False)
    noor = as_("noor")

    assert "(works here no more)" in noor.get(f"/people/{cast.marta_id}").text
    assert "Wei (works here no more)" in noor.get(f"/people/{cast.marta_id}/practitioners").text
    assert "Wei" not in noor.get(f"/people/{cast.harold_id}/practitioners").text
    assert noor.post(f"/people/{cast.harold_id}/practitioners", {"needles_by": wei}).status_code == 400
