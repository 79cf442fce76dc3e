"""Where `knowledge/adjust/` is read."""

from weft.core.adjust import facts, watch_facts
from weft.library.reading import BadFile
from weft.library.shelf import Shelf

FOLDER = "adjust/rules"
SHAPES: dict[str, type[facts.Rule]] = {
    "danger": watch_facts.DangerRule,
    "needles_out": watch_facts.NeedlesOutRule,
    "leg_pain": watch_facts.LegPainRule,
    "flare_up": watch_facts.FlareUpRule,
    "unwanted": watch_facts.UnwantedRule,
    "mood": watch_facts.MoodRule,
    "no_shows": watch_facts.NoShowRule,
    "back_again": watch_facts.BackAgainRule,
    "measure_due": watch_facts.MeasureDueRule,
    "worse": facts.WorseRule,
    "block_end": facts.BlockEndRule,
    "refer": facts.ReferRule,
    "no_response": facts.NoResponseRule,
    "dose": facts.DoseRule,
    "ease": facts.EaseRule,
    "pair_shift": facts.PairShiftRule,
    "taper": facts.TaperRule,
    "progress": facts.ProgressRule,
    "finish": facts.FinishRule,
    "hold": facts.HoldRule,
}
"""Every rule by its file's name, with the shape of its numbers."""


def adjust_facts(shelf: Shelf) -> facts.AdjustFacts:
    """`adjust/rules/`: one file a rule; a rule that Python does not know would never be heard.

    Raises:
        BadFile: If a rule is missing, or no rule has the name of a file.
    """
    for name in shelf.names(FOLDER):
        if name not in SHAPES:
            raise BadFile(shelf.root / FOLDER / f"{name}.toml", "id", "no rule has this name; remove or rename it")
    return facts.AdjustFacts(
        rules={name: shelf.fact(shape, f"{FOLDER}/{name}.toml") for name, shape in SHAPES.items()}
    )  # fmt: skip
