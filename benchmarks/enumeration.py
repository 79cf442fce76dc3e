"""Does the time of an answer tell who is known? `python benchmarks/enumeration.py [pairs] [sqlite|postgres]`.

At every public form that takes an address, a known and an unknown one are sent in turn, in random order, to the product
in this process: no net adds its noise, so this is the worst case. Printed for each form: the median of both, their
difference, and how often a known address takes longer than an unknown one (0.50 says nothing; a rank test says how
surprising the rest is). Never a test: a busy machine makes any of it true.

Promised (reliability L6): medians at most 10 ms apart, and a guess from the time right in at most 0.55 of the cases.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from math import erfc, sqrt
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

KNOWN = tuple(f"known-{number}@example.org" for number in range(20))
WARM = 5
MOST_APART_MS, MOST_RIGHT = 10.0, 0.55
BY_CHANCE = 0.05
"""Above it, medians that lie apart say that the machine was busy, and nothing of who is known."""
Ask = Callable[[str], int]
"""Sends a form with this address; the status of the answer."""
numbers = count(1)


def main(pairs: int, database: str) -> None:
    """Ask, and print what the times tell."""
    os.environ.update(WEFT_TEST_DB=database, WEFT_SECURE="0", WEFT_LOG_LEVEL="ERROR")
    import tests.plugin_database  # noqa: F401  it chooses the database

    print(f"{pairs} pairs each, {database}")
    for name, ask, before in _forms(_clinic()):
        known, unknown = _measured(ask, before, pairs)
        apart = abs(statistics.median(known) - statistics.median(unknown))
        right, surprise = _rank(known, unknown)
        is_noise = surprise > BY_CHANCE
        met = (is_noise or apart <= MOST_APART_MS) and max(right, 1 - right) <= MOST_RIGHT
        print(
            f"{name:24} known {statistics.median(known):7.2f} ms  unknown {statistics.median(unknown):7.2f} ms  "
            f"apart {apart:5.2f} ms  known is slower {right:.2f} (p {surprise:.2f})  {'met' if met else 'NOT MET'}"
        )


def _measured(ask: Ask, before: Callable[[], object], pairs: int) -> tuple[list[float], list[float]]:
    chance = random.Random(1)  # noqa: S311  a drill, not a secret
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(pairs + WARM):
        for is_known in chance.sample((True, False), 2):
            address = chance.choice(KNOWN) if is_known else f"other-{next(numbers)}@example.org"
            before()
            began = time.perf_counter()
            status = ask(address)
            took = (time.perf_counter() - began) * 1000
            if status >= 500 or status in {403, 404, 429}:
                raise SystemExit(f"{address}: answered {status}")
            if number >= WARM:
                times[is_known].append(took)
    return times[True], times[False]


def _rank(ones: list[float], others: list[float]) -> tuple[float, float]:
    """How often one of the first is above one of the second, and how surprising that is (Mann and Whitney)."""
    above = sum((one > other) + (one == other) / 2 for one in ones for other in others)
    all_pairs = len(ones) * len(others)
    spread = sqrt(all_pairs * (len(ones) + len(others) + 1) / 12)
    return above / all_pairs, erfc(abs(above - all_pairs / 2) / spread / sqrt(2))


def _clinic() -> Any:
    """The cast; the known addresses are those of people with a chart, an account and a booked talk."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weft.project.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from tests import care, people

    from weft.records.actions import book_knock, book_talk_message, password_reset
    from weft.records.models import Person, User

    call_command("migrate", verbosity=0)
    cast = people.build()
    care.work_with_drafts(cast)
    settings.WEFT_MAIL = object()  # a server is set up, and no worker runs
    book_knock.TALKS.clear()  # a drill asks far more often than life does
    password_reset.RESETS.clear()
    book_talk_message.MOST_A_DAY = 10**6
    for number, address in enumerate(KNOWN):
        user = User.objects.create_user(
            address, name=address, email=address, password="a long enough sentence"  # noqa: S106
        )  # fmt: skip
        Person.objects.create(clinic=cast.clinic, name=f"Known {number}", email=address, phone="555 0199", user=user)
        _booked(cast, address)
    return cast


def _booked(cast: Any, address: str) -> None:
    from weft.records import talk_supply
    from weft.records.access import clinic_of
    from weft.records.actions.book_talk import book_talk

    starts = talk_supply.free_talks(clinic_of(cast.clinic.id))[-1].starts
    book_talk(by=cast.visitor, starts=starts, name="Known", phone="555 0199", email=address)


def _forms(cast: Any) -> Iterator[tuple[str, Ask, Callable[[], object]]]:
    """Each form with what comes before it, which is not measured."""
    from axes.models import AccessAttempt, AccessFailureLog
    from django.test import Client
    from tests.people import HERE
    from tests.web.book.test_talk_pages import answered

    from weft.records import talk_supply
    from weft.records.access import clinic_of

    browser = Client(SERVER_NAME=HERE)
    state: dict[str, Any] = {}

    def send(place: str, **typed: str) -> int:
        return browser.post(place, typed).status_code

    def forget_attempts() -> None:
        AccessAttempt.objects.all().delete()
        AccessFailureLog.objects.all().delete()

    def answer() -> None:
        answered(browser, cast)

    def free() -> None:
        answer()
        state["starts"] = talk_supply.free_talks(clinic_of(cast.clinic.id))[0].starts.strftime("%Y-%m-%dT%H:%MZ")

    def book(to: str) -> int:
        return send("/consult", channel="phone", starts=state["starts"], name="A", phone="555 0142", email=to)

    def wait(to: str) -> int:
        return send("/consult/waiting", channel="online", name="A", email=to)

    yield "sign in", lambda to: send("/sign-in", username=to, password="not this one either"), forget_attempts  # noqa: S106
    yield "a forgotten password", lambda to: send("/sign-in/forgotten", email=to), lambda: None
    yield "a new link", lambda to: send("/booking/link", email=to), lambda: None
    yield "finish later", lambda to: send("/check/later", email=to), answer
    yield "wait for a time", wait, answer
    yield "book a talk", book, free


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["200"])[0]), (sys.argv[2:] or ["sqlite"])[0])
