"""The fixed words of printed sheets, each a message of its own."""

from weft.core.plan.facts import Lane
from weft.core.shared.care import Action, Outcome, Verdict
from weft.core.shared.fact import Certainty
from weft.core.shared.words import Words

LABELS = {
    "plan": Words("Plan of care"),
    "goals": Words("What it is for"),
    "clearance": Words("What may be done"),
    "overview": Words("The plan on one page"),
    "lines": Words("Line by line: because, now, until"),
    "because": Words("Because"),
    "now": Words("Now"),
    "until": Words("Until"),
    "lane": Words("Lane"),
    "move_on": Words("Move on when"),
    "starts": Words("Starts when"),
    "ceiling": Words("Effort on a needle day"),
    "doses": Words("Doses: this set and the other"),
    "set": Words("Set"),
    "why": Words("Why"),
    "home": Words("At home"),
    "stop": Words("Stop"),
    "reviews": Words("When we look again"),
    "evidence": Words("What is known"),
    "says": Words("Says"),
    "from": Words("From"),
    "certainty": Words("Certainty"),
    "silent": Words("Silent on"),
    "withheld": Words("Left out, and why"),
    "adjusted": Words("Changed for you"),
    "expectations": Words("What to expect"),
    "safety_net": Words("When it does not go as hoped"),
    "drafts": Words("Rests on unreviewed values"),
    "drafts_why": Words("No clinician has yet checked these against their sources:"),
    "advice": Words("General information, not medical advice. A clinician decides."),
    "none": Words("nothing planned"),
    "no_plan": Words("There is no plan yet: this has to be looked at first."),
    "agreed": Words("Agreed by"),
    "key": Words("dots: needles · hatch: movement"),
}

LANES = {Lane.NEEDLES: Words("Needles"), Lane.MOVEMENT: Words("Movement"), Lane.HOME: Words("At home")}

VERDICTS = {
    Verdict.CLEAR: Words("clear"),
    Verdict.CAUTION: Words("caution"),
    Verdict.ASK: Words("ask first"),
    Verdict.BLOCKED: Words("blocked"),
}

OUTCOMES = {
    Outcome.GO: Words("Nothing in the answers speaks against care here."),
    Outcome.TALK_FIRST: Words("A clinician talks with you first."),
    Outcome.STOP: Words("Stop: get help before any treatment here."),
}

SOON = {
    Action.EMERGENCY: Words("At once."),
    Action.SAME_DAY: Words("The same day."),
    Action.WITHIN_24_HOURS: Words("Within 24 hours."),
    Action.WITHIN_2_WEEKS: Words("Within two weeks."),
    Action.GP: Words("At the next chance."),
    Action.CAUTION: Words("When it suits you."),
    Action.NONE: Words("When it suits you."),
}
"""How soon somebody else looks."""

CERTAINTIES = {
    Certainty.HIGH: Words("high"),
    Certainty.MODERATE: Words("moderate"),
    Certainty.LOW: Words("low"),
    Certainty.VERY_LOW: Words("very low"),
    Certainty.NONE: Words("none found"),
}

STEPS = {Certainty.HIGH: 4, Certainty.MODERATE: 3, Certainty.LOW: 2, Certainty.VERY_LOW: 1, Certainty.NONE: 0}
"""How many of four squares are full."""

MODALITIES = {
    "needling": Words("needling"),
    "electro_acupuncture": Words("electro-acupuncture"),
    "dry_needling": Words("dry needling"),
    "manual_therapy": Words("manual therapy"),
    "thrust": Words("thrust"),
    "heat": Words("heat"),
    "cold": Words("cold"),
    "electrotherapy": Words("electrotherapy"),
    "ultrasound": Words("ultrasound"),
    "traction": Words("traction"),
    "taping": Words("taping"),
    "exercise": Words("exercise"),
}
