"""Run a step's worked cases as tests, each under its own name."""

from collections.abc import Iterable
from typing import Any

import pytest

from weft.library.worked.topic import Topic


def every_case(topics: Iterable[Topic]) -> pytest.MarkDecorator:
    """One test a case: the parameters are ``topic`` and ``case``."""
    found: list[tuple[Topic, Any]] = [(topic, case) for topic in topics for case in topic.cases()]
    return pytest.mark.parametrize(
        ("topic", "case"), found, ids=[f"{topic.file}: {case.name}" for topic, case in found]
    )
