"""Requests from outside that wait: a talk to arrange, a call that is late, an answer that a clinician must read."""

from datetime import timedelta

from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import questions_for
from weft.core.shared.care import Answer
from weft.demo.care import ask_for_talk, done
from weft.demo.cast import AISHA, CAMILLE, TOMASZ
from weft.demo.clinics import House
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.actions import book

LATE = timedelta(hours=25)
"""A call is promised within 24 hours."""


def walk(house: House) -> None:
    """The three requests."""
    ask_for_talk(house, CAMILLE, house.hour.at(-95))
    with clock.at(house.hour.now - LATE):
        done(
            book.request_call_back(
                by=house.visitor, name=TOMASZ.name, phone=TOMASZ.phone, times=TOMASZ.times, wishes=TOMASZ.asks
            )
        )
    with clock.at(house.hour.at(-6)):
        said = {each.id: Answer.NO for each in questions_for(knowledge().screen, QuestionSet.CONSULT) if not each.under}
        said |= {"saddle_numbness": Answer.YES}
        done(
            book.request_call_back(
                by=house.visitor, name=AISHA.name, phone=AISHA.phone, times=AISHA.times, wishes=AISHA.asks, answers=said
            )
        )
