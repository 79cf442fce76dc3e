"""Cases of what a session chooses and leaves behind: techniques, aftercare, unwanted events."""

from collections.abc import Mapping

from weft.core.screen.order import every_question
from weft.core.screen.screening import screen
from weft.core.shared.care import Answer
from weft.core.shared.fact import fact
from weft.core.treat.aftercare import aftercare
from weft.core.treat.facts import Situation
from weft.core.treat.reactions import Follow, who_is_told
from weft.core.treat.techniques import Fit, techniques
from weft.library.shape import Knowledge
from weft.library.worked.topic import Topic


@fact
class AftercareGiven:
    """What was done, seen and booked."""

    situations: tuple[Situation, ...]


@fact
class AftercareExpected:
    """One line that matters, and how many there are."""

    line: str
    says: str
    lines: int


@fact
class AftercareCase:
    """What a person is told after a session."""

    name: str
    why: str
    given: AftercareGiven
    expect: AftercareExpected


def _aftercare(case: AftercareCase, known: Knowledge) -> Mapping[str, object]:
    lines = {line.id: str(line.text) for line in aftercare(known.treat, case.given.situations)}
    said, expected = lines.get(case.expect.line, ""), case.expect
    return {
        "line": expected.line if said else "not given",
        "says": expected.says if expected.says in said else said,
        "lines": len(lines),
    }


@fact
class ReactionGiven:
    """One unwanted event."""

    group: str
    code: str
    grade: int = 1


@fact
class ReactionExpected:
    """What follows, and within how many hours somebody is told."""

    follow: Follow
    within_hours: int | None = None


@fact
class ReactionCase:
    """An unwanted event."""

    name: str
    why: str
    given: ReactionGiven
    expect: ReactionExpected


def _reaction(case: ReactionCase, known: Knowledge) -> Mapping[str, object]:
    given = case.given
    group = known.treat.reactions[given.group]
    told = who_is_told(known.treat.telling, group, given.code, given.grade)
    return {
        "follow": told.follow,
        "within_hours": None if told.within is None else int(told.within.total_seconds() // 3600),
    }


@fact
class TechniqueGiven:
    """Answers that matter (every other question: no), and what was agreed to."""

    yes: tuple[str, ...] = ()
    is_first_session: bool = False
    agreed: tuple[str, ...] = ("needling",)


@fact
class TechniqueExpected:
    """Technique ids by how they suit."""

    suggested: tuple[str, ...]
    held: tuple[str, ...]


@fact
class TechniqueCase:
    """Which way of needling suits whom."""

    name: str
    why: str
    given: TechniqueGiven
    expect: TechniqueExpected


def _technique(case: TechniqueCase, known: Knowledge) -> Mapping[str, object]:
    given = case.given
    no = dict.fromkeys((question.id for question in every_question(known.screen)), Answer.NO)
    clearance = screen(no | dict.fromkeys(given.yes, Answer.YES), known.screen)
    choices = techniques(
        known.treat.techniques, clearance, is_first_session=given.is_first_session, agreed=given.agreed
    )
    of = {fit: tuple(one.technique.id for one in choices if one.fit is fit) for fit in Fit}
    return {"suggested": of[Fit.SUGGESTED], "held": of[Fit.HELD]}


TOPICS = (
    Topic("treat/aftercare.toml", AftercareCase, _aftercare),
    Topic("treat/reactions.toml", ReactionCase, _reaction),
    Topic("treat/techniques.toml", TechniqueCase, _technique),
)
