"""Every state of the needle page, tapped through as a gloved practitioner does."""

import re
from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.people import Cast
from tests.records.treat.treat_builders import at, needled, prepare, record, trip, visit
from tests.web.conftest import ClientOf

from weft.core.shared.care import Answer
from weft.records import clock
from weft.records.actions import screen, treat
from weft.records.models import Event, MissingNeedleReport, VisitState
from weft.web.treat.forms import NeedlesIn

pytestmark = pytest.mark.django_db
POINTS = "bl23 b, bl25 b, gb30 r"
FROM_HTMX = {"HX-Request": "true"}
MOST = 20
"""Twelve of the page's own, seven around every page, one of the audit."""


def url(name: str, visit_id: object) -> str:
    return reverse(f"treat:{name}", args=[visit_id])


def put_in(cast: Cast) -> UUID:
    prepare(cast)
    pair = trip(cast)
    treat.needles_in(visit_id=pair.needles, by=cast.wei, points=POINTS)
    return pair.needles


def test_a_whole_record_by_taps_from_reading_to_signing(cast: Cast, as_: ClientOf) -> None:
    prepare(cast, antiplatelet=Answer.YES)
    bed, wei = trip(cast).needles, as_("wei")
    home = url("needles", bed)
    digest = re.search(r'name="digest" value="(\w+)"', wei.get(home).content.decode())
    assert digest
    taps = [
        ("read_heed", {"digest": digest[1]}),
        ("said", {"what": "nprs", "moment": "before_needles", "value": "6"}),
        ("needles_in", {"points": POINTS, "bell": "on", "technique": "manual", "size": "0.25 \u00d7 40"}),
        ("said", {"what": "deqi", "value": "yes"}),
        ("check", {"finding": "fine"}),
        ("longer", {"key": "k"}),
        ("needles_out", {"area": "low_back"}),
        ("needles_out", {"count": "1"}),
        ("said", {"what": "nprs", "moment": "after_needles", "value": "3"}),
        ("steady", {"steady": "yes"}),
        ("sign_needles", {"grade": "1", "functional": "calm the segment"}),
    ]

    for name, data in taps:
        answer = wei.post(url(name, bed), data)
        to = answer.headers.get("Location", "").partition("#")[0]
        assert (answer.status_code, to) == (303, home), (name, answer.content.decode())

    page = wei.get(home).content.decode()
    assert visit(bed).state == VisitState.DONE
    for words in (
        "5 in, 5 out",
        "Needles by hand",
        "0.25 \u00d7 40",
        "calm the segment",
        "Why each point",
        "bell in hand",
    ):
        assert words in page


def test_a_press_by_htmx_answers_with_the_live_part_alone(cast: Cast, as_: ClientOf) -> None:
    bed, wei = put_in(cast), as_("wei")

    part = wei.post(url("bell", bed), headers=FROM_HTMX, follow=True)
    refused = wei.post(url("longer", trip(cast, day=2).needles), headers=FROM_HTMX)

    assert 'data-stage="in"' in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "sign-form" not in re.sub(r'form="sign-form"', "", part.content.decode())
    assert refused.status_code == 422
    assert "No needles are in" in refused.content.decode()


def test_a_point_that_nobody_knows_is_refused_beside_its_field(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    bed = trip(cast).needles

    answer = as_("wei").post(url("needles_in", bed), {"points": "bl23 b, bl999"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "We do not know &quot;bl999&quot;" in page
    assert 'id="in_points_error"' in page
    assert "bl23 b, bl999" in page


def test_a_blocked_point_is_refused_with_the_reason_beside_its_field(cast: Cast, as_: ClientOf) -> None:
    prepare(cast, pregnancy=Answer.YES)
    bed = trip(cast).needles
    with clock.at(at(-5)):
        screen.sign_off(
            by=cast.wei, person_id=cast.marta_id, modality="needling", reason="trained", until=date(2027, 5, 1)
        )

    answer = as_("wei").post(url("needles_in", bed), {"points": "bl23 b, li4 b"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Not for this person: LI4" in page
    assert 'id="in_points_error"' in page


def test_a_faint_leads_with_areas_and_words_and_then_asks_to_count(cast: Cast, as_: ClientOf) -> None:
    bed, wei = put_in(cast), as_("wei")

    wei.post(url("faint", bed))
    faint = wei.get(url("needles", bed)).content.decode()
    wei.post(url("clear_area", bed), {"area": "low_back"})
    cleared = wei.get(url("needles", bed)).content.decode()
    wei.post(url("steady", bed), {"steady": "no"})
    safe = wei.get(url("needles", bed)).content.decode()

    assert 'data-stage="faint"' in faint
    assert "legs up" in faint
    assert 'id="clear-low_back"' in faint
    assert 'id="out_count"' not in faint
    assert "Cleared:" in cleared
    assert 'id="clear-low_back"' not in cleared
    assert 'data-stage="in"' in safe
    assert "0 of 5" in safe


def test_the_search_shows_where_the_rest_may_be_and_ends_in_a_report(cast: Cast, as_: ClientOf) -> None:
    bed, wei = put_in(cast), as_("wei")
    wei.post(url("needles_out", bed), {"area": "low_back"})
    wei.post(url("that_was_all", bed))

    page = wei.get(url("needles", bed)).content.decode()
    data = {"searched": ["bed", "floor"], "story": "Twice.", "second_by": str(cast.noor.user_id)}
    told = wei.post(url("missing_needle", bed), data)

    assert "One needle is not accounted for" in page
    assert "GB30 R" in page
    assert told.status_code == 303
    report = MissingNeedleReport.objects.within(cast.clinic.id).get()
    assert report.story == "Looked: bed, floor. Twice."
    assert "1 reported missing" in wei.get(url("needles", bed)).content.decode()


def test_a_count_of_yesterday_is_closed_with_a_reason(cast: Cast, as_: ClientOf) -> None:
    bed = put_in(cast)

    with clock.at(at(0, day=1)):
        wei = as_("wei")
        page = wei.get(url("needles", bed)).content.decode()
        silent = wei.post(url("needles_out", bed), {"count": "5", "reason": ""})
        closed = wei.post(url("needles_out", bed), {"count": "5", "reason": "Counted on the day."})

    assert "never counted out on their day" in page
    assert 'id="in_points"' not in page
    assert (silent.status_code, closed.status_code) == (400, 303)


def test_a_visit_of_another_day_takes_no_needles(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    bed = trip(cast).needles

    with clock.at(at(0, day=-1)):
        page = as_("wei").get(url("needles", bed)).content.decode()

    assert "no needles go in now" in page
    assert "sign-form" not in page


def test_who_may_not_count_reads_and_sees_no_button(cast: Cast, as_: ClientOf) -> None:
    bed = put_in(cast)

    page = as_("dana").get(url("needles", bed)).content.decode()

    assert "Only somebody with the right for needles counts them" in page
    for name in ("needles_in", "needles_out", "check", "bell", "longer", "that_was_all"):
        assert url(name, bed) not in page


@pytest.mark.parametrize("name", ["read_heed", "said", "bell", "longer", "current", "clear_area", "that_was_all"])
def test_a_tap_needs_the_right_of_the_visits_own_discipline(cast: Cast, as_: ClientOf, name: str) -> None:
    bed = put_in(cast)
    taps = {
        "digest": "x",
        "what": "nprs",
        "moment": "before_needles",
        "value": "3",
        "pairs": 1,
        "hertz": 2,
        "minutes": 5,
    }
    before = Event.objects.within(cast.clinic.id).count()

    assert as_("dana").post(url(name, bed), taps).status_code == 403
    assert as_("otto").post(url(name, bed), taps).status_code == 404
    assert as_("wei").get(url(name, bed)).status_code == 405
    assert Event.objects.within(cast.clinic.id).count() == before


def test_dry_needles_have_the_same_page_and_are_signed_with_movement(cast: Cast, as_: ClientOf) -> None:
    prepare(cast, None, "needling", "dry_needling")
    pair, dana = trip(cast), as_("dana")

    ready = dana.get(url("needles", pair.movement)).content.decode()
    put = dana.post(url("needles_in", pair.movement), {"points": "ashi glute r x2", "technique": "trigger_point"})
    bed = dana.get(url("needles", pair.movement)).content.decode()
    forbidden = as_("wei").post(url("needles_out", pair.movement), {"count": "2"})

    assert "Dry needles" in ready
    assert put.status_code == 303
    assert "sign-form" not in bed
    assert url("movement", pair.movement) in bed
    assert forbidden.status_code == 403


def test_last_time_is_one_tap(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    first, second = trip(cast), trip(cast, day=2)
    with clock.at(at(2)):
        treat.needles_in(visit_id=first.needles, by=cast.wei, points=POINTS)
        treat.needles_out(visit_id=first.needles, by=cast.wei, count=5)
        treat.sign_needles(visit_id=first.needles, by=cast.wei)

    with clock.at(at(0, day=2)):
        wei = as_("wei")
        page = wei.get(url("needles", second.needles)).content.decode()
        form = page[page.index('<form class="stack same"') :]
        data = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))
        for _ in range(2):  # a nervous finger
            assert wei.post(url("needles_in", second.needles), data).status_code == 303

    assert "Same as last time: 5 needles in" in page
    assert Event.objects.within(cast.clinic.id).filter(visit_id=second.needles, kind="needles_in").get().count == 5


def test_here_by_mistake_is_undone(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair = trip(cast)
    treat.arrive(visit_id=pair.needles, by=cast.noor)

    page = as_("wei").get(url("needles", pair.needles)).content.decode()
    undone = as_("noor").post(url("not_here", pair.needles))
    again = as_("noor").post(url("not_here", pair.needles))

    assert "Not here after all" in page
    assert (undone.status_code, again.status_code) == (303, 422)
    assert visit(pair.needles).state == VisitState.BOOKED


def test_the_strip_tells_a_faint_with_one_press_for_those_who_may(cast: Cast, as_: ClientOf) -> None:
    bed = put_in(cast)
    strip = reverse("treat:beds")

    assert url("faint", bed) in as_("wei").get(strip).content.decode()
    assert url("faint", bed) not in as_("noor").get(strip).content.decode()
    assert as_("dana").post(url("faint", bed)).headers["Location"] == url("needles", bed)
    after = as_("wei").get(strip).content.decode()
    assert "faint: all out" in after
    assert url("faint", bed) not in after


def test_above_ten_needles_the_second_count_stands_where_the_count_is(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair, wei = trip(cast), as_("wei")
    needled(cast, pair.needles, count=12)

    page = wei.get(url("needles", pair.needles)).content.decode()
    alone = wei.post(url("sign_needles", pair.needles), {"grade": "1", "counted_again": "12"})
    both = {"grade": "1", "counted_again": "12", "second_by": str(cast.noor.user_id)}

    assert page.index("somebody else counts too") < page.index('id="sign-form"')
    assert alone.status_code == 422
    assert wei.post(url("sign_needles", pair.needles), both).status_code == 303
    assert record(pair.needles).content["counted_again"]["count"] == 12


@pytest.mark.parametrize("count", [2, 12])
def test_the_page_asks_little_however_much_there_is(cast: Cast, as_: ClientOf, count: int) -> None:
    prepare(cast)
    pair, wei = trip(cast), as_("wei")
    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=count)
    for _ in range(count):
        treat.check(visit_id=pair.needles, by=cast.wei)
    wei.get(url("needles", pair.needles))

    with CaptureQueriesContext(connection) as asked:
        wei.get(url("needles", pair.needles))

    selects = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT")]
    own = [sql for sql in selects if "set_config(" not in sql]  # PostgreSQL is told who speaks
    assert len(own) <= MOST, "\n".join(each[:150] for each in own)


def test_the_key_of_last_time_stays_as_long_as_it_is_however_often_it_is_refused() -> None:
    key = NeedlesIn(None, places=(), techniques=(), initial={}).same_key
    again = NeedlesIn({"key": key}, places=(), techniques=(), initial={}).same_key

    assert (again, len(key)) == (key, 37)
