"""Three hundred names as people have them, made up: common given and family names of many scripts, put together.

The file holds one a line, parted by line feeds alone: a name may hold other signs that count as the end of a line.
"""

from pathlib import Path

NAMES = tuple((Path(__file__).parent / "names.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))
