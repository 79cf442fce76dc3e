"""Every row of the dossier's precautions is carried, and every cell of its list of modalities."""

import pytest

from weft.core.screen.facts import Level, Precaution
from weft.core.treat.facts import PointCaution
from weft.library.knowledge import knowledge

KNOWN = knowledge()
FACTS = KNOWN.screen
PRECAUTIONS = {one.id: one for one in FACTS.precautions}
FLAGS = {one.id: one for one in FACTS.red_flags}
NEEDLES = ("needling", "electro_acupuncture", "dry_needling")

ELSEWHERE = {
    "3.2": "the danger signs themselves",
    "3.20": "the faint path and reactions of treat",
    "3.33": "the needle count",
    "3.34": "the danger sign out_of_scope",
}
"""Rows of section 3 that no precaution carries, and what does."""

DO_NOT = {
    "heat": (
        "numb_skin", "poor_circulation", "fresh_bruise", "skin_infection", "cancer_now", "radiotherapy", "pregnancy",
        "consent_capacity", "fever_now",
    ),
    "cold": ("cold_trouble", "poor_circulation", "numb_skin"),
    "ultrasound": (
        "pregnancy", "cancer_now", "pacemaker", "skin_infection", "spine_operation", "fever_now", "vein_clot",
    ),
    "electrotherapy": (
        "pacemaker", "pregnancy", "cancer_now", "fresh_bruise", "skin_infection", "epilepsy", "vein_clot",
    ),
    "traction": ("weak_bones", "cancer_now", "fever_now", "aneurysm", "spinal_instability", "pregnancy"),
    "thrust": (
        "several_roots", "cancer_now", "fever_now", "spinal_instability", "severe_osteoporosis", "unremitting_pain",
        "consent_capacity",
    ),
    "manual_therapy": (
        "fever_now", "skin_infection", "cancer_now", "spinal_instability", "consent_capacity", "vein_clot",
        "several_roots", "severe_osteoporosis",
    ),
    "exercise": ("unstable_heart", "very_high_blood_pressure", "fever_now"),
    "taping": ("tape_allergy",),
}  # fmt: skip
"""The cells "do not use" of section 4: who carries them, as ABS."""

CAUTION = {
    "heat": ("blood_thinner", "heart_failure", "metal_implant", "warm_rub"),
    "cold": ("high_blood_pressure", "skin_infection"),
    "ultrasound": ("metal_implant", "numb_skin"),
    "electrotherapy": ("numb_skin", "metal_implant"),
    "traction": ("hiatus_hernia", "lung_disease"),
    "thrust": (
        "weak_bones", "blood_thinner", "steroids", "over_55", "hypermobility", "inflamed_joints", "fear_of_thrust",
    ),
    "manual_therapy": ("blood_thinner", "weak_bones", "pregnancy"),
    "exercise": (
        "recent_heart_or_stroke", "recent_operation", "diabetes", "pregnancy", "weak_bones", "hypermobility",
        "vertigo", "lung_disease", "severe_obesity", "post_covid", "irritable_root",
    ),
}  # fmt: skip
"""The cells "caution" of section 4: who carries them, as PRE."""

DANGER = {
    "ultrasound": ("deep_vein_clot",),
    "electrotherapy": ("deep_vein_clot",),
    "traction": ("fracture", "cord_compression", "malignancy", "infection", "upper_neck_instability"),
    "thrust": (
        "cord_compression", "cauda_equina", "progressive_weakness", "fracture", "malignancy", "infection",
        "neck_artery",
    ),
    "manual_therapy": ("deep_vein_clot", "infection", "fracture", "malignancy"),
    "exercise": ("fracture", "progressive_weakness", "infection", "cauda_equina"),
}  # fmt: skip
"""Cells of section 4 that a danger sign carries."""

ANYBODY = {"electro_acupuncture": 4, "electrotherapy": 3, "ultrasound": 3}
"""Modalities with places of anybody's body over which they are not used, and how many."""


def levels(rule: Precaution, modality: str) -> set[Level]:
    return {effect.level for effect in rule.effects if modality in effect.modalities}


def pairs(cells: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(modality, rule) for modality, rules in cells.items() for rule in rules]


def test_every_row_of_section_3_is_carried() -> None:
    carried = {row for rule in FACTS.precautions for row in rule.rows}
    carried |= {row for one in KNOWN.modalities.values() for row in one.rows} | set(KNOWN.treat.guarded.rows)

    rows = {f"3.{number}" for number in range(1, 37)}
    assert rows - carried == set(ELSEWHERE)
    assert {row for row in carried if row.startswith("3.")} <= rows


def test_rows_carried_elsewhere_are_there() -> None:
    points, faint = KNOWN.treat.points, KNOWN.treat.reactions["general"].reactions

    assert "faint" in {reaction.code for reaction in faint}
    assert all(PointCaution.LUNG in points[code].cautions for code in ("GB21", "EX-B2"))
    assert [group.caution for group in KNOWN.treat.guarded.care] == [PointCaution.LUNG]
    assert all(PointCaution.ORGAN in points[code].cautions for code in ("BL22", "BL23", "BL52"))
    assert KNOWN.treat.needle_count.second_check_above == 10
    assert "under_18" in {question.id for question in FLAGS["out_of_scope"].questions}


@pytest.mark.parametrize(("modality", "rule"), pairs(DO_NOT))
def test_what_the_dossier_forbids_is_absolute(modality: str, rule: str) -> None:
    assert Level.ABS in levels(PRECAUTIONS[rule], modality)
    assert f"4.{modality}" in PRECAUTIONS[rule].rows


@pytest.mark.parametrize(("modality", "rule"), pairs(CAUTION))
def test_where_the_dossier_asks_for_care_it_is_care(modality: str, rule: str) -> None:
    assert Level.PRE in levels(PRECAUTIONS[rule], modality)
    assert {f"4.{modality}", "4.sliders"} & set(PRECAUTIONS[rule].rows)


@pytest.mark.parametrize(("modality", "flag"), pairs(DANGER))
def test_what_a_danger_sign_forbids_it_blocks(modality: str, flag: str) -> None:
    assert {"*", modality} & set(FLAGS[flag].blocks)


def test_a_slow_sign_of_the_cord_holds_back_hands_and_needles_too() -> None:
    slow = [one for one in FLAGS["cord_compression"].triggers if one.questions == ("cord_symptom",)]

    assert set(slow[0].blocks) == {"thrust", "traction", "manual_therapy", *NEEDLES}


def test_ultrasound_is_used_nowhere_with_cancer() -> None:
    effects = [one for one in PRECAUTIONS["cancer_now"].effects if "ultrasound" in one.modalities]

    assert [(one.level, one.site_only) for one in effects] == [(Level.ABS, False)]


@pytest.mark.parametrize("rule", FACTS.precautions, ids=lambda rule: rule.id)
def test_each_named_row_of_section_4_has_its_effect(rule: Precaution) -> None:
    named = {row.removeprefix("4.") for row in rule.rows if row.startswith("4.")} - {"sliders"}

    assert named <= {modality for effect in rule.effects for modality in effect.modalities}


@pytest.mark.parametrize(("modality", "places"), ANYBODY.items())
def test_places_where_nobody_is_treated_with_it_are_named(modality: str, places: int) -> None:
    assert len(KNOWN.modalities[modality].never_over) == places


def test_what_guidelines_advise_against_is_offered_with_a_reason_only() -> None:
    asked = {name for name, one in KNOWN.modalities.items() if one.offered == "with_a_reason"}

    assert {"ultrasound", "electrotherapy", "traction", "taping"} <= asked


@pytest.mark.parametrize("modality", NEEDLES)
def test_needles_wait_for_a_signature_where_the_dossier_says_rel(modality: str) -> None:
    waits = {
        "blood_thinner", "slow_clotting", "pregnancy", "immune_weakness", "heart_valve", "epilepsy", "fainting",
        "unstable_heart", "recent_heart_or_stroke", "recent_operation", "cancer_now", "alcohol_today",
    }  # fmt: skip

    assert {name for name, rule in PRECAUTIONS.items() if Level.REL in levels(rule, modality)} == waits
