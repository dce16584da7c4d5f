"""The configuration file: values for the flags of the commands, by the names of the flags.

Law: a key is the name of a flag and nothing else, so each flag can be configured, and a flag on the command line takes
the place of the key. A wrong file is refused with all its errors at once.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import click

from seedparse.errors import ConfigError

NAME = "seedparse.toml"
VARIABLE = "SEEDPARSE_CONFIG"
PATHS = frozenset({"FILE", "OUT"})  # what the help calls the values that are paths
_READ, _OFF = "seedparse.config", "seedparse.no-config"  # keys in a context's `meta`


class Config(NamedTuple):
    """A configuration file: its path, how it was found, and its values by the name of the flag."""

    path: str
    found: str
    values: Mapping[str, Any]


def options() -> list[click.Option]:
    """Return the options --config and --no-config, for any command."""
    return [
        click.Option(
            ["--no-config"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_switch_off,
            help=f"Read no {NAME}.",
        ),
        click.Option(
            ["--config"],
            metavar="FILE",
            envvar=VARIABLE,
            is_eager=True,
            expose_value=False,
            callback=_configure,
            help=f"Take flags from FILE, instead of the {NAME} of the working directory or of one above it.",
        ),
    ]


def config_of(ctx: click.Context) -> Config | None:
    """Return the configuration of a command, None if there is none."""
    found: Config | None = ctx.meta.get(_READ)
    return found


def _switch_off(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted and _READ in ctx.meta:
        raise click.UsageError("--config and --no-config exclude each other; keep one.")
    ctx.meta[_OFF] = wanted


def _configure(ctx: click.Context, option: click.Parameter, path: str | None) -> None:
    is_flag = ctx.get_parameter_source("config") is click.core.ParameterSource.COMMANDLINE
    if ctx.resilient_parsing:
        return
    if ctx.meta.get(_OFF):
        if is_flag:
            raise click.UsageError("--config and --no-config exclude each other; keep one.")
        return
    how = "--config" if is_flag else VARIABLE if path else "found from the working directory upwards"
    path = path or find()
    if path is None:
        return
    config = read(path, how, ctx)
    ctx.meta[_READ] = config
    ctx.default_map = {
        each.name: config.values[key_of(each)] for each in flags(ctx.command, ctx) if key_of(each) in config.values
    }


def find() -> str | None:
    """Return the path of the configuration file of the working directory, or of the nearest one above that has one."""
    try:
        folder = os.getcwd()
    except OSError:
        return None  # the directory was removed
    while True:
        path = os.path.join(folder, NAME)
        if os.path.isfile(path):
            return path
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def key_of(option: click.Option) -> str:
    """Return the key of a flag: its long name; in the plural if it can be repeated, as `packs`."""
    name = max(option.opts, key=len).lstrip("-")
    return f"{name.removesuffix('s')}s" if option.multiple else name


def flags(command: click.Command, ctx: click.Context) -> Iterator[click.Option]:
    """Yield the flags of a command that can be configured."""
    for each in command.get_params(ctx):
        if isinstance(each, click.Option) and not each.is_eager and each.expose_value and not each.required:
            yield each


def all_flags(ctx: click.Context) -> dict[str, click.Option]:
    """Return the flags of all commands by key, those of `parse` first."""
    found: dict[str, click.Option] = {}
    waiting = [ctx.find_root().command]
    while waiting:
        command = waiting.pop()
        if isinstance(command, click.Group):
            waiting += reversed(list(command.commands.values()))
        else:
            found |= {key_of(each): each for each in flags(command, ctx) if key_of(each) not in found}
    return found


def read(path: str, found: str, ctx: click.Context) -> Config:
    """Read a configuration file. Paths in it are relative to its directory. Raises ConfigError with all errors."""
    import tomllib

    try:
        with open(path, "rb") as file:
            table = tomllib.load(file)
    except OSError as error:
        raise ConfigError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: is not a TOML file in UTF-8: {error}") from None
    known, errors, values = all_flags(ctx), [], {}
    for key, value in table.items():
        option = known.get(key)
        if option is None:
            errors.append(f"{path}: {key}: {_unknown(key, known)}")
        elif reason := _wrong(option, value, ctx):
            errors.append(f"{path}: {key}: {reason}")
        else:
            values[key] = _placed(option, value, os.path.dirname(os.path.abspath(path)))
    if errors:
        raise ConfigError(*errors)
    return Config(path, found, values)


def _unknown(key: str, known: Mapping[str, click.Option]) -> str:
    from difflib import get_close_matches

    meant = next(iter(get_close_matches(key.lower().replace("_", "-"), list(known), n=1, cutoff=0.7)), None)
    return f"there is no such flag; {f'did you mean {meant}?' if meant else 'seedparse config shows all keys'}"


def _wrong(option: click.Option, value: Any, ctx: click.Context) -> str | None:
    """Return what is wrong with a value, None if the flag takes it."""
    if option.is_flag:
        return None if isinstance(value, bool) else "must be true or false"
    if option.multiple:
        is_list = isinstance(value, list) and all(isinstance(each, str) for each in value)
        return None if is_list else 'must be a list of texts: ["a", "b"]'
    if isinstance(value, bool) or not isinstance(value, str | int):
        return "must be a text or a number"
    try:
        option.type.convert(value if isinstance(value, int) else str(value), option, ctx)
    except click.BadParameter as error:
        return error.message
    return None


def _placed(option: click.Option, value: Any, folder: str) -> Any:
    """Return the value with its paths made relative to the directory of the file."""
    if option.metavar not in PATHS:
        return value
    if isinstance(value, list):
        return [_placed(option, each, folder) for each in value]
    return value if value == "-" else os.path.join(folder, value)


def shown(ctx: click.Context) -> Iterator[str]:
    """Yield the lines of `seedparse config`: a configuration file with the values in force, and where they are from."""
    config = config_of(ctx)
    if config is None:
        yield f"# no configuration: no {NAME} in this directory or above it, no --config, no {VARIABLE}"
    else:
        yield f"# {config.path} ({config.found})"
    for key, option in all_flags(ctx).items():
        if config and key in config.values:
            yield f"{key} = {_toml(config.values[key])}  # {config.path}"
        elif option.multiple:
            yield f"{key} = []  # default"
        elif isinstance(default := option.get_default(ctx, call=False), str | int):
            yield f"{key} = {_toml(default)}  # default"
        else:
            yield f"# {key}: {option.show_default if isinstance(option.show_default, str) else 'not set'}"


def _toml(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)
