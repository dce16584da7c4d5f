"""Loads export profiles: from the shipped files, from their built form, and from a user's own files.

Law: the built form is used only if exactly these files and this code made it; otherwise the files are read.
"""

import os
from collections.abc import Iterable
from typing import Any

from seedparse.errors import PackError
from seedparse.phrases.profile_file import Profile
from seedparse.text.digest import hasher

PROFILES = os.path.dirname(__file__)
PACKAGE = os.path.dirname(PROFILES)
BUILT = os.path.join(PROFILES, "built.json")
_CODE = ("profiles/loader", "phrases/profile_file", "phrases/line_forms")  # the modules that make the built form


def load(own: Iterable[str] = ()) -> list[Profile]:
    """The shipped profiles and those of the paths `own`; one of these replaces the shipped profile of its name.

    Raises PackError with all errors of all files.
    """
    profiles: dict[str, Profile] = {}  # the user's own come first
    errors: list[str] = []
    for path in own:
        try:
            profile = read(path)
            profiles[profile["name"]] = profile
        except PackError as error:
            errors += error.errors
    if errors:
        raise PackError(*errors)
    for profile in _read_built() or map(read, shipped()):
        profiles.setdefault(profile["name"], profile)
    return list(profiles.values())


def shipped() -> list[str]:
    """The paths of the shipped profiles."""
    return [os.path.join(PROFILES, name) for name in sorted(os.listdir(PROFILES)) if name.endswith(".toml")]


def read(path: str) -> Profile:
    """The data of a profile from its file. Raises PackError with all errors of the file."""
    from seedparse.phrases.profile_file import build

    return build(table(path), os.path.basename(path) if os.path.dirname(path) == PROFILES else path)


def table(path: str) -> dict[str, Any]:
    """The content of a profile's file, parsed but not checked. Raises PackError if it cannot be read or is not TOML."""
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
    """Write the built form and return its path; called by the build of the package."""
    import json

    found = {"made_from": fingerprint(), "profiles": list(map(read, shipped()))}
    with open(BUILT, "wb") as file:
        file.write(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode())
    return BUILT


def _read_built() -> list[Profile] | None:
    from seedparse.text import jsonio  # not at the top: the build of the package imports this module without orjson

    try:
        with open(BUILT, "rb") as file:
            found = jsonio.read(file.read())
    except (OSError, ValueError):
        return None  # missing or damaged: the files are read
    if found.get("made_from") != fingerprint():
        return None
    profiles: list[Profile] = found["profiles"]
    return profiles


def fingerprint() -> str:
    """A hash of the shipped profiles and of the code that reads them."""
    return fingerprint_of(shipped(), _CODE)


def fingerprint_of(files: Iterable[str], modules: Iterable[str]) -> str:
    """A hash of the names and contents of files, and of modules of the package: "phrases/line_forms"."""
    digest = hasher()
    for path in [*files, *(os.path.join(PACKAGE, f"{name}.py") for name in modules)]:
        with open(path, "rb", buffering=0) as file:
            content = file.readall()
        digest.update(b"%s %d " % (os.path.basename(path).encode(), len(content)) + content)
    return digest.hexdigest()
