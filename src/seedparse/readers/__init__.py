"""One text in, one reading out: pure functions over one line or paragraph."""
