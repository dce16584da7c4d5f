"""What the package's build adds to it: packs and profiles in their built form (src/seedparse/languages/loader.py says
why), the manual page, completion scripts, and the documentation."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPLETIONS = {
    "bash": "share/bash-completion/completions/seedparse",
    "zsh": "share/zsh/site-functions/_seedparse",
    "fish": "share/fish/vendor_completions.d/seedparse.fish",
}


class BuiltPacks(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, str(Path(self.root, "src")))
        from seedparse.languages.loader import write_built
        from seedparse.profiles import loader as profiles

        for path in (write_built(), profiles.BUILT):
            build_data["artifacts"].append(str(Path(path).relative_to(self.root)))
        for page in sorted(Path(self.root, "docs").glob("*.md")):
            build_data["force_include"][str(page)] = f"seedparse/docs/{page.name}"
        self._made = TemporaryDirectory()
        for name, text in self._shared().items():
            made = Path(self._made.name, name.replace("/", "-"))
            made.write_text(text, encoding="utf-8")
            build_data["shared_data"][str(made)] = name

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        self._made.cleanup()

    def _shared(self) -> dict[str, str]:
        """The manual page and the completion scripts, by their places under the prefix of the installation."""
        from seedparse.command.cli import command, manual
        from seedparse.command.completion import script
        from seedparse.command.look import LOOKS
        from seedparse.command.tree import tree
        from seedparse.languages import loader

        for look in LOOKS:
            command.add_command(look)
        names = [str(loader.table(path)["english_name"]) for path in loader.shipped()]
        top = tree(command, tuple(zip(loader.languages(), names, strict=True)))
        return {
            "share/man/man1/seedparse.1": manual(command),
            **{place: script(shell, top) for shell, place in COMPLETIONS.items()},
        }
