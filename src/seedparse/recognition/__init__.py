"""Paragraphs, looks, features, scores, article boundaries and roles: the only package with state."""
