"""Where `knowledge/measure/` is read."""

from weft.core.measure.facts import Instrument, MeasureFacts
from weft.library.shelf import Shelf


def measure_facts(shelf: Shelf) -> MeasureFacts:
    """`measure/instruments/`."""
    return MeasureFacts(instruments=shelf.folder(Instrument, "measure/instruments"))
