"""Options that several commands share."""

import os

import click

pack_option = click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="FILE",
    help="Use a pack of your own, for a site or a language. Can be repeated.",
)
profile_option = click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="FILE",
    help="Also recognise the export that FILE describes, as docs/profiles.md says. Can be repeated.",
)
outlets_option = click.option(
    "--outlets",
    multiple=True,
    metavar="FILE",
    help="Also recognise the outlets in FILE, a TOML file as docs/citations.md describes it. Can be repeated.",
)
split_option = click.option(
    "--split",
    default="auto",
    show_default=True,
    metavar="auto|off|REGEX",
    help="Where articles begin: detected (auto), only at the start (off), or after each line that matches REGEX.",
)
encoding_option = click.option(
    "--encoding",
    default="auto",
    show_default=True,
    metavar="auto|NAME",
    help="Encoding of the texts: detected from their bytes (auto), or NAME for all, such as cp1251.",
)
text_field_option = click.option(
    "--text-field", default="text", show_default=True, metavar="KEY", help="The key that holds the text in JSON Lines."
)
jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
    show_default="the processor's cores",
    metavar="N",
    help="Number of worker processes; does not change the output.",
)


def language_tag(_ctx: click.Context, _option: click.Parameter, code: str | None) -> str | None:
    """Return the code of a language. Raises BadParameter if it is not written as in BCP 47."""
    if code is None:
        return None
    from seedparse.text.language_tags import wrong_tag

    if problem := wrong_tag(code):
        raise click.BadParameter(problem)
    return code
