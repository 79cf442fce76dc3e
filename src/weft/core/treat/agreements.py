"""Which agreements a session record needs before it opens, and which of them are missing."""

from collections.abc import Collection, Iterable, Mapping

from weft.core.shared.explained import Gate, explain
from weft.core.shared.modality import Modality
from weft.core.shared.words import Words


def agreements_needed(known: Mapping[str, Modality], modalities: Iterable[str]) -> tuple[str, ...]:
    """Those of ``modalities`` that need an agreement of their own, each once, in the order given.

    Args:
        known: Every modality by id, from ``knowledge/treat/modalities/``.
        modalities: Modality ids of the record; electro-acupuncture is named beside needling.

    Raises:
        KeyError: If a modality is not known.
    """
    return tuple(dict.fromkeys(modality for modality in modalities if known[modality].agreement))


def may_open_record(known: Mapping[str, Modality], modalities: Iterable[str], live: Collection[str]) -> Gate:
    """Whether a record with these modalities may be opened: every agreement that it needs is live.

    Args:
        known: Every modality by id.
        modalities: Modality ids of the record.
        live: Modality ids of agreements that are signed and not withdrawn.

    Raises:
        KeyError: If a modality is not known.
    """
    needed = agreements_needed(known, modalities)
    missing = tuple(modality for modality in needed if modality not in live)
    inputs = {"needed": ", ".join(needed), "missing": ", ".join(missing)}
    if missing:
        name = Words(known[missing[0]].name)
        words = Words("There is no live agreement: {name}. Explain it and ask for one first.", name=name)
        return Gate(False, explain("agreements.live", words, inputs=inputs))
    return Gate(True, explain("agreements.live", Words("Every agreement that is needed is there."), inputs=inputs))
