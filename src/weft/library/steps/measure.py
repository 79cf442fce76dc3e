"""Where `knowledge/measure/` is read."""

from weft.core.measure.facts import Instrument, MeasureFacts
from weft.core.measure.forms import paraphrase
from weft.library.shelf import Shelf


def measure_facts(shelf: Shelf) -> MeasureFacts:
    """`measure/instruments/`, each with its paraphrase where the sentences are somebody's."""
    shipped = shelf.folder(Instrument, "measure/instruments")
    ours = (own for one in shipped.values() if (own := paraphrase(one)) is not None)
    return MeasureFacts(instruments=shipped | {own.id: own for own in ours})
