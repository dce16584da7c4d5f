"""The command: flags become Options, errors become exit codes, and people are spoken to on stderr.

Law: stdout carries records only. Exit codes: 0 all well, 1 some input failed, 2 usage, 3 could not write, 130
interrupted.
"""

import errno
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from seedparse import __version__

if TYPE_CHECKING:
    from seedparse.errors import Failure

FEW_CYCLES = 50_000  # parsing leaves next to no garbage in cycles: looking for it was a tenth of a short run
OK, FAILED, USAGE, NOT_WRITTEN, INTERRUPTED = 0, 1, 2, 3, 130


class Verbs(click.Group):
    """`seedparse PATH` is `seedparse parse PATH`, and its help is the help that most people want."""

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
  seedparse --unit block article.txt | jq -c '{role, text}'
  seedparse explain article.txt
"""


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="seedparse %(version)s")
def command() -> None:
    """Read plain-text news and write one JSON record per article.

    Each article is split into title, lead, attribution, body paragraphs, dated "more on this topic" entries, and what
    is none of these. No line of the text is lost. PATH is a file, a directory, or - for standard input, which is also
    read when there is no PATH. Records go to standard output, messages to standard error.
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


@command.command("parse", short_help="Read texts and write records; need not be said.")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    help="Write one .jsonl per input under the directory OUT instead of to standard output.",
)
@click.option(
    "--unit",
    type=click.Choice(["article", "block"]),
    default="article",
    show_default=True,
    help="One record per article, or per block: a paragraph, an entry, a line with its place and the rule behind it.",
)
@split_option
@click.option(
    "--max-article-bytes",
    type=click.IntRange(min=64),
    default=16 * 1024 * 1024,
    show_default=True,
    metavar="N",
    help="A longer article comes in parts, each with a note.",
)
@pack_option
@click.option("--name", metavar="NAME", help="What the records call standard input, instead of -.")
@click.option("--strict", is_flag=True, help="Stop at the first input that fails.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; failures are still told.")
@click.pass_context
def parse_command(
    ctx: click.Context,
    paths: tuple[str, ...],
    output: str | None,
    unit: Any,
    split: str,
    max_article_bytes: int,
    packs: tuple[str, ...],
    name: str | None,
    strict: bool,
    quiet: bool,
) -> int:
    """Read texts and write records. The verb that runs when none is named."""
    if not paths and sys.stdin is not None and sys.stdin.isatty():
        click.echo(ctx.find_root().get_help(), err=True)
        return USAGE
    from seedparse import batch
    from seedparse.model import Options
    from seedparse.sinks.standard import StandardOutput

    options = Options(
        unit=unit,
        packs=packs,
        split=split,
        max_article_bytes=max_article_bytes,
        name=name,
        strict=strict,
        quiet=quiet,
    )
    inputs = list(paths) or ["-"]
    if output is None:
        return OK if batch.stream(inputs, StandardOutput(), options, _tell) else FAILED
    if os.path.isfile(output):
        raise click.UsageError(f"-o {output} is a file; name a directory that the records can go into.")
    from seedparse import view

    summary = view.Summary()
    well = batch.mirror(inputs, output, options, summary.failing(_tell), view.progress(sys.stderr, quiet, summary))
    if not quiet:
        click.echo(f"seedparse: {summary} -> {output}", err=True)
    return OK if well else FAILED


@command.command("explain", short_help="Show each line's role, and the rule behind it.")
@click.argument("path", default="-")
@split_option
@pack_option
def explain_command(path: str, split: str, packs: tuple[str, ...]) -> int:
    """Show what each line of a text is taken for, and the rule and pack that decided."""
    if path == "-" and sys.stdin is not None and sys.stdin.isatty():
        raise click.UsageError("name a file to explain, or pipe one in.")
    from seedparse import view
    from seedparse.convert import explained
    from seedparse.errors import Failure, InputError
    from seedparse.model import Options
    from seedparse.sources.files import open_bytes

    try:
        with _written():
            view.explain(explained(open_bytes(path), Options(packs=packs, split=split)))
    except InputError as error:
        _tell(Failure(path, "not-readable", str(error)))
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
        with _written():
            for finding in verify(dump, blocks):
                well = False
                click.echo(finding)
    except InputError as error:
        click.echo(f"seedparse: {_harmless(str(error))}", err=True)
        return FAILED
    if well:
        click.echo(f"{dump}: every line stands in one record")
    return OK if well else FAILED


@command.command("schema", short_help="Print the records' JSON Schema.")
@click.option("--unit", type=click.Choice(["article", "block"]), default="article", show_default=True)
def schema_command(unit: Any) -> int:
    """Print the JSON Schema of the records."""
    from seedparse.convert import schema

    with _written():
        click.echo(schema(unit), nl=False)
    return OK


@command.group("packs", invoke_without_command=True, short_help="List the languages; check a pack.")
@click.pass_context
def packs_command(ctx: click.Context) -> None:
    """List the languages; check a pack of your own with `seedparse packs check FILE`."""
    if ctx.invoked_subcommand is None:
        from seedparse.shelf import load

        with _written():
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
            click.echo(f"seedparse: {error}", err=True)
            well = False
        else:
            click.echo(f"{file}: {len(pack.phrases)} phrases, {len(examples['examples'])} examples hold")
    return OK if well else FAILED


@contextmanager
def _written() -> Iterator[None]:
    """What is printed to standard output inside is written, or it is said why not."""
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        yield
        sys.stdout.flush()
    except OSError as error:
        from seedparse.errors import OutputError, ReaderGone

        # Python flushes once more at exit, and would complain of the same.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if isinstance(error, BrokenPipeError):
            raise ReaderGone from None
        raise OutputError(f"standard output: {error.strerror}") from None


def _tell(failure: "Failure") -> None:
    click.echo(f"seedparse: {_harmless(str(failure))}", err=True)


def _harmless(text: str) -> str:
    """A text without live escape sequences or line breaks: a file may be called anything."""
    return "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in text)


def main() -> None:
    """The entry point: runs the command and ends the process with its exit code."""
    gc.set_threshold(FEW_CYCLES)
    code = _run(lambda: command.main(prog_name="seedparse", standalone_mode=False))
    gc.freeze()  # nor at the end
    sys.exit(code)


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
        click.echo(f"seedparse: cannot write {_harmless(str(error))}", err=True)
        return NOT_WRITTEN
    except SeedparseError as error:
        click.echo(f"seedparse: {_harmless(str(error))}", err=True)
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("seedparse: interrupted", err=True)
        return INTERRUPTED
    return code if isinstance(code, int) else OK
