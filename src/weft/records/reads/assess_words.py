"""Names of what the assessment's page shows."""

from weft.core.assess.facts import TriedClass
from weft.core.assess.findings import Side
from weft.core.assess.judge import JudgedKind
from weft.core.assess.movement_tests import Limb, Measures, MovementTest, NerveSign
from weft.core.assess.parts import SeenDoctor
from weft.core.shared.words import Words

RESULTS = {
    "": Words("not said how it went"),
    "better": Words("it got better"),
    "same": Words("no change"),
    "worse": Words("it got worse"),
}
TEXTS = {
    "told": Words("Told"),
    "also_treating": Words("Also treated by"),
    "seen_doctor_when": Words("A doctor, when"),
    "told_diagnosis": Words("What the doctor called it"),
    "comfort": Words("Comfort"),
    "pattern": Words("Pattern"),
    "channel": Words("Channels"),
    "tongue": Words("Tongue"),
    "pulse": Words("Pulse"),
    "palpation": Words("Palpation"),
    "posture": Words("Posture and how they move"),
    "neuro": Words("Nerves: strength, feeling, reflexes"),
    "note": Words("Anything else"),
}
"""Free texts of the parts, in the order in which they are read."""
LISTS = {
    "behaviour": ("behaviour", Words("How it behaves")),
    "weighs": ("weighs", Words("What else weighs on it")),
    "comfort_choices": ("comfort", Words("Comfort")),
    "patterns": ("patterns", Words("Pattern (traditional)")),
    "channels": ("channels", Words("Channels (traditional)")),
    "tongue_body": ("tongue_body", Words("Tongue, body")),
    "tongue_coat": ("tongue_coat", Words("Tongue, coat")),
    "pulses": ("pulses", Words("Pulse (traditional)")),
}
"""By field of a part: the list it is ticked on, and its label."""
FREE_LISTS = {"aggravated_by": Words("Worse with"), "tender_points": Words("Tender points")}
DOCTOR = {
    SeenDoctor.NO: Words("No doctor has looked at it"),
    SeenDoctor.YES: Words("A doctor has looked at it"),
}
TRIED_CLASSES = {
    TriedClass.MEDICINE: Words("Medicines"),
    TriedClass.PROCEDURE: Words("Injections and operations"),
    TriedClass.HANDS_AND_NEEDLES: Words("Hands, needles and talking"),
    TriedClass.BY_THEMSELVES: Words("By themselves"),
}
JUDGED = {
    JudgedKind.STAGE: Words("Stage"),
    JudgedKind.PICTURE: Words("Working picture, not a diagnosis"),
    JudgedKind.IRRITABILITY: Words("Irritability"),
    JudgedKind.NERVES: Words("Nerves"),
    JudgedKind.SIGN: Words("Danger sign"),
    JudgedKind.RISK: Words("Risk of lasting pain, our own questions"),
    JudgedKind.LICENSED_RISK: Words("Risk of lasting pain, licensed questionnaire"),
    JudgedKind.FACTOR: Words("May add to it"),
}
NERVES_OF = {Limb.LEG.value: Words("Nerves of the legs"), Limb.ARM.value: Words("Nerves of the arms")}
SIDES = {Side.LEFT: Words("{test}, left"), Side.RIGHT: Words("{test}, right"), Side.BOTH: Words("{test}")}

_ABOVE = frozenset({"neck", "upper_back", "shoulder", "arm", "hand"})
_GROUPS = {
    "posture": Words("Posture and changing position"),
    "range": Words("Range: low back and hips"),
    "range_above": Words("Range: neck, upper back and shoulders"),
    "flexibility": Words("Flexibility"),
    "strength": Words("Strength and imbalance"),
    "endurance": Words("Endurance"),
    "balance": Words("Balance"),
    "function": Words("Rising, walking, sitting"),
    "nerve_leg": NERVES_OF[Limb.LEG],
    "nerve_arm": NERVES_OF[Limb.ARM],
}
GROUPS = tuple(_GROUPS.items())
"""Groups of tests in the order of the form."""


def group_of(test: MovementTest) -> str:
    """The group that a test is folded into."""
    if test.nerve is not None:
        return f"nerve_{test.nerve.limb}"
    if test.measures is Measures.RANGE and test.region in _ABOVE:
        return "range_above"
    return test.measures.value


def level_of(test: MovementTest) -> tuple[bool, str, int]:
    """Where a nerve test stands in the examination: level by level down the limb, then stretches and the cord."""
    if test.nerve is None:
        return (False, "", 0)
    levels = test.nerve.levels
    return (not levels, min(levels, default=""), list(NerveSign).index(test.nerve.sign))
