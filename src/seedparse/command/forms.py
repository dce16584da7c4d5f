"""The form of what `parse` writes, from its flags.

Law: flags that exclude each other are a usage error before any work.
"""

import click

from seedparse.sinks.forms import DATABASES, Form
from seedparse.sinks.places import Place


def form_of(place: Place, fields: str | None, standard: str | None, unit: str, *, spans: bool = False) -> Form:
    """Return the form of the records at a place. `spans`: they have a key more. Raises UsageError, BadOutputError."""
    if spans:
        raise click.UsageError("--spans is for whole records as JSON Lines: leave out --to, --fields and --as.")
    if standard:
        if unit == "block":
            raise click.UsageError("--as writes articles: it cannot be used with --unit block.")
        if place.format != "jsonl":
            raise click.UsageError(f"--as {standard} writes JSON Lines: it cannot be used with {place.format}.")
        if fields is not None:
            raise click.UsageError(f"--as {standard} has its own fields: it cannot be used with --fields.")
        return Form(unit=unit, standard=standard)
    if place.format in DATABASES:
        if unit == "block":
            raise click.UsageError(f"The tables of {place.format} are those of articles: leave out --unit block.")
        if fields is not None:
            raise click.UsageError(f"{place.format} gets all fields: leave out --fields and select columns there.")
    if place.format == "jsonl" and fields is None:
        return Form(unit=unit)
    from seedparse.interchange.fields import chosen, lists_in
    from seedparse.interchange.types import record_type
    from seedparse.stream import schema

    record = record_type(schema("block" if unit == "block" else "article"))
    if fields is not None:
        record = chosen(record, fields.split(","))
    if place.format == "csv" and (lists := lists_in(record)):
        raise click.UsageError(
            f"A cell of CSV holds no list, such as {lists[0]}. Write --unit block, or name fields without lists: "
            "--fields id,origin.path,header.title,header.published"
        )
    form = Form(place.format, unit, record)
    form.check()
    return form
