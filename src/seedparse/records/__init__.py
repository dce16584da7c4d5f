"""Blocks become an article, an article a JSON line."""
