"""The command: flags become Options, errors become exit codes, and people are spoken to on stderr.

Law: stdout carries records only. Exit codes: 0 all well, 1 some input failed, 2 usage, 3 could not write, 130
interrupted, 143 terminated.
"""

import os
import re
import signal
import sys
from collections.abc import Callable
from typing import Any

import click

from seedparse import __version__
from seedparse.console import explained, say, tell, written

OK, FAILED, USAGE, NOT_WRITTEN, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 130, 143


class Terminated(BaseException):
    """SIGTERM: the run ends as it does when it is interrupted, tidily."""


class Size(click.ParamType):  # type: ignore[type-arg]  # generic in new versions of click only
    """A number of bytes, with a unit or without. As in GNU tools k, M, G and KiB count 1024, and KB counts 1000."""

    name = "size"

    def __init__(self, least: int = 0) -> None:
        self._least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = re.fullmatch(
            r"([0-9]{1,18})(?:\.([0-9]{1,18}))?(?:([KMGT])(i?B|i)?|B)?", str(value).strip(), re.IGNORECASE
        )
        if found is None or (found[2] and not found[3]):
            self.fail(f"'{value}' is not a size. Write a number of bytes, with a unit if you like: 500000, 10k, 16MiB.")
        whole, decimals, unit, suffix = found.groups("")
        base = 1000 if suffix.upper() == "B" else 1024
        size: int = int(whole + decimals) * base ** " KMGT".index(unit.upper() or " ") // 10 ** len(decimals)
        if size < self._least:
            self.fail(f"{value} is too small: the least is {self._least} bytes.")
        return size


class Verb(click.Command):
    """A verb; its help is written, or it is said why not."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with explained():  # help and version are printed as soon as they are read; most verbs print nothing here
            return super().make_context(*args, **extra)


class Verbs(Verb, click.Group):
    """`seedparse PATH` is `seedparse parse PATH`, and its help is the help that most people want."""

    command_class = Verb

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "-h", "--version")):
            args = ["parse", *args]
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[PATH...] [OPTIONS]", "\n  seedparse VERB ..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        parse_command.format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(EXAMPLES)


EXAMPLES = """
Examples:
  seedparse article.txt > out.jsonl
  cat dump.txt | seedparse | jq -r '.header.title'
  seedparse texts/ -o records/
  seedparse day.zip archive.tar.gz crawl.jsonl -o all.jsonl
  seedparse --unit block article.txt | jq -c '{role, text}'
  seedparse explain article.txt
"""


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="seedparse %(version)s")
def command() -> None:
    """Read plain-text news and write one JSON record per article.

    Each article is split into title, lead, attribution, body paragraphs, dated "more on this topic" entries, and what
    is none of these. No line of the text is lost. PATH is a file, an archive, a directory, or - for standard input,
    which is also read when there is no PATH. Records go to standard output, messages to standard error.
    """


pack_option = click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="FILE",
    help="A language pack of your own; repeat for more. See: seedparse packs",
)
split_option = click.option(
    "--split",
    default="auto",
    show_default=True,
    metavar="auto|off|REGEX",
    help="Where articles begin: by evidence, never, or behind each line that matches REGEX.",
)
encoding_option = click.option(
    "--encoding",
    default="auto",
    show_default=True,
    metavar="auto|NAME",
    help="What the texts are in: told from their bytes, or the same for all, such as cp1251.",
)


@command.command("parse", short_help="Read texts and write records; need not be said.")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    help="A directory: one .jsonl per input, only for what is new or changed. X.jsonl, X.jsonl.gz or X.jsonl.zst: "
    "one file for all records. -: standard output.",
)
@click.option(
    "--unit",
    type=click.Choice(["article", "block"]),
    default="article",
    show_default=True,
    help="One record per article, or per block: a paragraph, an entry, a line with its place and the rule behind it.",
)
@split_option
@encoding_option
@click.option("--glob", "globs", multiple=True, metavar="PATTERN", help="Of directories, only these names: '*.txt'.")
@click.option("--files-from", metavar="FILE", help="Read the paths from FILE too, one a line; - is standard input.")
@click.option("-0", "--null", "by_zero", is_flag=True, help="Paths in FILE end with a zero byte: find ... -print0.")
@click.option("--text-field", default="text", show_default=True, metavar="KEY", help="The text's key in JSON Lines.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
    show_default="the processor's cores",
    metavar="N",
    help="Processes that read at once; the records are the same for any number.",
)
@click.option("--force", is_flag=True, help="With -o OUT: read everything again, also what is there already.")
@click.option("--failures", metavar="FILE", help="Write inputs that failed to FILE, as JSON Lines.")
@click.option(
    "--max-article-bytes",
    type=Size(64),
    default="16MiB",
    show_default=True,
    metavar="SIZE",
    help="A longer article comes in parts, each with a note.",
)
@click.option(
    "--max-expand",
    type=Size(),
    default="0",
    show_default="100 times its size",
    metavar="SIZE",
    help="What one input may be unpacked to.",
)
@pack_option
@click.option("--name", metavar="NAME", help="What the records call standard input, instead of -.")
@click.option("--strict", is_flag=True, help="Stop at the first input that fails.")
@click.option("-v", "--verbose", is_flag=True, help="Name each file that is passed over, with the reason.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; failures are still told.")
@click.pass_context
def parse_command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    output: str | None,
    globs: tuple[str, ...],
    files_from: str | None,
    by_zero: bool,
    jobs: int,
    force: bool,
    failures: str | None,
    verbose: bool,
    quiet: bool,
    **asked: Any,
) -> int:
    """Read texts and write records. The verb that runs when none is named."""
    if not paths and not files_from and sys.stdin is not None and sys.stdin.isatty():
        click.echo(ctx.find_root().get_help(), err=True)
        return USAGE
    from seedparse.sinks.places import Kind, place

    out = place(output)
    if force and out.kind is not Kind.TREE:
        raise click.UsageError("--force goes with -o OUT: without it everything is read anyway.")
    if by_zero and not files_from:
        raise click.UsageError("-0 says how the paths in --files-from FILE end; name that too.")
    from seedparse import view
    from seedparse.model import Options
    from seedparse.run import Request, run

    request = Request(paths, out, globs, files_from, by_zero, jobs, force, failures, verbose)
    progress = view.Progress(sys.stderr, quiet=quiet)
    try:
        total, seconds, is_written = run(request, Options(**asked), tell, progress)
    finally:
        progress.close()
    if not quiet and out.kind is not Kind.STANDARD_OUTPUT:
        say(f"{view.summary(total, seconds)}{f' -> {out.path}' if is_written else '; nothing written'}")
    elif not quiet and sys.stderr is not None and sys.stderr.isatty():
        say(view.summary(total, seconds))
    return FAILED if total.failures else OK


@command.command("explain", short_help="Show each line's role, and the rule behind it.")
@click.argument("path", default="-")
@split_option
@encoding_option
@pack_option
def explain_command(path: str, **asked: Any) -> int:
    """Show what each line of a text is taken for, and the rule and pack that decided."""
    if path == "-" and sys.stdin is not None and sys.stdin.isatty():
        raise click.UsageError("name a file to explain, or pipe one in.")
    from seedparse import view
    from seedparse.convert import explained
    from seedparse.errors import InputError, failure
    from seedparse.model import Options
    from seedparse.sources.files import open_bytes

    try:
        with written():
            view.explain(explained(open_bytes(path), Options(**asked)))
    except InputError as error:
        tell(failure(path, error))
        return FAILED
    return OK


@command.command("verify", short_help="Hold block records against the dump.")
@click.argument("dump")
@click.argument("blocks", metavar="BLOCKS.jsonl")
def verify_command(dump: str, blocks: str) -> int:
    """Does every line of DUMP stand in one block record, at its very bytes? Exit code 1 if not.

    BLOCKS.jsonl is what `seedparse --unit block DUMP` wrote, "-" the same from stdin.
    """
    from seedparse.errors import InputError
    from seedparse.verify import verify

    well = True
    try:
        with written():
            for finding in verify(dump, blocks):
                well = False
                click.echo(finding)
    except InputError as error:
        say(str(error))
        return FAILED
    if well:
        click.echo(f"{dump}: every line stands in one record")
    return OK if well else FAILED


@command.command("schema", short_help="Print the records' JSON Schema.")
@click.option("--unit", type=click.Choice(["article", "block"]), default="article", show_default=True)
def schema_command(unit: Any) -> int:
    """Print the JSON Schema of the records."""
    from seedparse.convert import schema

    with written():
        click.echo(schema(unit), nl=False)
    return OK


@command.group("packs", invoke_without_command=True, short_help="List the languages; check a pack.")
@click.pass_context
def packs_command(ctx: click.Context) -> None:
    """List the languages; check a pack of your own with `seedparse packs check FILE`."""
    if ctx.invoked_subcommand is None:
        from seedparse.shelf import load

        with written():
            for pack in load().all:
                name, own = pack.built["english_name"], pack.built["name"]
                click.echo(f"{pack.language:6}{name:20}{len(pack.phrases):5} phrases  {own}")


@packs_command.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check_command(files: tuple[str, ...]) -> int:
    """Hold a pack's examples against it. Exit code 1 if one does not hold."""
    from seedparse.errors import PackError
    from seedparse.packs import Pack
    from seedparse.proof import prove
    from seedparse.shelf import read, read_proof

    well = True
    for file in files:
        try:
            pack, examples = Pack(read(file)), read_proof(file)
            prove(pack, examples, os.path.basename(file))
        except PackError as error:
            say(str(error))
            well = False
        else:
            click.echo(f"{file}: {len(pack.phrases)} phrases, {len(examples['examples'])} examples hold")
    return OK if well else FAILED


def _terminated(number: int, frame: object) -> None:
    raise Terminated


def main() -> None:
    """The entry point: runs the command and ends the process with its exit code."""
    signal.signal(signal.SIGTERM, _terminated)
    code = _run(lambda: command.main(prog_name="seedparse", standalone_mode=False))
    # All is written. The system takes back what the run held sooner than Python takes it apart.
    os._exit(code)


def _run(call: Callable[[], Any]) -> int:
    from seedparse.errors import OutputError, ReaderGone, SeedparseError

    try:
        code = call()
    except click.ClickException as error:
        error.show()
        return USAGE
    except ReaderGone:
        return OK
    except OutputError as error:
        say(f"cannot write {error}")
        return NOT_WRITTEN
    except SeedparseError as error:
        say(str(error))
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        say("interrupted")
        return INTERRUPTED
    except Terminated:
        say("terminated")
        return TERMINATED
    return code if isinstance(code, int) else OK
