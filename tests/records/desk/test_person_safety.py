"""The safety panel of a person: every caution of the answers, whichever modality it speaks to."""

import pytest
from tests.people import Cast
from tests.records.treat.treat_builders import at, prepare

from weft.core.shared.care import Answer
from weft.records import clock
from weft.records.reads.person import person_page

pytestmark = pytest.mark.django_db


def test_one_rule_that_says_two_things_is_heard_twice(cast: Cast) -> None:
    prepare(cast, blood_thinner=Answer.YES)

    with clock.at(at(0)):
        care = person_page(cast.marta_id, cast.wei).care

    assert care
    said = [str(line.words) for line in care.safety.lines]
    needles = next(line for line in said if "Thin needles, shallow" in line)
    hands = next(line for line in said if line.startswith("Light pressure"))
    assert said.index(needles) < said.index(hands)
    assert len(said) == len(set(said))
