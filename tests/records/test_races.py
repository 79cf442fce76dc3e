"""Races B1, B2, B4 with real server processes: exactly one winner, a clean no with the nearest pairs for the rest."""

import itertools
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests import people
from tests.people import TUESDAY_NINE, Cast
from tests.records.race_server import PROCESSES, Reply, overlaps_allowed, rivals, serving, stream

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import guards
from weft.records.models import Claim, Pair, Person, Visit

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = timedelta(minutes=1)
FIFTY = 50


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return people.standing()


@pytest.fixture
def crowd(cast: Cast) -> list[str]:
    made = Person.objects.bulk_create(Person(clinic=cast.clinic, name=f"Rival {n}") for n in range(FIFTY))
    return [str(person.id) for person in made]


@pytest.fixture
def port(cast: Cast) -> Iterator[int]:
    with serving() as port:
        yield port


def slot(number: int) -> datetime:
    """Six separate times a day, 90 minutes apart."""
    return TUESDAY_NINE + timedelta(days=number // 6, minutes=90 * (number % 6))


def asking(
    cast: Cast, person: str, starts: datetime, *, path: str = "pair", minutes: int = 45, **more: Any
) -> dict[str, Any]:
    first = {
        "discipline": NEEDLES, "practitioner": str(cast.wei.membership_id), "starts": starts.isoformat(),
        "minutes": minutes, "place": str(more.pop("place", cast.beds[0].id)),
    }  # fmt: skip
    second = {
        "discipline": MOVEMENT, "practitioner": str(cast.dana.membership_id), "minutes": 30,
        "starts": (starts + minutes * MINUTE).isoformat(), "place": str(cast.rooms[0].id),
    }  # fmt: skip
    visits = [first, second] if path == "pair" else [first]
    return {
        "path": path, "person": person, "visits": visits, "by": str(cast.noor.user_id), "clinic": str(cast.clinic.id),
    } | more  # fmt: skip


def overlaps() -> int:
    """A sweep over the whole calendar: how often a resource's active claim begins before its last one ended."""
    spans = Claim.objects.everywhere().filter(active=True).order_by("resource_id", "starts")
    rows = list(spans.values_list("resource_id", "starts", "ends"))
    return sum(a[0] == b[0] and b[1] < a[2] for a, b in itertools.pairwise(rows))


def race(port: int, cast: Cast, crowd: list[str], *, number: int, slots: int) -> list[list[Reply]]:
    return [rivals(port, [asking(cast, each, slot(n)) for each in crowd[:number]]) for n in range(slots)]


@pytest.mark.parametrize(("number", "slots"), [(2, 60), (FIFTY, 10)])
def test_of_many_rivals_for_one_pair_exactly_one_wins(
    cast: Cast, crowd: list[str], port: int, number: int, slots: int
) -> None:
    heats = race(port, cast, crowd, number=number, slots=slots)

    assert [sorted(reply.status for reply in heat) for heat in heats] == [[201] + [409] * (number - 1)] * slots
    losers = [reply for heat in heats for reply in heat if reply.status == 409]
    assert all(len(reply.said["nearest"]) == 3 for reply in losers)
    assert len({reply.said["pid"] for heat in heats for reply in heat}) == PROCESSES
    assert (Pair.objects.everywhere().count(), Visit.objects.everywhere().count(), overlaps()) == (slots, 2 * slots, 0)


def test_with_the_guard_off_the_same_race_double_books(cast: Cast, crowd: list[str]) -> None:
    """The positive control: a race that cannot fail would prove nothing."""
    with overlaps_allowed():
        with serving(RACE_GUARD="off") as port:
            heats = race(port, cast, crowd, number=2, slots=10)
        doubled = overlaps()

    assert doubled > 0
    assert any([reply.status for reply in heat].count(201) > 1 for heat in heats)


def test_shifted_longer_and_shorter_visits_never_overlap(cast: Cast, crowd: list[str], port: int) -> None:
    chance = random.Random(20270302)  # noqa: S311  a repeatable crowd
    asked = [
        asking(
            cast, chance.choice(crowd), TUESDAY_NINE + 5 * chance.randrange(60) * MINUTE,
            path=chance.choice(["visit", "pair", "hold"]), minutes=5 * chance.randrange(2, 13),
            place=chance.choice(cast.beds).id,
        )
        for _ in range(300)
    ]  # fmt: skip

    replies = stream(port, asked)

    assert {reply.status for reply in replies} == {201, 409}
    assert overlaps() == 0


def test_five_hundred_back_to_back_visits_are_all_accepted(cast: Cast, crowd: list[str], port: int) -> None:
    asked = [asking(cast, crowd[n % FIFTY], TUESDAY_NINE + 5 * n * MINUTE, path="visit", minutes=5) for n in range(500)]
    random.Random(20270302).shuffle(asked)  # noqa: S311  a repeatable crowd

    replies = stream(port, asked)

    assert {reply.status for reply in replies} == {201}
    assert overlaps() == 0


PATHS = ("visit", "pair", "hold", "close")


def test_every_two_paths_to_a_time_exclude_each_other(cast: Cast, crowd: list[str], port: int) -> None:
    duels = [pair for pair in itertools.combinations_with_replacement(PATHS, 2) for _ in range(4)]

    heats = [
        rivals(port, [asking(cast, crowd[rival], slot(n), path=path) for rival, path in enumerate(duel)])
        for n, duel in enumerate(duels)
    ]

    assert [sorted(reply.status for reply in heat) for heat in heats] == [[201, 409]] * len(duels)
    assert overlaps() == 0


def test_the_same_form_sent_ten_times_at_once_books_one_pair(cast: Cast, crowd: list[str], port: int) -> None:
    replies = rivals(port, [asking(cast, crowd[0], slot(0), key="sent-again")] * 10)

    assert {reply.status for reply in replies} == {201}
    assert Pair.objects.everywhere().count() == 1


def test_claims_and_visits_are_written_in_one_place_each() -> None:
    """So the list of paths above is complete: whoever books goes through these two functions."""
    source = Path(guards.__file__).parents[1]
    writing = {
        (file.relative_to(source).as_posix(), what)
        for file in source.rglob("*.py")
        for what in (
            "Claim.objects.create(",
            "Claim.objects.bulk_create(",
            "Visit.objects.create(",
            "Visit.objects.bulk_create(",
        )
        if what in file.read_text()
    }

    assert writing == {("claims.py", "Claim.objects.create("), ("actions/schedule.py", "Visit.objects.create(")}
