"""Export profiles: how databases, feeds and mail print articles, one TOML file each, and their loader."""
