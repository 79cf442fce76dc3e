"""The needle page: from the first point to the signature, and the strip of all beds."""

from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.people import Cast
from tests.records.treat.treat_builders import at, needled, prepare, record, single, trip, visit
from tests.web.conftest import ClientOf

from weft.core.shared.care import NEEDLES, Answer
from weft.records import clock
from weft.records.actions import treat
from weft.records.models import Draft, Event, MissingNeedleReport, VisitState
from weft.records.reads.treat import bed_strip

pytestmark = pytest.mark.django_db


def url(name: str, visit_id: object) -> str:
    return reverse(f"treat:{name}", args=[visit_id])


def test_the_page_says_who_and_what_to_heed(cast: Cast, as_: ClientOf) -> None:
    prepare(cast, antiplatelet=Answer.YES)
    pair = trip(cast)

    answer = as_("wei").get(url("needles", pair.needles))

    assert answer.status_code == 200
    for words in ("Marta Kowalska", "who__alert", "trip 1", "Planned to stay in 10 minutes", "Put needles in"):
        assert words in answer.content.decode()


def test_needles_go_in_and_out_and_are_signed(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair, wei = trip(cast), as_("wei")
    home = url("needles", pair.needles)

    posts = [
        ("needles_in", {"points": "bl23 b, bl25 b"}),
        ("check", {"finding": "fine"}),
        ("needles_out", {"count": "4"}),
        ("steady", {"steady": "yes"}),
        ("sign_needles", {"pain_before": "6", "pain_after": "3", "grade": "1", "hand_over": "Looser.", "key": "k"}),
    ]
    for name, data in posts:
        answer = wei.post(url(name, pair.needles), data)
        to = answer.headers.get("Location", "").partition("#")[0]
        assert (answer.status_code, to) == (303, home), answer.content.decode()

    page = wei.get(home).content.decode()
    assert visit(pair.needles).state == VisitState.DONE
    assert record(pair.needles).content["needles_in"] == 4
    assert "Signed by Wei" in page
    assert "4 in, 4 out" in page
    assert "Your movement session today goes ahead" in page


@pytest.mark.parametrize("name", ["needles_in", "needles_out"])
def test_a_press_sent_twice_counts_once_and_a_new_page_counts_again(cast: Cast, as_: ClientOf, name: str) -> None:
    prepare(cast)
    pair, wei = trip(cast), as_("wei")
    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=8)

    def press() -> dict[str, str]:
        page = wei.get(url("needles", pair.needles)).context
        form = page["put_in" if name == "needles_in" else "take_out"]
        return {"count": "2", "key": str(form["key"].value())}

    first = press()
    for data in (first, first, press()):
        assert wei.post(url(name, pair.needles), data).status_code == 303

    assert Event.objects.within(cast.clinic.id).filter(count=2).count() == 2


def test_the_count_out_is_never_filled_in(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair = trip(cast)
    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=12)

    page = as_("wei").get(url("needles", pair.needles)).content.decode()

    place = page.index('id="out_count"')
    assert "value=" not in page[page.rindex("<input", 0, place) : page.index(">", place)]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("needles_in", {}, "Write the points, or the number of needles."),
        ("needles_in", {"count": "201"}, "less than or equal to 200"),
        ("needles_out", {"count": "many"}, "Enter a whole number"),
        ("check", {}, "This field is required"),
        ("correct_count", {"count": "3"}, "This field is required"),
        ("missing_needle", {"working_alone": "on"}, "Tick where you looked, or write it."),
        ("sign_needles", {"pain_after": "11"}, "11 is not one of the available choices"),
        ("sign_needles", {"note": "a\x00b"}, "cannot be kept"),
    ],
)
def test_bad_input_says_so_and_keeps_the_rest(
    cast: Cast, as_: ClientOf, name: str, data: dict[str, str], words: str
) -> None:
    prepare(cast)
    pair = trip(cast)
    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4)
    before = Event.objects.within(cast.clinic.id).count()

    answer = as_("wei").post(url(name, pair.needles), data)

    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert Event.objects.within(cast.clinic.id).count() == before


def test_what_was_typed_stays_when_the_action_declines(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair = trip(cast)
    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4)

    answer = as_("wei").post(url("sign_needles", pair.needles), {"functional": "calm the back", "grade": "1"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "4 needles went in, 0 came out" in page
    assert "calm the back" in page


def test_a_missing_agreement_is_refused_with_its_sentence(cast: Cast, as_: ClientOf) -> None:
    prepare(cast, None, "dry_needling")
    pair = trip(cast)

    answer = as_("wei").post(url("needles_in", pair.needles), {"count": "4"})

    assert answer.status_code == 409
    assert "There is no live agreement: Needling" in answer.content.decode()


def test_a_missing_needle_is_reported_from_the_page(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=4, out=3)
    data = {"story": "Everywhere.", "second_by": str(cast.noor.user_id)}

    answer = as_("wei").post(url("missing_needle", pair.needles), data)

    assert answer.status_code == 303
    assert MissingNeedleReport.objects.within(cast.clinic.id).get().second_by_id == cast.noor.user_id


def test_a_draft_is_kept_for_its_author_only(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair, wei = trip(cast), as_("wei")

    kept = wei.post(url("needles_draft", pair.needles), {"functional": "calm the back"}, headers={"HX-Request": "true"})

    assert (kept.status_code, "as your draft" in kept.content.decode()) == (200, True)
    assert Draft.objects.within(cast.clinic.id).get().content == {"functional": "calm the back"}
    assert "calm the back" in wei.get(url("needles", pair.needles)).content.decode()
    assert "calm the back" not in as_("ren").get(url("needles", pair.needles)).content.decode()


def test_two_tabs_never_mix(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    prepare(cast, cast.harold_id)
    pair, wei = trip(cast), as_("wei")
    other = single(cast, NEEDLES, person_id=cast.harold_id, minutes=60)
    wei.get(url("needles", pair.needles))
    wei.get(url("needles", other))

    wei.post(url("needles_draft", pair.needles), {"note": "hers"})
    wei.post(url("needles_draft", other), {"note": "his"})
    wei.post(url("needles_in", pair.needles), {"count": "4"})

    hers, his = (wei.get(url("needles", each)).content.decode() for each in (pair.needles, other))
    assert ("hers" in hers, "his<" in hers, "his" in his, "hers" in his) == (True, False, True, False)
    assert set(Event.objects.within(cast.clinic.id).values_list("visit_id", flat=True)) == {pair.needles}


@pytest.mark.parametrize("name", ["needles", "needles_in", "sign_needles", "faint", "steady", "arrive", "amend"])
def test_nobody_reaches_into_another_clinic(cast: Cast, as_: ClientOf, name: str) -> None:
    pair = trip(cast)
    ask = "get" if name == "needles" else "post"

    for visit_id in (pair.needles, uuid4()):
        assert getattr(as_("otto"), ask)(url(name, visit_id)).status_code == 404


@pytest.mark.parametrize(("name", "method"), [("needles", "post"), ("needles_in", "get"), ("sign_needles", "get")])
def test_the_wrong_method_is_405(cast: Cast, as_: ClientOf, name: str, method: str) -> None:
    pair = trip(cast)

    assert getattr(as_("wei"), method)(url(name, pair.needles)).status_code == 405


def test_the_desk_marks_who_is_here_and_reads_no_record(cast: Cast, as_: ClientOf) -> None:
    pair, noor = trip(cast), as_("noor")

    assert noor.post(url("arrive", pair.needles)).status_code == 303
    assert noor.post(url("arrive", pair.needles)).status_code == 409
    assert noor.get(url("needles", pair.needles)).status_code == 403


def test_an_amendment_is_added_below_the_record(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair, wei = trip(cast), as_("wei")
    needled(cast, pair.needles)
    treat.sign_needles(visit_id=pair.needles, by=cast.wei)

    empty = wei.post(url("amend", pair.needles), {"text": "BL40 too."})
    wei.post(url("amend", pair.needles), {"text": "BL40 too.", "reason": "forgotten"})

    assert (empty.status_code, "BL40 too." in empty.content.decode()) == (400, True)
    assert "BL40 too." in wei.get(url("needles", pair.needles)).content.decode()


def lying(cast: Cast) -> None:
    """Marta at three minutes, Harold at eleven of ten."""
    prepare(cast)
    prepare(cast, cast.harold_id)
    now = clock.now()
    with clock.at(now):
        first, second = trip(cast).needles, single(cast, NEEDLES, person_id=cast.harold_id, minutes=60)
    with clock.at(now - 3 * MINUTE):
        treat.needles_in(visit_id=first, by=cast.wei, count=12)
    with clock.at(now - 11 * MINUTE):
        treat.needles_in(visit_id=second, by=cast.wei, count=8)


MINUTE = at(1) - at(0)


def test_every_staff_page_shows_the_beds_with_needles_in(cast: Cast, as_: ClientOf) -> None:
    lying(cast)

    strip = as_("dana").get(reverse("treat:beds")).content.decode()

    assert strip.index("Harold") < strip.index("Marta")
    for words in ("12 in", "8 in", "2-min check due", "over", "data-ends="):
        assert words in strip


def test_the_desk_sees_the_strip_without_the_way_into_the_record(cast: Cast, as_: ClientOf) -> None:
    lying(cast)

    strip = as_("noor").get(reverse("treat:beds")).content.decode()

    assert "12 in" in strip
    assert "/needles" not in strip


def test_a_bed_leaves_the_strip_when_its_needles_are_out(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=4, out=3)
    assert len(bed_strip(cast.wei)) == 1

    treat.needles_out(visit_id=pair.needles, by=cast.wei, count=1)

    assert bed_strip(cast.wei) == ()
    assert "No bed has needles in" in as_("wei").get(reverse("treat:beds")).content.decode()


def test_the_other_clinic_sees_no_bed_of_ours(cast: Cast) -> None:
    lying(cast)

    assert bed_strip(cast.otto) == ()
    assert bed_strip(cast.marta) == ()


def test_the_strip_asks_once_however_many_lie(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        bed_strip(cast.wei)
    lying(cast)
    from weft.records import audit

    with audit.request("r", "beds"), django_assert_num_queries(1):
        assert len(bed_strip(cast.wei)) == 2
