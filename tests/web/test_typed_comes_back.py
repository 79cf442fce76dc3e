"""Somebody was faster: every form that is refused for it comes back with what was typed, and with what happened."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from tests import papers
from tests.care import drafted, got, screened, work_with_drafts
from tests.people import Cast
from tests.records.treat.treat_builders import Trip, at, needled, prepare, trip
from tests.web.conftest import ClientOf

from weft.core.treat.incidents import Kind, Reported
from weft.records import clock
from weft.records.actions import attach, incidents, prevent, prevent_watch, treat
from weft.records.actions.incidents import IncidentTold
from weft.records.models import AdverseEvent, Attachment, Enquiry, Flare

pytestmark = pytest.mark.django_db
TYPED = "A long thought, <twice>"
Late = tuple[str, str, dict[str, str]]
"""Who comes late, to which form, with what."""


def report(cast: Cast) -> Late:
    told = IncidentTold(reported=Reported(Kind.FALL, is_near_miss=True), story="Slipped on the mat.")
    made = got(incidents.file_incident(by=cast.wei, told=told))
    got(incidents.look(by=cast.elena, incident_id=made, outcome="A mat."))
    return "elena", f"/incidents/{made}/look", {"outcome": TYPED}


def event(cast: Cast) -> Late:
    row = AdverseEvent.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, kind="organ.lung", severity="mild", story="Coughs.",
        by_id=cast.wei.author_id, at=clock.now(),
    )  # fmt: skip
    got(incidents.look(by=cast.elena, event_id=row.id, outcome="A mat."))
    return "elena", f"/events/{row.id}/look", {"outcome": TYPED}


def paper(cast: Cast) -> Late:
    made = attach.attach(by=cast.ren, person_id=cast.marta_id, name="a.pdf", content=papers.pdf(), says="A letter")
    got(attach.withdraw(by=cast.ren, attachment_id=got(made), reason="Another person's"))
    row = Attachment.objects.within(cast.clinic.id).get()
    return "wei", f"/papers/{row.id}/take-out", {"reason": TYPED}


def ended(cast: Cast) -> Late:
    care = drafted(cast)
    got(prevent.discharge(by=cast.wei, episode_id=care.episode_id, said_no_goals=True))
    return "dana", f"/people/{cast.marta_id}/discharge", {"reason": "finished", "summary": TYPED, "said_no_goals": "on"}


def flare(cast: Cast) -> Late:
    work_with_drafts(cast)
    screened(cast)
    got(prevent_watch.report_flare(by=cast.noor, person_id=cast.marta_id, told="since Sunday", source="phone"))
    row = Flare.objects.within(cast.clinic.id).get()
    got(prevent_watch.answer_flare(by=cast.wei, flare_id=row.id, words="Comes on Thursday."))
    return "dana", f"/flares/{row.id}/answer", {"words": TYPED}


def enquiry(cast: Cast) -> Late:
    row = Enquiry.objects.create(
        clinic=cast.clinic, source="call_back", state="answered", name="Ana Ruiz", phone="416 555 0142",
        answered_at=clock.now(), answered_by_id=cast.wei.author_id,
    )  # fmt: skip
    return "noor", f"/enquiries/{row.id}", {"talked": "fits", "note": TYPED}


def needles(cast: Cast) -> Late:
    visit_id = signed_needles(cast).needles
    return "wei", reverse("treat:sign_needles", args=[visit_id]), {"note": TYPED}


def movement(cast: Cast) -> Late:
    visit_id = signed_needles(cast).movement
    with clock.at(at(40)):
        got(treat.start_movement(visit_id=visit_id, by=cast.dana))
    with clock.at(at(60)):
        got(treat.sign_movement(visit_id=visit_id, by=cast.dana))
    return "dana", reverse("treat:sign_movement", args=[visit_id]), {"note": TYPED, "next_time": "hold"}


def signed_needles(cast: Cast) -> Trip:
    prepare(cast)
    made = trip(cast)
    needled(cast, made.needles)
    with clock.at(at(21)):
        got(treat.sign_needles(visit_id=made.needles, by=cast.wei))
    return made


@pytest.mark.parametrize(
    "scene", [report, event, paper, ended, flare, enquiry, needles, movement], ids=lambda each: each.__name__
)
def test_a_form_that_comes_too_late_gives_back_every_word_and_says_why(
    cast: Cast, as_: ClientOf, scene: Callable[[Cast], Late]
) -> None:
    who, url, typed = scene(cast)

    late = as_(who).post(url, typed)

    assert late.status_code == 409
    assert "already" in late.text or "This record is signed and stays as it is." in late.text
    for words in ("<title>Error:", "Typed by you, not saved", "A long thought, &lt;twice&gt;"):
        assert words in late.text
