"""Noor has asked for the weeks ahead: a finished run that can be read, and booked."""

from weft.demo.clinics import House
from weft.records.actions.base import Refused
from weft.records.actions.run import ask_for_run
from weft.records.actions.run_search import search

STEPS = 100
"""Enough for the demo's few people, and the same answer every time."""


def walk(house: House) -> None:
    """Ask, and look with a number of steps instead of seconds."""
    run_id = ask_for_run(weeks=3, seconds=20, by=house["noor"])
    if not isinstance(run_id, Refused):
        search(run_id, by=house.system, steps=STEPS)
