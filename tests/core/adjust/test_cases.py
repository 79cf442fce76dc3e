"""Every written case of adjust, by name; and that all thirteen monitoring rules are carried."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.shelf import SHELF
from tests.library.knowledge_copy import copied

from weft.core.adjust.facts import AdjustFacts, Strength
from weft.core.adjust.review import ON_THE_CURVE, ON_WHAT_HAPPENED, WITH_THE_BLOCK, look
from weft.library.episodes import episode_seen
from weft.library.knowledge import knowledge
from weft.library.reading import BadFile
from weft.library.shelf import Shelf
from weft.library.steps.adjust import SHAPES, adjust_facts
from weft.library.worked.adjust import ReviewCase, differences, faults, review_cases

CASES = [(name, case) for name, cases in review_cases().items() for case in cases]
RULES = adjust_facts(SHELF).rules


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[f"{name}: {case.name}" for name, case in CASES])
def test_the_rules_say_what_a_clinician_wrote(case: ReviewCase) -> None:
    assert tuple(differences(case, knowledge())) == ()


def test_a_case_that_comes_out_otherwise_is_named_with_both() -> None:
    without = replace(knowledge(), adjust=AdjustFacts(rules={}))

    found = [fault for fault in faults(without) if fault.file == "cases/adjust/taper.toml"]

    assert found[0].place == "real change twice in a row"
    assert found[0].mend == "it should say ['proposal taper by taper'] and says nothing"


def test_a_case_whose_sentence_differs_is_named() -> None:
    case = replace(CASES[0][1], expect=tuple(replace(one, says="no such words") for one in CASES[0][1].expect))

    assert "should say 'no such words'" in "".join(differences(case, knowledge()))


def test_every_monitoring_rule_is_carried_once() -> None:
    rows = sorted((rule.row for rule in RULES.values() if rule.row), key=lambda row: int(row[1:]))

    assert rows == [f"R{number}" for number in range(1, 14)]


@pytest.mark.parametrize(
    ("strength", "names"),
    [
        (Strength.GATE, {"danger", "needles_out"}),
        (
            Strength.TASK,
            {"leg_pain", "flare_up", "unwanted", "mood", "no_shows", "back_again", "measure_due"},
        ),
    ],
)
def test_gates_and_tasks_are_what_they_are(strength: Strength, names: set[str]) -> None:
    assert {name for name, rule in RULES.items() if rule.strength is strength} == names


def test_every_shape_of_rule_has_somebody_who_reads_it() -> None:
    read = {shape.__name__ for shape in (*ON_WHAT_HAPPENED, *ON_THE_CURVE, *WITH_THE_BLOCK)}

    assert {shape.__name__ for shape in SHAPES.values()} == read


def test_what_the_lead_hears_late_is_what_treatment_tells_at_once() -> None:
    rule, groups = RULES["unwanted"], knowledge().treat.reactions
    told = {name: group.tell_lead_from_grade for name, group in groups.items()}

    assert {name for name, grade in told.items() if grade == 1} >= set(rule.any_grade_in)  # type: ignore[attr-defined]  # it is an UnwantedRule
    assert min(grade for grade in told.values() if grade > 1) == rule.from_grade  # type: ignore[attr-defined]  # as above


def test_the_nerve_codes_are_known_events() -> None:
    known = {f"{group.id}.{one.code}" for group in knowledge().treat.reactions.values() for one in group.reactions}

    assert set(RULES["leg_pain"].nerve_codes) <= known  # type: ignore[attr-defined]  # it is a LegPainRule


def test_a_rule_that_python_does_not_know_is_refused(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "adjust/rules/guess.toml").write_text('id = "guess"\n')

    with pytest.raises(BadFile, match=r"guess\.toml: id: no rule has this name"):
        adjust_facts(Shelf(root))


def test_home_exercise_is_shown_with_the_call_for_a_new_look() -> None:
    case = next(case for name, case in CASES if name == "no_response")
    seen = episode_seen(replace(case.given, home_share=Decimal("0.4")))

    (said,) = look(seen, knowledge().adjust, knowledge().measure.instruments)

    assert dict(said.inputs)["home_share"] == "0.4"
