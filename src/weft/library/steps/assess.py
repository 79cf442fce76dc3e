"""Where `knowledge/assess/` is read."""

from weft.core.assess.facts import AssessFacts, ChoiceList, Factor, Region, TriedOption
from weft.core.assess.movement_tests import MovementTest
from weft.core.assess.pictures import Picture
from weft.core.assess.rules import IrritabilityRule, NeuroRule, RiskQuestions, StageRule, StartBackBands
from weft.library.shelf import Shelf


def assess_facts(shelf: Shelf) -> AssessFacts:
    """`assess/`: factors in order, tests, pictures, the single rules, and the lists to choose from."""
    factors = shelf.folder(Factor, "assess/factors").values()
    return AssessFacts(
        factors=tuple(sorted(factors, key=lambda factor: factor.order)),
        tests=shelf.folder(MovementTest, "assess/tests"),
        regions=tuple(shelf.table(Region, "assess/regions.toml").values()),
        tried=tuple(shelf.table(TriedOption, "assess/tried.toml").values()),
        lists=shelf.folder(ChoiceList, "assess/lists"),
        pictures=shelf.folder(Picture, "assess/pictures"),
        stage=shelf.fact(StageRule, "assess/stage.toml"),
        irritability=shelf.fact(IrritabilityRule, "assess/irritability.toml"),
        neuro=shelf.fact(NeuroRule, "assess/neuro.toml"),
        risk=shelf.fact(RiskQuestions, "assess/risk_questions.toml"),
        start_back=shelf.fact(StartBackBands, "assess/start_back.toml"),
    )
