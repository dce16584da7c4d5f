"""The commands that show texts and records to people: explain, stats, cites, diff, scrub."""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from seedparse.command.console import harmless, say, tell, written
from seedparse.command.options import (
    encoding_option,
    jobs_option,
    outlets_option,
    pack_option,
    profile_option,
    split_option,
    text_field_option,
)
from seedparse.command.verbs import Verb
from seedparse.errors import InputError
from seedparse.text.visible import visible

if TYPE_CHECKING:
    from seedparse.convert import Make, MakeOfRecords
    from seedparse.model import Options

OK, FAILED = 0, 1


class LineRange(click.ParamType):  # type: ignore[type-arg]  # generic in new versions of click only
    """Lines of a document: 12, 12-40, 12-; counted from 1, the last included."""

    name = "lines"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        found = re.fullmatch(r"([0-9]{1,18})(-([0-9]{1,18})?)?", str(value).strip())
        if found is None:
            self.fail(f"'{value}' is no range of lines. Write it as 12-40, 12- or 12.")
        first = int(found[1])
        last = int(found[3]) if found[3] else 1 << 62 if found[2] else first
        if not 1 <= first <= last:
            self.fail(f"{value} is no range of lines. Lines are counted from 1, and the last is not before the first.")
        return first, last


class Errors:
    """Tells the failures of one input on standard error, and remembers whether there were any."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.code = OK

    def fail(self, error: InputError) -> None:
        from seedparse.errors import failure

        self.code = FAILED
        _flush()
        tell(failure(self._path, error))

    def pass_over(self, error: InputError) -> None:
        from seedparse.errors import failure

        _flush()
        say(f"{failure(self._path, error)}; skipped")


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def check_input(path: str, what: str) -> None:
    """Raise UsageError if standard input is to be read and is a terminal."""
    if path == "-" and sys.stdin is not None and sys.stdin.isatty():
        raise click.UsageError(f"Name a file to {what}, or pipe a text into the command.")


@click.command("explain", cls=Verb, short_help="Show the role of each line, and the rule that decided it.")
@click.argument("path", default="-")
@click.option("--article", type=click.IntRange(min=1), metavar="N", help="Only article N of each document.")
@click.option("--lines", type=LineRange(), metavar="A-B", help="Only lines A to B of each document.")
@click.option("--json", "as_json", is_flag=True, help="Write the same as JSON Lines, one object per article.")
@click.option(
    "--html",
    metavar="FILE",
    help="Write a page to FILE instead: the lines with their roles, and the record beside them. It needs no network.",
)
@click.option("--full", is_flag=True, help="Cut nothing: long lines continue on the next line.")
@click.option("--no-pager", is_flag=True, help="On a terminal, print directly and not through $PAGER.")
@split_option
@encoding_option
@text_field_option
@pack_option
@profile_option
@outlets_option
def explain_command(
    path: str,
    article: int | None,
    lines: tuple[int, int] | None,
    as_json: bool,
    html: str | None,
    full: bool,
    no_pager: bool,
    **asked: Any,
) -> int:
    """Show the role of each line of a text, what decided it, what was read from it, and what it nearly was.

    PATH is what parse reads: a text, or an archive, whose members are shown one after the other.
    """
    check_input(path, "explain")
    if html and (as_json or full):
        raise click.UsageError(f"--html writes a page; it cannot be used with {'--json' if as_json else '--full'}.")
    from seedparse.model import Options
    from seedparse.sources.files import open_bytes, printable_path
    from seedparse.sources.texts import texts
    from seedparse.text import jsonio
    from seedparse.tools.explain import Wanted, explanations, with_records

    errors = Errors(path)
    options, wanted = Options(**asked, spans=bool(html)), Wanted(article, lines)
    found = texts(open_bytes(path), options, errors.fail, errors.pass_over)
    if html:
        from seedparse.tools.pages.explained import explained_page

        name = printable_path(path)
        _write_file(html, explained_page(name, with_records(found, name, wanted)))
        return errors.code
    explained = explanations(found, printable_path(path), wanted)
    with written():
        if as_json:
            for each in explained:
                sys.stdout.buffer.write(jsonio.line(each))
                sys.stdout.buffer.flush()
        else:
            from seedparse.command import explain_table

            explain_table.explain(explained, full=full, pages=not no_pager)
    return errors.code


@click.command("cites", cls=Verb, short_help="Write who reports, citing whom: one row per citation.")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option("--graph", metavar="FILE", help="Write the graph of outlets to FILE.graphml or FILE.gexf, and no rows.")
@split_option
@encoding_option
@text_field_option
@pack_option
@profile_option
@outlets_option
@jobs_option
@click.option("-q", "--quiet", is_flag=True, help="Print no progress.")
def cites_command(paths: tuple[str, ...], form: str, graph: str | None, jobs: int, quiet: bool, **asked: Any) -> int:
    """Write one row for each attribution line and each citation: article, date, language, publisher, via, text, place.

    PATH is what parse reads, or records that it wrote.
    """
    from seedparse.model import Options
    from seedparse.text import jsonio
    from seedparse.tools import cites
    from seedparse.tools.graph import FORMATS, Graph

    suffix = os.path.splitext(graph or "")[1]
    if graph and suffix not in FORMATS:
        raise click.UsageError(f"--graph writes files with the suffix {' or '.join(FORMATS)}.")
    found = Graph()

    def write(row: bytes) -> None:
        if graph:
            found.add(jsonio.read(row))
        else:
            sys.stdout.buffer.write(row if form == "jsonl" else cites.as_csv(jsonio.read(row)))
            sys.stdout.buffer.flush()

    with written():
        if form == "csv" and not graph:
            sys.stdout.buffer.write(cites.csv_head())
        makes = (cites.lines, cites.lines_of_records)
        code = _each_row(paths, Options(**asked), makes, write, jobs=jobs, quiet=quiet)
    if graph:
        _write_file(graph, FORMATS[suffix](found))
        error = f"; the weights may be up to {found.error:,} too low" if found.error else ""
        say(f"{len(found.nodes()):,} outlets, {len(found.edges()):,} edges written to {graph}{error}")
    return code


def _each_row(
    paths: tuple[str, ...],
    options: "Options",
    makes: "tuple[Make, MakeOfRecords | None]",
    write: Callable[[bytes], None],
    *,
    jobs: int,
    quiet: bool,
) -> int:
    """Give each line that is made of the inputs to `write`, in order. Returns the exit code."""
    from seedparse.batch.run import Request, run
    from seedparse.command import view
    from seedparse.convert import convert
    from seedparse.sinks.places import place

    check_input(paths[0] if paths else "-", "read")
    make, make_of_records = makes
    request = Request(
        paths, place("-"), (), None, False, jobs, False, None, None, False, reads_records=make_of_records is not None
    )
    progress = view.Progress(sys.stderr, quiet=quiet)
    work = partial(convert, options=options, make=make, make_of_records=make_of_records)
    try:
        total = run(request, options, work, tell, progress, sink=Lines(write)).total
    finally:
        progress.close()
    return FAILED if total.failures else OK


class Lines:
    """A sink that gives each whole line to a function."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write
        self._rest = b""

    def write(self, lines: bytes) -> None:
        *whole, self._rest = (self._rest + lines).split(b"\n")
        for line in whole:
            self._write(line + b"\n")


def _write_file(path: str, lines: Iterable[str]) -> None:
    """Write a text file. Raises OutputError."""
    from seedparse.errors import OutputError

    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from None


@click.command("diff", cls=Verb, short_help="Show what changed between two files of records.")
@click.argument("old", metavar="OLD.jsonl")
@click.argument("new", metavar="NEW.jsonl")
@click.option("--json", "as_json", is_flag=True, help="Write the changes as JSON Lines.")
def diff_command(old: str, new: str, as_json: bool) -> int:
    """Show what a new version, option or pack changed in the records of the same texts. Exit code 1 if anything did."""
    from collections import Counter

    from seedparse.errors import failure
    from seedparse.sources.containers import documents
    from seedparse.sources.files import open_bytes
    from seedparse.text import jsonio
    from seedparse.tools.diff import changes, shown
    from seedparse.tools.own_records import records

    if old == new == "-":
        raise click.UsageError("OLD.jsonl and NEW.jsonl cannot both be standard input.")

    def read(path: str) -> Iterator[dict[str, Any]]:
        try:
            for found in documents(open_bytes(path), reads_records=True):
                yield from records(found.pieces)
        except InputError as error:
            raise click.UsageError(harmless(str(failure(path, error)))) from None

    fields: Counter[str] = Counter()
    with written():
        place = None
        for change in changes(read(old), read(new)):
            fields[change.field] += 1
            if as_json:
                sys.stdout.buffer.write(jsonio.line(change._asdict()))
                continue
            if change[:5] != place:
                place = change[:5]
                member = f"!{change.member}" if change.member else ""
                lines = f"lines {change.line_start}-{change.line_end}"
                click.echo(visible(f"{change.path}{member} article {change.article}, {lines}"))
            for line in shown(change):
                click.echo(visible(line))
        if not as_json:
            counts = ", ".join(f"{field} {count:,}" for field, count in fields.most_common())
            total = f"{fields.total():,} change{'' if fields.total() == 1 else 's'}"
            click.echo(visible(f"{total}: {counts}" if fields else "no change"))
    return FAILED if fields else OK


@click.command("scrub", cls=Verb, short_help="Replace the words of a text, to show in public how it is read.")
@click.argument("path", default="-")
@split_option
@encoding_option
@pack_option
def scrub_command(path: str, **asked: Any) -> int:
    """Write a text with its letters and digits replaced, so that a file that is read wrongly can be posted in public.

    Lines, punctuation, scripts, the lengths of words and the words that language packs know stay, and so do the roles
    of nearly all lines. Names, numbers and sentences do not. Look at the result before you post it.
    """
    check_input(path, "scrub")
    from seedparse.errors import failure
    from seedparse.model import Options
    from seedparse.sources.containers import documents
    from seedparse.sources.files import open_bytes
    from seedparse.tools.scrub import only_text, scrub

    options = Options(**asked)
    try:
        data = only_text((found.about.member, found.pieces) for found in documents(open_bytes(path), options))
    except InputError as error:
        tell(failure(path, error))
        return FAILED
    with written():
        sys.stdout.buffer.write(scrub(data, options))
        sys.stdout.buffer.flush()
    return OK


class Floor(click.ParamType):  # type: ignore[type-arg]  # generic in new versions of click only
    """A share and the least value that it may have: known=0.95."""

    name = "floor"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        found = re.fullmatch(r"([a-z]+)=(0(?:\.[0-9]{1,9})?|1(?:\.0{1,9})?)", str(value).strip())
        if found is None:
            self.fail(f"'{value}' is no floor. Write the name of a share and a number from 0 to 1: known=0.95.")
        return found[1], float(found[2])


@click.command("stats", cls=Verb, short_help="Show what is in texts: roles, languages, notes, outlets, unknown lines.")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--json", "as_json", is_flag=True, help="Write the same as one JSON object.")
@click.option("--html", metavar="FILE", help="Write a page with plots to FILE instead. It needs no network.")
@click.option(
    "--fail-under",
    "floors",
    type=Floor(),
    multiple=True,
    metavar="NAME=SHARE",
    help="Exit code 1 if a share is lower, such as known=0.95. Can be repeated.",
)
@split_option
@encoding_option
@text_field_option
@pack_option
@profile_option
@outlets_option
@jobs_option
@click.option("-q", "--quiet", is_flag=True, help="Print no progress.")
def stats_command(
    paths: tuple[str, ...],
    as_json: bool,
    html: str | None,
    floors: tuple[tuple[str, float], ...],
    jobs: int,
    quiet: bool,
    **asked: Any,
) -> int:
    """Show how many lines have which role, the languages, notes and outlets, and the short lines that no pack knows."""
    from seedparse.model import Options
    from seedparse.sources.files import printable_path
    from seedparse.text import jsonio
    from seedparse.tools import stats

    if html and as_json:
        raise click.UsageError("--html writes a page; it cannot be used with --json.")
    found = stats.Stats()
    if unknown := [name for name, _ in floors if name not in found.shares()]:
        raise click.UsageError(f"There is no share '{unknown[0]}'. There are: {', '.join(found.shares())}.")
    code = _each_row(paths, Options(**asked), (stats.lines, None), found.add, jobs=jobs, quiet=quiet)
    with written():
        if as_json:
            sys.stdout.buffer.write(jsonio.line(found.result()))
        elif html:
            from seedparse.tools.pages.figures import figures_page

            _write_file(html, figures_page([printable_path(path) for path in paths or ("-",)], found.result()))
        else:
            for line in _bars(found.result()):
                click.echo(visible(line))
    for name, least in floors:
        if (share := found.shares()[name]) < least:
            say(f"{name} is {share:.4f}, less than {least}")
            code = FAILED
    return code


BAR_COLUMNS = 24  # columns of a bar that stands for all
MIN_NAME_COLUMNS = 16  # columns of the names beside the bars; a longer name widens all


def _bars(result: dict[str, Any]) -> Iterator[str]:
    yield f"{result['articles']:,} articles"
    counted = [name for name in ("lines", "extra", "languages", "encodings", "notes", "related_years") if result[name]]
    shares = result["shares"] if counted else {}
    width = max(MIN_NAME_COLUMNS, *(len(item) for name in counted for item in result[name]), 0)
    for name, share in shares.items():
        yield f"  {name:{width}} {share:9.1%} {'█' * round(share * BAR_COLUMNS)}".rstrip()
    for name in counted:
        counts = dict(sorted(result[name].items())) if name == "related_years" else result[name]
        yield name.replace("_", " ")
        for item, count in counts.items():
            yield f"  {item:{width}} {count:9,} {'█' * max(1, round(count / sum(counts.values()) * BAR_COLUMNS))}"
    for name, item, number in (("outlets", "outlet", "rows"), ("unknown_lines", "line", "articles")):
        if result[name]:
            error = result[f"{name}_error"]
            yield f"{name.replace('_', ' ')} ({number}{f', at most {error:,} too low' if error else ''})"
            yield from (f"  {each[number]:9,}  {each[item]}" for each in result[name])


LOOKS: tuple[click.Command, ...] = (explain_command, stats_command, cites_command, diff_command, scrub_command)
