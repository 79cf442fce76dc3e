"""Small danger signs and precautions for the tests of screening."""

from weft.core.screen.facts import (
    Effect,
    Lead,
    Level,
    Precaution,
    Question,
    QuestionSet,
    RedFlag,
    ScreenFacts,
    Trigger,
    TriggerKind,
)
from weft.core.shared.care import Action, Answer, Outcome
from weft.core.shared.fact import Basis, Review, ReviewStatus

YES, NO, UNSURE = Answer.YES, Answer.NO, Answer.UNSURE
CONSULT, FULL = QuestionSet.CONSULT, QuestionSet.FULL
DRAFT = Review(status=ReviewStatus.DRAFT, reviewers_needed=("physiotherapist",))
MODALITIES = ("needling", "heat", "exercise")


def question(name: str, *sets: QuestionSet, under: str = "") -> Question:
    return Question(id=name, text=f"{name}?", why="because", asked_in=sets or (CONSULT, FULL), under=under)


def lead(name: str, *sets: QuestionSet, signs: bool = False, reopens: bool = False, under: str = "") -> Lead:
    asked = question(name, *sets, under=under)
    return Lead(id=name, question=asked, signs=signs, reopens=reopens, basis=Basis.DERIVED, review=DRAFT)


def trigger(
    *questions: str,
    kind: TriggerKind = TriggerKind.ANY_OF,
    count: int = 1,
    outcome: Outcome = Outcome.STOP,
    action: Action = Action.SAME_DAY,
    blocks: tuple[str, ...] = (),
) -> Trigger:
    return Trigger(kind=kind, questions=questions, count=count, outcome=outcome, action=action, blocks=blocks)


def flag(name: str, questions: tuple[Question, ...], *triggers: Trigger, blocks: tuple[str, ...] = ("*",)) -> RedFlag:
    return RedFlag(
        id=name,
        name=name,
        questions=questions,
        triggers=triggers,
        blocks=blocks,
        person=f"{name}: see a doctor",
        letter=f"{name} is possible",
        sources=("book",),
        basis=Basis.SOURCED,
        review=DRAFT,
    )


def effect(*modalities: str, level: Level = Level.PRE, site_only: bool = False, points: tuple[str, ...] = ()) -> Effect:
    return Effect(modalities=modalities, level=level, text=f"{level} rule", site_only=site_only, points=points)


def precaution(name: str, *effects: Effect, sets: tuple[QuestionSet, ...] = (FULL,), under: str = "") -> Precaution:
    return Precaution(
        id=name,
        name=name,
        question=question(f"has_{name}", *sets, under=under),
        effects=effects,
        person=f"{name}: we take care",
        sources=("book",),
        basis=Basis.SOURCED,
        review=DRAFT,
    )


NERVES = flag(
    "nerves",
    (question("numb"), question("both_legs")),
    trigger("numb", action=Action.EMERGENCY),
    trigger("both_legs"),
)
ILLNESS = flag(
    "illness",
    (question("past_cancer"), question("night_pain"), question("weight_loss", FULL)),
    trigger("past_cancer", "night_pain", kind=TriggerKind.ALL_OF, outcome=Outcome.TALK_FIRST),
    trigger(
        "past_cancer", "night_pain", "weight_loss",
        kind=TriggerKind.AT_LEAST, count=2, outcome=Outcome.TALK_FIRST, action=Action.WITHIN_2_WEEKS,
    ),
    blocks=("needling", "heat"),
)  # fmt: skip
BLOOD = precaution("blood", effect("needling", level=Level.REL), effect("heat"))
DEVICE = precaution("device", effect("heat", level=Level.ABS))
SKIN = precaution("skin", effect("needling", level=Level.ABS, site_only=True))
CHILD = precaution("child", effect("needling", level=Level.REL, points=("LI4",)), effect("needling", points=("ST36",)))
FACTS = ScreenFacts(red_flags=(NERVES, ILLNESS), precautions=(BLOOD, DEVICE, SKIN, CHILD), modalities=MODALITIES)
ALL_NO = dict.fromkeys(
    (
        "numb",
        "both_legs",
        "past_cancer",
        "night_pain",
        "weight_loss",
        "has_blood",
        "has_device",
        "has_skin",
        "has_child",
    ),
    NO,
)

EVERY_VISIT = QuestionSet.EVERY_VISIT
HEART = flag("heart", (question("chest", under="sudden"),), trigger("chest", action=Action.EMERGENCY))
FEVER = flag("fever", (question("shivers", under="sudden"),), trigger("shivers"))
CORD = flag(
    "cord",
    (question("neck_pain_new", under="neck"), question("clumsy_hands", under="clumsy")),
    trigger("clumsy_hands", outcome=Outcome.TALK_FIRST, action=Action.WITHIN_2_WEEKS, blocks=("heat",)),
    trigger("neck_pain_new", "clumsy_hands", kind=TriggerKind.ALL_OF),
)
JOINTS = flag(
    "joints",
    (question("stiff", FULL, under="long"), question("relatives", FULL, under="long")),
    trigger("stiff", "relatives", kind=TriggerKind.ALL_OF, outcome=Outcome.GO, action=Action.GP),
    blocks=(),
)
WAITING = precaution("complications", effect("needling", level=Level.ABS), under="has_child")
LED = ScreenFacts(
    red_flags=(HEART, NERVES, FEVER, CORD, ILLNESS, JOINTS),
    precautions=(BLOOD, CHILD, WAITING),
    modalities=MODALITIES,
    leads=(
        lead("sudden", signs=True),
        lead("neck"),
        lead("clumsy", under="neck"),
        lead("long", FULL),
        lead("health_changed", EVERY_VISIT, reopens=True),
    ),
)
"""With questions that stand before others: a list of signs, a place with another lead under it, a letter, and a
precaution's own question."""
LED_NO = dict.fromkeys((one.id for one in LED.questions.values() if not one.under and FULL in one.asked_in), NO)
