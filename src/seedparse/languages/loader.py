"""Loads packs and outlets: from the shipped files, from their built form, and from a user's own files.

Law: the built form is used only if exactly these files and this code made it; otherwise the files are read. Parsing and
compiling the files takes longer than everything else at start, so the build of the package stores the result.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from itertools import accumulate
from typing import Any, overload

from seedparse.phrases.additions import with_own
from seedparse.phrases.index import Built, BuiltPhrase, Index
from seedparse.phrases.indexing import index, packs_of
from seedparse.phrases.outlets import BuiltOutlets, Outlets, merged
from seedparse.phrases.pack import Pack, Packs
from seedparse.phrases.required_words import UNMEASURED, Frequencies
from seedparse.phrases.syntax import Stored
from seedparse.profiles import loader as profiles
from seedparse.profiles.loader import table as table

LANGUAGES = os.path.dirname(__file__)
PACKAGE = os.path.dirname(LANGUAGES)
BUILT = os.path.join(LANGUAGES, "built.json")
FREQUENCIES = os.path.join(LANGUAGES, "frequencies.json")
OUTLETS = os.path.join(LANGUAGES, "outlets.toml")
# The modules that make the built form.
_CODE = (
    "languages/loader", "text/patterns", "text/cached", "text/words", "text/language_tags", "phrases/syntax",
    "phrases/grammar", "phrases/required_words", "phrases/matcher", "phrases/date_formats",
    "phrases/attribution_forms", "phrases/index", "phrases/outlets", "phrases/pack", "phrases/pack_file",
    "phrases/indexing",
)  # fmt: skip


def load(own: Sequence[Built] = (), own_outlets: Sequence[BuiltOutlets] = ()) -> Packs:
    """The shipped packs and the packs `own`; a language in `own` replaces the shipped pack of the same language.

    `own_outlets` are a user's outlets, which are added to the shipped ones.
    """
    packs = _load()
    if not own and not own_outlets:
        return packs
    replaced = {built["language"] for built in own}
    if not replaced.isdisjoint(packs.by_language):
        packs = packs_of([pack for pack in packs.all if pack.language not in replaced], frequencies())
    if own:
        packs = with_own(packs.index, packs.by_language.__getitem__, own, frequencies_for(own))
    return Packs(packs.index, packs.by_language.__getitem__, partial(_outlets, own_outlets))


@cache
def _load() -> Packs:
    built, outlets = _built(), partial(_outlets, ())
    if built:
        return Packs(built.index, built.pack, outlets)
    return packs_of(map(Pack, map(read, shipped())), frequencies(), outlets)


def _outlets(own: Sequence[BuiltOutlets]) -> Outlets:
    built = _built()
    return Outlets(merged(built.outlets() if built else read_outlets(OUTLETS), own))


@cache
def _built() -> "BuiltPacks | None":
    return _read_built()


def languages() -> list[str]:
    """The languages of the shipped packs."""
    return [os.path.basename(path).removesuffix(".toml") for path in shipped()]


def shipped() -> list[str]:
    """The paths of the shipped pack files."""
    names = sorted(name for name in os.listdir(LANGUAGES) if name.endswith(".toml") and name != "outlets.toml")
    return [os.path.join(LANGUAGES, name) for name in names]


def read(path: str) -> Built:
    """The data of a pack from its file. Raises PackError with all errors of the file."""
    from seedparse.phrases.pack_file import build

    return build(table(path), os.path.basename(path), frequencies())


def read_outlets(path: str) -> BuiltOutlets:
    """The outlets of a file. Raises PackError with all errors of the file."""
    from seedparse.phrases import outlets

    return outlets.build(table(path), os.path.basename(path))


def frequencies_for(own: Sequence[Built]) -> Frequencies:
    """The frequencies for the index of a user's own packs; loading them takes longer than they save for a site pack."""
    return frequencies() if any(built["alphabet"] for built in own) else UNMEASURED


@cache
def frequencies() -> Frequencies:
    """How frequent words are in text, as `training/frequencies.py` measured it."""
    import json

    with open(FREQUENCIES, encoding="utf-8") as file:
        found: Frequencies = json.load(file)
        return found


def write_built() -> str:
    """Write the built forms of the packs and of the profiles; return the path of the first."""
    profiles.write_built()
    packs = [read(path) for path in shipped()]
    lines = [_line(index(packs, frequencies())), *map(_line, map(_packed, packs)), _line(read_outlets(OUTLETS))]
    head = _line({"made_from": fingerprint(), "lengths": list(map(len, lines))})
    with open(BUILT, "wb") as file:
        file.writelines((head, *lines))
    return BUILT


def _line(value: object) -> bytes:
    return _json(value).encode() + b"\n"


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _packed(pack: Built) -> dict[str, Any]:
    groups = {name: _json(parts) for name, parts in pack["groups"].items()}
    return {**pack, "phrases": list(map(_json, pack["phrases"])), "groups": groups}


class PackedPhrases(Sequence[BuiltPhrase]):
    """The phrases of a pack as JSON texts. Each is parsed when it is read: all together take three times the memory."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts

    @overload
    def __getitem__(self, at: int) -> BuiltPhrase: ...
    @overload
    def __getitem__(self, at: slice) -> list[BuiltPhrase]: ...
    def __getitem__(self, at: int | slice) -> BuiltPhrase | list[BuiltPhrase]:
        texts = self._texts[at]
        return _parsed(texts) if isinstance(texts, str) else list(map(_parsed, texts))

    def __len__(self) -> int:
        return len(self._texts)


class PackedGroups(Mapping[str, list[Stored]]):
    """The named lists of a pack as JSON texts, in the same way."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, name: str) -> list[Stored]:
        found: list[Stored] = _parsed(self._texts[name])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


class BuiltPacks:
    """The built form: the index, and the positions of each pack's line and of the outlets' line in the file.

    `head` is the file's first line; `lengths` (bytes) are those of the index, of each pack's line and of the outlets'.
    """

    def __init__(self, head: bytes, known: Index, lengths: list[int]) -> None:
        self.index = known
        self._head = head
        ends = list(accumulate(lengths, initial=len(head)))[1:]
        self._places = dict(zip([*known["languages"], OUTLETS], zip(ends, lengths[1:], strict=False), strict=True))

    def pack(self, language: str) -> Pack:
        """The pack of a language; read from its TOML file if the built form has changed since the index was read."""
        found = self._read(language)
        if found is None:
            return Pack(read(os.path.join(LANGUAGES, f"{language}.toml")))
        found["phrases"], found["groups"] = PackedPhrases(found["phrases"]), PackedGroups(found["groups"])
        return Pack(found)

    def outlets(self) -> BuiltOutlets:
        """The shipped outlets; read from their TOML file if the built form has changed since the index was read."""
        found: BuiltOutlets = self._read(OUTLETS) or read_outlets(OUTLETS)
        return found

    def all(self) -> list[Pack]:
        """All packs; loads them."""
        return list(map(self.pack, self.index["languages"]))

    def _read(self, name: str) -> Any:
        """The line of a language or of the outlets; None if the built form has changed."""
        at, length = self._places[name]
        with suppress(OSError, ValueError), open(BUILT, "rb") as file:
            if file.readline() == self._head:
                file.seek(at)
                return _parsed(file.read(length))
        return None


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
        # The built form is missing or damaged; the pack files are used.
        return None


def _parsed(text: bytes | str) -> Any:
    from seedparse.text import jsonio  # not at the top: the build of the package imports this module without orjson

    return jsonio.read(text)


def fingerprint() -> str:
    """A hash of the shipped packs and of the code that reads them; by it an outdated built form is recognised."""
    return profiles.fingerprint_of([*shipped(), OUTLETS, FREQUENCIES], _CODE)
