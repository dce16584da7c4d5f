"""Where packs come from: the shipped files, their built form, and files of the user's own.

Law: the built form is used only if it was made from these very files by this very code; otherwise the files are read.
Reading and compiling the files takes longer than all else at start, so the package's build keeps what came of it.
"""

import json
import os
from functools import lru_cache
from typing import Any

from seedparse.digest import hasher
from seedparse.errors import PackError
from seedparse.memory import to_stay
from seedparse.packs import Built, Pack, Packs, Proof
from seedparse.weighing import Weights

HERE = os.path.dirname(__file__)
LANGUAGES = os.path.join(HERE, "languages")
WEIGHTS = os.path.join(HERE, "weights.json")
BUILT = os.path.join(LANGUAGES, "built.json")
_CODE = ("words.py", "phrases.py", "matching.py", "packfile.py", "packs.py")


@lru_cache(maxsize=8)
def load(own: tuple[str, ...] = ()) -> Packs:
    """The shipped packs and the user's own; one of a language that is there already takes its place.

    Raises PackError. A pack of the user's own is proved here; the shipped ones are by the tests.
    """
    with to_stay():
        return _load(own)


def _load(own: tuple[str, ...]) -> Packs:
    packs = {built["language"]: Pack(built) for built in _read_built() or map(read, shipped())}
    for path in own:
        from seedparse.proof import prove

        pack = Pack(read(path))
        prove(pack, read_proof(path), os.path.basename(path))
        packs[pack.language] = pack
    return Packs(packs.values(), _weights())


def _weights() -> dict[str, Weights]:
    """How much the signs of a title and of running text weigh, as they were fitted."""
    from seedparse import record

    with open(WEIGHTS, "rb") as file:
        return {name: Weights(**fitted) for name, fitted in record.read(file.read()).items()}


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
    from seedparse.packfile import proof

    return proof(_table(path))


def _table(path: str) -> dict[str, Any]:
    import tomllib

    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise PackError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{os.path.basename(path)}: {error}") from None


def write_built() -> str:
    """Make the built form, for the package's build; gives its path."""
    text = json.dumps({"made_from": fingerprint(), "packs": [read(path) for path in shipped()]}, ensure_ascii=False)
    with open(BUILT, "w", encoding="utf-8") as file:
        file.write(text)
    return BUILT


def _read_built() -> list[Built] | None:
    from seedparse import record  # not at the top: the package's build has no orjson, and writes what is read here

    try:
        with open(BUILT, "rb") as file:
            kept = record.read(file.read())
    except (OSError, ValueError):
        # Not there, or torn: the files themselves are always right.
        return None
    found: list[Built] = kept["packs"]
    return found if kept["made_from"] == fingerprint() else None


def fingerprint() -> str:
    """The shipped packs and the code that reads them, hashed."""
    digest = hasher()
    for path in [*shipped(), *(os.path.join(HERE, name) for name in _CODE)]:
        with open(path, "rb") as file:
            content = file.read()
        digest.update(b"%s %d " % (os.path.basename(path).encode(), len(content)) + content)
    return digest.hexdigest()
