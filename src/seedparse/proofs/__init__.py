"""A pack's examples, checked against the recognisers."""
