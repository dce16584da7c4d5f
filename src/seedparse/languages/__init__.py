"""The packs, one TOML file a language, and their loader."""
