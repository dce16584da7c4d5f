"""Memory: garbage is looked for seldom, and what big texts take is given back.

glibc, once a big piece was freed, takes the next ones from its heap, where they leave holes that are never given back:
an article of 500 MB, which comes in parts, would take a fourth more than its largest part needs.
"""

import gc

BIG = 1024 * 1024  # bytes
FEW_CYCLES = 50_000  # objects made, and not given back, before they are looked through
_M_MMAP_THRESHOLD = -3  # of malloc.h


def keep_big_pieces_apart() -> None:
    """From now on each big piece is the system's own, and goes back to it; where there is no glibc, nothing happens."""
    import ctypes  # here, for few runs need it

    try:
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, BIG)
    except (OSError, AttributeError):
        return  # another system, which has ways of its own


def look_seldom_for_cycles() -> None:
    """Parsing leaves next to no garbage in cycles: looking for it again and again was a sixth of a short run."""
    gc.set_threshold(FEW_CYCLES)
