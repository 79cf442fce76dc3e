"""Two people keep the wording and permission of one questionnaire: the second is told, and nothing typed is lost."""

import pytest
from tests.care import work_with_drafts
from tests.people import Cast
from tests.web.conftest import ClientOf
from tests.web.measure.test_measures_pages import PAGE, PEG

from weft.records import versions
from weft.records.models import MeasurePermission, MeasureWording

ALLOWED = {"permitted": "Use by the clinic", "given_by": "The owner"}


@pytest.fixture(autouse=True)
def _drafts(cast: Cast) -> None:
    work_with_drafts(cast)


def test_the_second_wording_stands_beside_the_first_text_by_text(
    as_: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    elena = as_("elena")
    form = elena.get(f"{PAGE}/peg").context["wording"]
    mine = PEG | {"seen": form["seen"].value(), "marks": form["marks"].value()}
    elena.post(f"{PAGE}/peg/wording", mine | {"text-pain": "Their sentence"})
    late = elena.post(f"{PAGE}/peg/wording", mine)

    both = {each.name: (each.yours, each.theirs) for each in late.context["both"].fields}
    assert (late.status_code, both) == (409, {"text-pain": ("First sentence", "Their sentence")})
    assert MeasureWording.objects.everywhere().count() == 1
    chosen = mine | {
        "seen": late.context["wording"]["seen"].value(),
        "differs": "text-pain",
        "keep_text-pain": "theirs",
    }
    assert elena.post(f"{PAGE}/peg/wording", chosen).status_code == 303
    assert MeasureWording.objects.everywhere().latest("at").texts["pain"] == "Their sentence"
    monkeypatch.setattr(versions, "need_unchanged", lambda *_, **__: None)
    assert elena.post(f"{PAGE}/peg/wording", mine).status_code == 303


def test_a_permission_is_ended_or_given_only_over_the_one_on_the_page(
    as_: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    elena = as_("elena")
    elena.post(f"{PAGE}/odi/permission", ALLOWED)
    twice = elena.post(f"{PAGE}/odi/permission", ALLOWED | {"permitted": "Use by Wei alone"})
    ended = elena.post(f"{PAGE}/odi/withdraw", {"why": "Contract ended", "seen": ""})

    assert (twice.status_code, ended.status_code) == (409, 409)
    for page, typed in ((twice, "Use by Wei alone"), (ended, "Contract ended")):
        assert "has saved the permission meanwhile." in page.text
        assert typed in page.text
    assert MeasurePermission.objects.everywhere().count() == 1
    again = {"why": "Contract ended", "seen": ended.context["withdrawal"]["seen"].value()}
    monkeypatch.setattr(versions, "need_unchanged", lambda *_, **__: None)
    assert elena.post(f"{PAGE}/odi/withdraw", again | {"seen": ""}).status_code == 303
    late = elena.post(f"{PAGE}/odi/withdraw", again)
    assert (late.status_code, "Contract ended" in late.text) == (409, True)  # over already: what was typed is to copy
