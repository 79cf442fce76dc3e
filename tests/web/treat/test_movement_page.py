"""The movement page: the window, the ceiling, the plan as a checklist, the signature."""

from uuid import UUID

import pytest
from django.urls import reverse
from tests.people import Cast
from tests.records.treat.treat_builders import assert_done, at, needled, prepare, record, single, trip, visit
from tests.web.conftest import ClientOf

from weft.core.shared.care import MOVEMENT
from weft.library.cases import example
from weft.library.knowledge import knowledge
from weft.library.plan import plan
from weft.library.stored import to_json
from weft.records import clock
from weft.records.actions import treat
from weft.records.models import Draft, Episode, Plan, PlanVersion, Screening, Visit, VisitState

TWO_BY_EIGHT = "2 \N{MULTIPLICATION SIGN} 8"
RELEASE = "low-back.settle_myofascial"

pytestmark = pytest.mark.django_db


def url(name: str, visit_id: UUID) -> str:
    return reverse(f"treat:{name}", args=[visit_id])


def plan_for(cast: Cast, *visit_ids: UUID, phase: str = "settle") -> None:
    """Seed 002's plan behind these visits."""
    case = example("office-worker")
    assert cast.wei.user_id
    episode = Episode.objects.create(clinic=cast.clinic, person_id=cast.marta_id, opened_at=at(-60))
    of = {"clinic": cast.clinic, "person_id": cast.marta_id}
    PlanVersion.objects.create(
        **of, plan=Plan.objects.create(**of, episode=episode), number=1, content=to_json(plan(case)),
        case=to_json(case), screening=Screening.objects.within(cast.clinic.id).get(person_id=cast.marta_id),
        knowledge_version=knowledge().version, by_id=cast.wei.user_id, at=at(-50),
    )  # fmt: skip
    Visit.objects.within(cast.clinic.id).filter(id__in=visit_ids).update(episode=episode, phase=phase)


def test_the_plan_is_the_checklist_under_the_ceiling(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair = trip(cast)
    plan_for(cast, pair.needles, pair.movement)
    needled(cast, pair.needles)
    assert_done(treat.sign_needles(visit_id=pair.needles, by=cast.wei, hand_over="Right side looser."))
    with clock.at(at(40)):
        assert_done(treat.start_movement(visit_id=pair.movement, by=cast.dana))

    page = as_("dana").get(url("movement", pair.movement)).content.decode()

    for words in ("Right side looser.", "Up to gentle", "Settle", "Myofascial release", "new today", "were left"):
        assert words in page
    for exercise in ("pelvic_tilt", "knee_rocks", "sitting_breaks"):
        assert f'name="done-{exercise}"' in page


def test_movement_is_started_and_signed_from_the_page(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair, dana = trip(cast), as_("dana")
    plan_for(cast, pair.needles, pair.movement)
    needled(cast, pair.needles)
    home = url("movement", pair.movement)

    started = dana.post(url("start_movement", pair.movement))
    signed = dana.post(
        url("sign_movement", pair.movement),
        {
            "done-pelvic_tilt": "on", "sets-pelvic_tilt": "2", "reps-pelvic_tilt": "8", "effort-pelvic_tilt": "gentle",
            f"done-{RELEASE}": "on", f"minutes-{RELEASE}": "10", "pain_after": "1", "next_time": "load",
            "home-relaxed_breathing": "same", "home-pelvic_tilt": "more", "tell": "Fewer ashi.", "grade": "1",
            "key": "k",
        },
    )  # fmt: skip

    assert (started.status_code, started.headers["Location"]) == (303, home)
    assert (signed.status_code, signed.headers["Location"]) == (303, f"{home}#signed-movement")
    content = record(pair.movement).content
    done = {item["id"]: (item["modality"], item["sets"], item["minutes"]) for item in content["items"]}
    assert done == {"pelvic_tilt": ("exercise", 2, None), RELEASE: ("manual_therapy", None, 10)}
    assert (content["next"], content["home"], content["tolerated"]) == (
        "load", ["relaxed_breathing", "pelvic_tilt"], "0.60",
    )  # fmt: skip
    assert visit(pair.movement).state == VisitState.DONE
    page = dana.get(home).content.decode()
    assert "Signed by Dana" in page
    assert TWO_BY_EIGHT in page
    assert "Myofascial release" in page


def test_last_time_stands_beside_today_and_the_line_reaches_the_needles(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    first, second = trip(cast), trip(cast, day=2)
    plan_for(cast, first.movement, second.movement)
    treat.start_movement(visit_id=first.movement, by=cast.dana)
    data = {"done-pelvic_tilt": "on", "sets-pelvic_tilt": "2", "reps-pelvic_tilt": "8", "next_time": "hold"}
    as_("dana").post(url("sign_movement", first.movement), {**data, "tell": "Fewer ashi."})
    treat.start_movement(visit_id=second.movement, by=cast.dana)

    movement = as_("dana").get(url("movement", second.movement)).content.decode()
    needles = as_("wei").get(url("needles", second.needles)).content.decode()

    assert f"last {TWO_BY_EIGHT}" in movement
    assert "Fewer ashi." in needles


def test_movement_that_must_wait_says_why(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair, dana = trip(cast), as_("dana")
    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4)

    page = dana.get(url("movement", pair.movement)).content.decode()
    refused = dana.post(url("start_movement", pair.movement))

    assert "4 needles are still in" in page
    assert (refused.status_code, "4 needles are still in" in refused.content.decode()) == (409, True)


def test_after_a_faint_on_the_movement_page_it_waits_too(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair, dana = trip(cast), as_("dana")

    dana.post(url("faint", pair.movement))
    waiting = dana.post(url("start_movement", pair.movement))
    with clock.at(at(10)):
        page = dana.get(url("movement", pair.movement)).content.decode()
    dana.post(url("steady", pair.movement), {"steady": "yes"})

    assert waiting.status_code == 422
    assert "legs up" in page
    assert dana.post(url("start_movement", pair.movement)).status_code == 303


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"pain_after": "1"}, "This field is required"),
        ({"next_time": "fly"}, "is not one of the available choices"),
        ({"next_time": "hold", "sets-pelvic_tilt": "many"}, "Enter a whole number"),
        ({"next_time": "hold", "home_new": "flying"}, "is not one of the available choices"),
        ({"next_time": "hold", "home_new": ["knee_rocks", "bridging", "walking"]}, "Choose which one leaves"),
        ({"next_time": "hold", "since": ["no_change", "new_area"]}, "Keep the one that is true"),
        ({"next_time": "hold", "reps-pelvic_tilt": "4"}, "Tick it as done"),
        ({"next_time": "hold", "opened": "say"}, "why hard effort is opened"),
    ],
)
def test_bad_input_says_so_and_signs_nothing(cast: Cast, as_: ClientOf, data: dict[str, object], words: str) -> None:
    prepare(cast)
    pair = trip(cast)
    plan_for(cast, pair.movement)
    treat.start_movement(visit_id=pair.movement, by=cast.dana)

    answer = as_("dana").post(url("sign_movement", pair.movement), {"note": "what was typed", **data})

    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert "what was typed" in answer.content.decode()
    assert visit(pair.movement).state == VisitState.IN_TREATMENT


def test_hard_effort_on_the_first_pair_is_refused_and_what_was_typed_stays(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair = trip(cast)
    plan_for(cast, pair.movement)
    needled(cast, pair.needles)
    treat.start_movement(visit_id=pair.movement, by=cast.dana)
    data = {"done-pelvic_tilt": "on", "effort-pelvic_tilt": "hard", "next_time": "hold", "note": "strong today"}

    answer = as_("dana").post(url("sign_movement", pair.movement), data)

    assert answer.status_code == 422
    assert "The first pair ever" in answer.content.decode()
    assert "strong today" in answer.content.decode()


def test_a_draft_of_movement_comes_back(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair, dana = trip(cast), as_("dana")
    plan_for(cast, pair.movement)
    treat.start_movement(visit_id=pair.movement, by=cast.dana)

    kept = dana.post(url("movement_draft", pair.movement), {"note": "half a note", "home_new": "knee_rocks"})

    assert kept.status_code == 303
    assert Draft.objects.within(cast.clinic.id).get().content["home_new"] == "knee_rocks"
    assert "half a note" in dana.get(url("movement", pair.movement)).content.decode()


def test_without_needles_there_is_no_ceiling_and_no_window(cast: Cast, as_: ClientOf) -> None:
    prepare(cast, cast.harold_id)
    alone = single(cast, MOVEMENT, person_id=cast.harold_id)

    page = as_("dana").get(url("movement", alone)).content.decode()

    assert "No needles today: no ceiling." in page
    assert "window-bar" not in page


def test_the_needle_half_and_other_clinics_have_no_movement_page(cast: Cast, as_: ClientOf) -> None:
    pair = trip(cast)

    assert as_("dana").get(url("movement", pair.needles)).status_code == 404
    assert as_("otto").get(url("movement", pair.movement)).status_code == 404
    assert as_("noor").get(url("movement", pair.movement)).status_code == 403
    assert as_("dana").post(url("movement", pair.movement)).status_code == 405


def test_ren_sees_no_hand_over_to_himself(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair, ren = trip(cast, first=cast.ren, second=cast.ren), as_("ren")
    treat.start_movement(visit_id=pair.movement, by=cast.ren)

    needles, movement = (ren.get(url(name, each)).content.decode() for name, each in
                         (("needles", pair.needles), ("movement", pair.movement)))  # fmt: skip

    assert 'name="hand_over"' not in needles
    assert 'name="tell"' not in movement
