"""The pager of a terminal, as the user has chosen it."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO


@contextmanager
def pager(wanted: bool) -> Iterator[IO[str] | None]:
    """Yield the input of the pager that the user has chosen, or of `less`; None where there is no terminal."""
    command = shlex.split(os.environ.get("PAGER", "less"))
    if not wanted or sys.stdout is None or not sys.stdout.isatty() or not command or shutil.which(command[0]) is None:
        yield None
        return
    # As git does: leave at the end of a short text, show colours, keep the screen.
    running = subprocess.Popen(
        command, stdin=subprocess.PIPE, text=True, encoding="utf-8", env={"LESS": "FRX", "LV": "-c", **os.environ}
    )
    assert running.stdin
    try:
        yield running.stdin
    finally:
        with suppress(BrokenPipeError):
            running.stdin.close()
        running.wait()
