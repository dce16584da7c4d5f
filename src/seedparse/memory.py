"""Memory: what stays is not searched for garbage, and what big texts take is given back.

glibc, once a big piece was freed, takes the next ones from its heap, where they leave holes that are never given back:
an article of 500 MB, which comes in parts, would take a fourth more than its largest part needs.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

BIG = 1024 * 1024  # bytes
_M_MMAP_THRESHOLD = -3  # of malloc.h


def keep_big_pieces_apart() -> None:
    """From now on each big piece is the system's own, and goes back to it; where there is no glibc, nothing happens."""
    import ctypes  # here, for few runs need it

    try:
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, BIG)
    except (OSError, AttributeError):
        return  # another system, which has ways of its own


@contextmanager
def to_stay() -> Iterator[None]:
    """What is made inside stays for the run: looking through it for garbage, again and again, is a sixth of a start.

    Processes that are copied later share it for the same reason.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
