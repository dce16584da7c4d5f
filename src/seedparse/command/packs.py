"""The commands of `seedparse packs`: list, show, new, learn, check, suggest.

Law: a pack file is only written whole, and only if what is written is a valid pack.
"""

import os
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from seedparse.command.console import harmless, say, tell, written
from seedparse.command.options import encoding_option, pack_option
from seedparse.command.verbs import Verbs
from seedparse.errors import Empty, Failure, InputError, OutputError, PackError

if TYPE_CHECKING:
    from seedparse.model import Block, Options
    from seedparse.phrases.pack import Packs
    from seedparse.proofs.learning import Learned
    from seedparse.proofs.suggestions import Suggestion

TEMPLATE = """\
# A pack of your own for seedparse. Take the # from a line and put the words of your site in it.
# Check it with: seedparse packs check {name}
# Use it with:   seedparse --pack {name} dump.txt
# All keys stand in docs/packs.md.

# The language that the pack adds to; leave it out for a site in several languages.
# extends = "uk"

# (a|b): one of these. [a]: with or without. {{title}}, {{name}} and so on: what changes from line to line.

[related]
# The line above a list of links:
# headings = ["more from our site", "more on {{rest}}"]
# A link in a line of its own:
# inline = ["read also ▶ {{title}}"]

[attribution]
# A line or sentence that says who reports, citing whom:
# sentences = ["we read this in {{publisher}}[, which had it from {{via}}]"]
# A credit that stands alone on its line:
# credits = ["found at: {{via}}"]

[byline]
# lines = ["text and pictures: {{name}}"]

[junk]
# photo = ["picture: {{rest}}"]
# share = ["tell your friends"]
# tags = ["filed under: {{rest}}"]
# promo = ["get our morning letter"]
# footer = ["made in the harbour{{rest}}"]
# navigation = ["back to the front page"]

# An example for each phrase: a line of a dump, what it is, and what must be read from it.
# [[example]]
# text = "Read also ▶ The bridge is open again"
# is = "inline"
# title = "The bridge is open again"

# A line that must not be taken for it:
# [[counter_example]]
# text = "Read also what the law says about bridges."
# is = "inline"
"""


@click.group("packs", cls=Verbs, invoke_without_command=True, short_help="List, show, check and write packs.")
@click.pass_context
def packs_command(ctx: click.Context) -> None:
    """List the languages, show a pack, or make and check a pack of your own for a site."""
    if ctx.invoked_subcommand is None:
        from seedparse.resources import load

        with written():
            for pack in load().packs.all:
                name, own = pack.built["english_name"], pack.built["name"]
                click.echo(f"{pack.language:6}{name:20}{len(pack.phrases):5} phrases  {own}")


@packs_command.command("show", short_help="Show what a pack has.")
@click.argument("name", metavar="LANGUAGE|FILE")
@click.option("--pack", "packs", multiple=True, metavar="FILE", help="Also show what this pack adds to the language.")
def show_command(name: str, packs: tuple[str, ...]) -> int:
    """Show the words and phrases of a pack, by key, each with the rule that `explain` shows for it.

    With --pack, what the packs of your own add to the language stands beside what is shipped.
    """
    from seedparse.languages import loader
    from seedparse.phrases.pack_file import name_of
    from seedparse.resources import load, read_own

    shipped = dict(zip(loader.languages(), loader.shipped(), strict=True))
    if name not in shipped and not os.path.exists(name):
        raise click.UsageError(f"'{name}' is neither a language nor a file. 'seedparse packs' lists the languages.")
    load(packs if name in shipped else (name,))
    files = [shipped.get(name, name), *(own.path for own in read_own(packs) if own.built["extends"] == name)]
    tables = [(name_of(table, path), table) for path in files for table in [loader.table(path)]]
    with written():
        for key in dict.fromkeys(key for _, table in tables for key, _ in _lists(table)):
            click.echo(f"\n[{key.rpartition('.')[0]}] {key.rpartition('.')[2]}" if "." in key else f"\n{key}")
            for pack, table in tables:
                for number, word in enumerate(dict(_lists(table)).get(key, []), 1):
                    click.echo(harmless(f"  {f'{pack}:{key}.{number}':36} {word}"))
    return 0


def _lists(table: Mapping[str, object], place: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield the lists of words and phrases in the table of a pack file, each with its key."""
    for name, value in table.items():
        key = f"{place}.{name}" if place else name
        if isinstance(value, dict):
            yield from _lists(value, key)
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            yield key, value


@packs_command.command("new", short_help="Write the template of a pack.")
@click.argument("file")
def new_command(file: str) -> int:
    """Write a pack to begin with: every key of a site pack with a comment. FILE must not exist yet."""
    try:
        with open(file, "x", encoding="utf-8") as out:
            out.write(TEMPLATE.format(name=os.path.basename(file)))
    except FileExistsError:
        raise click.UsageError(f"{file} exists already. Name a new file, or add to it with 'packs learn'.") from None
    except OSError as error:
        raise OutputError(f"{file}: {error.strerror}") from None
    say(f"{file}: written; put the words of your site in it, then run 'seedparse packs check {file}'")
    return 0


@packs_command.command("learn", short_help="Add a phrase to a pack, made from a line of a dump.")
@click.argument("file")
@click.argument("dump", required=False)
@click.option(
    "--mark",
    "marks",
    multiple=True,
    required=True,
    metavar="LINE=KIND",
    help="A line as your site prints it, with X for what changes (in an attribution: X who reports, Y whom it cites), "
    "and its kind: heading, inline, attribution, credit, byline, published, updated, accessed, photo, share, tags, "
    "promo, footer, navigation. Can be repeated.",
)
@click.option("--extends", metavar="LANGUAGE", help="For a new FILE: the language that the pack adds to.")
def learn_command(file: str, dump: str | None, marks: tuple[str, ...], extends: str | None) -> int:
    """Add a phrase and its example to the pack FILE, which is made if it does not exist.

    \b
    seedparse packs learn gull.toml page.txt --mark 'Read also ▶ X=inline'

    With DUMP, the example is the first line of it that fits; without it, the marked line itself.
    """
    from seedparse.proofs import learning
    from seedparse.resources import load

    if not file.endswith(".toml"):
        raise click.UsageError(f"FILE is the pack, such as my-site.toml, and the dump comes behind it; got '{file}'.")
    lines = None if dump is None else _lines(dump)
    before = text = _text(file)
    if extends and not text.strip():
        text = f"extends = {learning.quoted(extends)}\n"
    elif extends:
        raise click.UsageError(f"--extends is for a new file; write it into {file} yourself.")
    told = []
    for given in marks:
        learned = learning.learn(learning.marked(given), lines, load().packs)
        text, said = _with(file, text, learned)
        told.append(said)
    if text != before:
        _write(file, text)
    with written():
        deque(map(click.echo, map(harmless, told)), maxlen=0)
    return 0


def _with(file: str, text: str, learned: "Learned") -> tuple[str, str]:
    """Return the text of a pack file with a phrase, and what to say of it. Raises PackError if it is no valid pack."""
    import tomllib

    from seedparse.proofs import examples, learning

    place = f"[{learned.section}] {learned.key}: {learned.phrase}"
    try:
        if learning.has_phrase(tomllib.loads(text), learned):
            return text, f"{file} has it already: {place}"
    except ValueError as error:
        raise PackError(f"{file}: is not a TOML file in UTF-8: {error}") from None
    text = learning.with_phrase(text, learned)
    if not learning.has_phrase(tomllib.loads(text), learned):
        raise PackError(f"{file}: cannot add to its [{learned.section}]; write the phrase yourself: {learned.phrase}")
    packs = _packs_with(file, text)
    reading = examples.KINDS[learned.kind](learned.line, packs, learned.kind, packs.by_language[os.path.basename(file)])
    if reading is None:
        raise PackError(f'{file}: with {place} the line "{learned.line}" is not recognised as {learned.kind}')
    example = learning.example(learned, reading)
    text = learning.with_example(text, example)
    _packs_with(file, text)
    read = ", ".join(f'{key} "{value}"' for key, value in example.items() if key != "is")
    return text, f"{file}: {place}; example: {read}"


def _packs_with(file: str, text: str) -> "Packs":
    """Return the packs of a run with a pack of this text. Raises PackError if it is no valid pack."""
    import tempfile

    from seedparse.resources import load

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, os.path.basename(file))
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        try:
            return load((path,)).packs
        except PackError as error:
            raise PackError(*(each.replace(path, file) for each in error.errors)) from None


def _text(file: str) -> str:
    try:
        with open(file, encoding="utf-8") as given:
            return given.read()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise PackError(f"{file}: {(error.strerror or str(error)).lower()}") from None
    except ValueError:
        raise PackError(f"{file}: is not a TOML file in UTF-8") from None


def _write(file: str, text: str) -> None:
    try:
        with open(f"{file}.new", "w", encoding="utf-8") as out:
            out.write(text)
        os.replace(f"{file}.new", file)
    except OSError as error:
        raise OutputError(f"{file}: {error.strerror}") from None


def _lines(dump: str) -> list[str]:
    """Return the lines of a dump that are not blank. Raises PackError if it cannot be read."""
    from seedparse.errors import failure
    from seedparse.model import Options
    from seedparse.sources.files import open_bytes
    from seedparse.sources.texts import texts
    from seedparse.stream import explained

    def fail(error: InputError) -> None:
        raise PackError(str(failure(dump, error)))

    try:
        found = [
            block
            for text in texts(open_bytes(dump), Options(), fail, fail)
            for _, blocks in explained(text.pieces, text.options)
            for block in blocks
        ]
    except InputError as error:
        raise PackError(str(failure(dump, error))) from None
    return [line for block in found for line in block.text.split("\n")]


@packs_command.command("check", short_help="Check packs and their examples.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check_command(files: tuple[str, ...]) -> int:
    """Check the keys, phrases and examples of packs; say which phrases are known already or mean two things.

    Several packs are checked each by itself, then together: an example that fails beside the other packs, or a phrase
    that means something else in another of them, is an error. Exit code 1 if anything is wrong. What is known already
    is no error.
    """
    from seedparse.proofs.advice import advice
    from seedparse.resources import load, read_own

    well = True
    with written():
        for file in files:
            try:
                packs = load((file,)).packs
                ((_, built, examples),) = read_own((file,))
            except PackError as error:
                deque(map(say, error.errors), maxlen=0)
                well = False
                continue
            phrases, proofs = len(built["phrases"]), len(examples["examples"]) + len(examples["counter_examples"])
            click.echo(harmless(f"{file}: {_many(phrases, 'phrase')}, {_many(proofs, 'example')}, all correct"))
            if built["language"] in packs.index["sites"]:
                for place, said in advice(packs.by_language[built["language"]], load().packs):
                    click.echo(harmless(f"{file}: {place}: {said}"))
        if well and len(files) > 1:
            well = _check_together(tuple(dict.fromkeys(files)))
    return 0 if well else 1


def _check_together(files: tuple[str, ...]) -> bool:
    """Tell what is wrong with packs beside each other, each of which is well; whether nothing is."""
    from seedparse.proofs.advice import clashes
    from seedparse.resources import load, read_own

    try:
        packs = load(files).packs
    except PackError as error:
        for each in error.errors:
            say(f"together: {each}")
        return False
    paths = {own.built["language"]: own.path for own in read_own(files)}
    sites = [packs.by_language[name] for name in paths if name in packs.index["sites"]]
    well = True
    for clash in clashes(sites, packs):
        well = well and not clash.is_other
        click.echo(harmless(f"{paths[clash.pack]}: {clash.place}: {clash.told}"))
    return well


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


@packs_command.command("suggest", short_help="Suggest a pack for the pages of a site.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--glob", "globs", multiple=True, metavar="PATTERN", help="In directories, read only files that match.")
@encoding_option
@pack_option
def suggest_command(paths: tuple[str, ...], globs: tuple[str, ...], encoding: str, packs: tuple[str, ...]) -> int:
    """Find the short lines that recur over the pages of one site, and that no pack knows.

    Standard output is a pack with a phrase and an example for each, as far as their kind can be guessed: read it, take
    out what is wrong, change the kinds, and check it.

    \b
    seedparse packs suggest pages/ > my-site.toml
    seedparse packs check my-site.toml
    """
    from seedparse.batch.inputs import found
    from seedparse.model import Options
    from seedparse.outcome import Outcome
    from seedparse.proofs.suggestions import suggest
    from seedparse.resources import load

    outcome, languages = Outcome(), Counter[str]()
    options = Options(encoding=encoding, packs=packs)
    files = [job.path for job in found(paths, globs, outcome)]
    problems: list[Failure | Empty] = [*outcome.failures, *outcome.empty]
    for problem in problems:
        tell(problem)
    suggestions, count = suggest(_pages(files, options, languages), load(packs).packs)
    text, kept = _suggested(suggestions, count, languages)
    with written():
        click.echo(text, nl=False)
    say(f"{_many(kept, 'suggestion')} from {_many(count, 'article')} in {_many(len(files), 'file')}")
    return 1 if outcome.failures else 0


def _pages(files: list[str], options: "Options", languages: Counter[str]) -> "Iterator[list[Block]]":
    """Yield the blocks of each article of these files, and count the languages. A file that is no text is named."""
    from seedparse.errors import failure
    from seedparse.sources.files import open_bytes
    from seedparse.sources.texts import texts
    from seedparse.stream import explained

    for path in files:

        def fail(error: InputError, path: str = path) -> None:
            say(f"{failure(path, error)}; passed over")

        try:
            for text in texts(open_bytes(path), options, fail, fail):
                for article, blocks in explained(text.pieces, text.options):
                    if article is not None:
                        languages[article["language"]] += 1
                        yield blocks
        except InputError as error:
            fail(error)


def _suggested(suggestions: "list[Suggestion]", count: int, languages: Counter[str]) -> tuple[str, int]:
    """Return the text of a pack with these suggestions, and how many of them are in it."""
    from seedparse.proofs import examples, learning
    from seedparse.resources import load

    (language, articles), *_ = languages.most_common(1) or [("und", 0)]
    text = f"# Suggested from {_many(count, 'article')}. Take out what is wrong, and change the kinds that are.\n"
    if articles > count / 2 and language != "und":
        text += f'extends = "{language}"\n'
    kept = 0
    for each in suggestions:
        try:
            learned = learning.learn(each.mark, [each.line], load().packs)
            found = learning.with_phrase(text, learned, f"on {each.pages:,} of {count:,} pages, {each.place}")
            packs = _packs_with("suggested.toml", found)
        except PackError:
            continue  # it is no phrase: a beginning with a slot, the same phrase again
        reading = examples.KINDS[learned.kind](learned.line, packs, learned.kind, packs.by_language["suggested.toml"])
        if reading is not None:
            text = learning.with_example(found, learning.example(learned, reading))
            kept += 1
    return text, kept
