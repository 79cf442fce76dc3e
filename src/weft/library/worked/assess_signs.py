"""Cases of what an examination weighs: nerves, the risk that pain lasts, contributing factors."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from weft.core.assess.factors import Looked, suggest_factors
from weft.core.assess.facts import AssessFacts
from weft.core.assess.movement_tests import Limb
from weft.core.assess.neuro import neuro_summary
from weft.core.assess.parts import MovementPart, TestValue
from weft.core.assess.pictures import NerveState
from weft.core.assess.recorded import findings
from weft.core.assess.risk import risk, start_back
from weft.core.assess.rules import RiskBand
from weft.core.shared.care import Answer
from weft.core.shared.fact import fact
from weft.library.shape import Knowledge
from weft.library.worked.topic import Topic


@fact
class Recorded:
    """One test as recorded: a value or a word, once or on a side."""

    test: str
    value: Decimal | None = None
    left: Decimal | None = None
    right: Decimal | None = None
    word: str = ""
    left_word: str = ""
    right_word: str = ""


@fact
class NervesGiven:
    """What was recorded now and last time."""

    limb: Limb = Limb.LEG
    now: tuple[Recorded, ...] = ()
    before: tuple[Recorded, ...] = ()


@fact
class NervesExpected:
    """What the tests say together, and which danger signs are asked about."""

    state: NerveState
    levels: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()


@fact
class NervesCase:
    """One case of the nerve summary."""

    name: str
    why: str
    given: NervesGiven
    expect: NervesExpected


def _nerves(case: NervesCase, known: Knowledge) -> Mapping[str, object]:
    given = case.given
    before = _part(given.before) if given.before else None
    found = neuro_summary(_part(given.now), known.assess, given.limb, before=before)
    return {"state": found.state, "levels": found.levels, "ask": found.red_flags}


def _part(recorded: tuple[Recorded, ...]) -> MovementPart:
    return MovementPart(tests=tuple(_value(one) for one in recorded))


def _value(one: Recorded) -> TestValue:
    return TestValue(
        test=one.test, value=one.value, left=one.left, right=one.right,
        choice=one.word, choice_left=one.left_word, choice_right=one.right_word,
    )  # fmt: skip


@fact
class RiskGiven:
    """Which questions were answered yes and which were left open; all others no."""

    yes: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


@fact
class RiskExpected:
    """The band, whether it is said what it means for the plan, and the usual number of contacts where one is named."""

    band: RiskBand
    meaning: bool = True
    contacts: tuple[int, int] | None = None


@fact
class RiskCase:
    """One case of our own risk questions."""

    name: str
    why: str
    given: RiskGiven
    expect: RiskExpected


def _risk(case: RiskCase, known: Knowledge) -> Mapping[str, object]:
    rule, given = known.assess.risk, case.given
    answers = {one.id: Answer.YES if one.id in given.yes else Answer.NO for one in rule.questions}
    band = risk({name: said for name, said in answers.items() if name not in given.open}, rule).band
    contacts = next((means.contacts for means in rule.means if means.band is band), None)
    return {"band": band, "meaning": band in {means.band for means in rule.means}, "contacts": contacts}


@fact
class StartBackGiven:
    """The two totals of the licensed questionnaire."""

    total: int
    mind: int


@fact
class StartBackExpected:
    """The band; nothing when the two numbers cannot be."""

    band: RiskBand | None = None


@fact
class StartBackCase:
    """One case of the licensed bands."""

    name: str
    why: str
    given: StartBackGiven
    expect: StartBackExpected


def _start_back(case: StartBackCase, known: Knowledge) -> Mapping[str, object]:
    try:
        found = start_back(case.given.total, case.given.mind, known.assess.start_back, known.assess.risk)
    except ValueError:
        return {"band": None}
    return {"band": found.band}


@fact
class FactorsGiven:
    """Each of these alone suggests the same factors."""

    weighs: tuple[str, ...] = ()
    behaviour: tuple[str, ...] = ()
    spreads: tuple[str, ...] = ()
    nerves: tuple[NerveState, ...] = ()
    risk: tuple[str, ...] = ()
    """Risk questions whose answer counts."""
    recorded: tuple[Recorded, ...] = ()


@fact
class FactorsExpected:
    """Factors that are suggested, in their order; more only when one of the given suggests more."""

    factors: tuple[str, ...] = ()


@fact
class FactorsCase:
    """One case of what suggests a factor."""

    name: str
    why: str
    given: FactorsGiven
    expect: FactorsExpected


def _factors(case: FactorsCase, known: Knowledge) -> Mapping[str, object]:
    want, found = case.expect.factors, set()
    for looked in _each_alone(case.given, known.assess):
        found.add(tuple(one.id for one in suggest_factors(looked, known.assess)))
    other = sorted(found - {want})
    return {"factors": other[0] if other else want}


def _each_alone(given: FactorsGiven, facts: AssessFacts) -> Iterator[Looked]:
    yield from (Looked(weighs=(one,)) for one in given.weighs)
    yield from (Looked(behaviour=(one,)) for one in given.behaviour)
    yield from (Looked(spreads=(one,)) for one in given.spreads)
    yield from (Looked(nerves=(one,)) for one in given.nerves)
    yield from (Looked(risk=(one,)) for one in given.risk)
    yield from (Looked(findings=findings(_part((one,)), facts)) for one in given.recorded)


TOPICS = (
    Topic("assess/nerves.toml", NervesCase, _nerves),
    Topic("assess/risk.toml", RiskCase, _risk),
    Topic("assess/start_back.toml", StartBackCase, _start_back),
    Topic("assess/factors.toml", FactorsCase, _factors),
)
