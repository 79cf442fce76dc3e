"""Public pages are plain: at most the eighth school grade, measured on what stands there."""

import re
from html import unescape

import pytest
from tests import people
from tests.reading_age import HARDEST, grade
from tests.web.conftest import ClientOf

from weft.records import clock
from weft.records.models import Clinic

PAGES = (
    "/", "/learn", "/learn/causes-and-a-plan", "/learn/needles-explained/short", "/why-both", "/is-it-for-me",
    "/people-and-prices", "/promises", "/who-receives-your-data", "/check", "/call-me",
)  # fmt: skip
LEFT_OUT = (
    r"<svg.*?</svg>",
    r'<(\w+)[^>]*translate="no"[^>]*>.*?</\1>',
    r'<(ul|ol) class="claim__sources">.*?</\1>',
)


@pytest.fixture(autouse=True)
def works_with_drafts(cast: people.Cast) -> None:
    """So that there is something to read."""
    since = {"work_with_drafts_at": clock.now(), "work_with_drafts_by_id": cast.elena.user_id}
    Clinic.objects.filter(id=cast.clinic.id).update(**since)


def sentences(page: str) -> list[str]:
    """What stands in the page between its header and its footer, block by block; names, sources and drawings apart."""
    inside = page[page.index("<main") : page.index("</main>")]
    for left_out in LEFT_OUT:
        inside = re.sub(left_out, " ", inside, flags=re.DOTALL)
    blocks = re.split(r"</?(?:p|li|h\d|dt|dd|td|th|summary|label|button|figcaption|div|section|legend)\b[^>]*>", inside)
    texts = (unescape(re.sub(r"<[^>]+>", " ", block)) for block in blocks)
    return [" ".join(text.split()) for text in texts if re.search(r"[A-Za-z]{2}", text)]


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_can_be_read_after_eight_years_of_school(as_: ClientOf, address: str) -> None:
    said = [one for one in sentences(as_("visitor").get(address).text) if len(one.split()) > 3]

    assert grade(said) <= HARDEST, f"{grade(said):.1f}"
