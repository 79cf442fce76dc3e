"""Cases of points: which are guarded for everybody, which are blocked for one person, and what else to heed."""

from collections.abc import Mapping

from weft.core.shared.fact import fact
from weft.core.treat.points import CAUTION_WORDS, point_notices
from weft.library.shape import Knowledge
from weft.library.worked.topic import Topic

_CAUTIONS = {str(words): caution.value for caution, words in CAUTION_WORDS.items()}


@fact
class PointsGiven:
    """Points that somebody wants to use."""

    points: tuple[str, ...]
    blocked: tuple[str, ...] = ()
    """Codes that the person's clearance blocks."""


@fact
class PointsExpected:
    """What is said about them; a point that is not named gets no notice of that kind."""

    stops: tuple[str, ...] = ()
    """Codes that are blocked for this person, or for everybody who was not trained for them."""
    cautions: tuple[str, ...] = ()
    """The cautions that are said, in order: "lung", "organ"."""


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
        "cautions": tuple(_CAUTIONS[str(notice.words)] for notice in found if not notice.is_blocked),
    }


TOPICS = (Topic("treat/points.toml", PointsCase, _points),)
