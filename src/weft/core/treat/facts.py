"""What `knowledge/treat/` holds for one session: times, same-day rules, points, aftercare, reactions."""

from enum import StrEnum

from weft.core.plan.amounts import Amount, Span
from weft.core.shared.fact import Basis, Review, fact
from weft.core.treat.chart import ChartSpot
from weft.core.treat.events import ReactionGroup, Telling
from weft.core.treat.techniques import Technique


@fact
class Retention:
    """How long needles stay in, in minutes."""

    id: str
    first_session_minutes: int
    later_minutes: int
    min_minutes: int
    max_minutes: int
    check_minutes: tuple[int, ...] = ()
    """Minutes after the needles are in at which somebody looks in."""
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class SameDay:
    """What movement, heat and cold must heed on the day of needles."""

    id: str
    seated_minutes_first_pair: int
    """Minutes seated after the needles of the first pair ever."""
    modalities: tuple[str, ...]
    """Modality ids that the heat and cold rule holds for."""
    why_effort: str
    why_thermal: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class NeedleCount:
    """When a second count is asked for."""

    id: str
    second_check_above: int
    """Needles in; with more than this a second check is asked for."""
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class HomeDose:
    """Between which numbers the dose of a home exercise may be set."""

    id: str
    limits: dict[Amount, Span]
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


class PointCaution(StrEnum):
    """Why a point asks for care."""

    LUNG = "lung"
    VESSEL = "vessel"
    NERVE = "nerve"
    PREGNANCY = "pregnancy"
    ORGAN = "organ"
    CORD = "cord"
    JOINT = "joint"


@fact
class Point:
    """One acupuncture point."""

    code: str
    pinyin: str
    chinese: str
    region: str
    place: str
    """Where it is, in our own plain words."""
    traditional: str = ""
    """Why it is chosen, in the words of the tradition; for the clinician."""
    functional: str = ""
    """The same in the words of nerves and muscles; for the clinician."""
    chart: tuple[ChartSpot, ...] = ()
    """Where it lies on the plates of the body chart; empty for a sore spot, which may be anywhere."""
    cautions: tuple[PointCaution, ...] = ()
    sources: tuple[str, ...] = ()
    """Trials or guidance that used or named the point."""


@fact
class Meridian:
    """The points of one channel that the product knows."""

    id: str
    name: str
    points: tuple[Point, ...]
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class GuardedGroup:
    """Points that are guarded for one reason."""

    points: tuple[str, ...]
    """Codes; also of points that the product does not describe."""
    why: str
    """For the clinician, after "Only somebody trained for it:"."""


@fact
class CareGroup:
    """Points that ask for one care, whether or not the product describes them."""

    points: tuple[str, ...]
    caution: PointCaution


@fact
class GuardedPoints:
    """Points that nobody needles who was not trained for them, whoever the person is; and points that ask for care."""

    id: str
    groups: tuple[GuardedGroup, ...]
    care: tuple[CareGroup, ...] = ()
    rows: tuple[str, ...] = ()
    """The rows of the clinical dossier that it carries."""
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class CautionGroup:
    """Answers of a person that make one caution of a point speak for them."""

    caution: PointCaution
    rules: tuple[str, ...]
    """Ids of precautions (``screen/precautions/``)."""


@fact
class PersonalCare:
    """At which points a person's own answers ask for care, before a needle goes there."""

    id: str
    groups: tuple[CautionGroup, ...]
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class PointSet:
    """Points that are often chosen together: a beginning, never a prescription."""

    id: str
    order: int
    """In lists."""
    name: str
    because: str
    """Where the choice comes from, and for what."""
    points: str
    """As a practitioner types them (``core/treat/session.py``)."""
    one_sided: bool = False
    """Written for the right; offered for either side."""
    sources: tuple[str, ...]
    basis: Basis
    review: Review


class Situation(StrEnum):
    """What was done, seen or booked, as far as aftercare depends on it."""

    NEEDLES = "needles"
    MOVEMENT_BOOKED_TODAY = "movement_booked_today"
    MOVEMENT_DONE_TODAY = "movement_done_today"
    FIRST_SESSION = "first_session"
    FAINT = "faint"
    DROWSY = "drowsy"
    BRUISE_OR_BLEED = "bruise_or_bleed"


@fact
class AftercareVariant:
    """Other words for one line, when all of ``when`` hold."""

    when: tuple[Situation, ...]
    text: str


@fact
class AftercareItem:
    """One line of advice after a session."""

    id: str
    order: int
    seed: str = ""
    """What the source blog advises, in few words; empty for a line of our own."""
    correction: str
    """What is known about it, for the clinician."""
    only_when: tuple[Situation, ...] = ()
    """Given only when one of these holds; empty for always."""
    always: bool = False
    """Said whether or not somebody has signed it: a clinic that refuses drafts still tells people when to call."""
    text: str
    variants: tuple[AftercareVariant, ...] = ()
    """The first that fits is said instead of ``text``."""
    sources: tuple[str, ...] = ()
    basis: Basis
    review: Review


@fact
class TreatFacts:
    """All that treating knows (exercises and modalities belong to the plan)."""

    retention: Retention
    same_day: SameDay
    needle_count: NeedleCount
    home_dose: HomeDose
    points: dict[str, Point]
    """By code."""
    guarded: GuardedPoints
    personal_care: PersonalCare
    meridians: dict[str, Meridian]
    point_sets: dict[str, PointSet]
    """In the order of lists."""
    aftercare: tuple[AftercareItem, ...]
    """In the order in which they are said."""
    reactions: dict[str, ReactionGroup]
    telling: Telling
    techniques: dict[str, Technique]
    """In the order of lists."""
