"""The package's build keeps packs and profiles in their built form; src/seedparse/languages/loader.py says why."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuiltPacks(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, str(Path(self.root, "src")))
        from seedparse.languages.loader import write_built
        from seedparse.profiles import loader as profiles

        for path in (write_built(), profiles.BUILT):
            build_data["artifacts"].append(str(Path(path).relative_to(self.root)))
