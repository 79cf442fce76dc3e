"""Build the demo: the clinic of the known cast on 127.0.0.1, and Otto's on localhost, which must stay invisible."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from weft.demo import ZONE, away, freed, longer, marta, papers, today, waiting, weeks
from weft.demo.care import admitted, agrees_to_needles, assessed, drafted, screened
from weft.demo.cast import MARTA, OTTOS
from weft.demo.clinics import House, open_clinic, open_other_clinic
from weft.demo.hour import Hour
from weft.records import clock, speaker
from weft.records.actions import message_timers
from weft.records.models import OutboxMessage, OutboxState

Tell = Callable[[str], None]


def build(now: datetime, tell: Tell = lambda _: None) -> None:
    """Fill an empty, migrated database by walking made-up people through the actions.

    Args:
        now: The hour that the demo's day is laid around (aware).
        tell: Told who is walking now, for a line of progress.
    """
    hour = Hour(now, ZONE)
    with clock.at(now):
        house = open_clinic(hour)
        waiting.walk(house)
        today.walk(house, tell)
        for walk in longer.WALKS:
            tell(walk.__name__.capitalize())
            walk(house)
        tell(MARTA.known_as)  # last: her whole course takes what the others have left
        marta.walk(house)
        papers.walk(house)
        freed.walk(house)
        away.walk(house)
        weeks.walk(house)
        _post(house)
        tell("Otto")
        _post(_elsewhere(hour))


def _post(house: House) -> None:
    """There is no mail server in the demo: what was due counts as sent, and can be read inside the product."""
    message_timers.remind(by=house.system)
    with transaction.atomic(), speaker.speaking(actor=house.system.actor):
        due = OutboxMessage.objects.within(house.id).filter(state=OutboxState.WAITING, due__lte=clock.now())
        due.update(state=OutboxState.SENT, sent_at=F("due"))


def _elsewhere(hour: Hour) -> House:
    """Otto's clinic has people of its own."""
    house = open_other_clinic(hour)
    otto = house["otto"]
    for who in OTTOS:
        at = hour.on(-8, "12:00")
        person_id = admitted(house, who, at)
        screened(house, person_id, at)
        agrees_to_needles(house, person_id, at)
        drafted(assessed(house, who, person_id, at, by=(otto,)), at, by=otto)
    return house
