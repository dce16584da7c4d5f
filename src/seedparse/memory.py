"""Memory settings: rare garbage collection, and big pieces of memory returned to the system.

Once a big piece is freed, glibc takes the next ones from its heap, where they leave gaps that are not returned to the
system: an article of 500 MB, which is read in parts, would take a fourth more than its largest part needs.
"""

import gc

BIG_PIECE_BYTES = 1024 * 1024  # bytes of a piece of memory that is returned to the system when freed
FEW_CYCLES = 50_000  # objects allocated and not freed before the garbage collector runs
_M_MMAP_THRESHOLD = -3  # of malloc.h


def keep_big_pieces_apart() -> None:
    """From now on, return each freed piece of BIG_PIECE_BYTES or more to the system; without glibc, do nothing."""
    import ctypes  # imported here because few runs need it

    try:
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, BIG_PIECE_BYTES)
    except (OSError, AttributeError):
        return  # another C library, with its own rules


def look_seldom_for_cycles() -> None:
    """Run the garbage collector rarely: parsing makes hardly any cycles, and it took a sixth of a short run."""
    gc.set_threshold(FEW_CYCLES)
