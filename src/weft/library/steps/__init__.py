"""Where each step's folder of knowledge is read: one module a step."""

from weft.library.steps.adjust import adjust_facts
from weft.library.steps.assess import assess_facts
from weft.library.steps.learn import learn_facts
from weft.library.steps.measure import measure_facts
from weft.library.steps.plan import plan_facts
from weft.library.steps.prevent import prevent_facts
from weft.library.steps.screen import screen_facts
from weft.library.steps.treat import modalities, treat_facts

__all__ = [
    "adjust_facts",
    "assess_facts",
    "learn_facts",
    "measure_facts",
    "modalities",
    "plan_facts",
    "prevent_facts",
    "screen_facts",
    "treat_facts",
]
