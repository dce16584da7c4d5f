"""Readers: pure functions that take the text of a line or a paragraph and return what it states."""
