"""The shapes of the cases of measuring: what is given, and what must come out."""

from dataclasses import field
from datetime import date
from decimal import Decimal

from weft.core.measure.facts import AnswerWords, Better
from weft.core.shared.fact import fact


@fact
class Named:
    """Only the measure is given."""

    instrument: str


@fact
class ScaleExpected:
    """Scores that the scale has and has not; the same for answers to one item (the first)."""

    better: Better
    fits: tuple[Decimal, ...]
    refused: tuple[Decimal, ...]
    answers: tuple[Decimal, ...] = ()
    answers_refused: tuple[Decimal, ...] = ()
    recovered: Decimal | None = None


@fact
class ScaleCase:
    """Both ends of one scale, and its step."""

    name: str
    why: str
    given: Named
    expect: ScaleExpected


@fact
class ScoreGiven:
    """Answers by item; ``left_out`` were asked and not answered."""

    instrument: str
    answers: dict[str, Decimal] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    total: Decimal | None = None
    """A total reckoned on paper, instead of answers."""


@fact
class ScoreExpected:
    """What must come out; without ``value`` there is no score. ``refused``: the form cannot be right."""

    value: Decimal | None = None
    used: int = 0
    care: bool = False
    band: str = ""
    parts: dict[str, Decimal] = field(default_factory=dict)
    positive: tuple[str, ...] = ()
    """Parts that ask for a clinician's contact; "all" for the whole."""
    refused: bool = False


@fact
class ScoreCase:
    """One filled-in form."""

    name: str
    why: str
    given: ScoreGiven
    expect: ScoreExpected


@fact
class ChangeGiven:
    """A first score, and the day of the latest."""

    instrument: str
    baseline: Decimal
    on: date
    alone: bool = False
    """One of the things that the person named, not their mean."""


@fact
class ChangeExpected:
    """Latest scores by how they must be judged. ``refused``: nothing is judged on that measure on that day."""

    needed: Decimal | None = None
    better: tuple[Decimal, ...] = ()
    start: tuple[Decimal, ...] = ()
    same: tuple[Decimal, ...] = ()
    worse: tuple[Decimal, ...] = ()
    refused: bool = False


@fact
class ChangeCase:
    """One first score and several latest ones."""

    name: str
    why: str
    given: ChangeGiven
    expect: ChangeExpected


@fact
class HalfGiven:
    """Scores as day and value; the first is the start."""

    instrument: str = "nprs"
    scores: tuple[tuple[Decimal, Decimal], ...]


@fact
class HalfExpected:
    """Days to half; nothing when it was not reached."""

    days: int | None = None


@fact
class HalfCase:
    """One run of scores."""

    name: str
    why: str
    given: HalfGiven
    expect: HalfExpected


@fact
class Offered:
    """Which measures are what, by id in order of name."""

    ours: tuple[str, ...]
    free_wording: tuple[str, ...]
    licensed: tuple[str, ...]
    on_curve: tuple[str, ...]
    judged: tuple[str, ...]
    never_asked: tuple[str, ...]
    paraphrases: dict[str, str]
    """Label of our paraphrase, by the measure."""
    worded: dict[str, AnswerWords]
    """Which answers bear words that are taken in with the wording, by the measure."""
    raises: dict[str, str]
    """Danger sign that a clinician asks about, by the screen."""


@fact
class OfferedCase:
    """The whole list."""

    name: str
    why: str
    expect: Offered
