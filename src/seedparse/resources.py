"""Loads the files that the parser needs, once: the language packs and the fitted models.

Law: the same files give the same resources. A user's own pack is checked against its own examples before it is used;
the tests check the shipped packs.
"""

import os
from collections.abc import Iterable
from functools import cache, lru_cache, partial
from typing import NamedTuple

from seedparse.errors import PackError
from seedparse.languages import loader
from seedparse.phrases.pack import Pack, Packs, Proof
from seedparse.recognition import trees
from seedparse.recognition.trees import BOUNDARY, SCORED, Fitted, Models, TreeModel
from seedparse.text import jsonio

MODELS = os.path.join(os.path.dirname(trees.__file__), "weights.json")
BOUNDARIES = os.path.join(os.path.dirname(trees.__file__), "boundary_weights.json")


class Resources(NamedTuple):
    """The packs and the fitted models of a run; `models` maps what is scored to its model."""

    packs: Packs
    models: Models


@lru_cache(maxsize=8)
def load(own: tuple[str, ...] = ()) -> Resources:
    """The shipped packs, a user's own packs and the models.

    `own` are the paths of the user's pack files; such a pack replaces the shipped pack of its language.
    Raises PackError with all errors of all files.
    """
    return Resources(loader.load([pack for pack, _ in proved(own)]), _models())


def proved(paths: Iterable[str]) -> list[tuple[Pack, Proof]]:
    """The packs of these files, each checked by its examples, and the examples.

    Raises PackError with all errors of all files.
    """
    from seedparse.phrases.pack_file import build  # not at the top: few runs have packs of their own
    from seedparse.proofs import examples

    errors: list[str] = []
    found: list[tuple[Pack, Proof]] = []
    languages: dict[str, str] = {}  # a language to the first file that has a pack for it
    for path in paths:
        before = len(errors)
        try:
            table = loader.table(path)
        except PackError as error:
            errors += error.errors
            continue
        said = examples.read(table)
        try:
            pack = Pack(build(table, path, loader.frequencies()))
        except PackError as error:
            errors += error.errors
        errors += examples.check(said, path)
        if len(errors) == before:
            errors += examples.examine(pack, said, path)
            first = languages.setdefault(pack.language, path)
            if first != path:
                errors.append(f'{path}: language: "{pack.language}" is also the language of {first}; keep one')
            found.append((pack, said))
    if errors:
        raise PackError(*errors)
    return found


def _models() -> dict[str, TreeModel]:
    """The models by name; a file is read when one of its models is first used."""

    @cache
    def fitted(path: str) -> dict[str, Fitted]:
        with open(path, "rb") as file:
            found: dict[str, Fitted] = jsonio.read(file.read())
            return found

    def read(name: str) -> Fitted:
        return fitted(BOUNDARIES if name == BOUNDARY else MODELS)[name]

    return {name: TreeModel.later(partial(read, name)) for name in (*SCORED, BOUNDARY)}
