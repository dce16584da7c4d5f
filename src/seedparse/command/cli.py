"""The command line: turns flags into Options and errors into exit codes; writes messages to standard error.

Law: standard output carries results only, never messages. Exit codes: 0 success, 1 some input failed, 2 wrong usage,
3 cannot write, 130 interrupted, 143 terminated.
"""

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import click

from seedparse.command.config import shown
from seedparse.command.console import harmless, say, tell, written
from seedparse.command.options import (
    encoding_option,
    jobs_option,
    language_tag,
    outlets_option,
    pack_option,
    profile_option,
    split_option,
    text_field_option,
)
from seedparse.command.packs import packs_command
from seedparse.command.verbs import COMMANDS, Size, Verbs, check_is_no_command
from seedparse.errors import InputError

OK, FAILED, USAGE, NOT_WRITTEN, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 130, 143


class Terminated(BaseException):
    """Raised on SIGTERM, so that the run removes its temporary files as it does on an interrupt."""


class TopVerbs(Verbs):
    """The top group: `seedparse PATH` means `seedparse parse PATH`, and its help shows the options of `parse`."""

    group_class = Verbs

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "-h", "--version")):
            ctx.meta[COMMANDS] = [] if "--" in args else list(self.commands)
            args = ["parse", *args]
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[PATH...] [OPTIONS]", "\n  seedparse COMMAND ..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        parse_command.format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(EXAMPLES)
        place = documentation()
        if place:
            formatter.write(f"\nDocumentation: {place}, index.md first. Manual page: man seedparse\n")


SHORT_HELP = """\
seedparse reads plain-text news and writes one JSON record per article.

  seedparse article.txt > out.jsonl      a file, an archive or a directory
  cat dump.txt | seedparse               standard input
  seedparse texts/ -o records/           one .jsonl per file
  seedparse explain article.txt          the role of each line, and why

'seedparse --help' lists all options, 'seedparse help COMMAND' those of a command.
"""
EXAMPLES = """
Examples:
  seedparse article.txt > out.jsonl
  cat dump.txt | seedparse | jq -r '.header.title'
  seedparse texts/ -o records/
  seedparse day.zip archive.tar.gz crawl.jsonl -o all.jsonl
  seedparse --unit block article.txt | jq -c '{role, text}'
  seedparse explain article.txt
"""


def documentation() -> str | None:
    """Return the folder of the documentation: in the package, or beside the source; None if there is none."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    places = (os.path.join(package, "docs"), os.path.join(os.path.dirname(os.path.dirname(package)), "docs"))
    return next((place for place in places if os.path.isfile(os.path.join(place, "index.md"))), None)


@click.group(cls=TopVerbs, context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Read plain-text news and write one JSON record per article.

    A record holds the title, lead, attribution, body paragraphs, dated "more on this topic" entries, and all other
    lines of the article: no line is lost. PATH is a file, an archive, a directory, or - for standard input, which is
    also read when there is no PATH. Records go to standard output, messages to standard error.
    """


@command.command("parse", short_help="Read texts and write records (the default command).")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    help="Where records go. A directory: one .jsonl file per input; unchanged inputs are not read again, and a run "
    "that was killed goes on where it was. X.jsonl, X.jsonl.gz or X.jsonl.zst: one file for all records; X.csv, "
    "X.parquet, X.sqlite, X.duckdb: in that format. "
    "-: standard output.",
)
@click.option(
    "--to",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    help="Format of standard output, or of the files in a directory. In a file's name the suffix says it.",
)
@click.option(
    "--fields",
    metavar="LIST",
    help="Write only these fields, with commas between them: id,header.title,related.date. An object stands for all "
    "that is in it.",
)
@click.option(
    "--as",
    "standard",
    type=click.Choice(["ninjs", "schema-org", "dolma", "text"]),
    help="Write JSON Lines in another format: IPTC ninjs 3.2, NewsArticle of schema.org as JSON-LD, documents of Dolma "
    "with attributes, or id, text and metadata.",
)
@click.option(
    "--unit",
    type=click.Choice(["article", "block"]),
    default="article",
    show_default=True,
    help="One record per article, or one per block (paragraph, heading, entry), with the rule that decided its role.",
)
@click.option(
    "--spans",
    is_flag=True,
    help="Add the key 'spans' to each article record: the lines and bytes of its title, paragraphs, entries and so on.",
)
@split_option
@encoding_option
@click.option(
    "--glob",
    "globs",
    multiple=True,
    metavar="PATTERN",
    help="In directories, read only files whose name matches, such as '*.txt'. Can be repeated.",
)
@click.option(
    "--files-from", metavar="FILE", help="Also read the paths listed in FILE, one per line; - is standard input."
)
@click.option(
    "-0",
    "--null",
    "by_zero",
    is_flag=True,
    help="The paths in FILE end with a NUL byte, as 'find -print0' writes them.",
)
@text_field_option
@click.option(
    "--url-field",
    default="url",
    show_default=True,
    metavar="KEY",
    help="The key that holds the text's address in JSON Lines. A key inside of objects is written with dots: "
    "metadata.url.",
)
@click.option("--id-field", default="id", show_default=True, metavar="KEY", help="The same for its id.")
@click.option(
    "--date-field",
    default="date",
    show_default=True,
    metavar="KEY",
    help="The same for the date on which it was fetched.",
)
@click.option(
    "--title-field",
    metavar="KEY",
    help="The key that holds the article's title in JSON Lines. The title then stands as given there.",
)
@click.option("--published-field", metavar="KEY", help="The same for its date of publication.")
@click.option(
    "--language",
    metavar="CODE",
    callback=language_tag,
    help="The language of all texts, such as uk; without it each text shows its own.",
)
@click.option(
    "--keep",
    multiple=True,
    metavar="KEY",
    help="Copy a further key of JSON Lines, or a header of WARC records, to origin.fields. Can be repeated.",
)
@jobs_option
@click.option(
    "--force", is_flag=True, help="With -o DIRECTORY: read all inputs again, also those that have not changed."
)
@click.option("--failures", metavar="FILE", help="Also write failures to FILE, one JSON object per line.")
@click.option("--doubtful", metavar="FILE", help="Write records with the note 'doubtful' to FILE instead, for review.")
@click.option(
    "--max-article-bytes",
    type=Size(64),
    default="16MiB",
    show_default=True,
    metavar="SIZE",
    help="Split a longer article into several records, each with a note.",
)
@click.option(
    "--max-expand",
    type=Size(),
    default="0",
    show_default="100 times its size",
    metavar="SIZE",
    help="Largest size that one input may unpack to.",
)
@click.option("--dedupe", is_flag=True, help="Drop articles whose id came before in this run.")
@pack_option
@profile_option
@outlets_option
@click.option("--name", metavar="NAME", help="Name of standard input in the records, instead of -.")
@click.option("--strict", is_flag=True, help="Stop at the first failure.")
@click.option("-v", "--verbose", is_flag=True, help="Name each file that is skipped, with the reason.")
@click.option("-q", "--quiet", is_flag=True, help="Print no progress and no summary. Failures are still printed.")
@click.pass_context
def parse_command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    output: str | None,
    to: str | None,
    fields: str | None,
    standard: str | None,
    globs: tuple[str, ...],
    files_from: str | None,
    by_zero: bool,
    jobs: int,
    force: bool,
    failures: str | None,
    doubtful: str | None,
    dedupe: bool,
    verbose: bool,
    quiet: bool,
    **asked: Any,
) -> int:
    """Read texts and write records. This command runs when none is named."""
    if not paths and not files_from and sys.stdin is not None and sys.stdin.isatty():
        click.echo(SHORT_HELP, err=True, nl=False)
        return USAGE
    check_is_no_command(ctx, paths)
    from seedparse.sinks.places import Kind, place

    out = place(output, to)
    if force and out.kind is not Kind.TREE:
        raise click.UsageError("--force needs -o DIRECTORY. Without it all inputs are read anyway.")
    if doubtful and (out.kind is Kind.TREE or asked["unit"] == "block"):
        raise click.UsageError(
            "--doubtful needs article records that go to one place: "
            "standard output or -o FILE.jsonl, without --unit block."
        )
    if by_zero and not files_from:
        raise click.UsageError("-0 needs --files-from FILE.")
    if dedupe and asked["unit"] == "block":
        raise click.UsageError("--dedupe compares articles: it cannot be used with --unit block.")
    if asked["spans"] and asked["unit"] == "block":
        raise click.UsageError("--spans is for article records: block records have their lines and bytes always.")
    from seedparse.batch.run import Request, run
    from seedparse.command import view
    from seedparse.convert import convert
    from seedparse.model import Options
    from seedparse.sinks.forms import Form

    form = Form(unit=asked["unit"])
    if standard is not None or fields is not None or out.format != form.name:
        from seedparse.command.forms import form_of

        form = form_of(out, fields, standard, asked["unit"], spans=bool(asked.get("spans")))
    if dedupe and out.kind is Kind.TREE and not form.is_plain:
        raise click.UsageError(
            "--dedupe reads the records in a directory again, as JSON Lines: collect them in one file, or leave out "
            "--to, --fields and --as."
        )
    options = Options(**asked)
    request = Request(paths, out, globs, files_from, by_zero, jobs, force, failures, doubtful, verbose, dedupe, form)
    progress = view.Progress(sys.stderr, quiet=quiet)
    try:
        total, seconds, is_written = run(request, options, partial(convert, options=options), tell, progress)
    finally:
        progress.close()
    if not quiet and out.kind is not Kind.STANDARD_OUTPUT:
        target = f"written to {out.path}" if is_written else "nothing written"
        say(f"{view.summary(total, seconds, verbose=verbose)}, {target}{view.replaced(options.packs)}")
    elif not quiet and sys.stderr is not None and sys.stderr.isatty():
        say(f"{view.summary(total, seconds, verbose=verbose)}{view.replaced(options.packs)}")
    return FAILED if total.failures else OK


SHOWN_FINDINGS = 20


@command.command("verify", short_help="Check block records against the dump they were made from.")
@click.argument("dump")
@click.argument("blocks", metavar="BLOCKS.jsonl")
@text_field_option
@click.option("--all", "show_all", is_flag=True, help=f"Show all findings, not only the first {SHOWN_FINDINGS}.")
def verify_command(dump: str, blocks: str, text_field: str, show_all: bool) -> int:
    """Check that every line of DUMP is in exactly one block record. Exit code 1 if not.

    DUMP is what parse read: a text, an archive, JSON Lines. BLOCKS.jsonl is what `seedparse --unit block DUMP` wrote.
    Either may be - for standard input.
    """
    if dump == blocks == "-":
        raise click.UsageError("DUMP and BLOCKS.jsonl cannot both be standard input.")
    from seedparse.errors import failure
    from seedparse.tools.verify import verify

    failed = False

    def fail(error: InputError) -> None:
        nonlocal failed
        failed = True
        tell(failure(dump, error))

    count = 0
    with written():
        try:
            for count, finding in enumerate(verify(dump, blocks, text_field, fail), 1):
                if show_all or count <= SHOWN_FINDINGS:
                    click.echo(harmless(finding))
        except InputError as error:
            failed = True
            say(str(error))
        if count:
            shown = (
                ""
                if show_all or count <= SHOWN_FINDINGS
                else f"; the first {SHOWN_FINDINGS} are shown, --all shows all"
            )
            click.echo(f"{count:,} finding{'s' * (count > 1)}{shown}")
        elif not failed:
            click.echo(harmless(f"{dump}: every line is in exactly one block record"))
    return FAILED if count or failed else OK


SCHEMA_TOOLS = [
    *("json-schema", "duckdb", "polars", "arrow", "pandas", "datasets", "spark", "clickhouse", "elasticsearch"),
    *("bigquery", "postgres"),
]
"""The tools that `interchange.schemas` knows, without importing it."""


@command.command("schema", short_help="Print the schema of the records, for JSON Schema or another tool.")
@click.option(
    "--unit",
    type=click.Choice(["article", "block"]),
    default="article",
    show_default=True,
    help="Schema of article records, or of block records.",
)
@click.option(
    "--for",
    "tool",
    type=click.Choice(SCHEMA_TOOLS),
    default="json-schema",
    show_default=True,
    help="What the schema is for; docs/recipes.md shows how each tool reads it.",
)
@click.option("--spans", is_flag=True, help="Schema of the article records that 'parse --spans' writes.")
def schema_command(unit: Any, tool: str, spans: bool) -> int:
    """Print the schema of the records: the JSON Schema, or the types that another tool reads them with."""
    from seedparse.stream import schema

    if spans and unit == "block":
        raise click.UsageError("--spans is for article records: block records have their lines and bytes always.")
    told = schema(unit, spans=spans)
    if tool != "json-schema":
        from seedparse.interchange.schemas import SCHEMAS
        from seedparse.interchange.types import record_type

        told = SCHEMAS[tool](record_type(told), unit)
    with written():
        click.echo(told, nl=False)
    return OK


@command.command("config", short_help="Show the flags in force, and where they are from.")
@click.pass_context
def config_command(ctx: click.Context) -> int:
    """Show the value of each flag, and whether it is a default or from a configuration file.

    A configuration file is seedparse.toml in the working directory or the nearest one above it, or what --config or
    SEEDPARSE_CONFIG names. A flag on the command line takes the place of its key.
    """
    with written():
        deque(map(click.echo, map(harmless, shown(ctx))), maxlen=0)
    return OK


@command.command("completion", short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> int:
    """Print a script with which a shell completes commands, flags, files, languages and encodings.

    For the shell in front of you: source <(seedparse completion bash), the same with zsh, or seedparse completion
    fish | source. For each new one, add that line to ~/.bashrc, to ~/.zshrc behind compinit, or to
    ~/.config/fish/config.fish.
    """
    from seedparse.command.completion import script
    from seedparse.command.tree import languages, tree

    with written():
        click.echo(script(shell, tree(ctx.find_root().command, languages())), nl=False)
    return OK


@command.command("help", short_help="Show the help of a command.")
@click.argument("names", nargs=-1, metavar="[COMMAND...]")
@click.option("--man", is_flag=True, help="Print the manual page of all commands: seedparse help --man | man -l -")
@click.pass_context
def help_command(ctx: click.Context, names: tuple[str, ...], man: bool) -> int:
    """Show the help of a command: `seedparse help explain`, `seedparse help packs check`."""
    if man:
        if names:
            raise click.UsageError("--man prints one page for all commands; name none.")
        with written():
            click.echo(manual(ctx.find_root().command), nl=False)
        return OK
    parent = ctx.find_root()
    for name in names:
        group = parent.command
        if not isinstance(group, Verbs):
            raise click.UsageError(f"'{parent.command_path}' has no command '{name}'.")
        _, found, _ = group.resolve_command(parent, [name])
        assert found is not None
        parent = click.Context(found, info_name=name, parent=parent)
    with written():
        click.echo(parent.get_help())
    return OK


command.add_command(packs_command)


def manual(top: click.Command) -> str:
    """Return the manual page, in the language of man pages."""
    from seedparse.command.manual import page
    from seedparse.command.tree import tree

    return page(tree(top), EXAMPLES)


def _terminated(number: int, frame: object) -> None:
    raise Terminated


def main(more: Iterable[click.Command] = ()) -> None:
    """Run the command and end the process with its exit code. `more`: further commands that it has."""
    for each in more:
        command.add_command(each)
    signal.signal(signal.SIGTERM, _terminated)
    code = _run(lambda: command.main(prog_name="seedparse", standalone_mode=False))
    # All is written. Ending at once is faster than letting Python free each object.
    os._exit(code)


def _run(call: Callable[[], Any]) -> int:
    from seedparse.errors import OutputClosedError, OutputError, PackError, SeedparseError

    try:
        code = call()
    except click.ClickException as error:
        error.show()
        return USAGE
    except OutputClosedError:
        return OK
    except OutputError as error:
        say(f"cannot write {error}")
        return NOT_WRITTEN
    except PackError as error:
        deque(map(say, error.errors), maxlen=0)
        return USAGE
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
