"""The commands that show texts and records to people: explain."""

import re
import sys
from typing import Any

import click

from seedparse.command.console import say, tell, written
from seedparse.command.options import encoding_option, outlets_option, pack_option, split_option, text_field_option
from seedparse.command.verbs import Verb
from seedparse.errors import InputError

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
@click.option("--full", is_flag=True, help="Cut nothing: long lines continue on the next line.")
@click.option("--no-pager", is_flag=True, help="On a terminal, print directly and not through $PAGER.")
@split_option
@encoding_option
@text_field_option
@pack_option
@outlets_option
def explain_command(
    path: str,
    article: int | None,
    lines: tuple[int, int] | None,
    as_json: bool,
    full: bool,
    no_pager: bool,
    **asked: Any,
) -> int:
    """Show the role of each line of a text, what decided it, what was read from it, and what it nearly was.

    PATH is what parse reads: a text, or an archive, whose members are shown one after the other.
    """
    check_input(path, "explain")
    from seedparse.model import Options
    from seedparse.sources.files import open_bytes, printable_path
    from seedparse.sources.texts import texts
    from seedparse.text import jsonio
    from seedparse.tools.explain import Wanted, explanations

    errors = Errors(path)
    found = texts(open_bytes(path), Options(**asked), errors.fail, errors.pass_over)
    explained = explanations(found, printable_path(path), Wanted(article, lines))
    with written():
        if as_json:
            for each in explained:
                sys.stdout.buffer.write(jsonio.line(each))
                sys.stdout.buffer.flush()
        else:
            from seedparse.command import view

            view.explain(explained, full=full, pages=not no_pager)
    return errors.code


LOOKS: tuple[click.Command, ...] = (explain_command,)
