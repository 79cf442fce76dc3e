"""The whole of `weft schedule`: its commands add themselves to one group when they are imported."""

from weft.cli import schedule_compile, schedule_course, schedule_draw, schedule_solve
from weft.cli.schedule import commands

__all__ = ["commands", "schedule_compile", "schedule_course", "schedule_draw", "schedule_solve"]
