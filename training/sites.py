"""Divide sites into parts by a hash of their names.

Law: the part of a site depends on its name alone, so it is the same on every machine and whatever other sites there
are.
"""

import hashlib

THIRDS = 3


def part_of(site: str, parts: int) -> int:
    """The part, from 0, of a site."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % parts


def is_unread(site: str) -> bool:
    """Whether nobody reads the site's dumps while rules and words of packs are written.

    This third of the sites shows what such rules give on sites that nobody looked at.
    """
    return part_of(site, THIRDS) == 0
