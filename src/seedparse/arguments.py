"""Checks of the arguments of the Python functions, before anything is read.

Law: a wrong argument raises when the function is called, not at the first record, and the message says what to pass.
"""

import os
from collections.abc import Iterator
from io import TextIOBase
from typing import IO, Any

from seedparse import resources
from seedparse.errors import InputError, printable
from seedparse.model import Options
from seedparse.remote import is_remote
from seedparse.sources.files import PIECE, open_bytes
from seedparse.text.encodings import named
from seedparse.text.language_tags import wrong_tag
from seedparse.text.user_pattern import safe

MAX_SHOWN_CHARS = 40  # characters of a wrong argument that a message shows
MAX_PATH_CHARS = 4096  # characters; Linux's PATH_MAX: a longer string is no path

Source = str | os.PathLike[str] | bytes | bytearray | memoryview | IO[bytes]


def checked(options: Options) -> Options:
    """Return the options if their values can be used, and load the packs.

    Raises TypeError, ValueError, EncodingError, SplitError, PackError.
    """
    options = Options(*only_options(options))  # check types and ranges again: _replace() does not
    named(options.encoding)
    if options.split not in ("auto", "off"):
        safe(options.split)
    if options.language is not None and (problem := wrong_tag(options.language)):
        raise ValueError(f"Options.language: {problem}")
    resources.of(options)
    return options


def only_options(options: Options) -> Options:
    """Return the argument if it is an Options. Raises TypeError."""
    if not isinstance(options, Options):
        raise TypeError(f"options must be seedparse.Options(...), not {shown(options)}")
    return options


def opened(source: Any, function: str) -> tuple[str, Iterator[bytes]]:
    """Return the value of `origin.path` for a source, and its bytes. Raises TypeError, ValueError, InputError."""
    if isinstance(source, bytes | bytearray | memoryview):
        return "-", iter((bytes(source),))
    if isinstance(source, str | os.PathLike):
        path = path_of(source, function)
        return printable(path), open_bytes(path)
    if isinstance(source, TextIOBase):
        raise TypeError(f'{function}() needs a file opened in binary mode: open(path, "rb")')
    if not callable(getattr(source, "read", None)):
        raise TypeError(f"{function}() needs a path, bytes or an open binary file, not {shown(source)}")
    if getattr(source, "closed", False):
        raise ValueError(f"{function}() needs an open file; this one is closed")
    if callable(readable := getattr(source, "readable", None)) and not readable():
        raise ValueError(f'{function}() needs a file opened for reading: open(path, "rb")')
    return "-", _of_file(source, function)


def path_of(source: str | os.PathLike[str], function: str) -> str:
    """Return the path of a file, or "-". Raises TypeError, ValueError; InputError if there is no such file."""
    if not isinstance(source, str | os.PathLike):
        raise TypeError(f"{function}() needs a path, not {shown(source)}")
    path = os.fspath(source)
    if not isinstance(path, str):
        raise TypeError(f"{function}() needs a path as str, not {shown(path)}")
    if "\0" in path or len(path) > MAX_PATH_CHARS or ("\n" in path and not os.path.exists(path)):
        raise ValueError(f"{function}() needs a path, not a text; for a text call parse_text()")
    if path != "-" and not is_remote(path):
        try:
            os.stat(path)
        except OSError as error:
            raise InputError((error.strerror or str(error)).lower()).of(path) from None
        if os.path.isdir(path):
            raise InputError("is a directory; pass one file at a time").of(path)
    return path


def _of_file(file: Any, function: str) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        if not isinstance(piece, bytes):
            raise TypeError(f"{function}() needs a file whose read() gives bytes, not {shown(piece)}")
        yield piece


def shown(value: object) -> str:
    """Return a value as messages show it: its type and the beginning of its repr."""
    shown = repr(value)
    cut = shown if len(shown) <= MAX_SHOWN_CHARS else f"{shown[:MAX_SHOWN_CHARS]}..."
    return f"{type(value).__name__} {cut}" if value is not None else "None"
