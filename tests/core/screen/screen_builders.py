"""Small danger signs and precautions for the tests of screening."""

from weft.core.screen.facts import (
    Effect,
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


def question(name: str, *sets: QuestionSet) -> Question:
    return Question(id=name, text=f"{name}?", why="because", asked_in=sets or (CONSULT, FULL))


def trigger(
    *questions: str,
    kind: TriggerKind = TriggerKind.ANY_OF,
    count: int = 1,
    outcome: Outcome = Outcome.STOP,
    action: Action = Action.SAME_DAY,
) -> Trigger:
    return Trigger(kind=kind, questions=questions, count=count, outcome=outcome, action=action)


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


def precaution(name: str, *effects: Effect, sets: tuple[QuestionSet, ...] = (FULL,)) -> Precaution:
    return Precaution(
        id=name,
        name=name,
        question=question(f"has_{name}", *sets),
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
