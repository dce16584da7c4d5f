"""Where packs come from: the shipped files, their built form, and files of the user's own.

Law: the built form is used only if it was made from these very files by this very code; otherwise the files are read.
Reading and compiling the files takes longer than all else at start, so the package's build keeps what came of it.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache, partial
from itertools import accumulate
from typing import Any

from seedparse.digest import hasher
from seedparse.errors import PackError
from seedparse.index import Built, Index, index
from seedparse.packs import Pack, Packs, Proof
from seedparse.weighing import WEIGHED, Fitted, Weights

HERE = os.path.dirname(__file__)
LANGUAGES = os.path.join(HERE, "languages")
WEIGHTS = os.path.join(HERE, "weights.json")
BUILT = os.path.join(LANGUAGES, "built.json")
# What the built form is made by.
_CODE = "shelf patterns lazy words phrases needs layouts grammar index packs packfile".split()


@lru_cache(maxsize=8)
def load(own: tuple[str, ...] = ()) -> Packs:
    """The shipped packs and the user's own; one of a language that is there already takes its place.

    Raises PackError with all errors of all of them. A pack of the user's own is proved here; the shipped ones are by
    the tests.
    """
    kept, weights = _read_built(), _weights()
    if kept and not own:
        return Packs(kept.index, kept.pack, weights)
    packs = {pack.language: pack for pack in (kept.all() if kept else map(Pack, map(read, shipped())))}
    packs |= {pack.language: pack for pack, _ in proved(own)}
    return Packs.of(packs.values(), weights)


def proved(paths: Iterable[str]) -> list[tuple[Pack, Proof]]:
    """The packs of these files, with their proofs. Raises PackError with all errors of all of them."""
    from seedparse import proof
    from seedparse.packfile import build

    errors: list[str] = []
    found: list[tuple[Pack, Proof]] = []
    languages: dict[str, str] = {}  # and the file of each
    for path in paths:
        before = len(errors)
        try:
            table = _table(path)
        except PackError as error:
            errors += error.errors
            continue
        said = proof.read(table)
        try:
            pack = Pack(build(table, path))
        except PackError as error:
            errors += error.errors
        errors += proof.check(said, path)
        if len(errors) == before:
            errors += proof.examine(pack, said, path)
            first = languages.setdefault(pack.language, path)
            if first != path:
                errors.append(f'{path}: language: "{pack.language}" is also the language of {first}; keep one')
            found.append((pack, said))
    if errors:
        raise PackError(*errors)
    return found


def _weights() -> dict[str, Weights]:
    """How much the signs of a title and of running text weigh, as they were fitted."""

    def read(name: str) -> Fitted:
        if not fitted:
            with open(WEIGHTS, "rb") as file:
                fitted.update(_parsed(file.read()))
        return fitted[name]

    fitted: dict[str, Fitted] = {}
    return {name: Weights.later(partial(read, name)) for name in WEIGHED}


def shipped() -> list[str]:
    """The paths of the shipped pack files."""
    names = sorted(name for name in os.listdir(LANGUAGES) if name.endswith(".toml"))
    return [os.path.join(LANGUAGES, name) for name in names]


def read(path: str) -> Built:
    """A pack's data from its file. Raises PackError."""
    from seedparse.packfile import build

    return build(_table(path), os.path.basename(path))


def read_proof(path: str) -> Proof:
    """What a pack's file says in its own proof. Raises PackError."""
    from seedparse import proof

    return proof.read(_table(path))


def _table(path: str) -> dict[str, Any]:
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


class Kept:
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


def _read_built() -> Kept | None:
    try:
        with open(BUILT, "rb") as file:
            head = file.readline()
            said = _parsed(head)
            if said.get("made_from") != fingerprint():
                return None
            known = file.read(said["lengths"][0])
            if os.fstat(file.fileno()).st_size != len(head) + sum(said["lengths"]):
                return None
            return Kept(head, _parsed(known), said["lengths"])
    except (OSError, ValueError):
        # Not there, or torn: the files themselves are always right.
        return None


def _parsed(text: bytes) -> Any:
    from seedparse import record  # not at the top: the package's build has no orjson, and writes what is read here

    return record.read(text)


def fingerprint() -> str:
    """The shipped packs and the code that reads them, hashed."""
    digest = hasher()
    for path in [*shipped(), *(os.path.join(HERE, f"{room}.py") for room in _CODE)]:
        with open(path, "rb", buffering=0) as file:
            content = file.readall()
        digest.update(b"%s %d " % (os.path.basename(path).encode(), len(content)) + content)
    return digest.hexdigest()
