"""Treating: what happens in a visit, counted and signed. The files beside this one hold each part; call them here.

Live events (`treat_live`), needles (`treat_needles`), movement (`treat_movement`), and what is written down around
them (`treat_notes`). Every action takes ``by`` as a keyword and returns its result or a `Refused`.
"""

from weft.records.actions.treat_after import Reacted, Signed
from weft.records.actions.treat_bed import bell, clear_area, longer, read_heed, say, start_current
from weft.records.actions.treat_live import arrive, check, faint, not_here, start_visit, steady
from weft.records.actions.treat_missing import report_missing_needle, that_was_all
from weft.records.actions.treat_movement import sign_movement, start_movement
from weft.records.actions.treat_needles import correct_count, needles_in, needles_out, recount_out
from weft.records.actions.treat_notes import amend, hand_over, save_draft
from weft.records.actions.treat_sign import sign_needles

__all__ = [
    "Reacted",
    "Signed",
    "amend",
    "arrive",
    "bell",
    "check",
    "clear_area",
    "correct_count",
    "faint",
    "hand_over",
    "longer",
    "needles_in",
    "needles_out",
    "not_here",
    "read_heed",
    "recount_out",
    "report_missing_needle",
    "save_draft",
    "say",
    "sign_movement",
    "sign_needles",
    "start_current",
    "start_movement",
    "start_visit",
    "steady",
    "that_was_all",
]
