"""BLAKE2b, without the rest of hashlib.

Law: the same digests as `hashlib.blake2b`. hashlib loads OpenSSL first, which is a thirtieth of a short run.
"""

try:
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

SIZE = 16  # bytes


def hasher() -> blake2b:
    return blake2b(digest_size=SIZE)
