"""BLAKE2b, without the rest of hashlib.

Law: the digests equal those of `hashlib.blake2b`. Importing hashlib loads OpenSSL, which takes a thirtieth of the time
of a short run.
"""

try:
    from _blake2 import blake2b
except ImportError:  # not CPython
    from hashlib import blake2b

SIZE = 16  # bytes of a digest


def hasher() -> blake2b:
    """A new hash object whose digest has SIZE bytes."""
    return blake2b(digest_size=SIZE)
