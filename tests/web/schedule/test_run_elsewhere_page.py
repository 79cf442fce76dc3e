"""The page of a run shows the other times for trips that lost theirs, and books them with one press."""

from django.urls import reverse
from tests.people import Cast
from tests.records.schedule.test_run_elsewhere import desk_takes
from tests.records.schedule.test_runs import booked, found, searched
from tests.web.conftest import ClientOf

from weft.records.models import Plan


def test_the_page_shows_both_times_and_one_press_books(cast: Cast, plan: Plan, as_: ClientOf) -> None:
    run_id = searched(cast)
    desk_takes(cast, found(run_id).people[0].trips[0])
    booked(cast, run_id)
    noor, page = as_("noor"), reverse("schedule:run", args=[run_id])
    assert "Book the other time" in noor.get(page).content.decode()

    answer = noor.post(reverse("schedule:run_elsewhere", args=[run_id]))

    assert (answer.status_code, answer.headers["location"]) == (303, page)
    assert "Book the other time" not in noor.get(page).content.decode()
    assert noor.post(reverse("schedule:run_elsewhere", args=[run_id])).status_code == 422
