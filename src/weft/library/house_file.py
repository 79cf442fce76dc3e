"""The file of `weft clinic open`: a clinic, its sites and its people, as its host writes them down."""

from pathlib import Path
from zoneinfo import available_timezones

from weft.core.desk.house import House, house_faults
from weft.library.knowledge import knowledge
from weft.library.reading import BadFile, read_as, read_toml


def read_house(path: Path) -> House:
    """Read one file.

    Raises:
        BadFile: If it is missing, is not TOML, or says what cannot be: the place and the mend of the first fault.
    """
    house = read_as(House, read_toml(path), path)
    bookable = [one.id for one in knowledge().disciplines.values() if one.bookable]
    for place, words in house_faults(house, bookable, available_timezones()):
        raise BadFile(path, place, str(words))
    return house
