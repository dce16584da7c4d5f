"""The manual page, in the language of man pages, written from the commands.

Law: it says what `--help` says. It has no date, so the same version gives the same page.
"""

import re
from collections.abc import Iterator
from inspect import cleandoc

from seedparse import __version__
from seedparse.command.tree import Flag, Node, below

EXIT_CODES = (
    ("0", "All well; also if the reader of the output closed the pipe."),
    ("1", "Some input failed. Each failure is a line on standard error; the other inputs were read."),
    ("2", "Wrong usage: an unknown flag, or a pack that is refused."),
    ("3", "The output could not be written."),
    ("130, 143", "Interrupted, terminated. Nothing half-written is left."),
)
FILES = (
    (
        "seedparse.toml",
        "Flags of a project: in the working directory, or in the nearest directory above it with such a file.",
    ),
)
VARIABLES = (
    ("SEEDPARSE_CONFIG", "A configuration file to read instead."),
    ("PAGER", "What 'seedparse explain' shows a table with on a terminal."),
    ("COLUMNS", "Width of the table of 'seedparse explain' where it is no terminal."),
)


def page(top: Node, examples: str) -> str:
    """Return the manual page. `examples`: lines of shell under a heading, as the help prints them."""
    return "".join(f"{line}\n" for line in _lines(top, examples))


def _lines(top: Node, examples: str) -> Iterator[str]:
    yield f'.TH SEEDPARSE 1 "" "seedparse {__version__}" "User Commands"'
    summary, _, rest = cleandoc(top.text).partition("\n\n")
    yield from (".SH NAME", f"seedparse \\- {_text(summary[0].lower() + summary[1:].removesuffix('.'))}")
    yield ".SH SYNOPSIS"
    yield from _usage("seedparse", "[PATH...] [OPTIONS]")
    yield ".br"
    yield from _usage("seedparse", "COMMAND ...")
    yield ".SH DESCRIPTION"
    yield from _paragraphs(rest)
    yield ".SH OPTIONS"
    yield "They are those of the command parse, which runs where no command is named."
    yield from _flags(top.flags)
    yield ".SH COMMANDS"
    for node in below(top):
        yield f'.SS "seedparse {node.path}"'
        yield from _usage(f"seedparse {node.path}", node.usage)
        yield ".PP"
        yield from _paragraphs(cleandoc(node.text))
        if node.path != "parse":
            yield from _flags(_own(node.flags, top.flags))
    yield "All commands take --config, --no-config, --version and --help."
    yield from _section("EXIT STATUS", EXIT_CODES)
    yield from _section("FILES", FILES)
    yield from _section("ENVIRONMENT", VARIABLES)
    yield from (".SH EXAMPLES", ".nf")
    yield from (_text(line.strip()) for line in examples.strip().splitlines()[1:])
    yield ".fi"


def _own(flags: tuple[Flag, ...], of_all: tuple[Flag, ...]) -> Iterator[Flag]:
    """Yield the flags that are not described already, as those of `parse` or of all commands."""
    return (flag for flag in flags if flag not in of_all)


def _usage(name: str, usage: str) -> Iterator[str]:
    yield f".B {_text(name)}"
    if usage:
        yield _text(usage)


def _flags(flags: tuple[Flag, ...] | Iterator[Flag]) -> Iterator[str]:
    for flag in flags:
        names = ", ".join(f"\\fB{_text(name)}\\fR" for name in flag.names)
        value = f" \\fI{_text(flag.metavar)}\\fR" if flag.metavar else ""
        yield from (".TP", f"{names}{value}", _text(flag.help))


def _section(title: str, rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f'.SH "{title}"'
    for name, told in rows:
        yield from (".TP", f".B {_text(name)}", _text(told))


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ".PP"
        yield _text(" ".join(paragraph.split()))


def _text(text: str) -> str:
    """Return the text so that nothing in it is a command of the page: backslash, hyphen, stop or quote at the start."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga")
    return re.sub(r"^([.'])", r"\\&\1", text)
