"""Paragraphs, looks, features, scores, article boundaries and roles. Only this package has state."""
