"""Checks the examples of a pack against the recognisers."""
