"""A list with nothing in it says so, in the clinic's first hour."""

from tests.people import Cast
from tests.web.conftest import ClientOf


def test_every_list_of_a_fresh_clinic_says_that_nothing_is_there(cast: Cast, as_: ClientOf) -> None:
    person = f"/people/{cast.marta_id}"
    lists = {
        "/today": "Nobody is booked today",
        "/inbox": "Nothing waits.",
        "/enquiries": "Nobody waits.",
        f"{person}": "Nothing to show yet.",
        f"{person}/papers": "No paper has been kept yet.",
        f"{person}/scores/kept": "No score has been kept yet.",
        f"{person}/review": "Nothing waits for a decision.",
        f"{person}/screening": "Nothing has been asked yet.",
    }
    ren = as_("ren")

    assert [path for path, says in lists.items() if says not in ren.get(path).text] == []
    assert "No message has been written yet." in as_("noor").get("/messages").text
