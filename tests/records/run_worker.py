"""A worker in a process of its own: says that it is ready, waits for a line, then does what the queue holds."""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.records.worker_settings")
django.setup()

from weft.jobs.runs import take_one  # noqa: E402
from weft.records.actions import run_book, run_search  # noqa: E402

assert run_book, run_search  # loaded before the start
sys.stdout.write("ready\n")
sys.stdout.flush()
sys.stdin.readline()
for _ in range(100):
    if take_one():
        break
    time.sleep(0.05)
