"""Where `knowledge/screen/` is read, in the order in which people are asked."""

from weft.core.screen.audience import Audience
from weft.core.screen.facts import Lead, Precaution, RedFlag, ScreenFacts
from weft.core.screen.order import precautions_in_order, red_flags_in_order
from weft.library.shelf import Shelf


def screen_facts(shelf: Shelf, modality_ids: tuple[str, ...]) -> ScreenFacts:
    """`screen/red_flags/`, `leads/` and `precautions/`, in the order in which they are asked; `audiences.toml`."""
    return ScreenFacts(
        red_flags=red_flags_in_order(shelf.folder(RedFlag, "screen/red_flags").values()),
        leads=tuple(shelf.folder(Lead, "screen/leads").values()),
        precautions=precautions_in_order(shelf.folder(Precaution, "screen/precautions").values()),
        modalities=modality_ids,
        audiences=tuple(shelf.table(Audience, "screen/audiences.toml").values()),
    )
