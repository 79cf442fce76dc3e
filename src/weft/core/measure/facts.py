"""What `knowledge/measure/` holds: instruments with their scale, items, scoring, bands and change values."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from weft.core.shared.fact import Basis, Review, fact


class Better(StrEnum):
    """Which way is better on a scale."""

    LOWER = "lower"
    HIGHER = "higher"


class Licence(StrEnum):
    """Whose sentences a measure is made of."""

    OURS = "ours"
    """Ours or nobody's: shipped whole."""
    FREE_WORDING = "free_wording"
    """Free to use, but somebody's sentences: the clinic takes in the official wording once."""
    LICENSED = "licensed"
    """Scored only after the clinic has recorded its permission."""


class Scoring(StrEnum):
    """How answers become one score; each is a function in `core/measure/ways.py`."""

    SINGLE = "single"
    FIRST = "first"
    """The first item is the score and counts any of the others, which are kept beside it; none can be more."""
    MEAN_OF_GIVEN = "mean_of_given"
    SUM = "sum"
    COUNT_TICKED = "count_ticked"
    """How many are true; a blank is not true, once at least one is answered."""
    PERCENT_OF_ANSWERED = "percent_of_answered"
    """Sum, as a percentage of the most that the answered items could give."""
    MEAN_MINUS_ONE_TIMES_25 = "mean_minus_one_times_25"
    SHARE = "share"
    """The first item as a percentage of the second."""


class AnswerWords(StrEnum):
    """Which answers bear words on the questionnaire's own sheet: those are taken in with its sentences."""

    NONE = "none"
    EACH = "each"
    ENDS = "ends"
    """Only the lowest and the highest; those between are bare numbers."""
    TICK = "tick"
    """What a tick says; a blank has no words."""


@fact
class Item:
    """One question of a measure that has several."""

    id: str
    label: str = ""
    """Our own few words; empty where somebody else's licence covers the sentences."""
    part: str = ""
    range: tuple[Decimal, Decimal] | None = None
    """Its own answers, where they differ from those of the other items."""
    counts_from: Decimal | None = None
    """It counts as 1 from this answer on, else as 0."""


@fact
class Part:
    """Items of a measure that also stand for something by themselves."""

    id: str
    name: str
    positive_from: Decimal | None = None


@fact
class Band:
    """What a score is called, from ``low`` up to where the next band begins."""

    low: Decimal
    name: str
    """Empty: from here on it is called nothing."""
    says: str = ""
    part: str = ""
    """Read on the score of this part; empty: on the whole. Of several that fit, the last stands."""


@fact
class Meaningful:
    """How much change counts, from a day on. A new value is a new entry, never an edit."""

    since: date
    points: Decimal
    """Fixed change, in the points of the scale."""
    fraction: Decimal
    """Change as a part of the first score (0.30 = 30%)."""
    population: str
    sources: tuple[str, ...]


@fact
class Label:
    """What our paraphrase of somebody's questionnaire is called; never by the questionnaire's name."""

    id: str
    name: str
    short: str


@fact
class Instrument:
    """One measure."""

    id: str
    name: str
    short: str
    question: str
    """What the person is asked, in our own words."""
    unit: str
    range: tuple[Decimal, Decimal]
    step: Decimal
    """Smallest difference between two scores."""
    better: Better
    low_end: str
    """Words at the lowest end of the scale (of one answer, where there are several items)."""
    high_end: str
    scoring: Scoring
    items_min: int
    """Answers needed for a score."""
    items_usual: tuple[int, int]
    """How many items are usually asked, fewest and most."""
    missing_rule: str
    """What happens with an item that was not answered, in words."""
    recall: str
    licence: Licence
    licence_note: str = ""
    """What we found about the licence, in our words."""
    meaningful: tuple[Meaningful, ...] = ()
    """Empty: a change on it is shown, and never judged."""
    items: tuple[Item, ...] = ()
    """Empty: one number, or as many as the person names."""
    answers: tuple[Decimal, Decimal] | None = None
    """Lowest and highest answer to one item, in whole steps; None: as the scale itself."""
    answer_words: AnswerWords = AnswerWords.NONE
    each_question: str = ""
    """What is asked about each thing that the person names; empty: the person names none."""
    meaningful_each: tuple[Meaningful, ...] = ()
    """The same as ``meaningful``, for one of the named things alone."""
    parts: tuple[Part, ...] = ()
    bands: tuple[Band, ...] = ()
    positive_from: Decimal | None = None
    """For a screen: a score from here on asks for a clinician's contact."""
    raises: str = ""
    """The danger sign that a clinician then asks about."""
    label: Label | None = None
    paraphrase_of: str = ""
    """Set on the paraphrase of a questionnaire, which `core/measure/forms.py` makes."""
    asked: bool = True
    """False: worked out from other scores, never asked."""
    share_of_start: Decimal | None = None
    """For a measure in days: which part of the first score has to be reached."""
    loinc: str = ""
    """Seen in public terminology tables, not looked up at LOINC."""
    recovered: Decimal | None = None
    """Score at which people count as recovered, when one is known."""
    on_curve: bool = False
    """Drawn on the default curve."""
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class MeasureFacts:
    """All that measuring knows, by instrument id; paraphrases are among them under their own label."""

    instruments: dict[str, Instrument]
