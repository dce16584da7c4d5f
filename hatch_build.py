"""The package's build keeps the packs in their built form; src/seedparse/languages/loader.py says why."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuiltPacks(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, str(Path(self.root, "src")))
        from seedparse.languages.loader import write_built

        build_data["artifacts"].append(str(Path(write_built()).relative_to(self.root)))
