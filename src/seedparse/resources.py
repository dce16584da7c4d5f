"""What the parser needs from files: the language packs and the fitted models, loaded once and handed in.

Law: the same files give the same resources. A pack of the user's own is checked against its own examples before it is
used; the shipped ones are checked by the tests.
"""

import os
from collections.abc import Iterable
from functools import lru_cache, partial
from typing import NamedTuple

from seedparse.errors import PackError
from seedparse.languages import loader
from seedparse.phrases.pack import Pack, Packs, Proof
from seedparse.recognition import trees
from seedparse.recognition.trees import SCORED, Fitted, Models, TreeModel
from seedparse.text import jsonio

MODELS = os.path.join(os.path.dirname(trees.__file__), "weights.json")


class Resources(NamedTuple):
    """The packs of a run, and its models by what they score."""

    packs: Packs
    models: Models


@lru_cache(maxsize=8)
def load(own: tuple[str, ...] = ()) -> Resources:
    """The shipped packs and the user's own, by the paths of these; one of a language that is there already takes its
    place.

    Raises PackError with all errors of all of them.
    """
    return Resources(loader.load([pack for pack, _ in proved(own)]), _models())


def proved(paths: Iterable[str]) -> list[tuple[Pack, Proof]]:
    """The packs of these files, with their examples. Raises PackError with all errors of all of them."""
    from seedparse.phrases.pack_file import build  # here, for few runs have packs of their own
    from seedparse.proofs import examples

    errors: list[str] = []
    found: list[tuple[Pack, Proof]] = []
    languages: dict[str, str] = {}  # and the file of each
    for path in paths:
        before = len(errors)
        try:
            table = loader.table(path)
        except PackError as error:
            errors += error.errors
            continue
        said = examples.read(table)
        try:
            pack = Pack(build(table, path))
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
    """The models of a title and of running text, read when first asked."""

    def read(name: str) -> Fitted:
        if not fitted:
            with open(MODELS, "rb") as file:
                fitted.update(jsonio.read(file.read()))
        return fitted[name]

    fitted: dict[str, Fitted] = {}
    return {name: TreeModel.later(partial(read, name)) for name in SCORED}
