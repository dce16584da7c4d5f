"""Extensions of click: commands that report a failed write, suggestions for misspelt commands, sizes in bytes.

Law: a first path that is no file and looks like a misspelt command is a usage error with a suggestion.
"""

import os
import re
from collections.abc import Iterable
from typing import Any

import click

from seedparse import __version__
from seedparse.command.config import options
from seedparse.command.console import explained

COMMANDS = "seedparse.commands"
"""Key in a context's `meta`: the commands that the first path may be a misspelling of."""


class Size(click.ParamType):  # type: ignore[type-arg]  # generic in new versions of click only
    """A number of bytes, with a unit or without. As in GNU tools, k, M, G and KiB mean powers of 1024, KB of 1000."""

    name = "size"

    def __init__(self, least: int = 0) -> None:
        self._least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = re.fullmatch(
            r"([0-9]{1,18})(?:\.([0-9]{1,18}))?(?:([KMGT])(i?B|i)?|B)?", str(value).strip(), re.IGNORECASE
        )
        if found is None or (found[2] and not found[3]):
            self.fail(f"'{value}' is not a size. Write a number of bytes, with or without a unit: 500000, 10k, 16MiB.")
        whole, decimals, unit, suffix = found.groups("")
        base = 1000 if suffix.upper() == "B" else 1024
        size: int = int(whole + decimals) * base ** " KMGT".index(unit.upper() or " ") // 10 ** len(decimals)
        if size < self._least:
            self.fail(f"{value} is too small. The smallest value is {self._least} bytes.")
        return size


class Verb(click.Command):
    """A command that has --config and --version too, and whose help reports a failed write."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with explained():  # click prints help and version while it makes the context
            return super().make_context(*args, **extra)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        *own, help_option = super().get_params(ctx)
        configuration = [] if isinstance(self, click.Group) else options()
        return [*own, *configuration, version_option(), help_option]


class Verbs(Verb, click.Group):
    """A group that suggests a command in place of an unknown one."""

    command_class = Verb

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            name = f"{ctx.command_path} "
            meant = suggestion(args[0], self.commands)
            also = f"Did you mean '{name}{meant}'?" if meant else f"Run '{name}--help' for what there is."
            raise click.UsageError(f"'{args[0]}' is not a command of '{name.strip()}'. {also}")
        return super().resolve_command(ctx, args)


def version_option() -> click.Option:
    """Return the option --version, for any command."""

    def show(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo(f"seedparse {__version__}")
            ctx.exit()

    return click.Option(
        ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=show, help="Show the version and exit."
    )


def suggestion(word: str, commands: Iterable[str]) -> str | None:
    """Return the command that the word is probably a misspelling of, or None."""
    from difflib import get_close_matches

    if word.lower() == "version":
        return "--version"
    if not word.isalpha():
        return None  # a path
    return next(iter(get_close_matches(word.lower(), list(commands), n=1, cutoff=0.7)), None)


def check_is_no_command(ctx: click.Context, paths: tuple[str, ...]) -> None:
    """Raise UsageError if the first path is no file and looks like a misspelt command."""
    commands = ctx.meta.get(COMMANDS, ())
    if not paths or not commands or os.path.lexists(paths[0]):
        return
    if paths[0] in commands:
        raise click.UsageError(f"Write the command first: seedparse {paths[0]} ...")
    if meant := suggestion(paths[0], commands):
        raise click.UsageError(f"'{paths[0]}' is neither a file nor a command. Did you mean 'seedparse {meant}'?")
