"""Treating: what happens in a visit, counted and signed. The files beside this one hold each part; call them here.

Live events (`treat_live`), needles (`treat_needles`), movement (`treat_movement`), and what is written down around
them (`treat_notes`). Every action takes ``by`` as a keyword and returns its result or a `Refused`.
"""

from weft.records.actions.treat_after import Reacted, Signed
from weft.records.actions.treat_live import arrive, check, faint, start_visit, steady
from weft.records.actions.treat_movement import sign_movement, start_movement
from weft.records.actions.treat_needles import (
    correct_count,
    needles_in,
    needles_out,
    report_missing_needle,
)
from weft.records.actions.treat_notes import amend, hand_over, save_draft
from weft.records.actions.treat_sign import sign_needles

__all__ = [
    "Reacted",
    "Signed",
    "amend",
    "arrive",
    "check",
    "correct_count",
    "faint",
    "hand_over",
    "needles_in",
    "needles_out",
    "report_missing_needle",
    "save_draft",
    "sign_movement",
    "sign_needles",
    "start_movement",
    "start_visit",
    "steady",
]
