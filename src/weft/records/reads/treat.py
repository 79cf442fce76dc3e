"""Reads of treating: the needle page, the movement page, the bed strip, and the one next step of a visit."""

from weft.core.treat.next_step import NextStep, VisitFacts, next_step
from weft.records.reads.treat_beds import BedLine, bed_strip
from weft.records.reads.treat_movement import MovementPage, movement_page
from weft.records.reads.treat_needles import NeedlePage, needle_page
from weft.records.reads.treat_seen import person_of, signed_record, treated_as

__all__ = [
    "BedLine",
    "MovementPage",
    "NeedlePage",
    "NextStep",
    "VisitFacts",
    "bed_strip",
    "movement_page",
    "needle_page",
    "next_step",
    "person_of",
    "signed_record",
    "treated_as",
]
