"""Bytes, encodings, lines with spans, words, wrapped lines joined; nothing of news."""
