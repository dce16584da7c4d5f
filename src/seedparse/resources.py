"""Loads the files that the parser needs, once: language packs, outlets, export profiles and fitted models.

Law: the same files give the same resources. A user's own packs are checked by their examples before they are used;
the tests check the shipped packs.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple

from seedparse.errors import PackError, PackErrors
from seedparse.languages import loader
from seedparse.model import Options
from seedparse.phrases.index import Built
from seedparse.phrases.indexing import packs_of
from seedparse.phrases.outlets import BuiltOutlets
from seedparse.phrases.pack import Groups, Pack, Packs, Proof
from seedparse.phrases.required_words import UNMEASURED
from seedparse.profiles import loader as profile_loader
from seedparse.readers.exports import Profiles
from seedparse.recognition import trees
from seedparse.recognition.trees import BOUNDARY, DOUBTS, SCORED, Fitted, Models, TreeModel
from seedparse.text import jsonio

WEIGHTS = {
    **dict.fromkeys(SCORED, "weights.json"),
    BOUNDARY: "boundary_weights.json",
    **dict.fromkeys(DOUBTS, "doubt_weights.json"),
}
"""The file of each model, in WEIGHTS_FOLDER."""
WEIGHTS_FOLDER = os.path.dirname(trees.__file__)
MAX_OWN_PACKS = 64  # of the user's own; the index has place for 128 packs


class Resources(NamedTuple):
    """What a run needs of files; `models` maps what is scored to its fitted model."""

    packs: Packs
    models: Models
    profiles: Profiles


def of(options: Options) -> Resources:
    """The resources of a run with these options. Raises PackError."""
    return load(options.packs, options.outlets, options.profiles)


class OwnPack(NamedTuple):
    """A user's own pack file, checked but for its examples."""

    path: str
    built: Built
    proof: Proof


def load(own: tuple[str, ...] = (), outlets: tuple[str, ...] = (), profiles: tuple[str, ...] = ()) -> Resources:
    """The shipped packs, outlets and profiles, a user's own, and the models.

    `own` are the paths of the user's pack files. A site pack adds to the languages; the pack of a language that is
    shipped must say that it replaces it. `outlets` are the paths of files with further outlets,
    `profiles` those of export profiles; one of them replaces the shipped profile of its name.
    Raises PackError with all errors of all files.
    """
    return _load(own, outlets, profiles)


@lru_cache(maxsize=8)
def _load(own: tuple[str, ...], outlets: tuple[str, ...], profiles: tuple[str, ...]) -> Resources:
    own_outlets, exports = _read_outlets(outlets), Profiles(profile_loader.load(profiles))
    if not own:
        return Resources(loader.load((), own_outlets), _models(), exports)
    packs = read_own(own)
    known = loader.load([pack.built for pack in packs], own_outlets)
    failed = [error for pack in packs for error in failing(pack, known)]
    if failed:
        raise PackError(*failed)
    return Resources(known, _models(), exports)


def outlet_id(name: str, language: str | None = None, outlets: tuple[str, ...] = ()) -> str | None:
    """The id of an outlet's name as a record prints it ("ТАСС": "tass"), None if it is no known outlet's.

    `language` is the record's; without it any language may have the spelling, and one that is spelled as outlets of
    several languages are has no id. `outlets` are the paths of files with further outlets. Raises PackError.
    """
    return load((), outlets).packs.outlets.id_of(name, language)


def _read_outlets(paths: Iterable[str]) -> list[BuiltOutlets]:
    """The outlets of a user's files. Raises PackError with all errors of all files."""
    errors: list[str] = []
    found: list[BuiltOutlets] = []
    for path in paths:
        try:
            found.append(loader.read_outlets(path))
        except PackError as error:
            errors += error.errors
    if errors:
        raise PackError(*errors)
    return found


def failing(pack: OwnPack, known: Packs) -> list[str]:
    """The examples that fail: of a language with its pack alone, of a site pack with all packs of the run."""
    from seedparse.proofs import examples

    name = pack.built["language"]
    return examples.examine(
        name, pack.proof, pack.path, known if name in known.index["sites"] else packs_of([Pack(pack.built)])
    )


def replaced(own: tuple[str, ...]) -> dict[str, str]:
    """The shipped languages that the user's own packs replace, each with the file of its pack."""
    shipped = loader.languages() if own else []
    return {pack.built["language"]: pack.path for pack in read_own(own) if pack.built["language"] in shipped}


@lru_cache(maxsize=8)
def read_own(paths: tuple[str, ...]) -> list[OwnPack]:
    """The packs of these files, in their order, and their examples, which are not checked yet.

    Raises PackError with all errors of all files.
    """
    from seedparse.phrases.pack_file import build
    from seedparse.proofs import examples

    errors: dict[str, list[str]] = {path: [] for path in paths}
    tables: dict[str, dict[str, Any]] = {}
    for path in errors:
        try:
            tables[path] = loader.table(path)
        except PackError as error:
            errors[path] += error.errors
    found: dict[str, OwnPack] = {}
    for path, told in _wrong_names(tables):
        errors[path] += told
    for path in sorted(tables, key=lambda path: "extends" in tables[path]):  # first the languages that may be extended
        proof = examples.read(tables[path])
        table = _as_meant(tables[path])
        frequencies = loader.frequencies() if "language" in table else UNMEASURED
        try:
            base = _base(table, proof, {each.built["language"]: each.built for each in found.values()})
            found[path] = OwnPack(path, build(table, path, frequencies, base), proof)
        except PackError as error:
            errors[path] += error.errors
        errors[path] += examples.check(proof, path)
    if any(errors.values()):
        raise PackError(*(error for each in errors.values() for error in each))
    return [found[path] for path in errors]


def _as_meant(table: dict[str, Any]) -> dict[str, Any]:
    """The table of a pack; one that has a shipped language, and nothing else of a language, is meant to extend it.

    `_wrong_names` refuses it; its other errors are those of a site pack.
    """
    from seedparse.phrases.pack_file import is_of_site

    rest = {key: value for key, value in table.items() if key != "language"}
    is_meant = table.get("language") in loader.languages() and is_of_site(rest)
    return rest | {"extends": table["language"]} if is_meant else table


def _base(table: Mapping[str, Any], proof: Proof, own: Mapping[str, Built]) -> Groups:
    """The groups of the language that a pack extends, if one of its phrases names a group."""
    language = str(table.get("extends"))
    if not any("<" in text for _, text in proof["texts"]):
        return Groups({})
    if language in own:
        return Groups(own[language]["groups"])
    return loader.load().by_language[language].groups if language in loader.languages() else Groups({})


def _wrong_names(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    """The errors of the names of packs, which depend on what other packs there are, for each file."""
    from seedparse.phrases.pack_file import name_of

    shipped = loader.languages()
    languages = [*shipped, *(table.get("language") for table in tables.values())]
    files: dict[str, str] = {}  # the name of a pack to its file
    for path, table in tables.items():
        errors = PackErrors(path)
        name, extends, is_language = name_of(table, path), table.get("extends"), "language" in table
        first = files.setdefault(name, path)
        if isinstance(extends, str) and extends not in languages:
            errors.add("extends", f"\"{extends}\" is not a language of seedparse; 'seedparse packs' lists them")
        if first != path and is_language:
            errors.add("language", f'"{name}" is also the language of {first}; keep one')
        elif first != path:
            errors.add(f"{first} has the same name; rename one, since explain shows a pack by the name of its file")
        elif is_language and name in shipped and table.get("replaces") is not True:
            errors.add(
                "language",
                f'"{name}" is a language of seedparse: write extends = "{name}" in its place to add to it, '
                "or replaces = true beside it to take its place",
            )
        elif is_language and name not in shipped and table.get("replaces") is True:
            errors.add("replaces", f'there is no language "{name}" in seedparse to replace; take the key out')
        elif not is_language and name in languages:
            errors.add("the file has the name of a language; rename it")
        if len(files) > MAX_OWN_PACKS:
            errors.add(
                f"this is pack {len(files)}; a run takes at most {MAX_OWN_PACKS}, so put phrases into fewer files"
            )
        yield path, errors.found


def _models() -> dict[str, TreeModel]:
    """The models by name; a file is read when one of its models is first used."""

    @cache
    def fitted(path: str) -> dict[str, Fitted]:
        with open(path, "rb") as file:
            found: dict[str, Fitted] = jsonio.read(file.read())
            return found

    def read(name: str) -> Fitted:
        return fitted(os.path.join(WEIGHTS_FOLDER, WEIGHTS[name]))[name]

    return {name: TreeModel.later(partial(read, name)) for name in WEIGHTS}
