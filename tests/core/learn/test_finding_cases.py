"""The worked cases of searching, each under its own name."""

from tests.core.written_topics import every_case

from weft.library.knowledge import knowledge
from weft.library.worked.learn import TOPICS, FindingCase, faults
from weft.library.worked.topic import Topic


@every_case(TOPICS)
def test_a_search_finds_what_a_clinician_expects(topic: Topic, case: FindingCase) -> None:
    assert list(topic.differences(case, knowledge())) == []


def test_all_of_them_come_out_as_expected() -> None:
    assert list(faults(knowledge())) == []
