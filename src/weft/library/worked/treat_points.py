"""Cases of points: guarded for everybody, blocked or read first for one person, and what else to heed."""

from collections.abc import Mapping

from weft.core.shared.fact import fact
from weft.core.treat.points import CAUTION_WORDS, point_notices, rules_to_read
from weft.library.shape import Knowledge
from weft.library.worked.topic import Topic

_CAUTIONS = {str(words): caution.value for caution, words in CAUTION_WORDS.items()}


@fact
class PointsGiven:
    """Points that somebody wants to use."""

    points: tuple[str, ...]
    blocked: tuple[str, ...] = ()
    """Codes that the person's clearance blocks."""
    precautions: tuple[str, ...] = ()
    """Ids of the precautions that speak for the person."""


@fact
class PointsExpected:
    """What is said about them; a point that is not named gets no notice of that kind."""

    stops: tuple[str, ...] = ()
    """Codes that are blocked for this person, or for everybody who was not trained for them."""
    cautions: tuple[str, ...] = ()
    """The cautions that are said, in order: "lung", "organ"."""
    read_first: tuple[str, ...] = ()
    """Codes at which the person's own answers are read and ticked first."""


@fact
class PointsCase:
    """One choice of points."""

    name: str
    why: str
    given: PointsGiven
    expect: PointsExpected


def _points(case: PointsCase, known: Knowledge) -> Mapping[str, object]:
    found = point_notices(known.treat, case.given.points, case.given.blocked)
    return {
        "stops": tuple(notice.code for notice in found if notice.is_blocked),
        "read_first": tuple(
            code for code in case.given.points if rules_to_read(known.treat, code, case.given.precautions)
        ),
        "cautions": tuple(_CAUTIONS[str(notice.words)] for notice in found if not notice.is_blocked),
    }


TOPICS = (Topic("treat/points.toml", PointsCase, _points),)
