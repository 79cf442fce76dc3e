"""The worked cases of a session come out as clinicians wrote them."""

from dataclasses import replace
from typing import Any

from tests.core.written_topics import every_case

from weft.library.knowledge import knowledge
from weft.library.worked.topic import Topic
from weft.library.worked.treat import TOPICS, faults


@every_case(TOPICS)
def test_each_case_of_a_session_comes_out_as_written(topic: Topic, case: Any) -> None:
    assert list(topic.differences(case, knowledge())) == []


def test_an_altered_limit_is_noticed_by_a_case() -> None:
    known = knowledge()
    rule = replace(known.treat.needle_count, second_check_above=11)

    found = list(faults(replace(known, treat=replace(known.treat, needle_count=rule))))

    assert [(fault.file, fault.place) for fault in found] == [
        ("cases/treat/times.toml", "eleven needles"),
        ("cases/treat/times.toml", "eleven needles, alone"),
    ]
    assert "second_check should be second_person and is none" in str(found[0])


def test_a_retention_line_that_is_no_longer_allowed_is_noticed() -> None:
    known = knowledge()
    rule = replace(known.treat.retention, max_minutes=39)

    found = list(faults(replace(known, treat=replace(known.treat, retention=rule))))

    assert [fault.place for fault in found] == ["the longest that is allowed"]
