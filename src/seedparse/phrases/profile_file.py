"""Checks the file of an export profile and makes its data.

Law: the data depends on the file alone. All errors of a file are reported at once, each with its key.
"""

from collections.abc import Mapping
from typing import Any, TypedDict

from seedparse.errors import PackError, PackErrors
from seedparse.phrases.line_forms import FormError, Item, item

MEANINGS = ("title", "byline", "published", "accessed", "meta", "text")  # of a field's value
FIELD_TABLES = ("own", "shared", "head", "fenced", "mail")
FORM_LISTS = ("heads", "tails", "covers", "ends", "marks")
PROOF_TABLES = ("example", "counter_example")
NEEDS = 3  # different marks that an article must show, if a profile does not say another number


class Profile(TypedDict):
    """An export profile as plain data."""

    name: str
    needs: int
    # own: fields that this export alone prints. shared: fields of its articles that other texts have too. head: fields
    # at the head of any article; fenced: further ones between the fences of front matter; mail: those that mean
    # something else in the head of a mail. Each table maps a field's name to the meaning of its value.
    fields: dict[str, dict[str, str]]
    # heads: the first lines of an article; tails: the first lines after its text; ends: its last line; covers: the
    # first lines of a cover sheet or a summary; marks: other lines.
    forms: dict[str, list[list[Item]]]


def build(table: Mapping[str, Any], file: str) -> Profile:
    """The data of a profile from its parsed file. Raises PackError with all errors."""
    errors = PackErrors(file)
    known = {"name", "about", "needs", *FIELD_TABLES, *FORM_LISTS, *PROOF_TABLES}
    for key in table:
        if key not in known:
            errors.add(key, f"is unknown; a profile has {', '.join(sorted(known))}")
    name, needs = table.get("name"), table.get("needs", NEEDS)
    if not isinstance(name, str) or not name:
        errors.add("name", "is missing; name the export")
    if type(needs) is not int or needs < 1:
        errors.add("needs", "must be a number of marks, 1 or more")
    names = {key: _names(table.get(key, {}), key, errors) for key in FIELD_TABLES}
    forms = {key: _forms(table.get(key, []), key, errors) for key in FORM_LISTS}
    if not any(names.values()) and not any(forms.values()):
        errors.add("own", "is missing; a profile needs fields or the forms of lines")
    if errors.found:
        raise PackError(*errors.found)
    return Profile(name=str(name), needs=needs, fields=names, forms=forms)


def _names(table: Any, key: str, errors: PackErrors) -> dict[str, str]:
    """The names of a table of fields, each with its meaning."""
    found: dict[str, str] = {}
    if not isinstance(table, dict):
        errors.add(key, f"must be a table from a meaning to names; the meanings are {', '.join(MEANINGS)}")
        return found
    for meaning, names in table.items():
        place = f"{key}.{meaning}"
        if meaning not in MEANINGS:
            errors.add(place, f"is no meaning of a field; use one of {', '.join(MEANINGS)}")
        elif not isinstance(names, list) or not all(isinstance(each, str) and each.strip() for each in names):
            errors.add(place, "must be a list of names")
        else:
            for each in names:
                if found.setdefault(each, meaning) != meaning:
                    errors.add(place, f'"{each}" is also a name of {key}.{found[each]}; keep one')
    return found


def _forms(sequences: Any, key: str, errors: PackErrors) -> list[list[Item]]:
    found: list[list[Item]] = []
    if not isinstance(sequences, list):
        errors.add(key, "must be a list of sequences, each a list of lines")
        return found
    for number, sequence in enumerate(sequences, 1):
        if not isinstance(sequence, list) or not sequence or not all(isinstance(each, str) for each in sequence):
            errors.add(f"{key}.{number}", 'must be a list of lines, such as ["title: line", "meta: {number} words"]')
            continue
        items: list[Item] = []
        for at, source in enumerate(sequence, 1):
            try:
                items.append(item(source))
            except FormError as error:
                errors.add(f"{key}.{number}.{at}", str(error))
        if key not in ("heads", "marks") and items and not any(each["keys"] for each in items):
            errors.add(f"{key}.{number}", "has no line with words or marks of its own")
        found.append(items)
    return found
