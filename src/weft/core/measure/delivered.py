"""What of the planned dose was delivered, phase by phase: needle visits, movement visits, home days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words, counted


@dataclass(frozen=True, slots=True)
class Dose:
    """Visits of one phase, and days of home exercise."""

    needles: int = 0
    movement: int = 0
    home_days: int | None = None
    """None when nobody asked: that is not a zero."""


@dataclass(frozen=True, slots=True)
class PhasePlanned:
    """One phase of the plan with its dose. As-needed visits are not planned ones."""

    id: str
    name: Words
    dose: Dose


@dataclass(frozen=True, slots=True)
class PhaseDelivered:
    """One phase: what was planned, what was given, in words too."""

    id: str
    name: Words
    planned: Dose
    given: Dose
    words: Words


@dataclass(frozen=True, slots=True)
class Delivered:
    """The whole course."""

    phases: tuple[PhaseDelivered, ...]
    planned: Dose
    given: Dose
    outside: Dose
    """Given, but in no phase of this plan."""
    why: Explanation


def delivered(planned: Sequence[PhasePlanned], given: Mapping[str, Dose]) -> Delivered:
    """Set what was given beside what was planned.

    Args:
        planned: Phases of the plan that stands, in order.
        given: What was done, by phase id. Visits that did not happen are not among them; a phase without any is
            given as nothing.

    Returns:
        Both doses for each phase and for the whole; more than planned is shown as it is, never cut off.
    """
    known = {phase.id for phase in planned}
    rows = tuple(_phase(phase, given.get(phase.id, Dose())) for phase in planned)
    total = _sum([phase.dose for phase in planned])
    done, outside = _sum([row.given for row in rows]), _sum([one for name, one in given.items() if name not in known])
    words = Words("Over the whole plan: {dose}", dose=_words(total, done))
    inputs = {name: _noted(one) for name, one in given.items()}
    limits = {phase.id: _noted(phase.dose) for phase in planned}
    return Delivered(rows, total, done, outside, explain("delivered", words, inputs=inputs, limits=limits))


def _phase(phase: PhasePlanned, given: Dose) -> PhaseDelivered:
    words = Words("{phase}: {dose}", phase=phase.name, dose=_words(phase.dose, given))
    return PhaseDelivered(phase.id, phase.name, phase.dose, given, words)


def _noted(dose: Dose) -> str:
    home = "not asked" if dose.home_days is None else dose.home_days
    return f"{dose.needles}, {dose.movement}, {home}"


def _words(planned: Dose, given: Dose) -> Words:
    return Words(
        "needles {needles} of {needles_planned}, movement {movement} of {movement_planned}, {home}",
        needles=given.needles,
        needles_planned=_visits(planned.needles),
        movement=given.movement,
        movement_planned=_visits(planned.movement),
        home=_home(planned.home_days or 0, given.home_days),
    )


def _visits(planned: int) -> Words:
    return counted(planned, "{count} visit", "{count} visits")


def _home(planned: int, given: int | None) -> Words:
    if not planned and not given:
        return Words("nothing at home.")
    if given is None:
        return Words("home days not asked ({planned} planned).", planned=planned)
    return counted(planned, "home {given} of {count} day.", "home {given} of {count} days.", given=given)


def _sum(doses: Sequence[Dose]) -> Dose:
    asked = [one.home_days for one in doses if one.home_days is not None]
    needles, movement = sum(one.needles for one in doses), sum(one.movement for one in doses)
    return Dose(needles, movement, sum(asked) if asked else None)
