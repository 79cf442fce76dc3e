"""What ships loads whole; anything unknown in it stops the load and names file, place and mend."""

from pathlib import Path

import pytest
from tests.library.knowledge_copy import copied, mend

from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import questions_for
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.discipline import Side
from weft.core.shared.fact import ReviewStatus
from weft.library.knowledge import knowledge, load
from weft.library.reading import BadFile

FLAG = "screen/red_flags/cauda_equina.toml"


def test_it_is_read_once() -> None:
    assert knowledge() is knowledge()


def test_another_folder_is_another_knowledge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copied(tmp_path)
    mend(root, "VERSION", knowledge().version, "another")

    monkeypatch.setenv("WEFT_KNOWLEDGE", str(root))

    assert knowledge().version == "another"


def test_needles_and_movement_can_be_booked_and_chiropractic_cannot() -> None:
    disciplines = knowledge().disciplines

    assert disciplines[NEEDLES].side is Side.LEFT
    assert (disciplines[NEEDLES].visit_minutes, disciplines[NEEDLES].hands_on) == (45, ((0, 15), (30, 45)))
    assert (disciplines[MOVEMENT].side, disciplines[MOVEMENT].visit_minutes) == (Side.RIGHT, 40)
    assert [name for name, one in disciplines.items() if not one.bookable] == ["chiropractic"]


def test_a_third_discipline_is_a_file(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "disciplines/massage.toml").write_text(
        'id = "massage"\nname = "Massage"\nprofession = "masseur"\nside = "none"\nbookable = true\n'
        'visit_minutes = 30\nhands_on = [[0, 30]]\nplace = "bed"\nmodalities = ["manual_therapy"]\n',
        encoding="utf-8",
    )

    assert load(root).disciplines["massage"].visit_minutes == 30


def test_modalities_come_in_the_order_of_lists() -> None:
    assert tuple(knowledge().modalities)[:3] == ("needling", "electro_acupuncture", "dry_needling")
    assert knowledge().screen.modalities == tuple(knowledge().modalities)


def test_the_consult_asks_little() -> None:
    def at_most(asked: QuestionSet) -> int:
        return len([one for one in questions_for(knowledge().screen, asked) if not one.under])

    assert at_most(QuestionSet.CONSULT) <= 12
    assert at_most(QuestionSet.FULL) <= 40


def test_nothing_claims_to_be_reviewed_yet() -> None:
    statuses = {entry.fact.review.status for entry in knowledge().entries if hasattr(entry.fact, "review")}

    assert statuses == {ReviewStatus.DRAFT}


def test_no_source_names_an_address() -> None:
    assert not [one.id for one in knowledge().sources.values() if "http" in f"{one.citation}{one.identifier}"]


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (FLAG, 'id = "cauda_equina"', 'id = "cauda"', 'id: must be the file\'s name: write id = "cauda_equina"'),
        (FLAG, "letter =", "leter = 1\nletter =", "leter: is not a known key; remove it or mend its spelling"),
        (FLAG, '"emergency"', '"urgent"', "triggers.0.action: 'urgent' is not allowed; use 'emergency'"),
        (FLAG, '"cesbmj", "york"', '"cesbmi", "york"', "sources: 'cesbmi' is not known; did you mean 'cesbmj'?"),
        (FLAG, 'blocks = ["*"]', 'blocks = ["leeches"]', "blocks: 'leeches' is not known; mend its spelling or add it"),
        (FLAG, 'questions = ["both_legs"]', 'questions = ["both_leg"]', "did you mean 'both_legs'?"),
        (FLAG, 'questions = ["both_legs"]', "questions = []", ".count: must lie between 1 and 0"),
        ("screen/precautions/weak_bones.toml", '"thin_bones"', '"thin_bone"', "also: 'thin_bone' is not known; did"),
        (
            "screen/leads/sudden_illness.toml",
            'id = "sudden_illness"\nsigns',
            'id = "sudden"\nsigns',
            'id: must be the file\'s name: write id = "sudden_illness"',
        ),
        (
            "screen/leads/neck_or_head.toml",
            'id = "neck_or_head"\ntext',
            'id = "neck"\ntext',
            "question.id: must be the lead's own: write id = 'neck_or_head'",
        ),
        ("screen/leads/neck_or_head.toml", 'asked_in = ["full"]', "asked_in = []", "question.asked_in: is empty"),
        (
            "screen/red_flags/heart_or_lung.toml",
            'under = "sudden_illness"',
            'under = "sudden_ilness"',
            "chest_pressure.under: 'sudden_ilness' is not known; did you mean 'sudden_illness'?",
        ),
        (
            "screen/red_flags/heart_or_lung.toml",
            'under = "sudden_illness"',
            'under = "chest_pressure"',
            "chest_pressure.under: goes in a circle: chest_pressure under chest_pressure; take one out",
        ),
        (
            "screen/red_flags/progressive_weakness.toml",
            'id = "growing_weakness"',
            'id = "recent_fall"',
            "question: 'recent_fall' is also in screen/red_flags/fracture.toml; rename one",
        ),
        ("screen/red_flags/malignancy.toml", "count = 2", "count = 4", ".count: must lie between 1 and 3"),
        ("screen/precautions/fainting.toml", '"dry_needling"', '"dry_needlin"', "effects.0.modalities: 'dry_needlin'"),
        ("measure/instruments/nprs.toml", 'unit = "points"', 'unit = "apples"', "unit: 'apples' is not known"),
        ("treat/modalities/heat.toml", "agreement = false", "agreement = 7", "agreement: 7 does not fit"),
    ],
)
def test_an_unknown_key_id_unit_or_value_stops_the_load(
    tmp_path: Path, file: str, old: str, new: str, complaint: str
) -> None:
    root = copied(tmp_path)
    path = mend(root, file, old, new)

    with pytest.raises(BadFile) as fault:
        load(root)

    assert str(fault.value).startswith(f"{path}: ")
    assert complaint in str(fault.value)
    assert "\n" not in str(fault.value)


def test_questions_that_stand_before_each_other_stop_the_load(tmp_path: Path) -> None:
    root = copied(tmp_path)
    file = "screen/red_flags/heart_or_lung.toml"
    mend(root, file, 'under = "sudden_illness"', 'under = "new_breathlessness"')
    mend(root, file, 'under = "sudden_illness"', 'under = "chest_pressure"')

    with pytest.raises(BadFile, match="chest_pressure under new_breathlessness under chest_pressure; take one out"):
        load(root)


ASKED = 'asked_in = ["consult", "full", "every_visit"]'
LETTER = "screen/red_flags/axial_spondyloarthritis.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (FLAG, ASKED, "asked_in = []", "questions.0.asked_in: is empty; "),
        (FLAG, 'blocks = ["*"]', "blocks = []", "blocks: is empty; "),
        (FLAG, 'outcome = "stop"', 'outcome = "go"', "triggers.0.outcome: "),
        (FLAG, 'outcome = "stop"', 'outcome = "talk_first"', "triggers.0.outcome: an emergency stops everything"),
        (FLAG, 'kind = "all_of"', 'kind = "all_of"\ncount = 2', 'triggers.1.count: is for "at_least"'),
        ("screen/red_flags/aortic_dissection.toml", '"any_of"', '"all_of"', "triggers.0.kind: has one question"),
        (LETTER, 'action = "within_2_weeks"', 'action = "same_day"', "triggers.0.outcome: "),
        (LETTER, 'action = "within_2_weeks"', 'action = "gp"\nblocks = ["thrust"]', "triggers.0.blocks: "),
        ("screen/precautions/fainting.toml", 'asked_in = ["', 'asked_in = [] # ["', "question.asked_in: is empty; "),
    ],
)
def test_a_danger_sign_that_could_not_speak_stops_the_load(
    tmp_path: Path, file: str, old: str, new: str, complaint: str
) -> None:
    root = copied(tmp_path)
    path = mend(root, file, old, new)

    with pytest.raises(BadFile) as fault:
        load(root)

    assert str(fault.value).startswith(f"{path}: {complaint}")


@pytest.mark.parametrize(("part", "until"), [("questions", "triggers"), ("triggers", "review")])
def test_a_danger_sign_without_questions_or_triggers_stops_the_load(tmp_path: Path, part: str, until: str) -> None:
    root = copied(tmp_path)
    path = root / FLAG
    text = path.read_text(encoding="utf-8")
    start, end = text.index(f"[[{part}]]"), text.index(f"[{until}]" if until == "review" else f"[[{until}]]")
    path.write_text(f"{part} = []\n{text[:start]}{text[end:]}", encoding="utf-8")

    with pytest.raises(BadFile, match=f"{part}: is empty; "):
        load(root)


def test_a_precaution_without_effects_stops_the_load(tmp_path: Path) -> None:
    root = copied(tmp_path)
    path = root / "screen/precautions/fainting.toml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("[[effects]]"), text.index("[review]")
    path.write_text(f"effects = []\n{text[:start]}{text[end:]}", encoding="utf-8")

    with pytest.raises(BadFile, match="effects: is empty; "):
        load(root)


def test_a_rule_id_that_comes_twice_stops_the_load(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "screen/precautions/infection.toml").write_text(
        (root / "screen/precautions/fainting.toml").read_text(encoding="utf-8").replace('"fainting"', '"infection"'),
        encoding="utf-8",
    )

    with pytest.raises(BadFile, match=r"'infection' is also in screen/red_flags/infection\.toml"):
        load(root)


def test_a_knowledge_without_a_version_is_refused(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "VERSION").unlink()

    with pytest.raises(BadFile, match="write the version"):
        load(root)


def test_a_phase_that_the_pathway_does_not_list_is_refused(tmp_path: Path) -> None:
    root = copied(tmp_path)
    folder = root / "plan/pathways/low_back_desk_work"
    (folder / "extra.toml").write_text((folder / "keep.toml").read_text(encoding="utf-8"), encoding="utf-8")

    with pytest.raises(BadFile, match=r"extra\.toml: the pathway does not list this phase"):
        load(root)


def test_a_phase_that_is_not_there_is_refused(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "plan/pathways/low_back_desk_work/keep.toml").unlink()

    with pytest.raises(BadFile, match=r"keep\.toml: no such file"):
        load(root)
