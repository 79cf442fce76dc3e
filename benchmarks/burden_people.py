"""Synthetic people for `burden.py`: how often each question is answered yes by people without serious disease, and how
people with one answer. What was read is said beside it; everything else is assumed, and docs/burden.md says so.
"""

from random import Random

from weft.core.screen.facts import ScreenFacts
from weft.core.screen.order import every_question
from weft.core.shared.care import Answer

OFTEN = {
    # Assumed: the figures per flag of Henschke 2009 could not be read. Alarming signs are set as rare as there, where
    # clinicians suspected serious disease in 11 of 1,172 people although 80.4% had some flag.
    "sudden_pain_with_collapse": 0.0003,
    "sudden_pain_with_risk": 0.0005,
    "tearing_pain": 0.0003,
    "chest_pressure": 0.001,
    "new_breathlessness": 0.001,
    "sharp_pain_breathing_in": 0.001,
    "worst_headache": 0.0005,
    "stiff_neck_with_fever": 0.0003,
    "sudden_head_signs": 0.0005,
    "arm_suddenly_weak": 0.0003,
    "saddle_numbness": 0.001,
    "sexual_change_new": 0.001,
    "new_bladder_trouble": 0.002,
    "both_legs": 0.003,
    "fever_with_pain": 0.002,
    "growing_weakness": 0.003,
    "weak_within_days": 0.05,
    "slow_weakness": 0.01,
    "recent_fall": 0.004,
    "small_knock_weak_bones": 0.05,
    "hardly_moves_after_knock": 0.05,
    "constant_pain": 0.04,
    "wakes_most_nights": 0.1,
    "pain_since_cancer": 0.25,
    "numb_or_unsteady_since_cancer": 0.01,
    "unwell_or_weight_loss": 0.15,
    "weight_loss": 0.4,
    "new_lump": 0.1,
    "very_unwell": 0.4,
    "new_severe_pain": 0.04,
    "infection_risk": 0.06,
    "breath_after_needles": 0.001,
    "cord_symptom": 0.01,
    "cord_symptom_quick": 0.1,
    "neck_or_head": 0.3,
    "new_headache_after_50": 0.01,
    "headache_with_scalp_or_jaw": 0.1,
    "sight_changed_after_50": 0.05,
    "unfamiliar_neck_pain": 0.002,
    "neck_injury": 0.01,
    "neck_looseness": 0.02,
    "shoulder_or_arm": 0.25,
    "both_shoulders_or_hips_stiff": 0.02,
    "hot_joint": 0.002,
    "shoulder_injury": 0.04,
    "shoulder_out_of_shape": 0.002,
    "shoulder_will_not_turn": 0.03,
    "lump_wasting_or_lid": 0.003,
    "smoker_woken_every_night": 0.02,
    "cannot_lift_arm_after_fall": 0.005,
    "one_calf_swollen": 0.002,
    "thoughts_of_self_harm": 0.01,
    "not_safe_now": 0.05,
    "pregnancy": 0.02,
    "pregnancy_trouble": 0.03,
    "organ_pattern": 0.02,
    "organ_pattern_bad": 0.05,
    "operated_recently": 0.01,
    "injury_claim": 0.08,
    "long_before_45": 0.3,
    "wakes_late_at_night": 0.3,
    "buttock_pain": 0.4,
    "better_moving": 0.5,
    "better_with_anti_inflammatories": 0.4,
    "close_relative_has_it": 0.03,
    "had_arthritis": 0.08,
    "sore_heel_or_tendon": 0.12,
    "psoriasis_ever": 0.04,
    "inflamed_eye_or_bowel": 0.03,
    "long_steroids": 0.1,
    "grown_shorter": 0.1,
}
"""Chance of a yes; for a question that is under another, among those who said yes to that one."""

OTHERWISE = 0.02
"""A question without a figure: reasons for care, which change no outcome."""
NOT_SURE = 0.002
"""Chance of "not sure" instead of no, for each danger sign that is put to a person."""


def benign(facts: ScreenFacts, chance: Random) -> dict[str, Answer]:
    """Everything that one adult without serious disease would answer."""
    age = min(90, max(18, round(chance.gauss(46, 15))))
    danger = {question.id for flag in facts.red_flags for question in flag.questions}
    answers: dict[str, Answer] = {}
    for question in every_question(facts):
        if question.under and answers.get(question.under) is Answer.NO:
            answers[question.id] = Answer.NO
        elif chance.random() < _often(question.id, age, facts):
            answers[question.id] = Answer.YES
        else:
            doubts = question.id in danger and chance.random() < NOT_SURE
            answers[question.id] = Answer.UNSURE if doubts else Answer.NO
    return answers


def _often(question: str, age: int, facts: ScreenFacts) -> float:
    by_age = {
        "past_illness_or_weak_bones": 0.06 if age < 50 else 0.2 if age < 70 else 1.0,
        "past_cancer": 0.3,
        "over_70": float(age > 70),
        "thin_bones": 0.2 if age >= 50 else 0.05,
        "new_severe_pain_at_this_age": float(age > 50 or age < 20),
        "began_before_35": float(age < 35) or 0.4,
        "under_18": float(age < 18),
        # Preventive aspirin or another antiplatelet: 11% at 40 to 49 and 54% from 80 on (Gu 2015, read).
        "antiplatelet": 0.02 if age < 40 else min(0.54, 0.11 + 0.0123 * (age - 45)),
        "bleeding_trouble": 0.04 if age < 40 else min(0.6, 0.13 + 0.0123 * (age - 45)),
        "sudden_illness": 0.01,
    }
    lead_of_signs = {lead.id for lead in facts.leads if lead.signs}
    under_signs = {one.id for one in every_question(facts) if one.under in lead_of_signs}
    if question in under_signs:  # among those who said yes to the list
        return min(1.0, OFTEN.get(question, OTHERWISE) / by_age["sudden_illness"])
    return by_age.get(question, OFTEN.get(question, OTHERWISE))


SERIOUS = {
    "cauda equina": ("saddle_numbness", "new_bladder_trouble", "both_legs"),
    "fracture after a fall": ("recent_fall", "small_knock_weak_bones", "over_70", "thin_bones"),
    "fracture of weak bone": ("small_knock_weak_bones", "over_70", "thin_bones", "long_steroids", "grown_shorter"),
    "spread of a cancer": ("pain_since_cancer", "constant_pain", "unwell_or_weight_loss", "weight_loss"),
    "cancer not yet known": ("constant_pain", "unwell_or_weight_loss", "weight_loss", "very_unwell", "new_severe_pain",
                             "new_severe_pain_at_this_age"),
    "infection": ("fever_with_pain", "infection_risk", "constant_pain", "new_severe_pain"),
    "aortic aneurysm": ("sudden_pain_with_collapse", "sudden_pain_with_risk"),
    "aortic dissection": ("tearing_pain", "chest_pressure", "sudden_pain_with_risk"),
    "heart or lung": ("chest_pressure", "new_breathlessness"),
    "cord compression": ("cord_symptom", "cord_symptom_quick", "growing_weakness"),
    "neck artery": ("sudden_head_signs", "unfamiliar_neck_pain", "worst_headache"),
    "giant cell arteritis": ("new_headache_after_50", "both_shoulders_or_hips_stiff", "sight_changed_after_50",
                             "unwell_or_weight_loss", "very_unwell", "weight_loss"),
    "meningitis or a bleed": ("stiff_neck_with_fever", "worst_headache", "fever_with_pain"),
    "loss of strength": ("growing_weakness", "weak_within_days", "both_legs"),
    "infected joint": ("hot_joint", "hot_joint_with_fever", "fever_with_pain"),
    "clot in a leg": ("one_calf_swollen", "new_breathlessness"),
}  # fmt: skip
"""Typical yeses of each disease. Each planted person misses one of them: says no, or "not sure"."""
ALWAYS = {"spread of a cancer": ("past_cancer",)}
"""What the person knows and tells in any case."""


def planted(number: int, facts: ScreenFacts, chance: Random) -> tuple[str, str, dict[str, Answer]]:
    """A person with a serious disease: its name, the sign that was missed, and the answers."""
    names = sorted(SERIOUS)
    name = names[number % len(names)]
    missed = chance.choice(SERIOUS[name])
    signs = {*ALWAYS.get(name, ()), *SERIOUS[name]} - {missed}
    answers = benign(facts, chance) | dict.fromkeys(sorted(signs), Answer.YES)
    before = {question.id: question.under for question in every_question(facts)}
    for sign in sorted(signs):  # whoever names a sign has said yes to the questions before it
        while sign := before[sign]:
            answers[sign] = Answer.YES
    if missed not in {before[sign] for sign in signs}:
        answers[missed] = chance.choice((Answer.NO, Answer.UNSURE))
    return name, missed, answers
