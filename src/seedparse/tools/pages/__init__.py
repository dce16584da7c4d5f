"""Pages in HTML that need no network: the explained dump, the figures of a dump."""
