"""The commands and their flags as data, for what is written from them: completion scripts and the manual page.

Law: everything is read from the commands themselves, so it says what `--help` says.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import click

from seedparse.command.config import PATHS as PATH_METAVARS

Values = tuple[tuple[str, str], ...]
"""Values that the shell offers, each with a description, which may be empty."""

FIRST_ENCODINGS = ("auto", "utf-8", "utf-16")
FILES = frozenset({*PATH_METAVARS, "path", "paths", "file", "files", "dump", "blocks", "old", "new"})
"""Metavars of flags and names of arguments that are paths."""


_NAMES = re.compile(r"(?:--?[\w-]+(?:, )?)+ ?")  # of a flag, as the help prints them before the metavar


class Flag(NamedTuple):
    """A flag of a command."""

    names: tuple[str, ...]  # "-o", "--output"
    metavar: str | None  # what the help calls its value; None: it takes none
    help: str  # as `--help` prints it, with the default
    is_repeated: bool
    is_path: bool
    values: Values  # the values that it may have, if they are known


class Node(NamedTuple):
    """A command with what belongs to it."""

    path: str  # "packs check"; of the top command ""
    summary: str
    text: str  # the description of `--help`
    usage: str
    flags: tuple[Flag, ...]
    takes_paths: bool
    values: Values  # of its argument
    commands: "tuple[Node, ...]"


def tree(top: click.Command, languages: Values = ()) -> Node:
    """Return the commands from the top one down; this one has the flags of `parse`.

    Args:
        languages: the values of what is a language; `languages()` for those that have a pack.
    """
    root = _node(top, click.Context(top, info_name="seedparse", **top.context_settings), "", languages)
    parse = next(each for each in root.commands if each.path == "parse")
    names = tuple((each.path, each.summary) for each in root.commands)
    commands = tuple(each._replace(values=names) if each.path == "help" else each for each in root.commands)
    return root._replace(flags=parse.flags, takes_paths=True, commands=commands)


def below(node: Node) -> Iterator[Node]:
    """Yield the commands below a command, each before its own."""
    for each in node.commands:
        yield each
        yield from below(each)


def _node(command: click.Command, ctx: click.Context, path: str, languages: Values) -> Node:
    params = command.get_params(ctx)
    found = []
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            each = command.get_command(ctx, name)
            assert each is not None
            inner = click.Context(each, info_name=name, parent=ctx)
            found.append(_node(each, inner, f"{path} {name}".strip(), languages))
    arguments = [each for each in params if isinstance(each, click.Argument)]
    return Node(
        path,
        command.get_short_help_str(limit=1000),
        command.help or "",
        " ".join(command.collect_usage_pieces(ctx)),
        tuple(_flag(each, ctx, languages) for each in params if isinstance(each, click.Option)),
        any(_is_path(each) for each in arguments),
        tuple(value for each in arguments for value in _values(each, languages)),
        tuple(found),
    )


def _flag(option: click.Option, ctx: click.Context, languages: Values) -> Flag:
    record = option.get_help_record(ctx)
    assert record is not None
    return Flag(
        tuple(option.opts),
        _NAMES.sub("", record[0]) or None,
        record[1],
        option.multiple,
        _is_path(option),
        _values(option, languages),
    )


def _is_path(param: click.Parameter) -> bool:
    if isinstance(param, click.Option):
        return param.metavar in FILES
    return param.name in FILES or "FILE" in (param.metavar or "")


def _values(param: click.Parameter, languages: Values) -> Values:
    if isinstance(param.type, click.Choice):
        return tuple((str(each), "") for each in param.type.choices)
    if param.name == "encoding":
        return tuple((each, "") for each in encodings())
    if param.name == "split":
        return (("auto", "detected"), ("off", "the input is one article"))
    if "LANGUAGE" in (param.metavar or ""):
        return languages
    return ()


def encodings() -> tuple[str, ...]:
    """Return names for --encoding: what the detector knows, under the names that Python gives them."""
    from seedparse.text.encodings import GUESSES, WIDE, named

    return (*FIRST_ENCODINGS, *sorted({named(each) for each in (*GUESSES, *WIDE)}))


def languages() -> Values:
    """Return the codes of the languages that have a pack, and their English names."""
    from seedparse.resources import load

    return tuple((pack.language, str(pack.built["english_name"])) for pack in load().packs.all)
