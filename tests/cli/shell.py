"""The command as somebody types it: a line of shell."""

import subprocess
import sys


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell with ``weft`` in it, as somebody types it."""
    line = command.replace("weft ", f"{sys.executable} -m weft ", 1)
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
