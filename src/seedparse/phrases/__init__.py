"""The language of the packs: grammar, matcher, index, date formats; nothing of roles."""
