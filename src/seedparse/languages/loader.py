"""Where packs come from: the shipped files, their built form, and files of the user's own.

Law: the built form is used only if it was made from these very files by this very code; otherwise the files are read.
Reading and compiling the files takes longer than all else at start, so the package's build keeps what came of it.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from itertools import accumulate
from typing import Any

from seedparse.errors import PackError
from seedparse.phrases.index import Built, Index, index
from seedparse.phrases.pack import Pack, Packs
from seedparse.text.digest import hasher

LANGUAGES = os.path.dirname(__file__)
PACKAGE = os.path.dirname(LANGUAGES)
BUILT = os.path.join(LANGUAGES, "built.json")
# What the built form is made by.
_CODE = (
    "languages/loader", "text/patterns", "text/cached", "text/words", "phrases/grammar", "phrases/required_words",
    "phrases/matcher", "phrases/date_formats", "phrases/attribution_forms", "phrases/index", "phrases/pack",
    "phrases/pack_file",
)  # fmt: skip


def load(own: Sequence[Pack] = ()) -> Packs:
    """The shipped packs and these; one of a language that is there already takes its place."""
    built = _read_built()
    if built and not own:
        return Packs(built.index, built.pack)
    packs = {pack.language: pack for pack in (built.all() if built else map(Pack, map(read, shipped())))}
    packs |= {pack.language: pack for pack in own}
    return Packs.of(packs.values())


def shipped() -> list[str]:
    """The paths of the shipped pack files."""
    names = sorted(name for name in os.listdir(LANGUAGES) if name.endswith(".toml"))
    return [os.path.join(LANGUAGES, name) for name in names]


def read(path: str) -> Built:
    """A pack's data from its file. Raises PackError."""
    from seedparse.phrases.pack_file import build

    return build(table(path), os.path.basename(path))


def table(path: str) -> dict[str, Any]:
    """A pack file as it is written. Raises PackError."""
    import tomllib

    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise PackError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except RecursionError:
        raise PackError(f"{path}: is nested too deep to be read") from None
    except ValueError as error:  # not TOML, not UTF-8, or a number of thousands of digits
        raise PackError(f"{path}: is not a TOML file in UTF-8: {error}") from None


def write_built() -> str:
    """Make the built form, for the package's build; gives its path."""
    packs = [read(path) for path in shipped()]
    lines = [_line(index(packs)), *map(_line, packs)]
    head = _line({"made_from": fingerprint(), "lengths": list(map(len, lines))})
    with open(BUILT, "wb") as file:
        file.writelines((head, *lines))
    return BUILT


def _line(value: object) -> bytes:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class BuiltPacks:
    """The built form: the index, and each pack's line, which is read when the pack is asked for."""

    def __init__(self, head: bytes, known: Index, lengths: list[int]) -> None:
        self.index = known
        self._head = head
        ends = list(accumulate(lengths, initial=len(head)))[1:]
        self._places = dict(zip(known["languages"], zip(ends, lengths[1:], strict=False), strict=True))

    def pack(self, language: str) -> Pack:
        """The pack, from its file if the built form is no longer the one that the index was read from."""
        at, length = self._places[language]
        with suppress(OSError, ValueError), open(BUILT, "rb") as file:
            if file.readline() == self._head:
                file.seek(at)
                return Pack(_parsed(file.read(length)))
        return Pack(read(os.path.join(LANGUAGES, f"{language}.toml")))

    def all(self) -> list[Pack]:
        return list(map(self.pack, self._places))


def _read_built() -> BuiltPacks | None:
    try:
        with open(BUILT, "rb") as file:
            head = file.readline()
            said = _parsed(head)
            if said.get("made_from") != fingerprint():
                return None
            known = file.read(said["lengths"][0])
            if os.fstat(file.fileno()).st_size != len(head) + sum(said["lengths"]):
                return None
            return BuiltPacks(head, _parsed(known), said["lengths"])
    except (OSError, ValueError):
        # Not there, or torn: the files themselves are always right.
        return None


def _parsed(text: bytes) -> Any:
    from seedparse.text import jsonio  # not at the top: the package's build has no orjson, and writes what is read here

    return jsonio.read(text)


def fingerprint() -> str:
    """The shipped packs and the code that reads them, hashed."""
    digest = hasher()
    for path in [*shipped(), *(os.path.join(PACKAGE, f"{name}.py") for name in _CODE)]:
        with open(path, "rb", buffering=0) as file:
            content = file.readall()
        digest.update(b"%s %d " % (os.path.basename(path).encode(), len(content)) + content)
    return digest.hexdigest()
