"""Cases of the step assess."""

from collections.abc import Iterator
from pathlib import Path

from weft.core.assess.movement_tests import shape_faults
from weft.library.references import Fault
from weft.library.shape import Knowledge
from weft.library.worked import assess_person, assess_signs, assess_tests

TOPICS = (*assess_tests.TOPICS, *assess_person.TOPICS, *assess_signs.TOPICS)


def faults(knowledge: Knowledge, root: Path | None = None) -> Iterator[Fault]:
    """Every case that comes out otherwise, every test that does not fit its kind, danger signs that nobody knows."""
    yield from _unknown_flags(knowledge)
    for test in knowledge.assess.tests.values():
        for place in shape_faults(test):
            yield Fault(f"assess/tests/{test.id}.toml", place, "does not fit a test of this kind, or its range")
    for topic in TOPICS:
        yield from topic.faults(knowledge, root)


def _unknown_flags(knowledge: Knowledge) -> Iterator[Fault]:
    """Nerves and words ask for danger signs by name: one that is not there would be asked about by nobody."""
    rule, known = knowledge.assess.neuro, {flag.id for flag in knowledge.screen.red_flags}
    for test in knowledge.assess.tests.values():
        for flag in {flag for choice in test.choices for flag in choice.asks} - known:
            yield Fault(
                f"assess/tests/{test.id}.toml", "asks", f"{flag!r} is no danger sign; mend its spelling or add it"
            )
    for name in ("ask_when_worse", "ask_when_both_sides", "ask_when_cord"):
        for flag in getattr(rule, name):
            if flag not in known:
                yield Fault("assess/neuro.toml", name, f"{flag!r} is no danger sign; mend its spelling or add it")
